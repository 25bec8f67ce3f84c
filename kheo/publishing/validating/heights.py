"""How many lines words surely take, not knowing how wide the columns are: never more than in print."""

import math
from collections.abc import Iterable, Iterator
from itertools import groupby

from kheo.publishing.validating.facts import Line

# More than any line and page of this format holds.
LETTERS_A_LINE, LINES_A_PAGE = 90, 44


def lines_of(lines: Iterable[Line]) -> int:
    """Cells of one row stand beside each other."""
    return sum(rows_of(lines))


def rows_of(lines: Iterable[Line]) -> Iterator[int]:
    """The lines of each paragraph outside tables, and of each row."""
    for row, held in groupby((line for line in lines if line.text.strip()), key=_row):
        counts = [(line.cell, math.ceil(len(line.text) / LETTERS_A_LINE)) for line in held]
        if row is None:
            yield sum(count for _, count in counts)
            continue
        columns: dict[int, int] = {}
        for cell, count in counts:
            column = cell.column if cell is not None else 0
            columns[column] = columns.get(column, 0) + count
        yield max(columns.values())


def _row(line: Line) -> tuple[int, int] | None:
    return (line.cell.table, line.cell.row) if line.cell is not None else None
