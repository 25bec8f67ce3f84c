"""Workbooks: every sheet's cells as the sheet shows them, its merged areas, and what is hidden in it.

Our own sparse reader: libraries lay out a grid by what the file claims, and read a missing part as no rows.
"""

import posixpath
import re
from functools import cached_property
from html import unescape
from itertools import islice

from kheo.confinement.refusal import Refusal
from kheo.office.archive import Archive
from kheo.office.encodings.fonts import is_legacy
from kheo.office.encodings.judging import Judge, judged
from kheo.office.markup import Element, names, pieces, root_of
from kheo.office.sheets.numerals import Numerals
from kheo.office.sheets.sheet import Sheet, Stock, rich_text, runs_of
from kheo.office.sheets.styles import Styles
from kheo.office.tables import MAX_MARK, MAX_MARKS, Book, Shape, Table
from kheo.office.wording import tidy

MAX_SHEETS = 500
MAX_WARNINGS = 50

_STYLE_FONTS = re.compile(rb"<(?:\w+:)?name\s+val=\"([^\"]*)\"")
_RUN_FONTS = re.compile(rb"rFont\s+val=\"([^\"]*)\"")
_WITHOUT_CELLS = ("/chartsheet", "/dialogsheet", "/xlMacrosheet", "/xlIntlMacrosheet")


def read(data: bytes) -> Book:
    """A workbook's book; Refusal where a part is missing, damaged, or larger than a form can need."""
    return read_package(Archive(data))


def read_package(package: Archive) -> Book:
    rounds = iter((True, False))
    return judged(lambda judge: _read(package, judge, hears=next(rounds)))


def _read(package: Archive, judge: Judge, *, hears: bool) -> Book:
    """`hears` the first time, when the judge only listens."""
    workbook = _Workbook(package, judge, hears=hears)
    tables = [workbook.table(sheet) for sheet in workbook.sheets]
    found = tuple(table for table in tables if table is not None)
    return Book(tables=found, warnings=tuple(workbook.warnings[:MAX_WARNINGS]), marks=workbook.constants)


class _Workbook:
    """The parts of one package, each found through the relationships and read at most once."""

    def __init__(self, package: Archive, judge: Judge, *, hears: bool) -> None:
        self._package = package
        self._judge = judge
        self._hears = hears
        self.warnings: list[tuple[str, str | None]] = []
        self._part = next(
            (target for kind, target in _relations(package, "").values() if kind.endswith("/officeDocument")),
            "xl/workbook.xml",
        )
        self._relations = _relations(package, self._part)
        self._root = root_of(package.read(self._part), "workbook")
        self._stock = self._stocked()
        self._read: set[str] = set()

    @cached_property
    def sheets(self) -> list[Element]:
        """In the order of the tabs."""
        sheets = list(self._root.iter(*names("sheet")))
        if not sheets:
            raise Refusal("damaged_file", "tệp Excel không có trang tính nào")
        if len(sheets) > MAX_SHEETS:
            raise Refusal("too_large", "tệp Excel có quá nhiều trang tính")
        return sheets

    @cached_property
    def constants(self) -> dict[str, str]:
        """Names that stand for a text; those that stand for cells are of no use to a reader."""
        named = islice(self._root.iter(*names("definedName")), MAX_MARKS)
        said = ((str(each.get("name", "")), each.text or "") for each in named)
        return {
            name[:MAX_MARK]: text[1:-1] for name, text in said if text[:1] == text[-1:] == '"' and len(text) <= MAX_MARK
        }

    def table(self, sheet: Element) -> Table | None:
        """None for sheets that are charts or old macro sheets."""
        name = tidy(sheet.get("name", ""))[:255]
        key = next((value for key, value in sheet.items() if str(key).endswith("}id")), "")
        kind, part = self._relations.get(str(key), ("", ""))
        if kind.endswith(_WITHOUT_CELLS):
            return None
        if not part or part.lower() in self._read:
            raise Refusal("damaged_file", f"thiếu trang tính {name}")
        self._read.add(part.lower())
        read = Sheet(name, self._stock)
        read.take(self._package.read(part))
        if sheet.get("state", "visible") != "visible" and read.cells:
            self.warnings.append(("hidden_sheet", name))
        self.warnings += read.warnings
        return Table(name, Shape.SHEET, read.cells, tuple(read.merging.spans), frozenset(read.hidden_rows))

    def _stocked(self) -> Stock:
        """Texts as runs in their fonts only where some font needs it: all others are read without looking at fonts."""
        first = next(self._root.iter(*names("workbookPr")), None)
        since_1904 = first is not None and first.get("date1904") in {"1", "true"}
        strings, painted = self._related("/sharedStrings"), self._related("/styles")
        xml = self._package.read(strings) if strings else b""
        styles = self._package.read(painted) if painted in self._package else b""
        read = Styles(styles)
        numerals = Numerals(read.code, from_1904=since_1904)
        items = pieces(xml, "sst", names("si")) if xml else ()
        if any(map(is_legacy, _fonts_named(styles, xml))):
            runs = [runs_of(each) for each in items]
            return Stock([""] * len(runs), numerals, self._judge, runs, read.font)
        return Stock(list(map(tidy, self._judged([rich_text(each) for each in items]))), numerals, self._judge)

    def _judged(self, texts: list[str]) -> list[str]:
        """Texts of no font in particular; to be heard, they are quicker said all at once."""
        if not self._hears:
            return [self._judge.text([(text, "")]) for text in texts]
        self._judge.text([("\n".join(texts), "")])
        return texts

    def _related(self, kind: str) -> str:
        return next((target for each, target in self._relations.values() if each.endswith(kind)), "")


def _fonts_named(styles: bytes, strings: bytes) -> set[str]:
    """Found without parsing: few workbooks have a font of before Unicode, and no other shall wait for them."""
    found = {*_STYLE_FONTS.findall(styles), *(_RUN_FONTS.findall(strings) if b"rFont" in strings else ())}
    return {unescape(name.decode("utf-8", "replace")) for name in found}


def _relations(package: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Id → (type, part) of what a part names; of the package itself where `part` is empty."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if listing not in package:
        return {}
    root = posixpath.join("/", folder)
    return {
        each.get("Id", ""): (each.get("Type", ""), posixpath.normpath(posixpath.join(root, each.get("Target", "")))[1:])
        for each in root_of(package.read(listing), "Relationships").iter("{*}Relationship")
        if each.get("TargetMode") != "External"
    }
