"""The cells of one worksheet, kept sparse: what a file claims about its size is never believed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from kheo.confinement.refusal import Refusal
from kheo.office.encodings.judging import Judge, Run
from kheo.office.markup import Element, names, pieces
from kheo.office.sheets.merging import Merging
from kheo.office.sheets.numerals import Numerals, iso_day
from kheo.office.tables import Span, column_letters
from kheo.office.wording import tidy

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_CELLS = 300_000
MAX_CHARACTERS = 8_000_000
# Excel allows 32,767 in one cell, other programs up to 50,000.
MAX_TEXT = 100_000
MAX_WARNINGS = 50

_ROWS, _MERGES, _DATA = names("row"), names("mergeCell"), names("sheetData")
_VALUES, _FORMULAS, _INLINE = names("v"), names("f"), names("is")
_PARTS = _VALUES + _FORMULAS + _INLINE
_TEXTS, _PHONETIC, _RUN, _FONT = names("t"), names("rPh"), names("r"), names("rFont")
_TRUE = frozenset(("1", "true"))
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z", re.ASCII)
# How Excel writes characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19).
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Stock:
    """What the sheets of a workbook draw on."""

    texts: list[str]
    numerals: Numerals
    judge: Judge
    # Only where the workbook names a font of before Unicode: its texts as runs, and the font of a style.
    runs: list[list[Run]] | None = None
    font: Callable[[str | None], str] | None = None


@dataclass
class Sheet:
    """One worksheet while it is read: take() once, then its fields are what was found."""

    name: str
    stock: Stock
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merging: Merging = field(default_factory=Merging)
    hidden_rows: set[int] = field(default_factory=set)
    warnings: list[tuple[str, str | None]] = field(default_factory=list)
    _row: int = -1
    _characters: int = 0

    def take(self, xml: bytes) -> None:
        """Refusal for rows out of order, cells twice, and what is larger than a form can need."""
        has_data = False
        for piece in pieces(xml, "worksheet", _ROWS + _MERGES + _DATA):
            if piece.tag in _ROWS:
                self._take_row(piece)
            elif piece.tag in _MERGES:
                self._take_merge(piece.get("ref", ""))
            else:
                has_data = True
        if not has_data:
            raise _damaged("trang tính không có dữ liệu")

    def _take_row(self, row: Element) -> None:
        number = row.get("r")
        index = self._row + 1 if number is None else int(number) - 1 if len(number) < 8 and number.isdecimal() else -1
        if not self._row < index < MAX_ROWS:
            raise _damaged("số dòng sai thứ tự")
        self._row = index
        before = len(self.cells)
        for part in row.iter(*_PARTS):
            self._take_part(part, row)
        if len(self.cells) > before and row.get("hidden") in _TRUE:
            self.hidden_rows.add(index)
        if len(self.cells) > MAX_CELLS or self._characters > MAX_CHARACTERS:
            raise Refusal("too_large", "trang tính có quá nhiều ô")

    def _take_part(self, part: Element, row: Element) -> None:
        """A value, an inline text or a formula; cells without any of them are only paint and are never looked at."""
        cell = part.getparent()
        assert cell is not None
        if part.tag in _FORMULAS:
            if part.getnext() is None:
                self._warn("formula_without_value", self._column(cell, row))
            return
        column = self._column(cell, row)
        if part.text is None and part.tag in _VALUES:
            if len(cell) > 1 and cell.get("t") != "str":
                self._warn("formula_without_value", column)
            return
        text = self._shown(cell, part, column)
        if not text:
            return
        if (self._row, column) in self.cells or len(text) > MAX_TEXT:
            raise _damaged("có ô ghi hai lần hoặc dài quá mức")
        self.cells[self._row, column] = text
        self._characters += len(text)

    def _shown(self, cell: Element, part: Element, column: int) -> str:
        kind = cell.get("t", "n")
        value = part.text or ""
        if kind == "s":
            return self._shared(value, cell)
        if kind == "n":
            return tidy(self.stock.numerals.shown(value.strip(), cell.get("s")))
        if kind == "inlineStr":
            return self._lettered(runs_of(part) if part.tag in _INLINE else [(value, "")], cell)
        if kind == "b":
            return "TRUE" if value.strip() in _TRUE else "FALSE"
        if kind == "e":
            self._warn("error_value", column)
        return tidy(iso_day(value)) if kind == "d" else self._lettered([(_unescaped(value), "")], cell)

    def _shared(self, value: str, cell: Element) -> str:
        place = int(value) if len(value) < 9 and value.isdecimal() else -1
        if not 0 <= place < len(self.stock.texts):
            raise _damaged("ô chỉ tới nội dung không có")
        return self._lettered(self.stock.runs[place], cell) if self.stock.runs else self.stock.texts[place]

    def _lettered(self, runs: list[Run], cell: Element) -> str:
        """The text of its runs; one without a font of its own has that of the cell."""
        own = self.stock.font(cell.get("s")) if self.stock.font else ""
        return tidy(self.stock.judge.text([(text, font or own) for text, font in runs]))

    def _column(self, cell: Element, row: Element) -> int:
        reference = cell.get("r")
        if reference is None:
            _number_cells(row, self._row)
            reference = cell.get("r", "")
        at, column = position(reference)
        if at != self._row:
            raise _damaged("địa chỉ ô không khớp với dòng")
        return column

    def _take_merge(self, reference: str) -> None:
        """Only the top-left cell of a merged area shows; what lies under the rest is left out, and said."""
        first, _, last = reference.partition(":")
        top, left = position(first)
        bottom, right = position(last or first)
        covered = self.merging.take(Span(top, left, bottom, right), self.cells)
        if covered:
            self._warn("covered_value", covered[1], row=covered[0])

    def _warn(self, code: str, column: int, *, row: int | None = None) -> None:
        if len(self.warnings) < MAX_WARNINGS:
            at = self._row if row is None else row
            self.warnings.append((code, f"{self.name}!{column_letters(column)}{at + 1}"))


def rich_text(element: Element) -> str:
    """The runs joined, whatever their font."""
    if len(element) == 1 and element[0].tag in _TEXTS:
        return _unescaped(element[0].text or "")
    return "".join(text for text, _ in runs_of(element))


def runs_of(element: Element) -> list[Run]:
    """A string item or inline string: its runs, readings above the letters (phonetic runs) left out."""
    if len(element) == 1 and element[0].tag in _TEXTS:
        return [(_unescaped(element[0].text or ""), "")]
    return [
        (_unescaped(text.text or ""), _font_of(parent))
        for text in element.iter(*_TEXTS)
        if (parent := text.getparent()) is not None and parent.tag not in _PHONETIC
    ]


def _font_of(run: Element) -> str:
    return next((font.get("val", "") for font in run.iterdescendants(*_FONT)), "") if run.tag in _RUN else ""


@lru_cache(maxsize=20_000)
def position(reference: str) -> tuple[int, int]:
    """`B7` → (6, 1); Refusal for what no sheet can hold."""
    match = _REFERENCE.match(reference)
    if match is None:
        raise _damaged("địa chỉ ô sai")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if column > MAX_COLUMNS or row > MAX_ROWS:
        raise _damaged("địa chỉ ô ngoài trang tính")
    return row - 1, column - 1


def _number_cells(row: Element, index: int) -> None:
    """Some programs leave addresses out: a cell then stands right of the one before it."""
    column = -1
    for cell in row:
        reference = cell.get("r")
        column = column + 1 if reference is None else position(reference)[1]
        if reference is None:
            cell.set("r", f"{column_letters(column)}{index + 1}")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    if number in {9, 10, 13}:
        return chr(number)
    return "" if number < 32 or 0xD800 <= number <= 0xDFFF or number >= 0xFFFE else chr(number)


def _damaged(why: str) -> Refusal:
    return Refusal("damaged_file", why)
