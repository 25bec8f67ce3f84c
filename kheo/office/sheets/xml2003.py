"""Workbooks written as the XML of Excel 2003, which many programs save under the name .xls."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from kheo.confinement.refusal import Refusal
from kheo.office.encodings.judging import Judge, Run, judged
from kheo.office.markup import Element, pieces
from kheo.office.sheets.merging import Merging
from kheo.office.sheets.numerals import Numerals, iso_day, plain
from kheo.office.tables import MAX_MARK, MAX_MARKS, Book, Shape, Span, Table, column_letters
from kheo.office.wording import tidy

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_CELLS = 300_000
MAX_CHARACTERS = 8_000_000
MAX_TEXT = 100_000
MAX_SHEETS = 500
MAX_WARNINGS = 50

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_HTML = "{http://www.w3.org/TR/REC-html40}"
_STYLE, _ROW, _CELL, _DATA, _NAMED = (f"{_SS}{name}" for name in ("Style", "Row", "Cell", "Data", "NamedRange"))
_SHEET, _ADDED = f"{_SS}Worksheet", f"{_OFFICE}CustomDocumentProperties"
_OPTIONS = "{urn:schemas-microsoft-com:office:excel}Visible"
_WHOLE = re.compile(r"[0-9]{1,9}\Z", re.ASCII)
# Formats that have a name instead of a code.
_NAMED_FORMATS = {
    **dict.fromkeys(("Short Date", "Medium Date", "Long Date"), "d/m/yyyy"),
    **dict.fromkeys(("Short Time", "Medium Time", "Long Time"), "h:mm"),
    "General Date": "d/m/yyyy h:mm",
    "Percent": "0%",
}
_FIRST_DAY, _FIRST_SURE_DAY = datetime(1899, 12, 30), datetime(1900, 3, 1)  # noqa: DTZ001 - days, not instants


def read(data: bytes) -> Book:
    """A workbook's book; Refusal where it is damaged or larger than a form can need."""
    return judged(lambda judge: _read(data, judge))


def _read(data: bytes, judge: Judge) -> Book:
    workbook = _Workbook(judge)
    for piece in pieces(data, "Workbook", (_STYLE, _ROW, _NAMED, _ADDED, _OPTIONS)):
        workbook.take(piece)
    if not workbook.sheets:
        raise Refusal("damaged_file", "tệp Excel không có trang tính nào")
    tables = tuple(sheet.table() for sheet in workbook.sheets)
    return Book(tables, warnings=tuple(workbook.all_warnings()[:MAX_WARNINGS]), marks=workbook.marks)


@dataclass(slots=True)
class _Style:
    code: str
    font: str


@dataclass
class _Workbook:
    """What was told so far, element by element."""

    judge: Judge
    sheets: list["_Sheet"] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    _styles: dict[str, _Style] = field(default_factory=dict)
    _of: Element | None = None

    def __post_init__(self) -> None:
        self._numerals = Numerals(
            lambda style: self._styles[style].code if style in self._styles else "", from_1904=False
        )

    def take(self, piece: Element) -> None:
        if piece.tag == _STYLE:
            self._take_style(piece)
        elif piece.tag == _NAMED:
            self._mark(piece.get(f"{_SS}Name", ""), piece.get(f"{_SS}RefersTo", ""))
        elif piece.tag == _ADDED:
            for each in islice(piece, MAX_MARKS):
                self._mark(re.sub(r".*\}", "", str(each.tag)), f'="{each.text or ""}"')
        else:
            self._take_part(piece)

    def all_warnings(self) -> list[tuple[str, str | None]]:
        found: list[tuple[str, str | None]] = []
        for sheet in self.sheets:
            found += [("hidden_sheet", sheet.name)] if sheet.hidden and sheet.cells else []
            found += sheet.warnings
        return found

    def _take_style(self, piece: Element) -> None:
        """A style says only where it differs from its parent."""
        name, parent = piece.get(f"{_SS}ID", ""), piece.get(f"{_SS}Parent", "Default")
        code, font = "", ""
        if parent in self._styles:
            code, font = self._styles[parent].code, self._styles[parent].font
        for said in piece:
            if said.tag == f"{_SS}NumberFormat":
                code = said.get(f"{_SS}Format", "")
            elif said.tag == f"{_SS}Font":
                font = said.get(f"{_SS}FontName", font)
        self._styles[name] = _Style(_NAMED_FORMATS.get(code, code), font)

    def _mark(self, name: str, refers_to: str) -> None:
        text = refers_to.removeprefix("=")
        if text[:1] == text[-1:] == '"' and len(text) <= MAX_MARK and len(self.marks) < MAX_MARKS:
            self.marks[name[:MAX_MARK]] = text[1:-1]

    def _take_part(self, piece: Element) -> None:
        sheet = next(piece.iterancestors(_SHEET), None)
        if sheet is None:
            return
        if sheet is not self._of:
            if len(self.sheets) == MAX_SHEETS:
                raise Refusal("too_large", "tệp có quá nhiều trang tính")
            self._of = sheet
            self.sheets.append(
                _Sheet(tidy(sheet.get(f"{_SS}Name", ""))[:255], self._styles, self._numerals, self.judge)
            )
        if piece.tag == _OPTIONS:
            self.sheets[-1].hidden = (piece.text or "").strip() in {"SheetHidden", "SheetVeryHidden"}
        else:
            self.sheets[-1].take_row(piece)


