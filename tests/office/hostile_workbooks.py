"""Broken, hostile and absurd old workbooks, OpenDocument sheets, XML of Excel 2003 and web pages; their verdicts."""

import struct

from tests.office.biff import BOF, BOUNDSHEET, EOF, bof, label, number, record, stream, workbook
from tests.office.compounds import SECTOR, compound
from tests.office.packages import zipped

Case = tuple[bytes, str]
READ = "read"

_FAR = b"".join(number(row, 255, 1) for row in range(60_000))
_GOOD = workbook(label(0, 0, "Mô hình"))
_LONG = workbook(b"".join(label(row, 0, "Mô hình") for row in range(2_000)))
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SHEET_2003 = "urn:schemas-microsoft-com:office:spreadsheet"


def workbook_cases() -> dict[str, Case]:
    return {**_compounds(), **_records(), **_sheets(), **_opendocument(), **_repeated(), **_excel_2003(), **_pages()}


def ods(rows: str, before: str = "", **parts: str) -> bytes:
    """A sheet named S with these rows; `before` stands where its columns do."""
    spaces = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{before}{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": _MIMETYPE, "content.xml": content, **parts})


def ods_cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def xml_2003(rows: str, before: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{_SHEET_2003}" xmlns:ss="{_SHEET_2003}">{before}'
        f'<Worksheet ss:Name="S"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def _patched(at: int, value: bytes, data: bytes = _GOOD) -> bytes:
    return data[:at] + value + data[at + len(value) :]


def _compounds() -> dict[str, Case]:
    """The file around the records: lies in its header, its tables and its directory."""
    table, directory = SECTOR, 2 * SECTOR
    return {
        "xls": (_GOOD, READ),
        "xls cut in half": (_LONG[: len(_LONG) // 2], "damaged_file"),
        "xls of a header only": (_GOOD[:SECTOR], "damaged_file"),
        "xls of its first bytes": (_GOOD[:20], "damaged_file"),
        "xls with sectors of 2 GB": (_patched(30, struct.pack("<H", 31)), "damaged_file"),
        "xls with four billion tables": (_patched(44, b"\xff\xff\xff\x7f"), "damaged_file"),
        "xls whose directory is a circle": (_patched(table + 4, struct.pack("<I", 1)), READ),
        "xls whose data is a circle": (_patched(table + 8, struct.pack("<I", 2)), READ),
        "xls whose directory lies outside": (_patched(48, struct.pack("<I", 9_999)), "damaged_file"),
        "xls whose stream lies outside": (_patched(directory + 128 + 116, struct.pack("<I", 9_999)), "damaged_file"),
        "xls whose stream is endless": (_patched(directory + 128 + 120, b"\xff" * 4), READ),
        "xls that is its own child": (_patched(directory + 128 + 76, struct.pack("<I", 1)), READ),
        "xls with an empty stream": (compound({"Workbook": b""}), "damaged_file"),
    }


def _records() -> dict[str, Case]:
    """The workbook's own records."""
    sheet = bof(0x10) + label(0, 0, "x") + record(EOF)
    head = len(bof(5)) + 2 * len(record(BOUNDSHEET, bytes(10))) + len(record(EOF))
    twice = b"".join(record(BOUNDSHEET, struct.pack("<IH", head, 0) + b"\x02\0S" + digit) for digit in (b"1", b"2"))
    outside = record(BOUNDSHEET, struct.pack("<IH", 99_999, 0) + b"\x02\0S1")
    many = b"".join(record(BOUNDSHEET, struct.pack("<IH", at, 0) + b"\x01\0S") for at in range(600))
    sst = record(0xFC, struct.pack("<II", 1, 0x7FFFFFFF) + b"\x01\0\0x")
    return {
        "xls encrypted": (workbook(label(0, 0, "x"), before=record(0x2F, bytes(6))), "encrypted_file"),
        "xls sheet encrypted": (workbook(record(0x2F, bytes(6))), "encrypted_file"),
        "xls without sheets": (workbook(), "damaged_file"),
        "xls with a sheet named twice": (_book(bof(5) + twice + record(EOF) + sheet), "hostile_file"),
        "xls with a sheet outside": (_book(bof(5) + outside + record(EOF)), "damaged_file"),
        "xls with 600 sheets": (_book(bof(5) + many + record(EOF)), "hostile_file"),
        "xls with two billion texts": (workbook(label(0, 0, "x"), before=sst), "damaged_file"),
        "xls without an end": (_book(stream([label(0, 0, "x")])[:-8]), "damaged_file"),
        "xls of zeros": (_book(bof(5) + bytes(2_000_000)), "damaged_file"),
        "xls of random records": (_book(bof(5) + bytes(range(256)) * 50), "damaged_file"),
        "xls whose first record is long": (_book(struct.pack("<HH", BOF, 0xFFFF) + bytes(99)), "damaged_file"),
        "xls with links and names": (workbook(label(0, 0, "x"), before=_foreign()), READ),
    }


def _foreign() -> bytes:
    """Links to other books, names with formulas, drawings: struck out before anything looks at them."""
    return b"".join(record(kind, b"\xff" * 40) for kind in (0x1AE, 0x17, 0x18, 0x23, 0x92, 0x293, 0xEB, 0x5C))


def _sheets() -> dict[str, Case]:
    many = b"".join(record(0xBD, struct.pack("<HH", row, 0) + bytes(6 * 200) + b"\xc7\0") for row in range(2_000))
    chart = bof(0x20) + number(0, 0, 1) + record(EOF)
    return {
        "xls with far cells": (workbook(_FAR), "too_large"),
        "xls with 400,000 cells": (workbook(many), "too_large"),
        "xls with a column beyond": (workbook(number(0, 300, 1)), "damaged_file"),
        "xls with a span of all columns": (
            workbook(record(0xBD, struct.pack("<HH", 0, 0) + b"\xff\xff")),
            "damaged_file",
        ),
        "xls with a half cell": (workbook(record(0x203, b"\0\0")), "damaged_file"),
        "xls with a text longer than its record": (
            workbook(record(0x204, struct.pack("<HHHHB", 0, 0, 0, 900, 1))),
            READ,
        ),
        "xls with an unknown text": (workbook(record(0xFD, struct.pack("<HHHI", 0, 0, 0, 7))), "damaged_file"),
        "xls with a formula without its text": (
            workbook(record(0x6, bytes(6) + b"\0" * 6 + b"\xff\xff" + bytes(6))),
            "damaged_file",
        ),
        "xls with the whole sheet merged": (
            workbook(record(0xE5, struct.pack("<5H", 1, 0, 65_535, 0, 255))),
            "damaged_file",
        ),
        "xls with areas that lie": (workbook(record(0xE5, struct.pack("<H", 9_000))), "damaged_file"),
        "xls with a drawing": (
            workbook(label(0, 0, "x") + record(0x5D, b"\xff" * 30) + record(0xEC, b"\xff" * 30)),
            READ,
        ),
        "xls with a chart in it": (workbook(label(0, 0, "x") + chart), READ),
        "xls with a chart in a chart": (workbook(bof(0x20) + chart + record(EOF)), "damaged_file"),
        "xls of painted cells": (
            workbook(b"".join(record(0x201, struct.pack("<HHH", n, 255, 0)) for n in range(60_000))),
            READ,
        ),
    }


def _book(data: bytes) -> bytes:
    return compound({"Workbook": data})


def _opendocument() -> dict[str, Case]:
    row = "<table:table-row{}>{}</table:table-row>".format
    cell = ods_cell("x")
    deep = "<text:span>" * 300 + "x" + "</text:span>" * 300
    return {
        "ods": (ods(row("", cell)), READ),
        "ods without content": (zipped({"mimetype": _MIMETYPE}), "damaged_file"),
        "ods with a password": (ods("", **{"META-INF/manifest.xml": "<a><encryption-data/></a>"}), "encrypted_file"),
        "ods without sheets": (zipped({"mimetype": _MIMETYPE, "content.xml": "<document-content/>"}), "damaged_file"),
        "ods with entities": (
            zipped({"mimetype": _MIMETYPE, "content.xml": _bomb("document-content")}),
            "damaged_file",
        ),
        "ods of another kind": (zipped({"mimetype": _MIMETYPE, "content.xml": "<html/>"}), "damaged_file"),
        "ods with spans in spans": (ods(row("", ods_cell(deep))), "damaged_file"),
        "ods with 600 sheets": (ods(row("", cell) + f"</table:table><table:table>{row('', cell)}" * 600), "too_large"),
        "ods with styles in a circle": (
            ods(row("", ods_cell("x", 'table:style-name="a"')), **{"styles.xml": _circle()}),
            READ,
        ),
        "ods with damaged properties": (ods(row("", cell), **{"meta.xml": "<document-meta><"}), READ),
    }


def _repeated() -> dict[str, Case]:
    """What is written once and counts a million times."""
    row = "<table:table-row{}>{}</table:table-row>".format
    cell = ods_cell("x")
    return {
        "ods with a million equal rows": (ods(row(' table:number-rows-repeated="1048576"', cell)), "too_large"),
        "ods with 16,384 equal cells": (
            ods(row("", ods_cell("x", 'table:number-columns-repeated="16384"')) * 20),
            "too_large",
        ),
        "ods with a million painted rows": (
            ods(row(' table:number-rows-repeated="1048576"', "<table:table-cell/>")),
            READ,
        ),
        "ods with endless rows": (ods(row(' table:number-rows-repeated="99999999999"', cell)), "too_large"),
        "ods with endless columns": (
            ods(row("", ods_cell("x", 'table:number-columns-repeated="99999999"'))),
            "too_large",
        ),
        "ods with too many columns": (
            ods(row("", '<table:table-cell table:number-columns-repeated="16384"/>' * 3)),
            "too_large",
        ),
        "ods with an area over all": (
            ods(row("", ods_cell("x", 'table:number-columns-spanned="16384" table:number-rows-spanned="1048576"'))),
            "damaged_file",
        ),
        "ods with a million equal areas": (
            ods(row(' table:number-rows-repeated="200000"', ods_cell("x", 'table:number-columns-spanned="2"') * 2)),
            "too_large",
        ),
        "ods with endless spaces": (ods(row("", ods_cell('<text:s text:c="2000000000"/>'))), "too_large"),
    }


def _circle() -> str:
    style = f"{_OFFICE}:style:1.0"
    one = '<s:style s:family="table-cell" s:name="{}" s:parent-style-name="{}"/>'
    return f'<document-styles xmlns:s="{style}">{one.format("a", "b")}{one.format("b", "a")}</document-styles>'


def _bomb(root: str) -> str:
    entities = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    return f'<!DOCTYPE {root} [<!ENTITY a "aaaaaaaaaa">{entities}]><{root}>&i;</{root}>'


def _excel_2003() -> dict[str, Case]:
    def cell(attributes: str = "") -> str:
        return f'<Cell {attributes}><Data ss:Type="String">x</Data></Cell>'

    def row(cells: str, attributes: str = "") -> str:
        return f"<Row {attributes}>{cells}</Row>"

    return {
        "xml 2003": (xml_2003(row(cell())), READ),
        "xml 2003 without sheets": (f'<?xml version="1.0"?><Workbook xmlns="{_SHEET_2003}"/>'.encode(), "damaged_file"),
        "xml 2003 cut": (xml_2003(row(cell()))[:-20], "damaged_file"),
        "xml 2003 with entities": (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + xml_2003("<Row/>")[21:],
            "hostile_file",
        ),
        "xml 2003 going back": (xml_2003(row(cell('ss:Index="3"') + cell('ss:Index="2"'))), "damaged_file"),
        "xml 2003 far away": (xml_2003(row(cell(), 'ss:Index="9999999"')), "damaged_file"),
        "xml 2003 in column 99,999": (xml_2003(row(cell('ss:Index="99999"'))), "damaged_file"),
        "xml 2003 with an area over all": (
            xml_2003(row(cell('ss:MergeAcross="16000" ss:MergeDown="1000000"'))),
            "damaged_file",
        ),
        "xml 2003 with 400,000 cells": (xml_2003(row(cell() * 1_000) * 400), "too_large"),
        "xml 2003 with a huge cell": (
            xml_2003(f'<Row><Cell><Data ss:Type="String">{"x" * 200_000}</Data></Cell></Row>'),
            "too_large",
        ),
        "other XML of Office 2003": (
            f'<?xml version="1.0"?><w:wordDocument xmlns:w="{_SHEET_2003[:-11]}word"/>'.encode(),
            "xml_file",
        ),
    }


def _pages() -> dict[str, Case]:
    cell = "<td>x</td>"
    return {
        "page with a table": (f"<html><table><tr>{cell}</table>".encode(), READ),
        "page without a table": (b"<html><body>Xin ch\xc3\xa0o</body></html>", "html_file"),
        "page that never closes": (f"<table><tr>{cell}".encode(), READ),
        "page with endless areas": (
            f'<table><tr><td colspan="99999999" rowspan="99999999">x</td>{cell}</table>'.encode(),
            READ,
        ),
        "page with many wide cells": (
            f"<table>{'<tr>' + '<td colspan=1000 rowspan=60000>x' * 30}</table>".encode(),
            "too_large",
        ),
        "page with tables in tables": (("<table><tr><td>" * 2_000).encode(), READ),
        "page with 600 tables": ((f"<table><tr>{cell}</table>" * 600).encode(), "too_large"),
        "page with 400,000 cells": (f"<table>{f'<tr>{cell * 1_000}' * 400}</table>".encode(), "too_large"),
        "page with scripts and frames": (
            f'<html><script src="http://127.0.0.1:9/x">alert(1)</script><iframe src="file:///etc/passwd"></iframe>'
            f"<table><tr>{cell}</table>".encode(),
            READ,
        ),
        "page with entities": (b'<!DOCTYPE html [<!ENTITY a "b">]><table><tr><td>&a;</td></table>', READ),
        "page in a lost encoding": (
            b"<html><meta charset=\x00><table><tr><td>\xff\xfe\x81</td></table>",
            "unknown_kind",
        ),
    }
