"""winmail.dat: what Outlook sends to the world by mistake (MS-OXTNEF). Only its attachments with their names."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

SIGNATURE = b"\x78\x9f\x3e\x22"
MOST_ATTRIBUTES = 5_000
MOST_ATTACHMENTS = 100
MOST_PROPERTIES = 500
_ATTACHMENT = 2
_BEGINS = 0x00069002
_TITLE = 0x00018010
_DATA = 0x0006800F
_PROPERTIES = 0x00069005
_CODEPAGE = 0x00069007
# MAPI properties of an attachment: its long name, its short one, and the bytes of one that is an object.
_LONG_NAME, _SHORT_NAME, _OBJECT = 0x3707, 0x3704, 0x3701
_TEXT8, _TEXT16, _BINARY, _EMBEDDED = 0x001E, 0x001F, 0x0102, 0x000D
_SIZES = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8}
_OF_ANY_LENGTH = frozenset((_TEXT8, _TEXT16, _BINARY, _EMBEDDED))
_MANY = 0x1000


@dataclass
class _File:
    title: str = ""
    data: bytes = b""
    names: dict[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.names.get(_LONG_NAME) or self.names.get(_SHORT_NAME) or self.title


def files_of(data: bytes) -> list[tuple[str, bytes]]:
    """(name, bytes) of each file inside; nothing where it is no such thing. What is cut off gives what came before."""
    if not data.startswith(SIGNATURE):
        return []
    found: list[_File] = []
    charset = "cp1258"
    for level, attribute, value in _attributes(data):
        if attribute == _CODEPAGE and len(value) >= 4:
            charset = f"cp{struct.unpack_from('<I', value)[0]}"
        if level != _ATTACHMENT or len(found) > MOST_ATTACHMENTS:
            continue
        if attribute == _BEGINS:
            found.append(_File())
        elif found:
            _take(found[-1], attribute, value, charset)
    return [(one.name, one.data) for one in found if one.data]


def _take(file: _File, attribute: int, value: bytes, charset: str) -> None:
    if attribute == _TITLE:
        file.title = _text(value, charset)
    elif attribute == _DATA:
        file.data = value
    elif attribute == _PROPERTIES:
        for tag, kind, each in _properties(value):
            if tag in {_LONG_NAME, _SHORT_NAME}:
                file.names[tag] = _text(each, "utf-16-le" if kind == _TEXT16 else charset)
            elif tag == _OBJECT and kind == _BINARY and not file.data:
                file.data = each


def _attributes(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(level, attribute, value) one after another: level, name, length, value, checksum."""
    at = len(SIGNATURE) + 2
    for _ in range(MOST_ATTRIBUTES):
        if at + 9 > len(data):
            return
        level, attribute, length = struct.unpack_from("<BII", data, at)
        at += 9
        if level not in {1, _ATTACHMENT} or at + length > len(data):
            return
        yield level, attribute, data[at : at + length]
        at += length + 2


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(tag, type, first value) of each MAPI property; ends at the first that cannot be understood."""
    if len(data) < 4:
        return
    at = 4
    try:
        for _ in range(min(struct.unpack_from("<I", data)[0], MOST_PROPERTIES)):
            kind, tag = struct.unpack_from("<HH", data, at)
            at = _past_name(data, at + 4) if tag >= 0x8000 else at + 4
            values, at = _values(data, at, kind)
            yield tag, kind & ~_MANY, values[0] if values else b""
    except (struct.error, ValueError):
        return


def _past_name(data: bytes, at: int) -> int:
    """Behind the name of a named property: a number, or text of its own length."""
    at += 16
    by_text, number = struct.unpack_from("<II", data, at)
    return at + 8 + (_padded(number) if by_text else 0)


def _values(data: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    """The values of one property and where the next begins. Raises ValueError for a type that is none."""
    single = kind & ~_MANY
    of_any_length = single in _OF_ANY_LENGTH
    count = 1
    if kind & _MANY or of_any_length:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
    if count > MOST_PROPERTIES or not (of_any_length or single in _SIZES):
        raise ValueError(kind)
    values: list[bytes] = []
    for _ in range(count):
        size = _SIZES.get(single, 0)
        if of_any_length:
            (size,) = struct.unpack_from("<I", data, at)
            at += 4
        if at + size > len(data):
            raise ValueError(size)
        values.append(data[at : at + size])
        at += _padded(size)
    return values, at


def _padded(size: int) -> int:
    return (size + 3) & ~3


def _text(value: bytes, charset: str) -> str:
    try:
        text = value.decode(charset, "replace")
    except LookupError:
        text = value.decode("cp1258", "replace")
    return text.split("\0")[0]
