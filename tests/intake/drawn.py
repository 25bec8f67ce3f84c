"""Forms drawn by hand, by other programs than ours: sheets by openpyxl, documents by python-docx."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import docx
from openpyxl import Workbook

from kheo.campaigns.paper import Filled
from kheo.intake.reading import read_book
from kheo.office.opening import book_of, open_file
from kheo.records import registering, reporting

PAPERS = (registering.PAPER, reporting.PAPER)
Rows = Sequence[Sequence[Any]]


def workbook(sheets: Mapping[str, Rows], *, merged: Sequence[str] = (), hidden: Sequence[str] = ()) -> bytes:
    """Sheets of rows from A1; `merged` are areas like "Sheet1!A3:C3"."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value not in {None, ""}:
                    sheet.cell(number, column, value)
    for area in merged:
        name, cells = area.split("!")
        book[name].merge_cells(cells)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def sheet(rows: Rows, *merged: str) -> bytes:
    return workbook({"Sheet1": rows}, merged=[f"Sheet1!{area}" for area in merged])


def document(*blocks: str | Rows, merged: Sequence[tuple[int, tuple[int, int], tuple[int, int]]] = ()) -> bytes:
    """Paragraphs and tables; `merged` names table (from 1), first and last cell as (row, column), from 1."""
    made = docx.Document()
    tables = []
    for block in blocks:
        if isinstance(block, str):
            made.add_paragraph(block)
            continue
        table = made.add_table(len(block), max(map(len, block)))
        tables.append(table)
        for row, texts in enumerate(block):
            for column, text in enumerate(texts):
                if text not in {None, ""}:
                    table.cell(row, column).text = str(text)
    for number, (top, left), (bottom, right) in merged:
        table = tables[number - 1]
        table.cell(top - 1, left - 1).merge(table.cell(bottom - 1, right - 1))
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def read(data: bytes) -> Filled:
    """The first form of the file."""
    return read_all(data)[0]


def read_all(data: bytes) -> tuple[Filled, ...]:
    return read_book(book_of(open_file(data)), PAPERS)


def cells(filled: Filled) -> list[dict[str, tuple[str, str]]]:
    """Field → (value, address without the usual sheet or table)."""
    return [
        {name: (value.value, value.at.removeprefix("Sheet1!")) for name, value in row.cells.items()}
        for row in filled.rows
    ]


def codes(filled: Filled) -> list[str]:
    return [problem.code for problem in filled.problems]
