"""One sheet of an OpenDocument workbook: its rows taken one by one, each value as the sheet shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from kheo.confinement.refusal import Refusal
from kheo.office.encodings.judging import Judge, Run
from kheo.office.markup import Element
from kheo.office.sheets.merging import Merging
from kheo.office.sheets.numerals import Numerals, iso_day, plain
from kheo.office.sheets.ods.styles import TABLE, Styles
from kheo.office.tables import Shape, Span, Table, column_letters
from kheo.office.wording import tidy

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_CELLS = 300_000
MAX_CHARACTERS = 8_000_000
MAX_TEXT = 100_000
MAX_WARNINGS = 50
# Spaces that one element may stand for.
MAX_SPACES = 1_000

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, _TEXT, _DRAWN = (f"{{{_OASIS}{name}:1.0}}" for name in ("office", "text", "drawing"))
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
ROW, COLUMN = f"{TABLE}table-row", f"{TABLE}table-column"
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_LEFT_OUT = frozenset((f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{_TEXT}note", f"{_TEXT}ruby-text"))
_BREAKS = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": " "}
_SPACE, _SPAN = f"{_TEXT}s", f"{_TEXT}span"
_DURATION = re.compile(r"P(?:(\d{1,6})D)?T?(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7})(?:[.,]\d+)?S)?\Z", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,18}\Z", re.ASCII)
_FIRST_DAY, _FIRST_SURE_DAY = datetime(1899, 12, 30), datetime(1900, 3, 1)  # noqa: DTZ001 - days, not instants


@dataclass
class Sheet:
    """One sheet while it is read; `warnings` are the workbook's."""

    name: str
    hidden: bool
    styles: Styles
    warnings: list[tuple[str, str | None]]
    judge: Judge
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    _spans: list[Span] = field(default_factory=list)
    _hidden_rows: set[int] = field(default_factory=set)
    # (last column of it, style) for each group of columns.
    _columns: list[tuple[int, str]] = field(default_factory=list)
    _row: int = 0
    _characters: int = 0

    def __post_init__(self) -> None:
        self._numerals = Numerals(self.styles.code, from_1904=False)

    def table(self) -> Table:
        merging = Merging()
        for span in self._spans:
            covered = merging.take(span, self.cells)
            if covered:
                self._warn("covered_value", *covered)
        return Table(self.name, Shape.SHEET, self.cells, tuple(merging.spans), frozenset(self._hidden_rows))

    def take_column(self, column: Element) -> None:
        before = self._columns[-1][0] if self._columns else -1
        count = _count(column, "number-columns-repeated", MAX_COLUMNS)
        self._columns.append((before + count, column.get(f"{TABLE}default-cell-style-name", "")))
        if len(self._columns) > MAX_COLUMNS:
            raise _too_large()

    def take_row(self, row: Element) -> None:
        """Each value once for every row the element stands for."""
        count = _count(row, "number-rows-repeated", MAX_ROWS)
        default = row.get(f"{TABLE}default-cell-style-name", "")
        found: dict[int, str] = {}
        spans: list[Span] = []
        column = 0
        for cell in row.iterchildren(*_CELLS):
            repeated = _count(cell, "number-columns-repeated", MAX_COLUMNS)
            text = self._shown(cell, column, default) if len(cell) or cell.get(f"{TABLE}formula") else ""
            if text:
                self._reserve(text, repeated * count)
                found.update(dict.fromkeys(range(column, column + repeated), text))
            spans += _span(cell, self._row, column)
            column += repeated
            if column > MAX_COLUMNS:
                raise _too_large()
        self._put(found, spans, count, is_hidden=row.get(f"{TABLE}visibility", "visible") != "visible")

    def _put(self, found: dict[int, str], spans: list[Span], count: int, *, is_hidden: bool) -> None:
        """Areas of rows that say nothing stand once only: they matter to nobody."""
        times = count if found else 1
        if self._row + count > MAX_ROWS or len(self._spans) + len(spans) * times > MAX_CELLS:
            raise _too_large()
        for row in range(self._row, self._row + times):
            self.cells.update({(row, column): text for column, text in found.items()})
            below = row - self._row
            self._spans += (Span(span.top + below, span.left, span.bottom + below, span.right) for span in spans)
            if found and is_hidden:
                self._hidden_rows.add(row)
        self._row += count

    def _reserve(self, text: str, times: int) -> None:
        self._characters += len(text) * times
        if len(self.cells) + times > MAX_CELLS or self._characters > MAX_CHARACTERS or len(text) > MAX_TEXT:
            raise _too_large()

    def _shown(self, cell: Element, column: int, default: str) -> str:
        style = cell.get(f"{TABLE}style-name") or default or self._style_of(column)
        kind = cell.get(f"{OFFICE}value-type", "")
        shown = tidy(
            "\n".join(self.judge.text(list(self._runs(part, style))) for part in cell.iterchildren(*_PARAGRAPHS))
        )
        if cell.get(f"{_CALC}value-type") == "error":
            self._warn("error_value", self._row, column)
            return shown
        if not kind and not shown and cell.get(f"{TABLE}formula"):
            self._warn("formula_without_value", self._row, column)
        match kind:
            case "float" | "currency" | "percentage":
                return _number(cell.get(f"{OFFICE}value", ""), shown, per_cent=kind == "percentage")
            case "date":
                return self._moment(cell.get(f"{OFFICE}date-value", ""), style) or shown
            case "time":
                return self._clock(cell.get(f"{OFFICE}time-value", ""), style) or shown
            case "boolean":
                return cell.get(f"{OFFICE}boolean-value", shown).upper()
        return shown

    def _moment(self, value: str, style: str) -> str:
        try:
            moment = datetime.fromisoformat(value).replace(tzinfo=None)
        except ValueError:
            return value
        if moment < _FIRST_SURE_DAY or not self.styles.code(style):
            return iso_day(value)
        return self._numerals.shown(plain(repr((moment - _FIRST_DAY).total_seconds() / 86_400)), style)

    def _clock(self, value: str, style: str) -> str:
        parts = _DURATION.match(value)
        if parts is None:
            return value
        days, hours, minutes, seconds = (int(part or 0) for part in parts.groups())
        spent = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
        code = self.styles.code(style)
        if code:
            return self._numerals.shown(plain(repr(spent / 86_400)), style)
        return f"{spent // 3_600:02d}:{spent // 60 % 60:02d}"

    def _runs(self, element: Element, style: str) -> Iterator[Run]:
        """The texts of a paragraph, each with its font; notes, comments and drawings are not part of the cell."""
        if element.text:
            yield element.text, self.styles.font(style)
        for part in element:
            tag = str(part.tag)
            if tag == _SPACE:
                yield " " * _count(part, "c", MAX_SPACES, _TEXT), ""
            elif tag in _BREAKS:
                yield _BREAKS[tag], ""
            elif tag not in _LEFT_OUT and not tag.startswith(_DRAWN):
                own = part.get(f"{_TEXT}style-name", "") if tag == _SPAN else ""
                yield from self._runs(part, own if own and self.styles.font(own) else style)
            if part.tail:
                yield part.tail, self.styles.font(style)

    def _style_of(self, column: int) -> str:
        return next((style for last, style in self._columns if column <= last), "")

    def _warn(self, code: str, row: int, column: int) -> None:
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append((code, f"{self.name}!{column_letters(column)}{row + 1}"))


def _number(value: str, shown: str, *, per_cent: bool) -> str:
    """Every digit there is; zeros in front and TRUE only where the sheet shows them."""
    if shown in {"TRUE", "FALSE"} or (shown.isascii() and shown.isdigit() and shown.lstrip("0") == value):
        return shown
    try:
        return plain(repr(float(value) * 100)) + "%" if per_cent else plain(value)
    except ValueError:
        return shown


def _span(cell: Element, row: int, column: int) -> list[Span]:
    across = _count(cell, "number-columns-spanned", MAX_COLUMNS)
    down = _count(cell, "number-rows-spanned", MAX_ROWS)
    return [Span(row, column, row + down - 1, column + across - 1)] if across * down > 1 else []


def _count(element: Element, name: str, most: int, namespace: str = TABLE) -> int:
    """How often an element stands for itself; Refusal for more than a sheet can hold."""
    said = element.get(f"{namespace}{name}", "1")
    number = int(said) if _WHOLE.match(said) else 1
    if number > most:
        raise _too_large()
    return max(number, 1)


def _too_large() -> Refusal:
    return Refusal("too_large", "trang tính có quá nhiều ô")
