"""Compound files (OLE), in which the Office of 1993 to 2003 saved: their streams, and properties people added."""

import struct
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import olefile

from kheo.confinement.refusal import Refusal
from kheo.office.tables import MAX_MARK, MAX_MARKS

_SHIFT_AT, _TABLES_AT = 30, 44
_SHIFTS = {9, 12}
_SUMMARY = "\x05DocumentSummaryInformation"
# {D5CDD505-2E9C-101B-9397-08002B2CF9AE}: the set of properties that people add.
_ADDED = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")
_HEAD, _SET_SIZE = 28, 20
_NAMES, _CODE_PAGE = 0, 1
_TEXT, _WIDE_TEXT = 0x1E, 0x1F
_UTF_16 = 1200
_DAMAGE = (OSError, struct.error, ValueError, LookupError, TypeError, AttributeError)


class Compound:
    """A compound file whose tables of sectors are no larger than itself. Refusal for one that is damaged."""

    def __init__(self, data: bytes) -> None:
        (shift,) = struct.unpack_from("<H", data, _SHIFT_AT) if len(data) >= 512 else (0,)
        tables = struct.unpack_from("<I", data, _TABLES_AT)[0] if shift in _SHIFTS else 0
        if shift not in _SHIFTS or tables << shift > len(data):
            raise _damaged()
        try:
            self._file = olefile.OleFileIO(BytesIO(data))
        except _DAMAGE as error:
            raise _damaged() from error

    def __contains__(self, name: str) -> bool:
        return bool(self._file.exists(name))

    def read(self, name: str) -> bytes:
        try:
            stream: bytes = self._file.openstream(name).read()
        except _DAMAGE as error:
            raise _damaged() from error
        return stream

    @property
    def properties(self) -> dict[str, str]:
        """Texts that people added as properties of the document; none where that part is damaged."""
        found: dict[str, str] = {}
        with suppress(Refusal, *_DAMAGE):
            if _SUMMARY in self:
                found.update(_properties(self.read(_SUMMARY)))
        return found


def _properties(stream: bytes) -> Iterator[tuple[str, str]]:
    (count,) = struct.unpack_from("<I", stream, _HEAD - 4)
    for place in range(_HEAD, _HEAD + _SET_SIZE * min(count, MAX_MARKS), _SET_SIZE):
        if stream[place : place + 16] == _ADDED:
            (start,) = struct.unpack_from("<I", stream, place + 16)
            yield from _texts(stream[start:])


def _texts(found: bytes) -> Iterator[tuple[str, str]]:
    """One property set (MS-OLEPS 2.20): its size, how many properties, number and place of each."""
    (count,) = struct.unpack_from("<I", found, 4)
    pairs = (struct.unpack_from("<II", found, 8 + 8 * number) for number in range(min(count, MAX_MARKS)))
    places = dict(pairs)
    page = struct.unpack_from("<H", found, places.pop(_CODE_PAGE) + 4)[0] if _CODE_PAGE in places else 1252
    names = _names(found, places.pop(_NAMES), page) if _NAMES in places else {}
    for number, place in places.items():
        kind, size = struct.unpack_from("<II", found, place)
        if number in names and kind in {_TEXT, _WIDE_TEXT}:
            wide = kind == _WIDE_TEXT
            text = _decoded(found[place + 8 : place + 8 + size * (1 + wide)], _UTF_16 if wide else page)
            yield names[number], text


def _names(found: bytes, place: int, page: int) -> dict[int, str]:
    (count,) = struct.unpack_from("<I", found, place)
    names = {}
    place += 4
    for _ in range(min(count, MAX_MARKS)):
        number, length = struct.unpack_from("<II", found, place)
        size = 2 * length if page == _UTF_16 else length
        names[number] = _decoded(found[place + 8 : place + 8 + size], page)
        # Wide names are filled up to whole groups of four bytes.
        place += 8 + (size + 3 & ~3 if page == _UTF_16 else size)
    return names


def _decoded(text: bytes, page: int) -> str:
    encoding = {_UTF_16: "utf-16-le", 65001: "utf-8"}.get(page, f"cp{page}")
    return text.decode(encoding, "replace").rstrip("\0")[:MAX_MARK]


def _damaged() -> Refusal:
    return Refusal("damaged_file", "cấu trúc tệp Office cũ bị hỏng")
