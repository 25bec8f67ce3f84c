"""What a file is, told by its content, never by its name."""

import re
from enum import StrEnum

from kheo.confinement.refusal import Refusal
from kheo.office.archive import Archive
from kheo.office.compound import Compound


class Kind(StrEnum):
    """A kind of file that a reader exists for."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    SHEET_XML = "sheet_xml"
    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"


PACKAGE = b"PK\x03\x04"
_FIRST_BYTES = (
    (b"GIF8", "picture_file", "ảnh GIF"),
    (b"Rar!", "archive_file", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "archive_file", "tệp nén 7z"),
    (b"\x1f\x8b", "archive_file", "tệp nén GZ"),
    (b"PK\x05\x06", "archive_file", "tệp nén ZIP rỗng"),
)
_PDF = b"%PDF-"
_TIFF = (b"II*\0", b"MM\0*")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", *_TIFF)
# Logos and signatures of letters are smaller than any page.
_LEAST_PAGE = 80_000
_RTF = b"{\\rtf"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Excel 2 to 4, and programs that write its records without a compound file around them.
_BARE_SHEETS = (b"\x09\0\x04\0", b"\x09\x02\x06\0", b"\x09\x04\x06\0", b"\x09\x08\x08\0", b"\x09\x08\x10\0")
_PDF_WITHIN = 1024
_HTML = re.compile(rb"<(!doctype html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)
_OFFICE_2003 = b"urn:schemas-microsoft-com:office:"
_SHEET_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_BOOK_2003 = re.compile(rb"<(\w+:)?Workbook\b")
_WIDE_MARKUP = (b"\xff\xfe<\0", b"\xfe\xff\0<")
_WORKBOOKS = ("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml", "spreadsheetml.template.main+xml")
_DOCUMENTS = (
    "wordprocessingml.document.main+xml",
    "ms-word.document.macroEnabled.main+xml",
    "wordprocessingml.template.main+xml",
)


def kind_of(data: bytes) -> Kind:
    """The kind of these bytes; Refusal with a code for what no reader exists for, before any parser meets it."""
    _refuse_by_first_bytes(data)
    if data.startswith(PACKAGE):
        return _kind_of_package(Archive(data))
    if data.startswith(_OLE):
        return _kind_of_compound(Compound(data))
    known = _kind_by_first_bytes(data)
    if known is not None:
        return known
    start = data[:_PDF_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<") or data.startswith(_WIDE_MARKUP):
        return _kind_of_markup(data, start)
    return Kind.TEXT


def may_be_page(data: bytes) -> bool:
    """A picture that may be a scanned or photographed form, not a logo; nobody sends logos as TIFF."""
    return _is_picture(data) and (len(data) >= _LEAST_PAGE or data.startswith(_TIFF))


def is_plain_zip(data: bytes) -> bool:
    if not data.startswith(PACKAGE):
        return False
    try:
        package = Archive(data)
    except Refusal:
        # A damaged or locked form is told of by itself.
        return False
    return "[Content_Types].xml" not in package and "mimetype" not in package


def _kind_by_first_bytes(data: bytes) -> Kind | None:
    if _PDF in data[:_PDF_WITHIN]:
        return Kind.PDF
    if _is_picture(data):
        return Kind.PICTURE
    if data.startswith(_RTF):
        return Kind.RTF
    return Kind.XLS if data.startswith(_BARE_SHEETS) else None


def _is_picture(data: bytes) -> bool:
    return data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _refuse_by_first_bytes(data: bytes) -> None:
    if not data.strip(b"\0 \t\r\n"):
        raise Refusal("empty_file", "tệp rỗng", unopened=True)
    for mark, code, why in _FIRST_BYTES:
        if data.startswith(mark):
            raise Refusal(code, why, unopened=True)


def _kind_of_markup(data: bytes, start: bytes) -> Kind:
    """Programs of offices save web pages and the XML of Excel 2003 under the name .xls."""
    if data.startswith(_WIDE_MARKUP):
        start = data[: 2 * _PDF_WITHIN].decode("utf-16", "ignore").encode()
    beginning = start + data[: 4 * _PDF_WITHIN].replace(b"\0", b"")
    if _SHEET_2003 in beginning and _BOOK_2003.search(beginning):
        return Kind.SHEET_XML
    if _HTML.search(start):
        return Kind.HTML
    if _OFFICE_2003 in beginning:
        raise Refusal("xml_file", "tệp XML của Office 2003", unopened=True)
    raise Refusal("unknown_kind", "tệp XML", unopened=True)


def _kind_of_compound(compound: Compound) -> Kind:
    if "EncryptedPackage" in compound:
        raise Refusal("encrypted_file", "tệp có mật khẩu", unopened=True)
    if "WordDocument" in compound:
        return Kind.DOC
    if "Workbook" in compound or "Book" in compound:
        return Kind.XLS
    raise Refusal("unknown_kind", "tệp kiểu Office cũ", unopened=True)


def _kind_of_package(package: Archive) -> Kind:
    kinds = package.read("[Content_Types].xml").decode("utf-8", "replace") if "[Content_Types].xml" in package else ""
    if any(kind in kinds for kind in _WORKBOOKS):
        return Kind.XLSX
    if any(kind in kinds for kind in _DOCUMENTS):
        return Kind.DOCX
    if "sheet.binary" in kinds:
        raise Refusal("old_excel_file", "tệp .xlsb", unopened=True)
    if "presentationml" in kinds:
        raise Refusal("unknown_kind", "tệp trình chiếu", unopened=True)
    if "mimetype" in package and b"opendocument" in (said := package.read("mimetype")):
        if b".spreadsheet" in said:
            return Kind.ODS
        if b".text" in said:
            return Kind.ODT
        raise Refusal("opendocument_file", "tệp OpenDocument", unopened=True)
    raise Refusal("archive_file", "tệp nén ZIP", unopened=True)
