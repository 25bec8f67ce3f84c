"""Web pages with tables, which many programs save under the name .xls: nothing in them is run or fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kheo.confinement.refusal import Refusal
from kheo.office.delimited import decoded
from kheo.office.encodings.judging import Judge, Run, judged
from kheo.office.markup import Element
from kheo.office.sheets.merging import Merging
from kheo.office.tables import MAX_MARK, MAX_MARKS, Book, Line, Shape, Span, Table
from kheo.office.wording import tidy

MAX_BYTES = 32 * 1024 * 1024
MAX_TABLES = 500
MAX_COLUMNS = 16_384
MAX_CELLS = 300_000
MAX_CHARACTERS = 8_000_000
MAX_LINES = 20_000
# As browsers bound them.
MAX_ACROSS, MAX_DOWN = 1_000, 65_534

_LEFT_OUT = frozenset(
    ("script", "style", "head", "title", "noscript", "template", "object", "iframe", "svg", "math", "select", "comment")
)
_BLOCKS = frozenset(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "center", "pre", "blockquote"))
_BREAK: Run = ("\n", "")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^;\"',}]+)", re.IGNORECASE)
_RULE = re.compile(r"\.([\w-]{1,60})[^{}]{0,60}\{([^{}]{0,4000})\}")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_GAP = re.compile(r"\n{2,}")
_WHOLE = re.compile(r"[0-9]{1,9}\Z", re.ASCII)


def read(data: bytes) -> Book:
    """Each table of the page, and the lines outside; Refusal where there is no table, or more than a form needs."""
    if len(data) > MAX_BYTES:
        raise Refusal("too_large", "trang web quá lớn")
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", _text(data), count=1), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("damaged_file", "trang web bị hỏng") from error
    if root is None or next(root.iter("table"), None) is None:
        raise Refusal("html_file", "trang web")
    return judged(lambda judge: _read(root, judge))


def _read(root: Element, judge: Judge) -> Book:
    page = _Page(_fonts(root), judge)
    page.walk(root, "")
    page.end_line()
    return Book(tuple(page.tables), tuple(page.lines), marks=_marks(root))


def _text(data: bytes) -> str:
    """As the page says it is encoded, if it is that; else as any other text."""
    said = _CHARSET.search(data[:4_096])
    if said and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(said[1].decode("ascii")).replace("\0", "")
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data)


def _fonts(root: Element) -> dict[str, str]:
    """Class → font, as the sheets of style in the page say."""
    found: dict[str, str] = {}
    for style in root.iter("style"):
        for name, rules in _RULE.findall(style.text or ""):
            family = _FAMILY.search(rules)
            if family:
                found[name] = family[1].strip()
    return found


def _marks(root: Element) -> dict[str, str]:
    named = ((meta.get("name", ""), meta.get("content", "")) for meta in root.iter("meta"))
    marks = {name[:MAX_MARK]: content[:MAX_MARK] for name, content in named if name and content}
    return dict(list(marks.items())[:MAX_MARKS])


@dataclass
class _Grid:
    """A table while it is read; `taken` are places that an area from above reaches over."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    # column → the first row that is free again.
    reach: dict[int, int] = field(default_factory=dict)
    row: int = -1
    column: int = 0

    def next_row(self) -> None:
        self.row, self.column = self.row + 1, 0

    def place(self, across: int, down: int) -> tuple[int, int]:
        """Where the next cell of the row stands."""
        while self.reach.get(self.column, 0) > self.row:
            self.column += 1
        at = (max(self.row, 0), self.column)
        if self.column + across > MAX_COLUMNS:
            raise Refusal("too_large", "bảng có quá nhiều cột")
        if down > 1:
            self.reach.update(dict.fromkeys(range(self.column, self.column + across), at[0] + down))
        if across * down > 1:
            self.spans.append(Span(at[0], at[1], at[0] + down - 1, at[1] + across - 1))
        self.column += across
        return at


