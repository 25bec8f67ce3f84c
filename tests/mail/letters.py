"""Letters built part by part, byte for byte as strange programs write them."""

import base64
import json
import struct

from kheo.mail.letter import Letter, letter_of, parse

HEAD = b"From: Lan <lan@example.vn>\r\nDate: Tue, 30 Jan 2024 08:00:00 +0700\r\nSubject: Bieu\r\n"
FORM = b"PK\x03\x04 bytes of a form"


def read(data: bytes) -> Letter:
    """As it goes through the confined process: by way of JSON."""
    return letter_of(json.loads(json.dumps(parse(data))))


def letter(kind: str, body: bytes | str, *headers: str) -> bytes:
    lines = "".join(f"{line}\r\n" for line in (f"Content-Type: {kind}", *headers)).encode()
    return HEAD + lines + b"\r\n" + (body.encode() if isinstance(body, str) else body)


def multi(*parts: bytes, kind: str = "mixed", boundary: str = "b", extra: str = "", head: bytes = HEAD) -> bytes:
    inner = b"".join(f"--{boundary}\r\n".encode() + part + b"\r\n" for part in parts)
    line = f'Content-Type: multipart/{kind}; boundary="{boundary}"{extra}\r\n\r\n'.encode()
    return head + line + inner + f"--{boundary}--\r\n".encode()


def inside(whole: bytes) -> bytes:
    """A multipart as a part of another."""
    return whole.removeprefix(HEAD)


def words(text: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    return f"Content-Type: {kind}\r\n\r\n{text}".encode()


def file(name: str, data: bytes = FORM, *, kind: str = "application/octet-stream", how: str = "attachment") -> bytes:
    head = f'Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: {how}; filename="{name}"'
    return head.encode() + b"\r\n\r\n" + base64.encodebytes(data)


def jpeg(width: int, height: int, size: int = 60_000) -> bytes:
    """The head of a photograph of that size, and something behind it."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\0" * 9
    return (b"\xff\xd8" + b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + b"\0" * 9 + frame).ljust(size, b"\x55")


def png(width: int, height: int, size: int = 60_000) -> bytes:
    return (b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", width, height)).ljust(
        size, b"\x55"
    )


def winmail(*files: tuple[str, bytes], charset: int = 1258) -> bytes:
    """winmail.dat as Outlook writes it: a title in the old charset, the name among the properties as UTF-16."""

    def attribute(level: int, name: int, value: bytes) -> bytes:
        return struct.pack("<BII", level, name, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    parts = [b"\x78\x9f\x3e\x22\x01\x00"]
    parts.append(attribute(1, 0x00069007, struct.pack("<II", charset, 0)))
    for name, data in files:
        long_name = (name + "\0").encode("utf-16-le")
        padded = long_name + b"\0" * (-len(long_name) % 4)
        properties = struct.pack("<I", 3)
        properties += struct.pack("<HHI", 0x0003, 0x0E20, len(data))
        properties += struct.pack("<HHIIH", 0x001E, 0x370E, 1, 2, 0) + b"\0\0"
        properties += struct.pack("<HHII", 0x001F, 0x3707, 1, len(long_name)) + padded
        parts.append(attribute(2, 0x00069002, b"\x01\0" + b"\0" * 12))
        parts.append(attribute(2, 0x00018010, b"BIEUDA~1.XLS\0"))
        parts.append(attribute(2, 0x0006800F, data))
        parts.append(attribute(2, 0x00069005, properties))
    return b"".join(parts)
