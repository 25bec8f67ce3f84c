"""An OpenDocument workbook: its sheets in order, and what it carries beside them."""

from itertools import islice

from kheo.confinement.refusal import Refusal
from kheo.office.archive import Archive
from kheo.office.encodings.judging import Judge, judged
from kheo.office.markup import Element, pieces
from kheo.office.sheets.ods.sheet import COLUMN, OFFICE, ROW, Sheet
from kheo.office.sheets.ods.styles import TABLE, TAGS, Styles
from kheo.office.tables import MAX_MARK, MAX_MARKS, Book
from kheo.office.wording import tidy

MAX_SHEETS = 500
MAX_WARNINGS = 50

_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_NAMED = f"{TABLE}named-expression"


def read(data: bytes) -> Book:
    """A workbook's book; Refusal where it is encrypted, damaged, or larger than a form can need."""
    package = Archive(data)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Refusal("encrypted_file", "tệp có mật khẩu")
    return judged(lambda judge: _read(package, judge))


def _read(package: Archive, judge: Judge) -> Book:
    workbook = _Workbook(_common_styles(package), judge)
    workbook.take(package.read("content.xml"))
    if not workbook.sheets:
        raise Refusal("damaged_file", "tệp bảng tính không có trang nào")
    return Book(
        tuple(sheet.table() for sheet in workbook.sheets),
        warnings=tuple(workbook.warnings[:MAX_WARNINGS]),
        marks={**_properties(package), **workbook.constants},
    )


def _common_styles(package: Archive) -> Styles:
    styles = Styles()
    if "styles.xml" in package:
        for element in pieces(package.read("styles.xml"), "document-styles", TAGS):
            styles.take(element)
    return styles


def _properties(package: Archive) -> dict[str, str]:
    """Properties of the document that people added; where they are damaged the document is read without them."""
    try:
        added = pieces(package.read("meta.xml"), "document-meta", (f"{_META}user-defined",))
        named = ((each.get(f"{_META}name", ""), "".join(map(str, each.itertext()))) for each in added)
        return {name[:MAX_MARK]: text[:MAX_MARK] for name, text in islice(named, MAX_MARKS)}
    except Refusal:
        return {}


class _Workbook:
    """The sheets of one content part, row after row."""

    def __init__(self, styles: Styles, judge: Judge) -> None:
        self._judge = judge
        self.sheets: list[Sheet] = []
        self.warnings: list[tuple[str, str | None]] = []
        self.constants: dict[str, str] = {}
        self._styles = styles
        self._of: Element | None = None

    def take(self, xml: bytes) -> None:
        for piece in pieces(xml, "document-content", (*TAGS, COLUMN, ROW, _NAMED)):
            if piece.tag in TAGS:
                self._styles.take(piece)
            elif piece.tag == _NAMED:
                self._take_name(piece)
            else:
                self._take_part(piece)
        for sheet in self.sheets:
            if sheet.hidden and sheet.cells:
                self.warnings.append(("hidden_sheet", sheet.name))

    def _take_name(self, piece: Element) -> None:
        """A name that stands for a text; those that stand for cells are of no use to a reader."""
        said = piece.get(f"{TABLE}expression", "").strip().removeprefix("of:").removeprefix("=")
        if said[:1] == said[-1:] == '"' and len(said) <= MAX_MARK and len(self.constants) < MAX_MARKS:
            self.constants[piece.get(f"{TABLE}name", "")[:MAX_MARK]] = said[1:-1]

    def _take_part(self, piece: Element) -> None:
        """A row or a column of a sheet; of a table inside a cell, nothing."""
        table = next(piece.iterancestors(f"{TABLE}table"), None)
        above = table.getparent() if table is not None else None
        if table is None or above is None or above.tag != f"{OFFICE}spreadsheet":
            return
        if table is not self._of:
            if len(self.sheets) == MAX_SHEETS:
                raise Refusal("too_large", "tệp có quá nhiều trang tính")
            self._of = table
            name = tidy(table.get(f"{TABLE}name", ""))[:255]
            hidden = self._styles.is_hidden(table.get(f"{TABLE}style-name", ""))
            self.sheets.append(Sheet(name, hidden, self._styles, self.warnings, self._judge))
        if piece.tag == COLUMN:
            self.sheets[-1].take_column(piece)
        else:
            self.sheets[-1].take_row(piece)
