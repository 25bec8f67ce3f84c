"""Documents of Word 97 laid by hand, byte by byte, so that a test can put one lie into them."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.office.compounds import compound

PAGE = 512
TEXT_AT = 1024
CHARACTER_PAGES, PARAGRAPH_PAGES, FONTS, PIECES, STYLES = 12, 13, 15, 33, 1
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x17\x24\x01"


def depth(number: int) -> bytes:
    return struct.pack("<Hi", 0x6649, number)


def row(*edges: int, flags: Sequence[int] = ()) -> bytes:
    """The definition of a row: its edges, and for each cell the bits that say how it is merged."""
    cells = b"".join(bytes([flag]) + bytes(19) for flag in flags)
    operand = bytes([len(edges) - 1]) + struct.pack(f"<{len(edges)}h", *edges) + cells
    return struct.pack("<HH", 0xD608, len(operand) + 1) + operand


@dataclass
class Word97:
    """`runs` and `paragraphs`: (how many characters, their changes). Text in single bytes, all in one piece."""

    text: str
    runs: Sequence[tuple[int, bytes]] = ()
    paragraphs: Sequence[tuple[int, bytes]] = ()
    fonts: Sequence[str] = ("Times New Roman",)
    magic: int = 0xA5EC
    version: int = 0x00C1
    flags: int = 0x0200
    length: int | None = None
    pieces: bytes | None = None
    # Part → (place, size) other than the true one.
    lies: dict[int, tuple[int, int]] = field(default_factory=dict)
    pages: int = 1

    def data(self) -> bytes:
        return compound(self.streams())

    def streams(self) -> dict[str, bytes]:
        text = self.text.encode("latin-1")
        main = bytearray(TEXT_AT) + text
        main += bytes(-len(main) % PAGE)
        first = len(main) // PAGE
        main += _page(self.runs or [(len(text), b"")], 1) + _page(self.paragraphs or [(len(text), b"")], 13)
        end = struct.pack("<II", TEXT_AT, TEXT_AT + len(text))
        parts = {
            PIECES: self.pieces if self.pieces is not None else self.piece(len(text)),
            CHARACTER_PAGES: _listed(end, first, self.pages),
            PARAGRAPH_PAGES: _listed(end, first + 1, self.pages),
            FONTS: _fonts(self.fonts),
        }
        table = b""
        for number, part in parts.items():
            place, size = self.lies.get(number, (len(table), len(part)))
            struct.pack_into("<II", main, 0x9A + 8 * number, place, size)
            table += part
        struct.pack_into("<HH", main, 0, self.magic, self.version)
        struct.pack_into("<H", main, 0x0A, self.flags)
        struct.pack_into("<i", main, 0x4C, len(text) if self.length is None else self.length)
        return {"WordDocument": bytes(main), "1Table": table}

    def piece(self, length: int, *, times: int = 1) -> bytes:
        """The table of pieces: the text, as often as asked."""
        bounds = struct.pack(f"<{times + 1}I", *(length * number for number in range(times + 1)))
        each = struct.pack("<HIH", 0, 0x40000000 | TEXT_AT * 2, 0)
        listed = bounds + each * times
        return b"\x02" + struct.pack("<I", len(listed)) + listed


def _page(stretches: Sequence[tuple[int, bytes]], entry: int) -> bytes:
    """A page of properties; what it says of each stretch stands at its end, on even places."""
    page = bytearray(PAGE)
    places, at, end = [TEXT_AT], TEXT_AT, PAGE - 2
    for number, (count, changes) in enumerate(stretches):
        at += count
        places.append(at)
        stored = _stored(changes, entry)
        end = (end - len(stored)) & ~1
        page[end : end + len(stored)] = stored
        page[4 * (len(stretches) + 1) + entry * number] = end // 2
    struct.pack_into(f"<{len(places)}I", page, 0, *places)
    page[-1] = len(stretches)
    return bytes(page)


def _stored(changes: bytes, entry: int) -> bytes:
    if entry == 1:
        return bytes([len(changes)]) + changes
    styled = bytes(2) + changes
    styled += bytes(len(styled) % 2)
    return bytes([0, len(styled) // 2]) + styled


def _listed(bounds: bytes, page: int, times: int) -> bytes:
    return bounds[:4] * times + bounds[4:] + struct.pack("<I", page) * times


def _fonts(names: Sequence[str]) -> bytes:
    listed = struct.pack("<HH", len(names), 0)
    for name in names:
        entry = bytes(39) + (name + "\0").encode("utf-16-le")
        listed += bytes([len(entry)]) + entry
    return listed
