"""Word documents: their tables and the paragraphs around them, as Word shows them with every change accepted.

Our own walk over the XML: libraries read deleted and hidden text as if it stood, and lose tables with odd merges.
"""

import re
from dataclasses import dataclass, field

from kheo.confinement.refusal import Refusal
from kheo.office.archive import Archive
from kheo.office.markup import Element
from kheo.office.tables import Book, Line, Shape, Span, Table
from kheo.office.wording import tidy
from kheo.office.wordml import attribute, first, is_on, kind, parse, through

MAX_CELLS = 200_000
MAX_PARAGRAPHS = 100_000
# Word itself stops at 63 columns.
MAX_SPAN = 200
MAX_NESTING = 20
MAX_WARNINGS = 50

_PLAIN = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Ticks and boxes which Word keeps as code points of the font Wingdings.
_TICKS = {"F0FC": "✓", "F0FE": "☑", "F0FD": "☒", "F06F": "☐", "F0A8": "☐"}
_FETCHING_FIELD = re.compile(r"^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b", re.IGNORECASE)
_LEGACY_FONT = re.compile(rb'w:(?:ascii|hAnsi)="(?:\.Vn|VNI-)')


def read(data: bytes) -> Book:
    """A document's book; Refusal where the bytes are no Word document or exceed what a form can need."""
    package = Archive(data)
    xml = package.read(_main_part(package))
    body = next((child for child in parse(xml, "document") if kind(child) == "body"), None)
    if body is None:
        raise Refusal("damaged_file", "tệp Word không có phần nội dung")
    walk = _Walk(_hidden_styles(package))
    if _LEGACY_FONT.search(xml):
        walk.warn("legacy_font", None)
    walk.body(body)
    return Book(tuple(walk.tables), tuple(walk.lines), tuple(walk.warnings))


def _main_part(package: Archive) -> str:
    """Usually word/document.xml; programs in the browser name it otherwise, and the package says how."""
    for relation in parse(package.read("_rels/.rels"), "Relationships"):
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    return "word/document.xml"


def _hidden_styles(package: Archive) -> frozenset[str]:
    if "word/styles.xml" not in package:
        return frozenset()
    xml = package.read("word/styles.xml")
    if b"vanish" not in xml:
        return frozenset()
    styles = (
        style for style in parse(xml, "styles") if kind(style) == "style" and is_on(first(style, "rPr"), "vanish")
    )
    return frozenset(attribute(style, "styleId") for style in styles)


