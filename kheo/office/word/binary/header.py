"""The header of a document (Fib): how long its text is and where its tables stand."""

import struct
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate

from kheo.confinement.refusal import Refusal
from kheo.office.compound import Compound

_MAGIC, _OLDER = 0xA5EC, 0xA5DC
# The first version of Word 97.
_WORD_97 = 0x00C1
_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200
_LENGTHS, _PAIRS = 0x4C, 0x9A
# The text, footnotes, heads of pages, macros, comments, endnotes, boxes, boxes in heads of pages.
_READ = (True, True, False, False, False, True, True, False)
MAX_CHARACTERS = 10_000_000


class Part(IntEnum):
    """Which pair of place and length names which table."""

    STYLES = 1
    CHARACTER_PAGES = 12
    PARAGRAPH_PAGES = 13
    FONTS = 15
    PIECES = 33


@dataclass(frozen=True, slots=True)
class Header:
    """`stories` are stretches of characters: the text itself, its notes and its boxes; not heads of pages, comments."""

    main: bytes
    tables: bytes
    data: bytes
    stories: tuple[tuple[int, int], ...]

    def part(self, part: Part) -> bytes:
        """Empty where the document has none; Refusal where it would lie outside the stream."""
        place, size = struct.unpack_from("<II", self.main, _PAIRS + 8 * part)
        if place + size > len(self.tables):
            raise damaged()
        return self.tables[place : place + size]


def header_of(compound: Compound) -> Header:
    """Refusal for documents with a password, of before 1997, and damaged ones."""
    main = compound.read("WordDocument")
    if len(main) < _PAIRS + 8 * (Part.PIECES + 1):
        raise damaged()
    magic, version, flags = *struct.unpack_from("<HH", main), struct.unpack_from("<H", main, 0x0A)[0]
    if magic not in {_MAGIC, _OLDER}:
        raise damaged()
    if magic == _OLDER or version < _WORD_97:
        raise Refusal("old_word_file", "tệp Word 6.0 hoặc Word 95")
    if flags & _ENCRYPTED:
        raise Refusal("encrypted_file", "tệp có mật khẩu")
    lengths = struct.unpack_from("<8i", main, _LENGTHS)
    if min(lengths) < 0 or sum(lengths) > MAX_CHARACTERS:
        raise damaged()
    ends = tuple(accumulate(lengths))
    stories = tuple((end - length, end) for length, end, is_read in zip(lengths, ends, _READ, strict=True) if is_read)
    tables = "1Table" if flags & _OTHER_TABLE else "0Table"
    data = compound.read("Data") if "Data" in compound else b""
    return Header(main, compound.read(tables), data, stories)


def damaged() -> Refusal:
    return Refusal("damaged_file", "cấu trúc tệp Word cũ bị hỏng")
