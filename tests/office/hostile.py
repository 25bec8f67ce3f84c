"""Broken, empty, foreign and hostile files, each with the code it must be refused with, or `read`.

Everything is made here; nothing is a copy of a file found in the wild.
"""

import random
import zipfile

from tests.office.compounds import compound
from tests.office.hostile_documents import document_cases
from tests.office.hostile_workbooks import workbook_cases
from tests.office.packages import (
    LOCAL,
    MAIN,
    SHEET,
    Parts,
    content_types,
    number,
    parts,
    patched,
    relations,
    sheet,
    text,
    workbook,
    zipped,
)

READ = "read"
GOOD_ROW = f'<row r="1">{text("A1", "Mô hình")}</row>'
GOOD = workbook(GOOD_ROW)
MEGABYTE = 1024 * 1024

Case = tuple[bytes, str]


def cases() -> dict[str, Case]:
    ours = {**_bytes(), **_archives(), **_markup(), **_wiring(), **_rows(), **_sizes(), **_kinds(), **_texts()}
    return {**ours, **workbook_cases(), **document_cases()}


def _bytes() -> dict[str, Case]:
    noise = random.Random(7).randbytes(5_000)
    return {
        "empty": (b"", "empty_file"),
        "blanks": (b" \r\n\t" * 100, "empty_file"),
        "nul bytes": (bytes(5_000), "empty_file"),
        "random bytes": (noise, "unknown_kind"),
        "random bytes after a zip's first four": (LOCAL + noise, "damaged_file"),
        "cut in half": (GOOD[: len(GOOD) // 2], "damaged_file"),
        "end missing": (GOOD[:-12], "damaged_file"),
        "middle missing": (GOOD[:300] + GOOD[500:], "damaged_file"),
        "middle overwritten": (GOOD[:60] + b"\xff" * 40 + GOOD[100:], "damaged_file"),
        "trailing line break of a mail gateway": (GOOD + b"\r\n", READ),
    }


def _archives() -> dict[str, Case]:
    plain = zipped(parts(sheet(GOOD_ROW)), method=zipfile.ZIP_STORED)

    def extra(name: str) -> bytes:
        return zipped({**parts(sheet(GOOD_ROW)), name: "x"})

    link = zipped(parts(sheet(GOOD_ROW)))
    return {
        "wrong checksum": (plain.replace("hình".encode(), "hành".encode()), "damaged_file"),
        "size smaller than true": (patched(GOOD, SHEET, 24, number(50)), "damaged_file"),
        "size larger than true": (patched(GOOD, SHEET, 24, number(5_000)), "damaged_file"),
        "size of a gigabyte": (patched(GOOD, SHEET, 24, number(1024 * MEGABYTE)), "too_large"),
        "sizes adding up": (_all_claiming(50 * MEGABYTE), "too_large"),
        "far more than packed": (zipped(parts(sheet(GOOD_ROW) + " " * 20 * MEGABYTE)), "hostile_file"),
        "packed by bzip2": (zipped(parts(sheet(GOOD_ROW)), method=zipfile.ZIP_BZIP2), "hostile_file"),
        "packed by lzma": (zipped(parts(sheet(GOOD_ROW)), method=zipfile.ZIP_LZMA), "hostile_file"),
        "member with a password": (patched(GOOD, SHEET, 8, number(1, 2)), "encrypted_file"),
        "same name in other case": (extra("XL/Worksheets/Sheet1.xml"), "hostile_file"),
        "same name twice": (extra("xl/worksheets/sheet2.xml").replace(b"sheet2.xml", b"sheet1.xml"), "hostile_file"),
        "name leading upwards": (extra("xl/../../evil"), "hostile_file"),
        "absolute name": (extra("/etc/passwd"), "hostile_file"),
        "name with a drive": (extra("C:evil"), "hostile_file"),
        "name with backslashes": (extra("xl.evil").replace(b"xl.evil", b"xl\\evil"), "hostile_file"),
        "symbolic link": (patched(link, SHEET, 38, number(0o120777 << 16)), "hostile_file"),
        "bytes before the first header": (b"MZ" + GOOD, "unknown_kind"),
        "bytes between signature and archive": (LOCAL + GOOD, "hostile_file"),
        "two members in the same bytes": (_overlapping(), "hostile_file"),
        "header that is none": (patched(GOOD, SHEET, 0, b"PK\x09\x09", signature=LOCAL), "damaged_file"),
        "2,000 members": (zipped({**parts(sheet(GOOD_ROW)), **{f"x{i}": "" for i in range(2_000)}}), "too_large"),
        "no members": (b"PK\x05\x06" + bytes(18), "archive_file"),
        "long comment": (GOOD[:-2] + number(60_000, 2) + b"x" * 60_000, READ),
    }


def _all_claiming(size: int) -> bytes:
    data = GOOD
    for name in ("xl/workbook.xml", SHEET, "_rels/.rels"):
        data = patched(data, name, 24, number(size))
    return data


def _overlapping() -> bytes:
    """The directory entry of the workbook points to the bytes of the sheet."""
    offset = GOOD.index(LOCAL, GOOD.index(SHEET.encode()) - 40)
    return patched(GOOD, "xl/workbook.xml", 42, number(offset))


def _markup() -> dict[str, Case]:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    doctypes = {
        "document type": "<!DOCTYPE worksheet>",
        "internal subset": '<!DOCTYPE worksheet [<!ENTITY a "b">]>',
        "external entity": '<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        "external subset": '<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/evil.dtd">',
    }
    content = sheet(f'<row r="1">{text("A1", "&l9;")}</row>')
    entity = sheet(f'<row r="1">{text("A1", "&a;")}</row>')
    inside = {"external entity": entity, "internal subset": entity}
    made: dict[str, Case] = {
        name: (zipped(parts(head + inside.get(name, sheet(GOOD_ROW)))), "hostile_file")
        for name, head in doctypes.items()
    }
    wide = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE worksheet>' + sheet(GOOD_ROW)
    huge = "<!DOCTYPE worksheet>" + sheet(GOOD_ROW + "<row/>" * 400_000)
    return made | {
        "billion laughs": (zipped(parts(f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{laughs}]>{content}')), "damaged_file"),
        "document type in UTF-16": (zipped(parts(wide.encode("utf-16"))), "hostile_file"),
        "document type of a long part": (zipped(parts(huge), method=zipfile.ZIP_STORED), "hostile_file"),
        "sheet cut off": (zipped(parts(sheet(GOOD_ROW)[:-30])), "damaged_file"),
        "sheet empty": (zipped(parts("")), "damaged_file"),
        "sheet is a web page": (zipped(parts("<html><body>1</body></html>")), "damaged_file"),
        "sheet without data": (zipped(parts(f'<worksheet xmlns="{MAIN}"/>')), "damaged_file"),
        "sheet of another language": (
            zipped(parts('<worksheet xmlns="urn:x"><sheetData/></worksheet>')),
            "damaged_file",
        ),
        "unknown encoding": (zipped(parts('<?xml version="1.0" encoding="x-y"?>' + sheet(""))), "damaged_file"),
        "nested 100,000 deep": (workbook("<row>" * 100_000 + "</row>" * 100_000), "damaged_file"),
    }


def _wiring() -> dict[str, Case]:
    def without(name: str) -> bytes:
        return zipped({key: value for key, value in parts(sheet(GOOD_ROW), strings="").items() if key != name})

    def changed(name: str, **by: str) -> bytes:
        made: Parts = parts(sheet(GOOD_ROW))
        content = str(made[name])
        for old, new in by.items():
            content = content.replace(old, new)
        return zipped({**made, name: content})

    book = "xl/workbook.xml"
    one = '<sheet name="S" sheetId="1" r:id="r1"/>'
    shared = '<row r="1"><c r="A1" t="s"><v>{}</v></c></row>'
    return {
        "no workbook": (without(book), "damaged_file"),
        "no sheet part": (without(SHEET), "damaged_file"),
        "no list of relations": (without("xl/_rels/workbook.xml.rels"), "damaged_file"),
        "no shared strings": (without("xl/sharedStrings.xml"), "damaged_file"),
        "no content types": (without("[Content_Types].xml"), "archive_file"),
        "sheet with unknown relation": (changed(book, r1="r9"), "damaged_file"),
        "no sheets": (changed(book, **{one: ""}), "damaged_file"),
        "one part as two sheets": (changed(book, **{one: one * 2}), "damaged_file"),
        "1,000 sheets": (changed(book, **{one: one * 1_000}), "too_large"),
        "sheet outside the package": (
            changed("xl/_rels/workbook.xml.rels", **{'Id="r1"': 'Id="r1" TargetMode="External"'}),
            "damaged_file",
        ),
        "sheet leading upwards": (
            changed("xl/_rels/workbook.xml.rels", **{"worksheets/sheet1.xml": "../../../etc/passwd"}),
            "damaged_file",
        ),
        "relations that name themselves": (
            zipped({**parts(sheet(GOOD_ROW)), "_rels/.rels": relations(r="officeDocument _rels/.rels")}),
            "damaged_file",
        ),
        "string that is not there": (workbook(shared.format(5), strings="<si><t>a</t></si>"), "damaged_file"),
        "string before the first": (workbook(shared.format(-1), strings="<si><t>a</t></si>"), "damaged_file"),
        "string number of a million digits": (workbook(shared.format("9" * 10**6), strings=""), "damaged_file"),
    }


def _rows() -> dict[str, Case]:
    rows = {
        "rows out of order": '<row r="5"/><row r="2"/>',
        "row twice": '<row r="5"/><row r="5"/>',
        "row number without end": '<row r="99999999999"/>',
        "row below the last": '<row r="1048577"/>',
        "row zero": '<row r="0"/>',
        "row minus one": '<row r="-1"/>',
        "row of letters": '<row r="A"/>',
        "cell of another row": f'<row r="5">{text("B7", "x")}</row>',
        "cell right of the last column": f'<row r="1">{text("XFE1", "x")}</row>',
        "cell without a column": f'<row r="1">{text("1", "x")}</row>',
        "cell of another alphabet": f'<row r="1">{text("Ô1", "x")}</row>',
        "cell twice": f'<row r="1">{text("A1", "x")}{text("A1", "y")}</row>',
    }
    merges = {
        "whole sheet merged": '<mergeCell ref="A1:XFD1048576"/>',
        "merged backwards": '<mergeCell ref="C3:A1"/>',
        "merged nowhere": '<mergeCell ref="?:?"/>',
        "merged areas without end": '<mergeCell ref="A1:J9999"/>' * 200,
    }
    many = "".join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(1, 200_001))
    return {
        **{name: (workbook(xml), "damaged_file") for name, xml in rows.items()},
        **{name: (workbook(GOOD_ROW, xml), "damaged_file") for name, xml in merges.items()},
        "200,000 merges": (workbook(GOOD_ROW, f"<mergeCells>{many}</mergeCells>"), "too_large"),
        "one far cell": (workbook(f'<row r="1048576">{text("XFD1048576", "x")}</row>'), READ),
        "every second row, to the end": (workbook('<row r="2"/><row r="1048576"/>'), READ),
    }


def _sizes() -> dict[str, Case]:
    cells = "".join('<c t="s"><v>0</v></c>' for _ in range(100))
    many = parts(sheet(f"<row>{cells}</row>" * 4_000), strings="<si><t>a</t></si>")
    long_text = "<si><t>" + "dài " * 5_000 + "</t></si>"
    return {
        "cell of 12 million letters": (
            workbook(f'<row r="1">{text("A1", "xy " * 4 * MEGABYTE)}</row>'),
            "hostile_file",
        ),
        "cell of 150,000 letters": (workbook(f'<row r="1">{text("A1", "dân " * 40_000)}</row>'), "damaged_file"),
        "one long text 5,000 times": (workbook(f"<row>{cells}</row>" * 50, strings=long_text), "too_large"),
        "400,000 cells": (zipped(many, method=zipfile.ZIP_STORED), "too_large"),
        "cells without addresses in one long row": (workbook("<row>" + cells * 160 + "</row>", strings="<si/>"), READ),
        "more columns than a sheet has": (
            workbook("<row>" + cells * 170 + "</row>", strings="<si><t>a</t></si>"),
            "damaged_file",
        ),
        "100,000 styles": (
            workbook('<row><c s="99999"><v>1</v></c></row>', styles=f"<cellXfs>{'<xf/>' * 100_000}</cellXfs>"),
            READ,
        ),
    }


def _kinds() -> dict[str, Case]:
    powerpoint = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    binary = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    return {
        "PDF": (b"%PDF-1.7\n1 0 obj", "damaged_file"),
        "PDF after a line": (b"\r\n%PDF-1.7\n1 0 obj", "damaged_file"),
        "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(50), "damaged_file"),
        "JPEG": (b"\xff\xd8\xff\xe0" + bytes(50), "damaged_file"),
        "with a password": (compound({"EncryptedPackage": b"x"}), "encrypted_file"),
        "other compound file": (compound({"Other": b"x"}), "unknown_kind"),
        "empty compound file": (compound({}), "unknown_kind"),
        "other XML": (b"<?xml version='1.0'?><a/>", "unknown_kind"),
        "RAR": (b"Rar!\x1a\x07\x00", "archive_file"),
        "7z": (b"7z\xbc\xaf\x27\x1c", "archive_file"),
        "zip of other things": (zipped({"a.txt": "x"}), "archive_file"),
        "zip of a workbook": (zipped({"a.xlsx": GOOD}), "archive_file"),
        "OpenDocument": (zipped({"mimetype": "application/vnd.oasis.opendocument.formula"}), "opendocument_file"),
        "PowerPoint": (zipped({"[Content_Types].xml": content_types(powerpoint)}), "unknown_kind"),
        "binary workbook": (zipped({"[Content_Types].xml": content_types(binary)}), "old_excel_file"),
        "Word without a document": (zipped({"[Content_Types].xml": content_types(word)}), "damaged_file"),
    }


def _texts() -> dict[str, Case]:
    return {
        "text with a nul byte": (b"a,b\nc,\0d\n", "unknown_kind"),
        "text of 20,000 columns": (b"a," * 20_000, "too_large"),
        "text of a million cells": (b"a,b,c,d,e\n" * 200_000, "too_large"),
        "quote that never ends": (b'a,"' + b"b" * 300_000, "damaged_file"),
        "half of a UTF-16 letter": (b"\xff\xfea\0b", "unknown_kind"),
    }