@dataclass
class _Grid:
    """A table being laid out row by row; `below` holds the vertical merges still open, by column."""

    name: str
    row: int = -1
    column: int = 0
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    reaches: list[list[int]] = field(default_factory=list)
    below: dict[int, list[int]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    def next_row(self, *, before: int, hidden: bool) -> None:
        self.row += 1
        self.column = before
        if hidden:
            self.hidden.add(self.row)

    def place(self, text: str, *, width: int, downward: str | None, joined: bool) -> None:
        """The next cell of the row; `downward` is restart, continue or None (no vertical merge)."""
        left, self.column = self.column, self.column + width
        if joined and self.reaches and self.reaches[-1][0] == self.row:
            self.reaches[-1][3] = self.column - 1
            return
        above = self.below.pop(left, None)
        if downward == "continue" and above and above[2] == self.row - 1:
            above[2] = self.row
            self.below[left] = above
            return
        reach = [self.row, left, self.row, self.column - 1]
        self.reaches.append(reach)
        if downward:
            self.below[left] = reach
        if text:
            self.cells[self.row, left] = text

    def table(self) -> Table:
        spans = (Span(*reach) for reach in self.reaches)
        wide = tuple(span for span in spans if span.bottom > span.top or span.right > span.left)
        return Table(self.name, Shape.TABLE, self.cells, wide, frozenset(self.hidden))


class _Walk:
    """Goes through a body once and gathers tables, lines and warnings, counting what it meets."""

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        self.tables: list[Table] = []
        self.lines: list[Line] = []
        self.warnings: list[tuple[str, str | None]] = []
        self._hidden_styles = hidden_styles
        self._paragraphs = 0
        self._cells = 0
        self._at: str | None = None

    def body(self, body: Element) -> None:
        number, text = 0, ""
        for block in through(body):
            if kind(block) == "p":
                number += 1
                self._at = f"paragraph {number}"
                text += self._paragraph(block)
                if not _mark_is_deleted(block):
                    self._line(text)
                    text = ""
            elif kind(block) == "tbl":
                self._table(block, nesting=1)
            elif kind(block) == "altChunk":
                self.warn("embedded_left_out", f"paragraph {number + 1}")
        self._line(text)

    def warn(self, code: str, at: str | None) -> None:
        if (code, at) not in self.warnings and len(self.warnings) < MAX_WARNINGS:
            self.warnings.append((code, at))

    def _line(self, text: str) -> None:
        text = tidy(text)
        if text and self._at:
            self.lines.append(Line(text, self._at, before=len(self.tables)))

    def _table(self, element: Element, *, nesting: int) -> None:
        if nesting > MAX_NESTING:
            raise Refusal("hostile_file", "bảng lồng trong bảng quá nhiều tầng")
        grid = _Grid(f"table {len(self.tables) + 1}")
        place = len(self.tables)
        self.tables.append(grid.table())
        for row in through(element):
            if kind(row) == "tr" and first(first(row, "trPr"), "del") is None:
                self._row(row, grid, nesting=nesting)
        self.tables[place] = grid.table()

    def _row(self, row: Element, grid: _Grid, *, nesting: int) -> None:
        properties = first(row, "trPr")
        grid.next_row(before=_count(properties, "gridBefore", least=0), hidden=is_on(properties, "hidden"))
        _count(properties, "gridAfter", least=0)
        for cell in through(row):
            properties = first(cell, "tcPr")
            if kind(cell) != "tc" or first(properties, "cellDel") is not None:
                continue
            self._cells += 1
            if self._cells > MAX_CELLS:
                raise Refusal("too_large", "bảng có quá nhiều ô")
            self._at = f"{grid.name}, row {grid.row + 1}, column {grid.column + 1}"
            grid.place(
                self._cell(cell, nesting=nesting),
                width=_count(properties, "gridSpan", least=1),
                downward=_merge(properties, "vMerge"),
                joined=_merge(properties, "hMerge") == "continue",
            )

    def _cell(self, cell: Element, *, nesting: int) -> str:
        text, at = "", self._at
        for block in through(cell):
            if kind(block) == "p":
                self._at = at
                text += self._paragraph(block) + ("" if _mark_is_deleted(block) else "\n")
            elif kind(block) == "tbl":
                self._table(block, nesting=nesting + 1)
            elif kind(block) == "altChunk":
                self.warn("embedded_left_out", at)
        return tidy(text)

    def _paragraph(self, paragraph: Element) -> str:
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise Refusal("too_large", "tài liệu có quá nhiều đoạn")
        hidden = attribute(first(first(paragraph, "pPr"), "pStyle"), "val") in self._hidden_styles
        # Fields open at this point: True while in the instruction, False in the result that Word shows.
        fields: list[bool] = []
        return "".join(self._run(run, fields, hidden=hidden) for run in through(paragraph) if kind(run) == "r")

    def _run(self, run: Element, fields: list[bool], *, hidden: bool) -> str:
        properties = first(run, "rPr")
        style = attribute(first(properties, "rStyle"), "val")
        vanish = first(properties, "vanish")
        hidden = is_on(properties, "vanish") if vanish is not None else hidden or style in self._hidden_styles
        text = ""
        for piece in through(run):
            name = kind(piece)
            if name == "t":
                text += "" if any(fields) else piece.text or ""
            elif name in _PLAIN:
                text += _PLAIN[name]
            elif name == "sym":
                text += _TICKS.get(attribute(piece, "char").upper(), "")
            else:
                self._aside(piece, name, fields)
        return "" if hidden else text

    def _aside(self, piece: Element, name: str, fields: list[bool]) -> None:
        """What stands in a run but is no text of it: fields, pictures, boxes."""
        if name == "fldChar":
            self._field(piece, fields)
        elif name == "instrText" and _FETCHING_FIELD.match(piece.text or ""):
            self.warn("active_field", self._at)
        elif name in {"drawing", "pict", "object"}:
            texts = (text for box in piece.iter("{*}txbxContent") for text in box.iter("{*}t"))
            if any((text.text or "").strip() for text in texts):
                self.warn("text_box_left_out", self._at)

    def _field(self, mark: Element, fields: list[bool]) -> None:
        part = attribute(mark, "fldCharType")
        if part == "begin":
            fields.append(True)
        elif part == "separate" and fields:
            fields[-1] = False
        elif part == "end" and fields:
            fields.pop()
        settings = first(mark, "ffData")
        if first(settings, "checkBox") is not None or first(settings, "ddList") is not None:
            self.warn("form_field_left_out", self._at)


def _mark_is_deleted(paragraph: Element) -> bool:
    return first(first(first(paragraph, "pPr"), "rPr"), "del") is not None


def _merge(properties: Element | None, name: str) -> str | None:
    merge = first(properties, name)
    return None if merge is None else attribute(merge, "val") or "continue"


def _count(properties: Element | None, name: str, *, least: int) -> int:
    text = attribute(first(properties, name), "val") or str(least)
    if not text.isascii() or not text.isdigit() or len(text) > 4 or int(text) > MAX_SPAN:
        raise Refusal("hostile_file", "bảng có ô gộp quá rộng")
    return max(int(text), least)
