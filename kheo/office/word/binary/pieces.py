"""The text of a document, put together from its pieces in the order of reading."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kheo.confinement.refusal import Refusal
from kheo.office.encodings.eight_bits import as_western
from kheo.office.word.binary.header import Header, Part, damaged

_CHANGES, _PIECES = 1, 2
_NARROW = 0x40000000
_MAX_PIECES = 200_000
# Changes that a piece names by a number of one byte instead of in a list: deleted, hidden.
_SINGLE = {0x41: 0x0800, 0x43: 0x0800, 0x5C: 0x083C}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands at `start` in the main stream, `width` bytes a character; `changes` holds for all of it."""

    text: str
    start: int
    width: int
    changes: bytes


def stories_of(header: Header) -> Iterator[Iterator[Piece]]:
    """The pieces of each story. Refusal for pieces that overlap in reading order or lie outside the stream."""
    changes, table = _parts(header.part(Part.PIECES))
    count = (len(table) - 4) // 12
    if count < 1 or count > _MAX_PIECES:
        raise damaged()
    bounds = struct.unpack_from(f"<{count + 1}I", table)
    if bounds[0] or any(before > after for before, after in pairwise(bounds)):
        raise damaged()
    described = list(struct.iter_unpack("<HIH", table[4 * (count + 1) : 12 * count + 4]))
    if sum(
        (end - begin) * _width(place) for (begin, end), (_, place, _) in zip(pairwise(bounds), described, strict=True)
    ) > len(header.main):
        raise Refusal("hostile_file", "các phần chữ của tệp Word chồng lên nhau")
    stretches = [(*pair, *each[1:]) for pair, each in zip(pairwise(bounds), described, strict=True)]
    for story in header.stories:
        yield _pieces(header.main, stretches, story, changes)


def _pieces(
    main: bytes, stretches: list[tuple[int, int, int, int]], story: tuple[int, int], changes: list[bytes]
) -> Iterator[Piece]:
    for begin, end, place, change in stretches:
        first, last = max(begin, story[0]), min(end, story[1])
        if first < last:
            yield _piece(main, place, (first - begin, last - first), _changes(change, changes))


def _piece(main: bytes, place: int, part: tuple[int, int], changes: bytes) -> Piece:
    """`part`: how many characters into the piece, and how many."""
    narrow, width = bool(place & _NARROW), _width(place)
    skipped, length = part
    start = ((place & (_NARROW - 1)) >> narrow) + skipped * width
    stored = main[start : start + length * width]
    if len(stored) < length * width:
        raise Refusal("damaged_file", "chữ của tệp Word nằm ngoài tệp")
    # One character a code unit, so that every place can be counted back to its bytes.
    text = as_western(stored) if narrow else "".join(map(chr, struct.unpack(f"<{length}H", stored)))
    return Piece(text, start, width, changes)


def _width(place: int) -> int:
    """Bytes a character takes in a piece that stands at this place."""
    return 1 if place & _NARROW else 2


def _parts(complex_part: bytes) -> tuple[list[bytes], bytes]:
    """(lists of changes, the table of pieces)."""
    lists: list[bytes] = []
    place = 0
    while place < len(complex_part) and complex_part[place] == _CHANGES:
        (size,) = struct.unpack_from("<H", complex_part, place + 1)
        lists.append(complex_part[place + 3 : place + 3 + size])
        place += 3 + size
    if place >= len(complex_part) or complex_part[place] != _PIECES:
        raise damaged()
    (size,) = struct.unpack_from("<I", complex_part, place + 1)
    return lists, complex_part[place + 5 : place + 5 + size]


def _changes(change: int, lists: list[bytes]) -> bytes:
    if change & 1:
        number = change >> 1
        return lists[number] if number < len(lists) else b""
    single = _SINGLE.get(change >> 1 & 0x7F)
    return struct.pack("<HB", single, change >> 8) if single else b""
