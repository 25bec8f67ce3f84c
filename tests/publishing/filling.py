"""Forms filled in as units do it: another program opens the file, types into the lines, saves it."""

import io
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl

from kheo.campaigns.paper import Filled
from kheo.intake.reading import read_book
from kheo.office.opening import book_of, open_file
from kheo.records import conferring, registering, reporting

PAPERS = (registering.PAPER, reporting.PAPER, conferring.PAPER)
Lines = Sequence[dict[int, str]]


def fill(data: bytes, file_format: str, lines: Lines) -> bytes:
    """The form with these texts by column, line after line."""
    return fill_workbook(data, lines) if file_format == "xlsx" else fill_document(data, lines)


def fill_workbook(data: bytes, lines: Lines) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    first = next(row for row in range(1, 30) if sheet.cell(row, 1).value == 1)
    for row, texts in enumerate(lines, first):
        for column, text in texts.items():
            sheet.cell(row, column + 1).value = text
    return saved(book)


def fill_document(data: bytes, lines: Lines) -> bytes:
    document = docx.Document(io.BytesIO(data))
    rows = document.tables[1].rows
    first = next(number for number, row in enumerate(rows) if row.cells[0].text == "1")
    for row, texts in enumerate(lines, first):
        for column, text in texts.items():
            rows[row].cells[column].text = text
    return saved(document)


def saved(file: Any) -> bytes:
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def read(data: bytes) -> Filled:
    return read_book(book_of(open_file(data)), PAPERS)[0]


def values(filled: Filled) -> list[dict[str, str]]:
    return [{name: cell.value for name, cell in row.cells.items()} for row in filled.rows]


def through_libreoffice(data: bytes, folder: Path, *kinds: str) -> bytes:
    """Opened and saved by LibreOffice as each of these kinds in turn."""
    office = shutil.which("soffice")
    assert office is not None
    path = folder / f"bieu.{kinds[0]}"
    path.write_bytes(data)
    for kind in kinds[1:]:
        out = folder / f"{kind}-{path.suffix[1:]}"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        path = out / f"bieu.{kind}"
    return path.read_bytes()
