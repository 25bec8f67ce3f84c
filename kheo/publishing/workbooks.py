"""A list as an Excel workbook: the same headings, lines and notes as on paper."""

from kheo.office.writing import Column, Sheet, workbook
from kheo.publishing.papers import Annex

# Letters that fit into a millimetre of a column at the workbook's size of type.
_LETTERS_A_MM = 0.52


def workbook_file(listing: Annex) -> bytes:
    """The .xlsx; the same list gives the same bytes."""
    columns = [
        Column(column.heading, column.share * _LETTERS_A_MM, column.under, column.centred)
        for column in listing.grid.columns
    ]
    rows = [line.cells[0] if line.level else _values(line.cells) for line in listing.grid.lines]
    titles = [listing.title.upper(), listing.subtitle, *([listing.note] if listing.note else [])]
    return workbook([Sheet(listing.title, columns, rows, titles)])


def _values(cells: tuple[str, ...]) -> list[str | int]:
    """The running number is a number; everything else stays the text it is."""
    number, *texts = cells
    return [int(number), *texts]