@dataclass
class _Page:
    """The page in reading order; a table inside a cell of another is a table of its own."""

    fonts: dict[str, str]
    judge: Judge
    tables: list[Table] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    _said: list[Run] = field(default_factory=list)
    _count: int = 0
    _room: int = MAX_CHARACTERS
    _cells: int = MAX_CELLS

    def walk(self, element: Element, font: str) -> None:
        """Everything outside tables becomes lines."""
        font = self._font(element, font)
        self._say(element.text, font)
        for part in element:
            tag = str(part.tag)
            if tag == "table":
                self.end_line()
                self._take_table(part, font)
            elif tag == "br":
                self.end_line()
            elif tag not in _LEFT_OUT and not _is_hidden(part):
                if tag in _BLOCKS:
                    self.end_line()
                self.walk(part, font)
                if tag in _BLOCKS:
                    self.end_line()
            self._say(part.tail, font)

    def end_line(self) -> None:
        text = tidy(self.judge.text(self._said))
        self._said = []
        if text:
            if len(self.lines) == MAX_LINES:
                raise Refusal("too_large", "trang web có quá nhiều dòng")
            self.lines.append(Line(text, f"line {len(self.lines) + 1}", len(self.tables)))

    def _say(self, text: str | None, font: str) -> None:
        if text:
            self._room -= len(text)
            if self._room < 0:
                raise Refusal("too_large", "trang web có quá nhiều chữ")
            self._said.append((_SPACE.sub(" ", text), font))

    def _take_table(self, table: Element, font: str) -> None:
        """Its own rows first, then the tables inside its cells."""
        if len(self.tables) == MAX_TABLES:
            raise Refusal("too_large", "trang web có quá nhiều bảng")
        grid, inner, font = _Grid(), [], self._font(table, font)
        place = len(self.tables)
        self.tables.append(Table("", Shape.TABLE, {}))
        for part in _parts(table):
            if part.tag == "tr":
                grid.next_row()
            elif part.tag == "caption":
                self.walk(part, font)
                self.end_line()
            else:
                inner += self._take_cell(part, grid, font)
        cells, merging = grid.cells, Merging()
        last = max(grid.row, 0)
        for span in grid.spans:
            merging.take(Span(span.top, span.left, max(min(span.bottom, last), span.top), span.right), cells)
        self.tables[place] = Table(f"table {place + 1}", Shape.TABLE, cells, tuple(merging.spans))
        for each, each_font in inner:
            self._take_table(each, each_font)

    def _take_cell(self, cell: Element, grid: _Grid, font: str) -> list[tuple[Element, str]]:
        across, down = _number(cell, "colspan", MAX_ACROSS), _number(cell, "rowspan", MAX_DOWN)
        at = grid.place(across, down)
        self._cells -= 1
        if self._cells < 0:
            raise Refusal("too_large", "bảng có quá nhiều ô")
        inner: list[tuple[Element, str]] = []
        row = cell.getparent()
        runs = self._runs(cell, self._font(row, font) if row is not None else font, inner)
        text = _GAP.sub("\n", tidy(self.judge.text(list(runs))))
        if text:
            self._room -= len(text)
            grid.cells[at] = text
        if self._room < 0:
            raise Refusal("too_large", "trang web có quá nhiều chữ")
        return inner

    def _runs(self, element: Element, font: str, inner: list[tuple[Element, str]]) -> Iterator[Run]:
        font = self._font(element, font)
        if element.text:
            yield _SPACE.sub(" ", element.text), font
        for part in element:
            tag = str(part.tag)
            if tag == "table":
                inner.append((part, font))
            elif tag not in _LEFT_OUT and not _is_hidden(part):
                around = [_BREAK] if tag in _BLOCKS or tag == "br" else []
                yield from around
                yield from self._runs(part, font, inner)
                yield from around
            if part.tail:
                yield _SPACE.sub(" ", part.tail), font

    def _font(self, element: Element, above: str) -> str:
        """Its own by attribute, style or class, else the one around it."""
        face = element.get("face") if element.tag == "font" else None
        if face:
            return face.partition(",")[0].strip(" '\"")
        family = _FAMILY.search(element.get("style", ""))
        if family:
            return family[1].strip()
        return next((self.fonts[name] for name in element.get("class", "").split() if name in self.fonts), above)


def _parts(table: Element) -> Iterator[Element]:
    """The caption, rows and cells of this table in order; rows may stand in groups."""
    for part in table:
        if part.tag == "tr":
            yield part
            yield from part.iterchildren("td", "th")
        elif part.tag in {"thead", "tbody", "tfoot"}:
            yield from _parts(part)
        elif part.tag == "caption":
            yield part


def _is_hidden(element: Element) -> bool:
    return bool(_HIDDEN.search(element.get("style", "")))


def _number(cell: Element, name: str, most: int) -> int:
    said = cell.get(name, "1").strip()
    return max(1, min(int(said), most)) if _WHOLE.match(said) else 1
