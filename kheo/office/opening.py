"""Any file a unit may send: its kind told by its content, never by its name, and the reader for that kind.

`open_file` and `open_sent` run in the confined process; `book_of` makes the book of their answer in the parent.
"""

import base64
import re
from itertools import islice
from typing import Any

from kheo.confinement.refusal import Refusal
from kheo.office import delimited, docx, xlsx
from kheo.office.archive import Archive
from kheo.office.markup import root_of
from kheo.office.tables import MAX_MARK, MAX_MARKS, Book, Line, Shape, Span, Table
from kheo.office.wording import tidy

# How the parent names the job.
OPEN_FILE = "kheo.office.opening:open_file"
OPEN_SENT = "kheo.office.opening:open_sent"
# Written as base64 it must still fit an answer of the confined process.
MAX_UNPACKED = 11 * 1024 * 1024

_FIRST_BYTES = (
    (b"{\\rtf", "rtf_file", "tệp RTF"),
    (b"%PDF", "pdf_file", "tệp PDF"),
    (b"\x89PNG", "picture_file", "ảnh PNG"),
    (b"\xff\xd8\xff", "picture_file", "ảnh JPEG"),
    (b"GIF8", "picture_file", "ảnh GIF"),
    (b"II*\0", "picture_file", "ảnh TIFF"),
    (b"MM\0*", "picture_file", "ảnh TIFF"),
    (b"RIFF", "picture_file", "ảnh WEBP"),
    (b"Rar!", "archive_file", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "archive_file", "tệp nén 7z"),
    (b"\x1f\x8b", "archive_file", "tệp nén GZ"),
    (b"PK\x05\x06", "archive_file", "tệp nén ZIP rỗng"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_OLE = (
    ("EncryptedPackage", "encrypted_file", "tệp có mật khẩu"),
    ("WordDocument", "old_word_file", "tệp .doc"),
    ("Workbook", "old_excel_file", "tệp .xls"),
    ("Book", "old_excel_file", "tệp .xls"),
)
_PDF_WITHIN = 1024
_HTML = re.compile(rb"<(!doctype html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)
_SHEET_2003 = b"urn:schemas-microsoft-com:office:"

_WORKBOOKS = ("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml", "spreadsheetml.template.main+xml")
_DOCUMENTS = (
    "wordprocessingml.document.main+xml",
    "ms-word.document.macroEnabled.main+xml",
    "wordprocessingml.template.main+xml",
)
_PACKAGE = b"PK\x03\x04"
# What people pack beside their forms; it is no answer and would only fill the room.
_BESIDE = (".jpg", ".jpeg", ".png", ".gif", ".heic", ".mp4", ".mov", ".mp3", ".ds_store", "thumbs.db", "/")
_CUSTOM = "docProps/custom.xml"
_ACTIVE = re.compile(r"/(embeddings|activex|externallinks|ctrlprops)/", re.IGNORECASE)


def open_file(data: bytes) -> dict[str, Any]:
    """What the parent's book_of needs, as compact JSON-able values; Refusal with a code for what is not read."""
    _refuse_by_first_bytes(data)
    if data.startswith(_PACKAGE):
        return _packed(_open_package(data))
    return _packed(delimited.read(data))


def open_sent(data: bytes) -> dict[str, Any]:
    """As `open_file`; but of a plain zip what it holds: {"members": [{"name", "media_type", "data" in base64}]}."""
    try:
        return open_file(data)
    except Refusal as refusal:
        if refusal.code != "archive_file" or not data.startswith(_PACKAGE):
            raise
        return {"members": _members(Archive(data))}


def book_of(answer: dict[str, Any]) -> Book:
    """The book that `open_file` found, made again from its answer."""
    return Book(
        tables=tuple(_table(*each) for each in answer["tables"]),
        lines=tuple(Line(*each) for each in answer["lines"]),
        warnings=tuple((code, at) for code, at in answer["warnings"]),
        marks=answer.get("marks", {}),
    )


def _refuse_by_first_bytes(data: bytes) -> None:
    """No parser meets what this version does not read."""
    if not data.strip(b"\0 \t\r\n"):
        raise Refusal("empty_file", "tệp rỗng", unopened=True)
    for mark, code, why in _FIRST_BYTES:
        if data.startswith(mark):
            raise Refusal(code, why, unopened=True)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        raise Refusal("pdf_file", "tệp PDF", unopened=True)
    if data.startswith(_OLE):
        raise _ole(data)
    start = data[:_PDF_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        raise _markup(data, start)


def _markup(data: bytes, start: bytes) -> Refusal:
    if _HTML.match(start):
        return Refusal("html_file", "trang web", unopened=True)
    if _SHEET_2003 in data[: 4 * _PDF_WITHIN]:
        return Refusal("xml_file", "tệp XML của Office 2003", unopened=True)
    return Refusal("unknown_kind", "tệp XML", unopened=True)


def _ole(data: bytes) -> Refusal:
    for name, code, why in _IN_OLE:
        if name.encode("utf-16-le") in data:
            return Refusal(code, why, unopened=True)
    return Refusal("unknown_kind", "tệp kiểu Office cũ", unopened=True)


def _open_package(data: bytes) -> Book:
    package = Archive(data)
    kinds = package.read("[Content_Types].xml").decode("utf-8", "replace") if "[Content_Types].xml" in package else ""
    if any(kind in kinds for kind in _WORKBOOKS):
        book = xlsx.read_package(package)
    elif any(kind in kinds for kind in _DOCUMENTS):
        book = docx.read(data)
    else:
        raise _package_not_read(package, kinds)
    marks = {**book.marks, **_properties(package)}
    return Book(book.tables, book.lines, (*book.warnings, *_foreign_parts(package)), marks)


def _package_not_read(package: Archive, kinds: str) -> Refusal:
    if "sheet.binary" in kinds:
        return Refusal("old_excel_file", "tệp .xlsb", unopened=True)
    if "presentationml" in kinds:
        return Refusal("unknown_kind", "tệp trình chiếu", unopened=True)
    if "mimetype" in package and b"opendocument" in package.read("mimetype"):
        return Refusal("opendocument_file", "tệp OpenDocument", unopened=True)
    return Refusal("archive_file", "tệp nén ZIP", unopened=True)


def _members(package: Archive) -> list[dict[str, str]]:
    """The files of a plain zip by name, pictures left out. Refusal for a zip in it, and for too much in all."""
    members: list[dict[str, str]] = []
    room = MAX_UNPACKED
    for name in sorted(package.names):
        if name.lower().endswith(_BESIDE) or name.startswith("__MACOSX/"):
            continue
        data = package.read(name)
        room -= len(data)
        if room < 0:
            raise Refusal("too_large", "các tệp trong tệp nén quá lớn")
        if _is_plain_zip(data):
            raise Refusal("archive_file", "tệp nén ZIP có tệp nén khác ở trong", unopened=True)
        encoded = base64.b64encode(data).decode("ascii")
        members.append({"name": tidy(name), "media_type": "", "data": encoded})
    return members


def _is_plain_zip(data: bytes) -> bool:
    if not data.startswith(_PACKAGE):
        return False
    try:
        package = Archive(data)
    except Refusal:
        # A damaged or locked form is told of by itself.
        return False
    return "[Content_Types].xml" not in package and "mimetype" not in package


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
    }


def _packed_table(table: Table) -> list[Any]:
    rows, columns = zip(*table.cells, strict=True) if table.cells else ((), ())
    spans = [(span.top, span.left, span.bottom, span.right) for span in table.spans]
    return [table.name, table.shape, rows, columns, list(table.cells.values()), spans, sorted(table.hidden_rows)]


def _table(  # noqa: PLR0913, PLR0917 - the packed list, unpacked
    name: str,
    shape: str,
    rows: list[int],
    columns: list[int],
    texts: list[str],
    spans: list[list[int]],
    hidden: list[int],
) -> Table:
    cells = dict(zip(zip(rows, columns, strict=True), texts, strict=True))
    return Table(name, Shape(shape), cells, tuple(Span(*span) for span in spans), frozenset(hidden))