@dataclass
class _Sheet:
    name: str
    styles: dict[str, _Style]
    numerals: Numerals
    judge: Judge
    hidden: bool = False
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    warnings: list[tuple[str, str | None]] = field(default_factory=list)
    _spans: list[Span] = field(default_factory=list)
    _hidden_rows: set[int] = field(default_factory=set)
    _row: int = 0
    _characters: int = 0

    def table(self) -> Table:
        merging = Merging()
        for span in self._spans:
            covered = merging.take(span, self.cells)
            if covered:
                self._warn("covered_value", *covered)
        return Table(self.name, Shape.SHEET, self.cells, tuple(merging.spans), frozenset(self._hidden_rows))

    def take_row(self, row: Element) -> None:
        """Rows and cells that say no place of their own stand after the one before."""
        self._row = _place(row, self._row, MAX_ROWS)
        before, column = len(self.cells), 0
        for cell in row.iterchildren(_CELL):
            column = _place(cell, column, MAX_COLUMNS)
            text = self._shown(cell, column, row.get(f"{_SS}StyleID", ""))
            if text:
                self.cells[self._row, column] = text
                self._characters += len(text)
            right, below = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
            if right or below:
                self._spans.append(Span(self._row, column, self._row + below, column + right))
            column += 1 + right
        if len(self.cells) > before and row.get(f"{_SS}Hidden") == "1":
            self._hidden_rows.add(self._row)
        if len(self.cells) > MAX_CELLS or self._characters > MAX_CHARACTERS or len(self._spans) > MAX_CELLS:
            raise Refusal("too_large", "trang tính có quá nhiều ô")
        self._row += 1

    def _shown(self, cell: Element, column: int, row_style: str) -> str:
        data = next(cell.iterchildren(_DATA), None)
        style = cell.get(f"{_SS}StyleID", row_style or "Default")
        if data is None:
            if cell.get(f"{_SS}Formula"):
                self._warn("formula_without_value", self._row, column)
            return ""
        font = self.styles[style].font if style in self.styles else ""
        runs = list(_runs(data, font))
        value = "".join(text for text, _ in runs)
        if len(value) > MAX_TEXT:
            raise Refusal("too_large", "có ô dài quá mức")
        match data.get(f"{_SS}Type", "String"):
            case "Number":
                return tidy(self.numerals.shown(plain(value.strip()), style))
            case "DateTime":
                return self._moment(value.strip(), style)
            case "Boolean":
                return "TRUE" if value.strip() == "1" else "FALSE"
            case "Error":
                self._warn("error_value", self._row, column)
        return tidy(self.judge.text(runs))

    def _moment(self, value: str, style: str) -> str:
        try:
            moment = datetime.fromisoformat(value).replace(tzinfo=None)
        except ValueError:
            return tidy(value)
        if moment < _FIRST_SURE_DAY:
            # A clock without a day stands on the last day of 1899.
            return f"{moment:%H:%M}" if moment.year == 1899 else iso_day(value)
        return self.numerals.shown(plain(repr((moment - _FIRST_DAY).total_seconds() / 86_400)), style)

    def _warn(self, code: str, row: int, column: int) -> None:
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append((code, f"{self.name}!{column_letters(column)}{row + 1}"))


def _runs(element: Element, font: str) -> Iterator[Run]:
    """Rich text is written with the tags of web pages."""
    if element.text:
        yield element.text, font
    for part in element:
        yield from _runs(part, part.get(f"{_HTML}Face") or part.get("Face") or font)
        if part.tail:
            yield part.tail, font


def _place(element: Element, expected: int, most: int) -> int:
    place = _number(element, "Index") - 1 if element.get(f"{_SS}Index") else expected
    if not expected <= place < most:
        raise Refusal("damaged_file", "số dòng hoặc cột sai thứ tự")
    return place


def _number(element: Element, name: str) -> int:
    said = element.get(f"{_SS}{name}", "0")
    return int(said) if _WHOLE.match(said) else 0
