"""A table with its merged areas looked up by cell."""

from dataclasses import dataclass

from kheo.office.tables import Span, Table

Place = tuple[int, int]
# More than any form merges; a sheet that merges whole columns is only looked at where it has text.
MOST_COVERED = 50_000


@dataclass(frozen=True, slots=True)
class Grid:
    """The texts of a table by row and column, and for covered cells the cell that speaks for them."""

    table: Table
    rows: dict[int, dict[int, str]]
    spans: dict[Place, Span]
    owners: dict[Place, Place]

    def text(self, row: int, column: int) -> str:
        return self.rows.get(row, {}).get(column, "")

    def owner(self, row: int, column: int) -> Place:
        return self.owners.get((row, column), (row, column))

    def reach(self, row: int, column: int) -> Span:
        return self.spans.get((row, column)) or Span(row, column, row, column)

    def address(self, place: Place) -> str:
        return self.table.address(*place)


def grid_of(table: Table) -> Grid:
    rows = dict(table.rows())
    spans: dict[Place, Span] = {}
    owners: dict[Place, Place] = {}
    for span in table.spans:
        spans[span.top, span.left] = span
        if (span.bottom - span.top + 1) * (span.right - span.left + 1) + len(owners) > MOST_COVERED:
            continue
        for row in range(span.top, span.bottom + 1):
            for column in range(span.left, span.right + 1):
                if (row, column) != (span.top, span.left):
                    owners[row, column] = (span.top, span.left)
    return Grid(table, rows, spans, owners)
