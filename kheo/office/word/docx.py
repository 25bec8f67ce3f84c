"""Word documents: their tables and the paragraphs around them, as Word shows them with every change accepted.

Our own walk over the XML: libraries read deleted and hidden text as if it stood, and lose tables with odd merges.
"""

from functools import partial

from kheo.confinement.refusal import Refusal
from kheo.office.archive import Archive
from kheo.office.encodings.judging import Judge, judged
from kheo.office.markup import Element
from kheo.office.tables import Book, Line, Table
from kheo.office.word.fields import told
from kheo.office.word.font_styles import FontStyles, font_styles
from kheo.office.word.grid import Grid
from kheo.office.word.symbols import TICKS
from kheo.office.word.wordml import attribute, first, is_on, kind, parse, through
from kheo.office.wording import tidy

MAX_CELLS = 200_000
MAX_PARAGRAPHS = 100_000
# Word itself stops at 63 columns.
MAX_SPAN = 200
MAX_NESTING = 20
MAX_WARNINGS = 50

_SOFT_HYPHEN = "\u00ad"
_STYLES = "word/styles.xml"
_PLAIN = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(data: bytes) -> Book:
    """A document's book; Refusal where the bytes are no Word document or exceed what a form can need."""
    package = Archive(data)
    xml = package.read(_main_part(package))
    body = next((child for child in parse(xml, "document") if kind(child) == "body"), None)
    if body is None:
        raise Refusal("damaged_file", "tệp Word không có phần nội dung")
    styles = package.read(_STYLES) if _STYLES in package else b""
    fonts = font_styles(xml, styles)
    book = partial(_book, body, _hidden_styles(styles), fonts)
    return book(None) if fonts is None else judged(book)


def _book(body: Element, hidden: frozenset[str], fonts: FontStyles | None, judge: Judge | None) -> Book:
    walk = _Walk(hidden, fonts, judge)
    walk.body(body)
    return Book(tuple(walk.tables), tuple(walk.lines), tuple(walk.warnings))


def _main_part(package: Archive) -> str:
    """Usually word/document.xml; programs in the browser name it otherwise, and the package says how."""
    for relation in parse(package.read("_rels/.rels"), "Relationships"):
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    return "word/document.xml"


def _hidden_styles(xml: bytes) -> frozenset[str]:
    if b"vanish" not in xml:
        return frozenset()
    styles = (
        style for style in parse(xml, "styles") if kind(style) == "style" and is_on(first(style, "rPr"), "vanish")
    )
    return frozenset(attribute(style, "styleId") for style in styles)


class _Walk:
    """Goes through a body once and gathers tables, lines and warnings, counting what it meets."""

    def __init__(self, hidden_styles: frozenset[str], fonts: FontStyles | None, judge: Judge | None) -> None:
        self.tables: list[Table] = []
        self.lines: list[Line] = []
        self.warnings: list[tuple[str, str | None]] = []
        self._hidden_styles = hidden_styles
        self._fonts = fonts
        self._judge = judge
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
        grid = Grid(f"table {len(self.tables) + 1}")
        place = len(self.tables)
        self.tables.append(grid.table())
        for row in through(element):
            if kind(row) == "tr" and first(first(row, "trPr"), "del") is None:
                self._row(row, grid, nesting=nesting)
        self.tables[place] = grid.table()

    def _row(self, row: Element, grid: Grid, *, nesting: int) -> None:
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
        style = attribute(first(first(paragraph, "pPr"), "pStyle"), "val")
        hidden = style in self._hidden_styles
        # Fields open at this point: True while in the instruction, False in the result that Word shows.
        fields: list[bool] = []
        runs = (run for run in through(paragraph) if kind(run) == "r")
        if self._fonts is None or self._judge is None:
            return "".join(self._run(run, fields, hidden=hidden) for run in runs)
        of = self._fonts.of
        said = [(self._run(run, fields, hidden=hidden), of(first(run, "rPr"), style)) for run in runs]
        return self._judge.text(said).replace(_SOFT_HYPHEN, "")

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
            elif name == "softHyphen":
                # Where a line might break; but in old fonts it is the letter ư.
                text += "" if self._judge is None else _SOFT_HYPHEN
            elif name in _PLAIN:
                text += _PLAIN[name]
            elif name == "sym":
                text += TICKS.get(attribute(piece, "char").upper(), "")
            else:
                self._aside(piece, name, fields)
        return "" if hidden else text

    def _aside(self, piece: Element, name: str, fields: list[bool]) -> None:
        """What stands in a run but is no text of it: fields, pictures, boxes."""
        if name == "fldChar":
            self._field(piece, fields)
        elif name == "instrText" and "active_field" in told(piece.text or ""):
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
