"""Old Word, RTF and OpenDocument files made to crash, fool or exhaust a reader, each with its one verdict."""

import struct

from tests.office.compounds import compound
from tests.office.packages import zipped
from tests.office.word97 import CHARACTER_PAGES, FONTS, PIECES, STYLES, Word97, depth, row

Case = tuple[bytes, str]
READ = "read"
_OPEN_TEXT = "application/vnd.oasis.opendocument.text"
_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)


def document_cases() -> dict[str, Case]:
    return {**_word(), **_rtf(), **_open()}


def open_text(body: str, **more: str) -> bytes:
    content = f"<office:document-content {_NAMESPACES}><office:body><office:text>{body}</office:text></office:body>"
    return zipped({"mimetype": _OPEN_TEXT, "content.xml": content + "</office:document-content>", **more})


def _word() -> dict[str, Case]:
    whole = Word97("M\xf4 h\xecnh\r").data()
    wild = struct.pack("<HIH", 0, 0x7FFFFFF0, 0)
    cyclic = struct.pack("<HHHHHHHHH", 18, 1, 10, 1, 0, 0, 0, 0, 0) + bytes(2)
    cyclic += struct.pack("<H", 16) + struct.pack("<HHHHH", 0, 1, 2, 0, 0) + bytes(6)
    return {
        "old Word as it should be": (whole, READ),
        "old Word cut off": (whole[:2000], "damaged_file"),
        "old Word of nothing": (Word97("", length=0).data(), READ),
        "old Word with a password": (Word97("a\r", flags=0x0300).data(), "encrypted_file"),
        "Word 95": (Word97("a\r", magic=0xA5DC, version=0x68).data(), "old_word_file"),
        "no Word at all": (Word97("a\r", magic=0x1234).data(), "damaged_file"),
        "text longer than the file": (Word97("a\r", length=5_000_000).data(), READ),
        "text of negative length": (Word97("a\r", length=-1).data(), "damaged_file"),
        "pieces outside the file": (Word97("a\r", lies={PIECES: (0, 0x7FFFFFFF)}).data(), "damaged_file"),
        "a piece far away": (
            Word97("a\r", pieces=b"\x02" + struct.pack("<I", 16) + struct.pack("<II", 0, 2) + wild).data(),
            "damaged_file",
        ),
        "the same text 5,000 times": (
            Word97("a" * 2_000, length=10_000_000, pieces=Word97("").piece(2_000, times=5_000)).data(),
            "hostile_file",
        ),
        "pieces without end": (Word97("a\r", pieces=b"\x01\0\0" * 100_000).data(), "damaged_file"),
        "pages listed a thousand times": (Word97("a\r", pages=1_000).data(), "damaged_file"),
        "pages outside the file": (Word97("a\r", lies={CHARACTER_PAGES: (1 << 31, 12)}).data(), "damaged_file"),
        "fonts of no length": (Word97("a\r", lies={FONTS: (0, 10)}).data(), READ),
        "a style that stands on itself": (_with_table(Word97("a\r"), STYLES, cyclic), READ),
        "tables 5,000 deep": (Word97("a\r", paragraphs=[(2, depth(5_000))]).data(), "hostile_file"),
        "a row that lies about its cells": (
            Word97("a\x07\x07", paragraphs=[(2, depth(1)), (1, depth(1) + row(0, 9)[:6])]).data(),
            READ,
        ),
        "200,000 paragraphs": (Word97("\r" * 200_000).data(), "too_large"),
        "old Word without its tables": (_without_tables(), "damaged_file"),
    }


def _with_table(made: Word97, part: int, content: bytes) -> bytes:
    """The document with one more part at the end of its tables."""
    streams = made.streams()
    main = bytearray(streams["WordDocument"])
    struct.pack_into("<II", main, 0x9A + 8 * part, len(streams["1Table"]), len(content))
    return compound({"WordDocument": bytes(main), "1Table": streams["1Table"] + content})


def _without_tables() -> bytes:
    return compound({"WordDocument": Word97("a\r").streams()["WordDocument"]})


def _rtf() -> dict[str, Case]:
    return {
        "RTF of nothing": (b"{\\rtf1}", READ),
        "RTF that never ends": (b"{\\rtf1 M\\'f4 h\\'ecnh", READ),
        "RTF that ends too often": (b"{\\rtf1 a}}}}}}}}", READ),
        "RTF 100,000 groups deep": (b"{\\rtf1" + b"{" * 100_000, "hostile_file"),
        "RTF with 4 GB to skip": (b"{\\rtf1 a\\bin4294967295 b}", READ),
        "RTF with a row of 10,000 cells": (b"{\\rtf1\\trowd" + b"\\cellx9" * 10_000 + b"}", "hostile_file"),
        "RTF with 300,000 cells": (b"{\\rtf1\\intbl" + b"\\cell" * 300_000 + b"}", "too_large"),
        "RTF with 200,000 paragraphs": (b"{\\rtf1" + b"\\par" * 200_000 + b"}", "too_large"),
        "RTF with two million words": (b"{\\rtf1" + b"\\b" * 2_000_000 + b"}", "too_large"),
        "RTF in tables 1,000 deep": (b"{\\rtf1\\intbl\\itap1000 a\\nestcell}", "hostile_file"),
        "RTF with notes in notes": (b"{\\rtf1 a" + b"{\\footnote b" * 150 + b"}" * 150 + b"}", READ),
        "RTF with half a letter": (b"{\\rtf1\\u-10179 a\\u5 }", READ),
        "RTF with huge numbers": (b"{\\rtf1\\f9999999999\\uc-5\\ansicpg-1\\u2147483647 a\\'e0}", READ),
    }


def _open() -> dict[str, Case]:
    one = "<table:table-cell {1}><text:p>a</text:p></table:table-cell>"
    row = "<table:table-row {0}>" + one + "</table:table-row>"
    table = "<table:table>{0}</table:table>"
    locked = '<manifest:manifest xmlns:manifest="urn:x"><manifest:encryption-data/></manifest:manifest>'
    nested = "<table:table><table:table-row><table:table-cell>{0}</table:table-cell></table:table-row></table:table>"
    deep = "<text:p>a</text:p>"
    for _ in range(30):
        deep = nested.format(deep)
    lists = "<text:list><text:list-item>" * 80 + "<text:p>a</text:p>" + "</text:list-item></text:list>" * 80
    return {
        "open text as it should be": (open_text("<text:p>Mô hình</text:p>"), READ),
        "open text with a password": (open_text("", **{"META-INF/manifest.xml": locked}), "encrypted_file"),
        "open text without content": (zipped({"mimetype": _OPEN_TEXT}), "damaged_file"),
        "open text with a document type": (
            zipped({"mimetype": _OPEN_TEXT, "content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "hostile_file",
        ),
        "open text with a cell repeated": (
            open_text(table.format(row.format("", 'table:number-columns-repeated="2000000000"'))),
            READ,
        ),
        "open text with a row repeated": (
            open_text(table.format(row.format('table:number-rows-repeated="2000000000"', ""))),
            READ,
        ),
        "open text with more rows repeated": (
            open_text(table.format(row.format('table:number-rows-repeated="15000"', "") * 2)),
            "too_large",
        ),
        "open text in tables 30 deep": (open_text(deep), "hostile_file"),
        "open text in lists 160 deep": (open_text(lists), "hostile_file"),
        "open text with two billion spaces": (open_text('<text:p>a<text:s text:c="2000000000"/>b</text:p>'), READ),
    }
