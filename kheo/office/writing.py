"""Our own lists out as real .xlsx: headings that print on every page, and texts that stay texts."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import groupby
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Value = str | int | float | None

# No time of its own, so that the same list gives the same bytes.
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no zone
# Excel's own limits.
MAX_TEXT = 32_767
MAX_NAME = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_A4 = 9
_LINE_HEIGHT = 17
_MAX_HEIGHT = 409
# Letters of Times New Roman 12 that fit a unit of width, with room for the words that wrap early.
_LETTERS_A_UNIT = 1.05
_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Column:
    """`group` is the heading above it, shared with neighbours of the same group; `width` is in letters."""

    heading: str
    width: float = 20
    group: str = ""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list. A row is a value a column, or one text that stands over the whole width (a section)."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value] | str]
    title_lines: Sequence[str] = ()
    notes: Sequence[str] = ()


def workbook(sheets: Sequence[Sheet], *, made: datetime = MADE) -> bytes:
    """The .xlsx. Numbers are numbers, everything else is text: a value beginning with = is no formula."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": made})
        styles = _styles(book)
        taken: set[str] = set()
        for sheet in sheets:
            worksheet = book.add_worksheet(_name(sheet.name, taken))
            _write(worksheet, sheet, styles)
    return target.getvalue()


def height(cells: Iterable[tuple[Value, Column]], *, bold: bool = False) -> float:
    """Points a row needs for its longest text: not every program works it out when it opens the file."""
    room = _LETTERS_A_UNIT * (0.9 if bold else 1)
    lines = (
        sum(max(1, math.ceil(len(line) / (column.width * room))) for line in value.split("\n"))
        for value, column in cells
        if isinstance(value, str)
    )
    return min(_LINE_HEIGHT * max(lines, default=1), _MAX_HEIGHT)


def _write(worksheet: Worksheet, sheet: Sheet, styles: dict[str, Format]) -> None:
    last = len(sheet.columns) - 1
    row = 0
    for line in sheet.title_lines:
        _across(worksheet, row, last, line, styles["title"])
        row += 1
    row += bool(sheet.title_lines)
    heading_rows = _headings(worksheet, row, sheet.columns, styles["heading"])
    first = row + heading_rows
    _print_setup(worksheet, sheet.columns, heading=(row, first - 1))
    row = _rows(worksheet, first, sheet, styles)
    for note in sheet.notes:
        row += 1
        _across(worksheet, row, last, note, styles["note"])


def _headings(worksheet: Worksheet, row: int, columns: Sequence[Column], style: Format) -> int:
    """Writes one row, or two where there are groups; says how many."""
    deep = any(column.group for column in columns)
    places = range(len(columns))
    for group, under in groupby(places, key=lambda place: columns[place].group):
        below = list(under)
        if group:
            _box(worksheet, (row, below[0], row, below[-1]), group, style)
        for place in below:
            _box(worksheet, (row + 1 if group else row, place, row + deep, place), columns[place].heading, style)
    worksheet.set_row(row + deep, height(zip((column.heading for column in columns), columns, strict=True), bold=True))
    return 1 + deep


def _rows(worksheet: Worksheet, first: int, sheet: Sheet, styles: dict[str, Format]) -> int:
    """Says the row after the last."""
    cells = [styles["centred" if column.centred else "cell"] for column in sheet.columns]
    for row, values in enumerate(sheet.rows, first):
        if isinstance(values, str):
            _box(worksheet, (row, 0, row, len(cells) - 1), values, styles["section"])
            continue
        worksheet.set_row(row, height(zip(values, sheet.columns, strict=True)))
        for place, (value, style) in enumerate(zip(values, cells, strict=True)):
            _value(worksheet, row, place, value, style)
    return first + len(sheet.rows)


def _value(worksheet: Worksheet, row: int, place: int, value: Value, style: Format) -> None:
    if value is None or value == "":
        worksheet.write_blank(row, place, None, style)
    elif isinstance(value, str):
        text = value if len(value) <= MAX_TEXT else value[: MAX_TEXT - 1] + "…"
        worksheet.write_string(row, place, text, style)
    else:
        worksheet.write_number(row, place, value, style)


def _box(worksheet: Worksheet, area: tuple[int, int, int, int], text: str, style: Format) -> None:
    top, left, bottom, right = area
    if (top, left) != (bottom, right):
        worksheet.merge_range(top, left, bottom, right, "", style)
    worksheet.write_string(top, left, text, style)


def _across(worksheet: Worksheet, row: int, last: int, text: str, style: Format) -> None:
    """A line over the whole list; only a blank one is left as a gap."""
    if text:
        _box(worksheet, (row, 0, row, last), text, style)
        worksheet.set_row(row, _LINE_HEIGHT * (1 + text.count("\n")) + 2)


def _print_setup(worksheet: Worksheet, columns: Sequence[Column], *, heading: tuple[int, int]) -> None:
    """A4 on its side, as wide as the paper, the headings on every page; the binding edge (30 mm) is then the top."""
    for place, column in enumerate(columns):
        worksheet.set_column(place, place, column.width)
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=20 / _INCH, right=20 / _INCH, top=30 / _INCH, bottom=15 / _INCH)
    worksheet.repeat_rows(*heading)
    worksheet.freeze_panes(heading[1] + 1, 0)


def _styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    plain: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True}
    boxed = plain | {"border": 1, "valign": "top"}
    centred = {"align": "center", "valign": "vcenter"}
    wanted = {
        "title": plain | centred | {"bold": True, "font_size": 14},
        "heading": boxed | centred | {"bold": True},
        "cell": boxed,
        "centred": boxed | {"align": "center"},
        "section": boxed | {"bold": True},
        "note": plain | {"italic": True},
    }
    return {name: book.add_format(properties) for name, properties in wanted.items()}


def _name(wanted: str, taken: set[str]) -> str:
    """A sheet name Excel takes: short, without its signs, unlike the others."""
    plain = " ".join(wanted.translate(_NOT_IN_NAMES).split()).strip("'")[:MAX_NAME] or "Danh sách"
    name, number = plain, 2
    while name.lower() in taken:
        name = f"{plain[: MAX_NAME - 4]} ({number})"
        number += 1
    taken.add(name.lower())
    return name
