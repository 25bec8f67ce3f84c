"""Cells and paragraphs of a Word document coloured and commented; its tables are counted as its reader counts them."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from kheo.office.marking.package import Package
from kheo.office.markup import Element
from kheo.office.word.wordml import attribute, first, kind, through

AUTHOR = "Khéo"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_YELLOW = "FFF200"
_CELL = re.compile(r"table (\d+), row (\d+), column (\d+)")
_PARAGRAPH = re.compile(r"(?:paragraph|line) (\d+)")
# Properties of a cell that stand after its shading, and those of a run after its highlight.
_AFTER_SHADING = frozenset(
    (
        "noWrap",
        "tcMar",
        "textDirection",
        "tcFitText",
        "vAlign",
        "hideMark",
        "headers",
        "cellIns",
        "cellDel",
        "cellMerge",
    )
)
_AFTER_HIGHLIGHT = frozenset(
    ("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "oMath")
)


def mark(package: Package, marks: Mapping[str, str]) -> int:
    """Colour and comment these addresses (`table 1, row 3, column 2`, `paragraph 4`); gives how many were found."""
    part = package.related("", "officeDocument") or "word/document.xml"
    root = package.root(part, "document")
    body = first(root, "body")
    if body is None or etree.QName(root).namespace != _MAIN:
        return 0
    comments = _Comments(package, part)
    found = 0
    for at, paragraph, shaded in _places(body):
        if at in marks:
            found += 1
            if shaded is None:
                _highlight(paragraph)
            else:
                _shade(shaded)
            _comment(paragraph, comments.add(marks[at]))
    if found:
        package.write(part, root)
        comments.write()
    return found


def _places(body: Element) -> Iterator[tuple[str, Element, Element | None]]:
    """Each address with the paragraph a comment hangs on, and the cell to shade where it is one."""
    counted = _Counted()
    places: list[tuple[str, Element, Element | None]] = []
    number = 0
    for block in through(body):
        if kind(block) == "p":
            number += 1
            places.append((f"paragraph {number}", block, None))
        elif kind(block) == "tbl":
            places += counted.cells(block)
    yield from places


class _Counted:
    """Tables in the order they begin, those within cells among them."""

    def __init__(self) -> None:
        self._tables = 0

    def cells(self, table: Element) -> Iterator[tuple[str, Element, Element | None]]:
        self._tables += 1
        name, number = f"table {self._tables}", 0
        for row in through(table):
            if kind(row) != "tr" or first(first(row, "trPr"), "del") is not None:
                continue
            number += 1
            column = _span(first(row, "trPr"), "gridBefore", 0) + 1
            for cell in through(row):
                properties = first(cell, "tcPr")
                if kind(cell) != "tc" or first(properties, "cellDel") is not None:
                    continue
                yield from self._cell(cell, f"{name}, row {number}, column {column}")
                column += _span(properties, "gridSpan", 1)

    def _cell(self, cell: Element, at: str) -> Iterator[tuple[str, Element, Element | None]]:
        blocks = list(through(cell))
        paragraphs = [block for block in blocks if kind(block) == "p"]
        if paragraphs:
            spoken = next((one for one in paragraphs if "".join(map(str, one.itertext())).strip()), paragraphs[0])
            yield at, spoken, cell
        for block in blocks:
            if kind(block) == "tbl":
                yield from self.cells(block)


def _span(properties: Element | None, name: str, least: int) -> int:
    text = attribute(first(properties, name), "val")
    return max(int(text), least) if text.isascii() and text.isdigit() and len(text) <= 4 else least


def _w(name: str) -> str:
    return f"{{{_MAIN}}}{name}"


def _shade(cell: Element) -> None:
    properties = first(cell, "tcPr")
    if properties is None:
        properties = etree.Element(_w("tcPr"))
        cell.insert(0, properties)
    shading = first(properties, "shd")
    if shading is None:
        shading = etree.Element(_w("shd"))
        _before(properties, shading, _AFTER_SHADING)
    shading.attrib.clear()
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _YELLOW)):
        shading.set(_w(name), value)


def _highlight(paragraph: Element) -> None:
    for run in through(paragraph):
        if kind(run) != "r":
            continue
        properties = first(run, "rPr")
        if properties is None:
            properties = etree.Element(_w("rPr"))
            run.insert(0, properties)
        if first(properties, "highlight") is None:
            colour = etree.Element(_w("highlight"))
            colour.set(_w("val"), "yellow")
            _before(properties, colour, _AFTER_HIGHLIGHT)


def _before(parent: Element, child: Element, followers: frozenset[str]) -> None:
    after = next((one for one in parent if kind(one) in followers), None)
    parent.append(child) if after is None else after.addprevious(child)


def _comment(paragraph: Element, number: str) -> None:
    """Around all the paragraph holds."""
    start, end, run = (etree.Element(_w(name)) for name in ("commentRangeStart", "commentRangeEnd", "r"))
    reference = etree.SubElement(run, _w("commentReference"))
    for element in (start, end, reference):
        element.set(_w("id"), number)
    properties = first(paragraph, "pPr")
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
    paragraph.append(end)
    paragraph.append(run)


class _Comments:
    """The document's comments as they are, with ours added."""

    def __init__(self, package: Package, document: str) -> None:
        self._package, self._document = package, document
        self._part = package.related(document, "comments")
        known = package.root(self._part, "comments") if self._part in package else None
        self._root = etree.Element(_w("comments"), nsmap={"w": _MAIN}) if known is None else known
        self._next = max((int(attribute(one, "id") or 0) for one in self._root), default=-1) + 1

    def add(self, said: str) -> str:
        comment = etree.SubElement(self._root, _w("comment"))
        for name, value in (("id", str(self._next)), ("author", AUTHOR), ("initials", "K")):
            comment.set(_w(name), value)
        for line in said.split("\n"):
            run = etree.SubElement(etree.SubElement(comment, _w("p")), _w("r"))
            text = etree.SubElement(run, _w("t"))
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            text.text = "".join(letter for letter in line if letter.isprintable())
        self._next += 1
        return str(self._next - 1)

    def write(self) -> None:
        if self._part not in self._package:
            folder = self._document.rpartition("/")[0]
            self._part = self._package.free_name(f"{folder}/comments" if folder else "comments", ".xml")
            self._package.relate(self._document, "comments", self._part)
            self._package.declare(part=self._part, kind=_TYPE)
        self._package.write(self._part, self._root)
