"""Old workbooks (.xls, Excel 2 to 2003): the records are examined first, then parsed by xlrd.

Each cell knows its font, and so does each run inside a cell: letters in the fonts of before Unicode are converted.
"""

import struct
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import pairwise
from typing import Any

import xlrd

from kheo.confinement.refusal import Refusal
from kheo.office.compound import Compound
from kheo.office.encodings.eight_bits import as_page_1258, as_western
from kheo.office.encodings.fonts import is_legacy
from kheo.office.encodings.judging import Judge, Run, judged
from kheo.office.sheets.merging import Merging
from kheo.office.sheets.numerals import BUILT_IN, Numerals, plain
from kheo.office.sheets.xls.records import Records
from kheo.office.tables import MAX_MARKS, Book, Shape, Span, Table, column_letters
from kheo.office.wording import tidy

MAX_CHARACTERS = 8_000_000
MAX_WARNINGS = 50

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = ("Workbook", "Book")
_DAMAGE = (struct.error, ValueError, LookupError, AssertionError, TypeError, AttributeError, ArithmeticError)
_SINCE_1997 = 80
_VIETNAMESE = 1258


def read(data: bytes) -> Book:
    """A workbook's book; Refusal where it is damaged, encrypted, or larger than a form can need."""
    compound = Compound(data) if data.startswith(_COMPOUND) else None
    records = Records(_stream(compound) if compound else data)
    records.examine()
    marks = {**(compound.properties if compound else {}), **records.constants}
    marks = dict(list(marks.items())[:MAX_MARKS])
    return judged(lambda judge: _read(bytes(records.stream), marks, judge))


def _read(stream: bytes, marks: dict[str, str], judge: Judge) -> Book:
    try:
        workbook = _Workbook(stream, judge)
        tables = tuple(workbook.table(number) for number in range(workbook.count))
        if not tables:
            raise Refusal("damaged_file", "tệp .xls không có trang tính nào")
    except (xlrd.XLRDError, *_DAMAGE) as error:
        raise Refusal("damaged_file", "cấu trúc tệp .xls bị hỏng") from error
    return Book(tables, warnings=tuple(workbook.warnings[:MAX_WARNINGS]), marks=marks)


def _stream(compound: Compound) -> bytes:
    """Files saved for two versions of Excel hold both; the newer one tells more."""
    name = next((name for name in _STREAMS if name in compound), None)
    if name is None:
        raise Refusal("damaged_file", "tệp .xls thiếu phần dữ liệu")
    return compound.read(name)


class _Workbook:
    """A stream as the parser gives it, sheet after sheet; only one sheet is held at a time."""

    def __init__(self, stream: bytes, judge: Judge) -> None:
        self._judge = judge
        # Single bytes come as they are: which letters they mean depends on the font.
        old = {"encoding_override": "latin-1"} if not _is_wide(stream) else {}
        self._book = xlrd.open_workbook(
            file_contents=stream, formatting_info=True, on_demand=True, ragged_rows=True, logfile=StringIO(), **old
        )
        self.count: int = self._book.nsheets
        self.warnings: list[tuple[str, str | None]] = []
        self._numerals = Numerals(self._code, from_1904=bool(self._book.datemode))
        self._fonts = [font.name for font in self._book.font_list]
        self._page = self._book.codepage if self._book.biff_version < _SINCE_1997 else None

    def table(self, number: int) -> Table:
        sheet = self._book.sheet_by_index(number)
        name = tidy(sheet.name)[:255]
        cells = {(row, column): text for row, column, text in self._cells(sheet, name) if text}
        merging = Merging()
        for top, bottom, left, right in sheet.merged_cells:
            covered = merging.take(Span(top, left, bottom - 1, right - 1), cells)
            if covered:
                self._warn("covered_value", name, *covered)
        hidden = frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden) & {row for row, _ in cells}
        if sheet.visibility and cells:
            self.warnings.append(("hidden_sheet", name))
        self._book.unload_sheet(number)
        return Table(name, Shape.SHEET, cells, tuple(merging.spans), hidden)

    def _cells(self, sheet: Any, name: str) -> Iterator[tuple[int, int, str]]:
        characters = 0
        for row in range(sheet.nrows):
            kinds = sheet.row_types(row)
            for column, kind in enumerate(kinds):
                if kind in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
                    continue
                text = self._shown(sheet, kind, row, column)
                if kind == xlrd.XL_CELL_ERROR:
                    self._warn("error_value", name, row, column)
                characters += len(text)
                if characters > MAX_CHARACTERS:
                    raise Refusal("too_large", "trang tính có quá nhiều chữ")
                yield row, column, text

    def _shown(self, sheet: Any, kind: int, row: int, column: int) -> str:
        value = sheet.cell_value(row, column)
        style = sheet.cell_xf_index(row, column)
        if kind == xlrd.XL_CELL_TEXT:
            runs = list(_runs(value, sheet.rich_text_runlist_map.get((row, column), ())))
            return tidy(self._judge.text([self._lettered(text, self._font(style, font)) for text, font in runs]))
        if kind == xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        if kind == xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(value, "#N/A"))
        return self._numerals.shown(plain(repr(value)), str(style))

    def _lettered(self, text: str, font: str) -> Run:
        """Before 1997 a letter is a byte: of the font, of UTF-8 (by programs that knew no better), or of a page."""
        if self._page is None and self._book.biff_version >= _SINCE_1997:
            return text, font
        stored = text.encode("latin-1", "replace")
        if is_legacy(font) or stored.isascii():
            return text, font
        try:
            return stored.decode(), font
        except UnicodeDecodeError:
            return (as_page_1258 if self._page == _VIETNAMESE else as_western)(stored), font

    def _font(self, style: int, own: int | None) -> str:
        """By the run's number, else by the cell's style; empty where the file does not say."""
        styles = self._book.xf_list
        number = own if own is not None else styles[style].font_index if style < len(styles) else -1
        return self._fonts[number] if 0 <= number < len(self._fonts) else ""

    def _code(self, style: str) -> str:
        styles, number = self._book.xf_list, int(style)
        key = styles[number].format_key if number < len(styles) else 0
        known = self._book.format_map.get(key)
        return known.format_str if known else BUILT_IN.get(key, "")

    def _warn(self, code: str, sheet: str, row: int, column: int) -> None:
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append((code, f"{sheet}!{column_letters(column)}{row + 1}"))


def _is_wide(stream: bytes) -> bool:
    return stream[:2] == b"\x09\x08" and stream[4:6] == b"\x00\x06"


def _runs(text: str, starts: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int | None]]:
    """The pieces of a text with the number of their font; None is the cell's own."""
    ends = [(0, None), *starts, (len(text), None)]
    for (start, font), (end, _) in pairwise(ends):
        if text[start:end]:
            yield text[start:end], font
