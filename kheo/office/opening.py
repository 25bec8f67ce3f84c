"""Any file a unit may send, opened by the reader for its kind.

`open_file` and `open_sent` run in the confined process; `book_of` makes the book of their answer in the parent.
"""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from itertools import islice
from typing import Any

from kheo.confinement.further import Further
from kheo.confinement.refusal import Refusal
from kheo.office.archive import Archive
from kheo.office.kinds import PACKAGE, Kind, is_plain_zip, kind_of, may_be_page
from kheo.office.markup import root_of
from kheo.office.tables import MAX_MARK, MAX_MARKS, Book, Conversion, Line, Shape, Span, Table
from kheo.office.wording import tidy

# How the parent names the job.
OPEN_FILE = "kheo.office.opening:open_file"
OPEN_SENT = "kheo.office.opening:open_sent"
# Written as base64 it must still fit an answer of the confined process.
MAX_UNPACKED = 11 * 1024 * 1024

# The module whose read(data) gives the Book; imported when first needed, since some of them are heavy.
_READERS = {
    Kind.XLSX: "kheo.office.sheets.xlsx",
    Kind.XLS: "kheo.office.sheets.xls.workbook",
    Kind.ODS: "kheo.office.sheets.ods.workbook",
    Kind.SHEET_XML: "kheo.office.sheets.xml2003",
    Kind.HTML: "kheo.office.sheets.hypertext",
    Kind.DOCX: "kheo.office.word.docx",
    Kind.DOC: "kheo.office.word.doc",
    Kind.RTF: "kheo.office.word.rtf",
    Kind.ODT: "kheo.office.word.odt",
    Kind.PDF: "kheo.office.pages.pdf.reading",
    Kind.PICTURE: "kheo.office.pages.pictures",
    Kind.TEXT: "kheo.office.delimited",
}
# What people pack beside their forms; it is no answer and would only fill the room.
_BESIDE = (".jpg", ".jpeg", ".png", ".gif", ".heic", ".mp4", ".mov", ".mp3", ".ds_store", "thumbs.db")
_BINDING = "kheo.office.pages.binding"
_CUSTOM = "docProps/custom.xml"
_ACTIVE = re.compile(r"/(embeddings|activex|externallinks|ctrlprops)/", re.IGNORECASE)


def open_file(data: bytes) -> dict[str, Any] | Further:
    """What the parent's book_of needs, as compact JSON-able values; Refusal with a code for what is not read.

    Further for pages that are pictures: `open_pages` then gives the same of what slow readers found on them.
    """
    kind = kind_of(data)
    read: Callable[[bytes], Book | Further] = import_module(_READERS[kind]).read
    book = read(data)
    if isinstance(book, Further):
        return book
    return _packed(_with_package(book, Archive(data)) if data.startswith(PACKAGE) else book)


def open_pages(data: bytes) -> dict[str, Any]:
    """The answers about the pages of one file, put together."""
    bound: Callable[[Any], Book] = import_module(_BINDING).bound_answers
    return _packed(bound(json.loads(data)))


def open_sent(data: bytes) -> dict[str, Any] | Further:
    """As `open_file`; but of a plain zip what it holds: {"members": [{"name", "media_type", "data" in base64}]}."""
    try:
        return open_file(data)
    except Refusal as refusal:
        if refusal.code != "archive_file" or not data.startswith(PACKAGE):
            raise
        return {"members": _members(Archive(data))}


def book_of(answer: Any) -> Book:
    """The book that `open_file` found, made again from what it gave (no Further)."""
    return Book(
        tables=tuple(_table(*each) for each in answer["tables"]),
        lines=tuple(Line(*each) for each in answer["lines"]),
        warnings=tuple((code, at) for code, at in answer["warnings"]),
        marks=answer.get("marks", {}),
        conversions=tuple(Conversion(*each) for each in answer.get("conversions", ())),
    )


def _with_package(book: Book, package: Archive) -> Book:
    """The book with what its package tells beside it: properties people added, and parts that may do something."""
    marks = {**book.marks, **_properties(package)}
    return replace(book, warnings=(*book.warnings, *_foreign_parts(package)), marks=marks)


def _members(package: Archive) -> list[dict[str, str]]:
    """The files of a plain zip by name, small pictures left out. Refusal for a zip in it, and for too much in all."""
    members: list[dict[str, str]] = []
    room = MAX_UNPACKED
    for name in sorted(package.names):
        if name.startswith("__MACOSX/") or name.endswith("/"):
            continue
        data = package.read(name)
        if name.lower().endswith(_BESIDE) and not may_be_page(data):
            continue
        room -= len(data)
        if room < 0:
            raise Refusal("too_large", "các tệp trong tệp nén quá lớn")
        if is_plain_zip(data):
            raise Refusal("archive_file", "tệp nén ZIP có tệp nén khác ở trong", unopened=True)
        encoded = base64.b64encode(data).decode("ascii")
        members.append({"name": tidy(name), "media_type": "", "data": encoded})
    return members


def _foreign_parts(package: Archive) -> list[tuple[str, None]]:
    """What a person should know before opening the file on a machine of the office."""
    found: list[tuple[str, None]] = []
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        found.append(("macros", None))
    if any(_ACTIVE.search(name) for name in package.names):
        found.append(("active_content", None))
    return found


def _properties(package: Archive) -> dict[str, str]:
    """Properties of the document that people added; where they are damaged the document is read without them."""
    if _CUSTOM not in package:
        return {}
    try:
        added = root_of(package.read(_CUSTOM), "Properties")
    except Refusal:
        return {}
    named = ((each.get("name", ""), "".join(map(str, each.itertext()))) for each in islice(added, MAX_MARKS))
    return {str(name)[:MAX_MARK]: value[:MAX_MARK] for name, value in named}


def _packed(book: Book) -> dict[str, Any]:
    return {
        "tables": [_packed_table(table) for table in book.tables],
        "lines": [(line.text, line.at, line.before) for line in book.lines],
        "warnings": book.warnings,
        "marks": book.marks,
        "conversions": [(each.encoding, each.at, each.count, each.typed, each.read) for each in book.conversions],
    }


def _packed_table(table: Table) -> list[Any]:
    rows, columns = zip(*table.cells, strict=True) if table.cells else ((), ())
    spans = [(span.top, span.left, span.bottom, span.right) for span in table.spans]
    sureness = [(row, column, sure) for (row, column), sure in table.sureness.items()]
    origins = [(row, *origin) for row, origin in table.origins.items()]
    texts = list(table.cells.values())
    return [table.name, table.shape, rows, columns, texts, spans, sorted(table.hidden_rows), sureness, origins]


def _table(  # noqa: PLR0913, PLR0917 - the packed list, unpacked
    name: str,
    shape: str,
    rows: list[int],
    columns: list[int],
    texts: list[str],
    spans: list[list[int]],
    hidden: list[int],
    sureness: list[list[Any]],
    origins: list[list[Any]],
) -> Table:
    cells = dict(zip(zip(rows, columns, strict=True), texts, strict=True))
    reaches = tuple(Span(*span) for span in spans)
    sure = {(row, column): float(how) for row, column, how in sureness}
    return Table(
        name, Shape(shape), cells, reaches, frozenset(hidden), sure, {row: (page, at) for row, page, at in origins}
    )
