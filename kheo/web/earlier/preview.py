"""The first rows of a list as they stand in the file, with what each column is taken to mean above them."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.intake.earlier.arriving import book_in
from kheo.intake.earlier.judging import columns_in, layout_in
from kheo.intake.earlier.layout import layouts_of
from kheo.intake.earlier.models import EarlierList
from kheo.intake.forms.grid import grid_of

MOST_ROWS, MOST_TEXT = 12, 160


@dataclass(frozen=True)
class Column:
    number: int
    label: str
    field: str


@dataclass(frozen=True)
class Preview:
    """`rows`: row number as people count, texts by column; `tables`: (number, name, first heading row) to turn to."""

    columns: Sequence[Column]
    rows: Sequence[tuple[int, Sequence[str]]]
    tables: Sequence[tuple[int, str, int]]
    table: int
    heading_row: int


def preview_of(found: EarlierList) -> Preview | None:
    layout = layout_in(found)
    if layout is None:
        return None
    book, meant = book_in(found), columns_in(found)
    columns = [Column(number, label, meant.get(number, "")) for number, label in sorted(layout.labels.items())]
    grid = grid_of(book.tables[layout.table])
    below = [row for row in grid.rows if row > layout.bottom][:MOST_ROWS]
    rows = [(row + 1, [grid.text(*grid.owner(row, column.number))[:MOST_TEXT] for column in columns]) for row in below]
    tables = [(one.table, book.tables[one.table].name, one.top + 1) for one in layouts_of(book)]
    return Preview(columns, rows, tables, layout.table, layout.top + 1)
