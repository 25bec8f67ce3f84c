"""Text documents of OpenDocument: their tables and paragraphs. Text of notes and boxes follows the text itself."""

from collections.abc import Iterator
from itertools import islice

from kheo.confinement.refusal import Refusal
from kheo.office.archive import Archive
from kheo.office.encodings.judging import Judge, Run, judged
from kheo.office.markup import Element, root_of
from kheo.office.tables import MAX_MARK, MAX_MARKS, Book, Line, Shape, Span, Table
from kheo.office.word.odf_styles import Seen, Styles
from kheo.office.word.wordml import attribute, first, kind, parse
from kheo.office.wording import tidy

MAX_CELLS = 200_000
MAX_PARAGRAPHS = 100_000
MAX_ROWS = 20_000
# Word itself stops at 63.
MAX_COLUMNS = 1_000
MAX_NESTING = 20
MAX_BLOCKS_DEEP = 60
MAX_WARNINGS = 50
_MOST_SPACES = 100

# Wrappers whose content stands in the text as if they were not there.
_LISTS = ("list", "list-item", "list-header", "numbered-paragraph", "section")
_INDEXES = ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "index-body", "index-title")
_BLOCKS = frozenset((*_LISTS, *_INDEXES))
_ROWS = frozenset(("table-rows", "table-header-rows", "table-row-group"))
_ASIDES = frozenset(("note", "frame", "custom-shape", "rect", "g"))
_BOXES = frozenset(("note-body", "text-box", "custom-shape", "rect"))
_ASIDE_WORDS = ("annotation", "annotation-end", "note-citation", "ruby-text", "placeholder", "control")
_LEFT_OUT = frozenset((*_ASIDE_WORDS, "tracked-changes", "hidden-text", "hidden-paragraph"))
_PLAIN = {"tab": " ", "line-break": "\n"}


def read(data: bytes) -> Book:
    """A document's book; Refusal where it is encrypted, damaged, or exceeds what a form can need."""
    package = Archive(data)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Refusal("encrypted_file", "tệp có mật khẩu")
    content = parse(package.read("content.xml"), "document-content")
    text = first(first(content, "body"), "text")
    if text is None:
        raise Refusal("damaged_file", "tệp OpenDocument không có phần nội dung")
    styles = Styles()
    if "styles.xml" in package:
        styles.take(parse(package.read("styles.xml"), "document-styles"))
    styles.take(content)
    book = judged(lambda judge: _Walk(styles, judge).book(text))
    return Book(book.tables, book.lines, book.warnings, _properties(package), book.conversions)


def _properties(package: Archive) -> dict[str, str]:
    """Properties of the document that people added; where they are damaged the document is read without them."""
    try:
        added = root_of(package.read("meta.xml"), "document-meta").iter("{*}user-defined")
        named = [(attribute(each, "name"), "".join(map(str, each.itertext()))) for each in islice(added, MAX_MARKS)]
    except Refusal:
        return {}
    return {name[:MAX_MARK]: value[:MAX_MARK] for name, value in named}


