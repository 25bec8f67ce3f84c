"""A table of a document being laid out row by row, its merged cells found on the way."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kheo.office.tables import Shape, Span, Table

# Twips (1/20 point): edges nearer than a millimetre are one, as rows drawn by hand never quite agree.
_NEAR = 60


@dataclass
class Grid:
    """`below` holds the vertical merges still open, by column."""

    name: str
    row: int = -1
    column: int = 0
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    reaches: list[list[int]] = field(default_factory=list)
    below: dict[int, list[int]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    def next_row(self, *, before: int, hidden: bool) -> None:
        self.row += 1
        self.column = before
        if hidden:
            self.hidden.add(self.row)

    def place(self, text: str, *, width: int, downward: str | None, joined: bool) -> None:
        """The next cell of the row; `downward` is restart, continue or None (no vertical merge)."""
        left, self.column = self.column, self.column + width
        if joined and self.reaches and self.reaches[-1][0] == self.row:
            self.reaches[-1][3] = self.column - 1
            return
        above = self.below.pop(left, None)
        if downward == "continue" and above and above[2] == self.row - 1:
            above[2] = self.row
            self.below[left] = above
            return
        reach = [self.row, left, self.row, self.column - 1]
        self.reaches.append(reach)
        if downward:
            self.below[left] = reach
        if text:
            self.cells[self.row, left] = text

    def table(self) -> Table:
        spans = (Span(*reach) for reach in self.reaches)
        wide = tuple(span for span in spans if span.bottom > span.top or span.right > span.left)
        return Table(self.name, Shape.TABLE, self.cells, wide, frozenset(self.hidden))


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell as old formats give it: its edges in twips, whether it goes on from above (`downward`) or the left."""

    left: int
    right: int
    downward: str | None = None
    joined: bool = False


@dataclass(slots=True)
class DrawnRow:
    slots: Sequence[Slot]
    texts: Sequence[str]


def table_of(name: str, rows: Sequence[DrawnRow]) -> Table:
    """The table whose columns are all the edges that any row has."""
    edges = _edges(edge for row in rows for slot in row.slots for edge in (slot.left, slot.right))
    grid = Grid(name)
    for row in rows:
        grid.next_row(before=0, hidden=False)
        for slot, text in zip(row.slots, row.texts, strict=True):
            grid.column = max(grid.column, bisect_right(edges, slot.left + _NEAR) - 1)
            end = bisect_right(edges, slot.right + _NEAR) - 1
            grid.place(text, width=max(end - grid.column, 1), downward=slot.downward, joined=slot.joined)
    return grid.table()


def _edges(found: Iterable[int]) -> list[int]:
    """In order, each one farther than _NEAR from the one before."""
    edges: list[int] = []
    for edge in sorted(set(found)):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return edges
