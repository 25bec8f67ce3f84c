"""Word files that are broken, absurd or mean harm: .rtf, .doc, .odt, .docx."""

import struct

from tests.office.compounds import compound
from tests.office.documents import MARKUP, WORD, cell, paragraph, row, table
from tests.office.packages import content_types, relations, zipped

MEGABYTE = 1024 * 1024
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_MIMETYPE = "application/vnd.oasis.opendocument.text"
_SPACES = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text", "style"))

_HEADER, _LENGTHS, _PIECES = 1_472, 0x4C, 0x9A + 8 * 33


def cases() -> dict[str, bytes]:
    return {**_rich(), **_binary(), **_opendocument(), **_documents()}


def rtf(body: str) -> bytes:
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times New Roman;}}" + body + "}").encode("latin-1", "replace")


def _rich() -> dict[str, bytes]:
    cells = "\\trowd" + "".join(f"\\cellx{n}" for n in range(1, 60_000))
    made = {
        "a million open braces": "{" * 1_000_000,
        "a million closed braces": "}" * 1_000_000,
        "groups 200,000 deep": "{" * 200_000 + "x" + "}" * 200_000,
        "binary of two gigabytes": "\\bin2147483647 abc",
        "binary of less than nothing": "\\bin-5 abc",
        "a letter of nine digits": "\\u999999999?",
        "a million letters to skip": "\\uc1000000\\u272?" * 1_000,
        "a row of 60,000 cells": cells + "x\\cell" * 100 + "\\row",
        "two million cells": "\\trowd\\cellx100 " + "x\\cell\\row" * 700_000,
        "tables in tables, 10,000 deep": "".join(f"\\itap{n}x\\nestcell" for n in range(1, 10_000)),
        "a control word of a megabyte": "\\" + "a" * MEGABYTE,
        "a number of a megabyte": "\\li" + "9" * MEGABYTE,
        "half a byte": "\\'",
        "bytes that are none": "\\'zz\\'g1" * 1_000,
        "a picture of letters": "{\\pict\\pngblip " + "fF" * MEGABYTE + "}",
        "an object to run": "{\\object\\objemb{\\*\\objclass Package}{\\*\\objdata " + "d0cf11e0" * 50_000 + "}}",
        "a field that fetches": '{\\field{\\*\\fldinst INCLUDETEXT "http://127.0.0.1:9/x"}{\\fldrslt x}}',
        "fields in fields": "{\\field{\\*\\fldinst A}{\\fldrslt " * 50_000 + "x" + "}}" * 50_000,
        "30 MB of text": "tên mô hình " * (30 * MEGABYTE // 12),
        "a font table without end": "{\\fonttbl" + "{\\f1 A;}" * 300_000 + "}",
        "nul bytes": "x\0y\0" * 100_000,
        "cells merged for ever": "\\trowd\\clmgf\\cellx1" + "\\clmrg\\cellx2" * 10_000 + "x\\cell\\row",
    }
    return {f"rtf with {name}": rtf(body) for name, body in made.items()} | {
        "rtf of its first bytes": b"{\\rtf",
        "rtf that never ends": rtf("x")[:-1],
        "rtf and then noise": rtf("x") + bytes(range(256)) * 4_000,
    }


def _lying(*changes: tuple[int, str, int], tables: bytes = b"", text: bytes = b"x" * 5_000) -> bytes:
    """A document of Word 97 whose header (Fib) says where everything stands; changed at these places it lies."""
    header = bytearray(_HEADER)
    struct.pack_into("<HH", header, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", header, 0x0A, 0x0200)
    for at, kind, value in changes:
        struct.pack_into(kind, header, at, value)
    return compound({"WordDocument": bytes(header) + text, "1Table": tables.ljust(5_000, b"\0")})


def _pieces(count: int, *places: int, at: int = 0) -> bytes:
    """The table of pieces: `count` bytes of it, said to be, for text from place to place of the document."""
    return (
        b"\x02"
        + struct.pack("<I", count)
        + struct.pack(f"<{len(places)}I", *places)
        + struct.pack("<HIH", 0, at, 0) * 3
    )


def _binary() -> dict[str, bytes]:
    long = (_LENGTHS, "<i", 900)
    good = _lying()
    return {
        "doc of nothing but its header": good,
        "doc whose text is longer than the file": _lying((_LENGTHS, "<i", 9_000_000)),
        "doc whose text is shorter than nothing": _lying((_LENGTHS, "<i", -5)),
        "doc whose tables lie outside": _lying((_PIECES, "<I", 0x7FFFFFFF), (_PIECES + 4, "<I", 0x7FFFFFFF)),
        "doc whose pieces go back": _lying(long, (_PIECES + 4, "<I", 45), tables=_pieces(40, 0, 900, 100, 50)),
        "doc whose pieces lie outside": _lying(
            long, (_PIECES + 4, "<I", 21), tables=_pieces(16, 0, 900, at=0x3FFFFFFF)
        ),
        "doc with endless pieces": _lying(long, (_PIECES + 4, "<I", 4_000), tables=_pieces(0x7FFFFFFF, 0, 900)),
        "doc of 400,000 cells": _lying(
            (_LENGTHS, "<i", 800_000),
            (_PIECES + 4, "<I", 21),
            tables=_pieces(16, 0, 800_000, at=0x40000000 | 2 * _HEADER),
            text=b"x\x07" * 400_000 + b"\x07",
        ),
        "doc with a password": _lying((0x0A, "<H", 0x0300)),
        "doc of Word 6": _lying((2, "<H", 0x0065)),
        "doc without tables": compound({"WordDocument": good[:_HEADER]}),
        "doc of noise": compound({"WordDocument": bytes(range(256)) * 40, "1Table": bytes(range(256)) * 40}),
        "doc with macros and no text": compound({"WordDocument": bytes(_HEADER), "Macros": b"x" * 5_000}),
    }


def odt(body: str, head: str = "", **parts: str) -> bytes:
    content = (
        f"{head}<office:document-content {_SPACES}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return zipped({"mimetype": _MIMETYPE, "content.xml": content, **parts})


def _opendocument() -> dict[str, bytes]:
    one = "<table:table-cell><text:p>x</text:p></table:table-cell>"
    entity = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    deep = "<table:table><table:table-row><table:table-cell>" * 3_000
    style = '<style:style style:name="a" style:family="paragraph" style:parent-style-name="a"/>'
    styles = f"<office:document-styles {_SPACES}>{style}</office:document-styles>"
    return {
        "odt without content": zipped({"mimetype": _MIMETYPE}),
        "odt with a password": odt("", **{"META-INF/manifest.xml": "<a><encryption-data/></a>"}),
        "odt with entities": odt("<text:p>&b;</text:p>", entity),
        "odt with endless spaces": odt('<text:p><text:s text:c="2000000000"/></text:p>' * 10),
        "odt with two billion columns": odt(
            f"<table:table><table:table-row>{one.replace(' ', ' ', 1)}"
            '<table:table-cell table:number-columns-repeated="2000000000"><text:p>x</text:p></table:table-cell>'
            "</table:table-row></table:table>"
        ),
        "odt with two billion rows": odt(
            '<table:table><table:table-row table:number-rows-repeated="2000000000">'
            f"{one}</table:table-row></table:table>"
        ),
        "odt with cells over everything": odt(
            '<table:table><table:table-row><table:table-cell table:number-columns-spanned="99999999" '
            'table:number-rows-spanned="99999999"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
        ),
        "odt with tables in tables": odt(deep),
        "odt with spans in spans": odt("<text:p>" + "<text:span>" * 5_000 + "x" + "</text:span>" * 5_000 + "</text:p>"),
        "odt with a style that is its own parent": odt(
            '<text:p text:style-name="a">x</text:p>', **{"styles.xml": styles}
        ),
        "odt of 300,000 paragraphs": odt("<text:p>x</text:p>" * 300_000),
        "odt with a letter of 20 MB": odt(f"<text:p>{'dài ' * 5 * MEGABYTE}</text:p>"),
        "odt with lists in lists": odt("<text:list><text:list-item>" * 3_000),
    }


def document(body: str, *, main: str = "word/document.xml", namespace: str = WORD) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    content = f'<w:document xmlns:w="{namespace}" xmlns:mc="{MARKUP}"><w:body>{body}</w:body></w:document>'
    return zipped(
        {
            "[Content_Types].xml": content_types(kind),
            "_rels/.rels": relations(r=f"officeDocument {main}"),
            "word/document.xml": content,
        }
    )


def _documents() -> dict[str, bytes]:
    return {
        "docx with 30,000 columns": document(table(row(*["x"] * 30_000))),
        "docx with tables in tables": document("<w:tbl><w:tr><w:tc>" * 3_000),
        "docx with 300,000 cells": document(table(row(*["x"] * 50) * 6_000)),
        "docx with a letter of 30 MB": document(paragraph("dài " * 7 * MEGABYTE)),
        "docx with cells a million wide": document(table(row(cell("x", properties='<w:gridSpan w:val="1000000"/>')))),
        "docx with runs that nest": document("<w:p>" + "<w:ins>" * 50_000 + "</w:ins>" * 50_000 + "</w:p>"),
        "docx whose part is elsewhere": document(paragraph("x"), main="../../../etc/passwd"),
        "docx of another language": document(paragraph("x"), namespace="urn:x"),
        "docx with 200,000 paragraphs": document(paragraph("x") * 200_000),
        "docx that closes nothing": document(paragraph("x"))[:-60],
    }
