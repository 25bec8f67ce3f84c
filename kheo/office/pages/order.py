"""The order in which the text around tables is read: down the page, and within two blocks side by side left first."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kheo.office.pages.paragraphs import TextLine

# A line of the page: its pieces from left to right.
Row = Sequence[TextLine]


def reading_order(rows: Sequence[Row]) -> Iterator[TextLine]:
    """The pieces of these lines, given from the top down."""
    place = 0
    while place < len(rows):
        if len(rows[place]) < 2:
            yield from rows[place]
            place += 1
            continue
        end = _end_of_blocks(rows, place)
        middle = _gutter(rows[place:end])
        for right in (False, True):
            for row in rows[place:end]:
                yield from (piece for piece in row if (piece.box.left >= middle) is right)
        place = end


def _end_of_blocks(rows: Sequence[Row], start: int) -> int:
    """Down to the first line that runs across the space between the blocks, or stands well apart."""
    left, right = _gap(rows[start])
    end = start + 1
    while end < len(rows):
        lefts, rights = left, right
        for piece in rows[end]:
            if piece.box.left < (lefts + rights) / 2:
                lefts = max(lefts, piece.box.right)
            else:
                rights = min(rights, piece.box.left)
        height = rows[end][0].box.height
        apart = rows[end][0].box.top - max(piece.box.bottom for piece in rows[end - 1])
        if rights - lefts < height / 2 or apart > 4 * height:
            break
        left, right = lefts, rights
        end += 1
    return end


def _gap(row: Row) -> tuple[float, float]:
    """The widest space between two pieces of a line."""
    spaces = [(b.box.left - a.box.right, a.box.right, b.box.left) for a, b in pairwise(row)]
    _, left, right = max(spaces)
    return left, right


def _gutter(rows: Sequence[Row]) -> float:
    """Where the right block begins."""
    left, right = _gap(rows[0])
    middle = (left + right) / 2
    return min((piece.box.left for row in rows for piece in row if piece.box.left > middle), default=middle)
