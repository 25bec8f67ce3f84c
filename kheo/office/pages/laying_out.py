"""A page's letters shared out: into the cells of its tables, and into lines beside them in reading order."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kheo.office.pages.glyphs import Glyph, lines_of, pieces_of
from kheo.office.pages.lattice import Lattice
from kheo.office.pages.order import reading_order
from kheo.office.pages.page import Box, Page, Place, Ruled
from kheo.office.pages.paragraphs import Room, joined, padding_of
from kheo.office.tables import Span
from kheo.office.wording import tidy

_MOST_PADDING = 10.0


def laid_out(number: int, glyphs: Sequence[Glyph], found: Sequence[Lattice], width: float, *, slack: float) -> Page:
    """The page's blocks from the top down; tables in which nothing stands are none."""
    inside: list[list[Glyph]] = [[] for _ in found]
    beside: list[Glyph] = []
    for glyph in glyphs:
        place = next((place for place, lattice in enumerate(found) if _holds(lattice.box, glyph)), None)
        (beside if place is None else inside[place]).append(glyph)
    blocks: list[tuple[float, str | Ruled]] = []
    for lattice, its in zip(found, inside, strict=True):
        if its:
            blocks.append((lattice.rows[0], _ruled(lattice, its, width, slack)))
    tops = sorted(top for top, _ in blocks)
    for low, high in pairwise([float("-inf"), *tops, float("inf")]):
        between = [glyph for glyph in beside if low <= glyph.middle < high]
        ordered = [tidy(line.text) for line in reading_order(pieces_of(between))]
        # A line's place for sorting is that of the table above it: the order within is the reading order.
        blocks += [(low + 0.001, text) for text in ordered if text]
    blocks.sort(key=lambda block: block[0])
    return Page(number, tuple(block for _, block in blocks))


def _holds(box: Box, glyph: Glyph) -> bool:
    return box.left <= (glyph.box.left + glyph.box.right) / 2 <= box.right and box.top <= glyph.middle <= box.bottom


def _ruled(lattice: Lattice, glyphs: Sequence[Glyph], width: float, slack: float) -> Ruled:
    lines = {cell: lines_of(its) for cell, its in _shared_out(lattice, glyphs)}
    gaps = [line.box.left - lattice.box_of(cell).left for cell, its in lines.items() for line in its]
    padding = padding_of(gaps, _MOST_PADDING)
    cells: dict[Place, str] = {}
    for cell, its in lines.items():
        text = joined(its, Room(lattice.box_of(cell), padding, slack))
        if text:
            cells[cell.top, cell.left] = text
    spans = tuple(cell for cell in lattice.cells if cell.bottom > cell.top or cell.right > cell.left)
    return Ruled(cells, spans, len(lattice.rows) - 1, tuple(round(edge / width, 4) for edge in lattice.columns))


def _shared_out(lattice: Lattice, glyphs: Sequence[Glyph]) -> Iterator[tuple[Span, list[Glyph]]]:
    fields = {
        (row, column): cell
        for cell in lattice.cells
        for row in range(cell.top, cell.bottom + 1)
        for column in range(cell.left, cell.right + 1)
    }
    shares: dict[Span, list[Glyph]] = {}
    for glyph in glyphs:
        row = _field(lattice.rows, glyph.middle)
        column = _field(lattice.columns, (glyph.box.left + glyph.box.right) / 2)
        shares.setdefault(fields[row, column], []).append(glyph)
    yield from shares.items()


def _field(edges: Sequence[float], at: float) -> int:
    return max(0, min(sum(edge <= at for edge in edges) - 1, len(edges) - 2))
