"""Old workbooks laid by hand, record by record, so that a test can put one thing wrong in them."""

import struct
from collections.abc import Sequence

from tests.office.compounds import compound

BOF, EOF, BOUNDSHEET, LABEL, NUMBER = 0x809, 0x0A, 0x85, 0x204, 0x203


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def bof(stream: int, *, version: int = 0x600) -> bytes:
    """0x05 opens the workbook's own records, 0x10 those of a sheet."""
    return record(BOF, struct.pack("<HHHHII", version, stream, 0x0DBB, 0x07CC, 0, 6)[: 16 if version == 0x600 else 8])


def label(row: int, column: int, text: str) -> bytes:
    """A text of Excel 97 that stands in its cell."""
    head = struct.pack("<HHHHB", row, column, 0, len(text), 1)
    return record(LABEL, head + text.encode("utf-16-le"))


def old_label(row: int, column: int, text: bytes, style: int = 0) -> bytes:
    """A text of Excel 5: its bytes as some code page or font has them."""
    return record(LABEL, struct.pack("<HHHH", row, column, style, len(text)) + text)


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(NUMBER, struct.pack("<HHHd", row, column, style, value))


def stream(sheets: Sequence[bytes], before: bytes = b"", *, version: int = 0x600) -> bytes:
    """A workbook stream: `before` stands among its own records; each sheet is given as its records."""
    names = [_sheet_name(number, version) for number in range(1, len(sheets) + 1)]
    heads = sum(len(record(BOUNDSHEET, bytes(6) + name)) for name in names)
    start = len(bof(5, version=version)) + len(before) + heads + len(record(EOF))
    bodies = [bof(0x10, version=version) + sheet + record(EOF) for sheet in sheets]
    listed = b""
    for name, body in zip(names, bodies, strict=True):
        listed += record(BOUNDSHEET, struct.pack("<IH", start, 0) + name)
        start += len(body)
    return bof(5, version=version) + before + listed + record(EOF) + b"".join(bodies)


def workbook(*sheets: bytes, before: bytes = b"", version: int = 0x600) -> bytes:
    name = "Workbook" if version == 0x600 else "Book"
    return compound({name: stream(sheets, before, version=version)})


def _sheet_name(number: int, version: int) -> bytes:
    name = f"S{number}".encode()
    return bytes([len(name)]) + (b"\0" if version == 0x600 else b"") + name
