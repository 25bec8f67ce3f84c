"""Tables without rules, told by clear columns alone: spaces that run down the page beside numbered lines."""

from collections.abc import Sequence
from itertools import pairwise

from kheo.office.pages.glyphs import Glyph, lines_of, rows_of
from kheo.office.pages.lattice import Lattice
from kheo.office.pages.paragraphs import TextLine
from kheo.office.tables import Span

# As shares of the height of letters: the least space between two columns.
_CLEAR = 0.7
_LEAST_COLUMNS = 3
_LEAST_NUMBERED = 2
_MOST_LINES = 400

Gaps = list[tuple[float, float]]


def with_columns(glyphs: Sequence[Glyph]) -> list[Lattice]:
    """At most one table: the longest run of lines over the same three or more columns, the first of them numbered."""
    rows = rows_of(glyphs)[:_MOST_LINES]
    words = [[lines_of([glyph])[0] for glyph in row if glyph.text.strip()] for row in rows]
    runs = [_run(words, start) for start in range(len(words))]
    best = max(runs, key=lambda run: (run[1] - run[0]) * (len(run[2]) >= _LEAST_COLUMNS - 1), default=None)
    if best is None or len(best[2]) < _LEAST_COLUMNS - 1:
        return []
    start, end, gaps = best
    return _lattice(words[start:end], gaps)


def _run(rows: Sequence[Sequence[TextLine]], start: int) -> tuple[int, int, Gaps]:
    """The lines from `start` on that leave the spaces of the first free."""
    gaps = _gaps(rows[start])
    end = start + 1
    while len(gaps) >= _LEAST_COLUMNS - 1 and end < len(rows):
        left = _left_free(gaps, rows[end])
        if len(left) < len(gaps) and len(left) < _LEAST_COLUMNS - 1:
            break
        if len(left) < len(gaps) and end - start >= _LEAST_COLUMNS:
            break
        gaps = left
        end += 1
    return start, end, gaps


def _gaps(row: Sequence[TextLine]) -> Gaps:
    return [
        (one.box.right, other.box.left)
        for one, other in pairwise(row)
        if other.box.left - one.box.right > _CLEAR * one.box.height
    ]


def _left_free(gaps: Gaps, row: Sequence[TextLine]) -> Gaps:
    """What is left of each space where this line keeps out of it."""
    least = _CLEAR / 2 * row[0].box.height
    return [gap for gap in (_narrowed(gap, row) for gap in gaps) if gap[1] - gap[0] > least]


def _narrowed(gap: tuple[float, float], row: Sequence[TextLine]) -> tuple[float, float]:
    """The widest part of the space that no letter of the line stands in."""
    inside = [piece.box for piece in row if piece.box.right > gap[0] and piece.box.left < gap[1]]
    starts = [gap[0], *(box.right for box in inside)]
    ends = [*(box.left for box in inside), gap[1]]
    return max(zip(starts, ends, strict=True), key=lambda free: free[1] - free[0])


def _lattice(rows: Sequence[Sequence[TextLine]], gaps: Gaps) -> list[Lattice]:
    middles = [(left + right) / 2 for left, right in gaps]
    first = ["".join(piece.text for piece in row if piece.box.right < middles[0]) for row in rows]
    numbered = [place for place, text in enumerate(first) if text.strip(" .)").isdigit()]
    if len(numbered) < _LEAST_NUMBERED or numbered[0] == 0:
        return []
    tops = [min(piece.box.top for piece in rows[place]) - 1 for place in (0, *numbered)]
    pieces = [piece for row in rows for piece in row]
    edges = [min(one.box.left for one in pieces) - 1, *middles, max(one.box.right for one in pieces) + 1]
    tops.append(max(piece.box.bottom for piece in rows[-1]) + 1)
    cells = [Span(row, column, row, column) for row in range(len(tops) - 1) for column in range(len(edges) - 1)]
    return [Lattice(tuple(edges), tuple(tops), tuple(cells))]