class _Walk:
    """Goes through a body once and gathers tables, lines and warnings, counting what it meets."""

    def __init__(self, styles: Styles, judge: Judge) -> None:
        self._styles = styles
        self._judge = judge
        self._tables: list[Table] = []
        self._lines: list[Line] = []
        self._warnings: list[tuple[str, str | None]] = []
        self._asides: list[Element] = []
        self._number = 0
        self._paragraphs = 0
        self._cells = 0
        self._at = ""

    def book(self, text: Element) -> Book:
        self._outside(text)
        # What stands in notes and boxes may hold further ones; they are appended while this runs.
        for aside in self._asides:
            self._outside(aside)
        return Book(tuple(self._tables), tuple(self._lines), tuple(self._warnings))

    def _outside(self, element: Element) -> None:
        for block in self._blocks(element):
            if kind(block) == "table":
                self._table(block, nesting=1)
                continue
            self._number += 1
            self._at = f"paragraph {self._number}"
            text = tidy(self._paragraph(block))
            if text:
                self._lines.append(Line(text, self._at, before=len(self._tables)))

    def _blocks(self, element: Element, deep: int = 0) -> Iterator[Element]:
        """Paragraphs, headings and tables, with lists and sections opened and hidden sections left out."""
        if deep > MAX_BLOCKS_DEEP:
            raise Refusal("hostile_file", "tài liệu lồng danh sách quá nhiều tầng")
        for child in element:
            name = kind(child)
            if name in {"p", "h", "table"}:
                yield child
            elif name in _BLOCKS and attribute(child, "display") != "none":
                yield from self._blocks(child, deep + 1)
            elif name in _ASIDES:
                self._aside(child)

    def _aside(self, element: Element) -> None:
        """The parts of a note or a drawing that hold paragraphs; what is nested in those is met when they are read."""
        if kind(element) in _BOXES:
            self._asides.append(element)
            return
        for child in element:
            self._aside(child)

    def _table(self, element: Element, *, nesting: int) -> None:
        if nesting > MAX_NESTING:
            raise Refusal("hostile_file", "bảng lồng trong bảng quá nhiều tầng")
        place = len(self._tables)
        name = f"table {place + 1}"
        self._tables.append(Table(name, Shape.TABLE, {}))
        cells: dict[tuple[int, int], str] = {}
        spans: list[Span] = []
        hidden: set[int] = set()
        number = 0
        for row in _rows(element):
            before = len(self._tables)
            found = list(self._row(row, name, number, nesting=nesting))
            times = _count(row, "number-rows-repeated", MAX_ROWS) if len(self._tables) == before else 1
            for _ in range(times if any(text for _, text in found) else 1):
                cells.update({(number, span.left): text for span, text in found if text})
                spans += [_moved(span, number) for span, _ in found if span.bottom or span.right > span.left]
                hidden |= {number} if attribute(row, "visibility") == "collapse" else set()
                number += 1
            number += 0 if any(text for _, text in found) else times - 1
            self._bound(number, len(cells))
        self._tables[place] = Table(name, Shape.TABLE, cells, tuple(spans), frozenset(hidden))

    def _bound(self, rows: int, cells: int) -> None:
        if rows > MAX_ROWS or cells > MAX_CELLS:
            raise Refusal("too_large", "bảng có quá nhiều dòng")

    def _row(self, row: Element, table: str, number: int, *, nesting: int) -> Iterator[tuple[Span, str]]:
        """Each cell with its reach, counted from its own row."""
        column = 0
        for cell in row:
            times = _count(cell, "number-columns-repeated", MAX_COLUMNS)
            if kind(cell) == "table-cell":
                width = _count(cell, "number-columns-spanned", MAX_COLUMNS)
                height = _count(cell, "number-rows-spanned", MAX_ROWS)
                for place in range(column, column + times):
                    self._at = f"{table}, row {number + 1}, column {place + 1}"
                    yield Span(0, place, height - 1, place + width - 1), self._cell(cell, nesting=nesting)
            column += times if kind(cell) in {"table-cell", "covered-table-cell"} else 0
            if column > MAX_COLUMNS:
                raise Refusal("hostile_file", "bảng có quá nhiều cột")

    def _cell(self, cell: Element, *, nesting: int) -> str:
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise Refusal("too_large", "bảng có quá nhiều ô")
        texts, at = [], self._at
        for block in self._blocks(cell):
            self._at = at
            if kind(block) == "table":
                self._table(block, nesting=nesting + 1)
            else:
                texts.append(self._paragraph(block))
        return tidy("\n".join(texts))

    def _paragraph(self, paragraph: Element) -> str:
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise Refusal("too_large", "tài liệu có quá nhiều đoạn")
        seen = self._styles.of_paragraph(attribute(paragraph, "style-name"))
        return self._judge.text(list(self._runs(paragraph, seen)))

    def _runs(self, element: Element, seen: Seen) -> Iterator[Run]:
        if element.text and not seen.hidden:
            yield element.text, seen.font
        for child in element:
            yield from self._inline(child, seen)
            if child.tail and not seen.hidden:
                yield child.tail, seen.font

    def _inline(self, element: Element, seen: Seen) -> Iterator[Run]:
        name = kind(element)
        if name in _PLAIN:
            yield _PLAIN[name], seen.font
        elif name == "s":
            yield " " * _count(element, "c", _MOST_SPACES), seen.font
        elif name in _ASIDES:
            self._aside(element)
        elif name == "dde-connection":
            self._warn("active_field")
        elif name not in _LEFT_OUT:
            style = attribute(element, "style-name") if name == "span" else ""
            yield from self._runs(element, self._styles.of_run(style, seen))

    def _warn(self, code: str) -> None:
        if (code, self._at) not in self._warnings and len(self._warnings) < MAX_WARNINGS:
            self._warnings.append((code, self._at))


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        if kind(child) == "table-row":
            yield child
        elif kind(child) in _ROWS:
            yield from _rows(child)


def _moved(span: Span, row: int) -> Span:
    return Span(row, span.left, row + span.bottom, span.right)


def _count(element: Element, name: str, most: int) -> int:
    """1 where it does not say, or says nonsense."""
    said = attribute(element, name)
    return max(min(int(said), most), 1) if said.isascii() and said.isdigit() and len(said) < 10 else 1
