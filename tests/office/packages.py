"""Workbooks laid by hand, part by part, so that a test can put one thing wrong in them."""

import struct
import zipfile
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "xl/worksheets/sheet1.xml"

CENTRAL = b"PK\x01\x02"
LOCAL = b"PK\x03\x04"

Parts = dict[str, str | bytes]


def zipped(parts: Parts, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return target.getvalue()


def sheet(rows: str, after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def text(reference: str, content: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{content}</t></is></c>'


def relations(**targets: str) -> str:
    """Id = `kind target`."""
    lines = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{value.split()[0]}" Target="{value.split()[1]}"/>'
        for key, value in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def content_types(main: str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml") -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>'
    )


def parts(sheet_xml: str | bytes, *, strings: str | None = None, styles: str | None = None, book: str = "") -> Parts:
    """The parts of a workbook of one sheet named S; `book` stands before its sheets."""
    listed = {"r1": "worksheet worksheets/sheet1.xml"}
    made: Parts = {"[Content_Types].xml": content_types(), "_rels/.rels": relations(r="officeDocument xl/workbook.xml")}
    made["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{book}'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    if strings is not None:
        made["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
        listed["r2"] = "sharedStrings sharedStrings.xml"
    if styles is not None:
        made["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
        listed["r3"] = "styles styles.xml"
    made["xl/_rels/workbook.xml.rels"] = relations(**listed)
    made[SHEET] = sheet_xml
    return made


def workbook(rows: str, after: str = "", **more: str) -> bytes:
    return zipped(parts(sheet(rows, after), **more))


def patched(data: bytes, name: str, offset: int, value: bytes, *, signature: bytes = CENTRAL) -> bytes:
    """Other bytes in one member's header, counted from its signature."""
    start = -1
    named = 46 if signature == CENTRAL else 30
    while (start := data.find(signature, start + 1)) >= 0:
        if data[start + named : start + named + len(name)] == name.encode():
            return data[: start + offset] + value + data[start + offset + len(value) :]
    raise LookupError(name)


def number(value: int, size: int = 4) -> bytes:
    return struct.pack("<I" if size == 4 else "<H", value)
