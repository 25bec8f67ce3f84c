"""The fonts of a document and what its styles say of fonts and hidden text."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kheo.office.word.binary.header import Header, Part
from kheo.office.word.binary.sprms import sprms

_FONT, _HIDDEN, _DELETED, _STYLE, _PLAIN = 0x4A4F, 0x083C, 0x0800, 0x4A30, 0x2A33
_OTHER_FONT = 0x4A51
_SYMBOL, _SPECIAL = 0x6A09, 0x0855
_PARAGRAPH, _CHARACTER = 1, 2
_MAX_FONTS = 5_000
_MAX_BASES = 12
# An operand that takes over, or turns round, what the style says.
_AS_STYLE, _AGAINST_STYLE = 0x80, 0x81


@dataclass(frozen=True, slots=True)
class Letters:
    """What counts of the properties of characters; `symbol` is a character of a font of its own."""

    font: int
    hidden: bool = False
    deleted: bool = False
    special: bool = False
    symbol: tuple[int, int] | None = None


class Styles:
    """The style sheet. Damaged styles change nothing."""

    def __init__(self, header: Header) -> None:
        self._changes: dict[int, bytes] = {}
        self._bases: dict[int, int] = {}
        self._default = 0
        table = header.part(Part.STYLES)
        if len(table) >= 20:
            self._take(table)
        self.of_paragraph = lru_cache(maxsize=4_000)(self._of_paragraph)
        self.applied = lru_cache(maxsize=20_000)(self._applied)

    def _of_paragraph(self, style: int) -> Letters:
        return self._of_style(style, Letters(self._default))

    def _applied(self, letters: Letters, changes: bytes) -> Letters:
        """These letters with changes made, in their order; a style of characters is one of them."""
        base = letters
        for which, operand in sprms(changes):
            if which == _STYLE:
                letters = base = self._of_style(int.from_bytes(operand, "little"), letters)
            elif which == _PLAIN:
                letters = base
            else:
                letters = _changed(letters, base, which, operand)
        return letters

    def _of_style(self, style: int, letters: Letters) -> Letters:
        chain: list[bytes] = []
        while style in self._changes and len(chain) < _MAX_BASES:
            chain.append(self._changes[style])
            style = self._bases[style]
        for changes in reversed(chain):
            letters = self._applied(letters, changes)
        return letters

    def _take(self, table: bytes) -> None:
        size, count, base_size = struct.unpack_from("<HHH", table)
        self._default = struct.unpack_from("<H", table, 2 + 12)[0] if size >= 18 else 0
        place = 2 + size
        for number in range(count):
            if place + 2 > len(table):
                return
            (length,) = struct.unpack_from("<H", table, place)
            described = table[place + 2 : place + 2 + length]
            place += 2 + length
            if len(described) >= base_size + 2 >= 12:
                self._take_style(number, described, base_size)

    def _take_style(self, number: int, described: bytes, base_size: int) -> None:
        kind_and_base, parts = struct.unpack_from("<HH", described, 2)
        name_length = int.from_bytes(described[base_size : base_size + 2], "little")
        found = list(_parts(described, base_size + 2 + 2 * name_length + 2, parts & 0xF))
        kind = kind_and_base & 0xF
        which = {_PARAGRAPH: 1, _CHARACTER: 0}.get(kind)
        if which is not None and which < len(found):
            self._changes[number] = found[which]
            self._bases[number] = kind_and_base >> 4


def fonts_of(header: Header) -> list[str]:
    """The names of the fonts by their number."""
    table = header.part(Part.FONTS)
    names: list[str] = []
    place = 4
    while place < len(table) and len(names) < _MAX_FONTS:
        entry = table[place + 1 : place + 1 + table[place]]
        names.append(entry[39:].decode("utf-16-le", "replace").split("\0")[0])
        place += 1 + table[place]
    return names


def _parts(described: bytes, place: int, count: int) -> Iterator[bytes]:
    """The lists of changes of a style, each on an even place."""
    for _ in range(count):
        size = int.from_bytes(described[place : place + 2], "little")
        yield described[place + 2 : place + 2 + size]
        place += 2 + size + size % 2


def _changed(letters: Letters, base: Letters, which: int, operand: bytes) -> Letters:
    if which in {_FONT, _OTHER_FONT}:
        return replace(letters, font=int.from_bytes(operand, "little"))
    if which == _HIDDEN:
        return replace(letters, hidden=_switched(operand, base=base.hidden))
    if which == _DELETED:
        return replace(letters, deleted=_switched(operand, base=base.deleted))
    if which == _SPECIAL:
        return replace(letters, special=_switched(operand, base=False))
    if which == _SYMBOL:
        return replace(letters, symbol=struct.unpack("<HH", operand))
    return letters


def _switched(operand: bytes, *, base: bool) -> bool:
    value = operand[0] if operand else 0
    return {_AS_STYLE: base, _AGAINST_STYLE: not base}.get(value, bool(value))
