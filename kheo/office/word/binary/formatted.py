"""Which properties the bytes of the main stream have: pages of 512 bytes, each for one stretch of text."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from kheo.confinement.refusal import Refusal
from kheo.office.word.binary.header import Header, Part, damaged

MAX_STRETCHES = 500_000

_PAGE = 512
_PAGE_NUMBER = 0x3FFFFF
_CHARACTER_ENTRY, _PARAGRAPH_ENTRY = 1, 13
# (from, to, properties as stored)
_Stretch = tuple[int, int, bytes]


class Formatted:
    """Properties by place in the main stream."""

    def __init__(self, header: Header) -> None:
        self._header = header

    def characters(self, start: int, end: int) -> Iterator[_Stretch]:
        """The stretches from `start` to `end`, gaps filled with no changes."""
        stretches, begins = self._characters, self._character_begins
        number = max(bisect_right(begins, start) - 1, 0)
        while start < end:
            begin, stop, changes = stretches[number] if number < len(stretches) else (end, end, b"")
            if begin > start:
                yield start, min(begin, end), b""
                start = begin
            elif stop > start:
                yield start, min(stop, end), changes
                start = stop
            number += 1

    def paragraph(self, place: int) -> tuple[int, bytes]:
        """(style, changes) of the paragraph whose bytes hold `place`."""
        number = bisect_right(self._paragraph_begins, place) - 1
        if number < 0:
            return 0, b""
        _, stop, stored = self._paragraphs[number]
        if place >= stop or len(stored) < 2:
            return 0, b""
        return int.from_bytes(stored[:2], "little"), stored[2:]

    @cached_property
    def _characters(self) -> list[_Stretch]:
        found = self._pages(Part.CHARACTER_PAGES)
        return _in_order(each for page in found for each in _entries(page, _CHARACTER_ENTRY))

    @cached_property
    def _character_begins(self) -> list[int]:
        return [begin for begin, _, _ in self._characters]

    @cached_property
    def _paragraphs(self) -> list[_Stretch]:
        found = self._pages(Part.PARAGRAPH_PAGES)
        return _in_order(each for page in found for each in _entries(page, _PARAGRAPH_ENTRY))

    @cached_property
    def _paragraph_begins(self) -> list[int]:
        return [begin for begin, _, _ in self._paragraphs]

    def _pages(self, part: Part) -> Iterator[bytes]:
        table, main = self._header.part(part), self._header.main
        count = (len(table) - 4) // 8 if table else 0
        # A page is listed once; more entries than pages in the stream are a lie.
        if count > len(main) // _PAGE:
            raise damaged()
        for number in struct.unpack_from(f"<{count}I", table, 4 * (count + 1)) if count else ():
            page = main[(number & _PAGE_NUMBER) * _PAGE :][:_PAGE]
            if len(page) == _PAGE:
                yield page


def _in_order(found: Iterator[_Stretch]) -> list[_Stretch]:
    stretches = [stretch for stretch in islice(found, MAX_STRETCHES + 1) if stretch[0] < stretch[1]]
    if len(stretches) > MAX_STRETCHES:
        raise Refusal("too_large", "tài liệu Word có quá nhiều đoạn chữ")
    return sorted(stretches, key=lambda stretch: stretch[:2])


def _entries(page: bytes, entry: int) -> Iterator[_Stretch]:
    count = page[-1]
    if 4 * (count + 1) + entry * count >= _PAGE:
        return
    bounds = struct.unpack_from(f"<{count + 1}I", page)
    for number in range(count):
        place = 2 * page[4 * (count + 1) + entry * number]
        yield bounds[number], bounds[number + 1], _stored(page, place, in_words=entry == _PARAGRAPH_ENTRY)


def _stored(page: bytes, place: int, *, in_words: bool) -> bytes:
    """Nothing where the page says 0: the properties of the style stand alone."""
    if not place:
        return b""
    size, place = page[place], place + 1
    if in_words and not size:
        size, place = 2 * page[place], place + 1
    elif in_words:
        size = 2 * size - 1
    return page[place : place + size]
