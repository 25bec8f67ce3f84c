"""Zip packages from strangers: bounds checked by the directory before anything is inflated, then counted inflation."""

import struct
import zipfile
import zlib
from io import BytesIO
from itertools import pairwise

from kheo.confinement.refusal import Refusal

MAX_MEMBERS = 1_500
MAX_MEMBER = 64 * 1024 * 1024
MAX_TOTAL = 128 * 1024 * 1024
# Spreadsheets of blank styled rows shrink 100 times and more; below this size no ratio can hurt.
MAX_RATIO = 250
RATIO_MATTERS_ABOVE = 8 * 1024 * 1024

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_LOCAL_SIGNATURE = b"PK\x03\x04"
_ENCRYPTED = 0x1
_TYPE_OF_FILE = 0o170000
_SYMBOLIC_LINK = 0o120000


class Archive:
    """A zip whose directory was found harmless. Refusal for one that was not, or when a member belies it."""

    def __init__(self, data: bytes) -> None:
        try:
            directory = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error) as error:
            raise _damaged() from error
        members = directory.infolist()
        self._data = data
        self._members = {member.filename.lower(): member for member in members}
        self._starts: dict[str, int] = {}
        self.names = frozenset(member.filename for member in members)
        if len(self._members) != len(members):
            raise Refusal("hostile_file", "tệp nén có hai phần cùng tên")
        _check_sizes(members)
        for member in members:
            _check_member(member)
        self._check_spans(members, end=directory.start_dir)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def read(self, name: str) -> bytes:
        """The whole member, whose real size and checksum are as the directory says. Names ignore case, as in Office."""
        member = self._members.get(name.lower())
        if member is None:
            raise Refusal("damaged_file", f"thiếu phần {name[:80]}")
        start = self._starts[member.filename]
        packed = self._data[start : start + member.compress_size]
        content = packed if member.compress_type == zipfile.ZIP_STORED else _inflate(packed, member.file_size)
        if len(content) != member.file_size or zlib.crc32(content) != member.CRC:
            raise _damaged()
        return content

    def _check_spans(self, members: list[zipfile.ZipInfo], *, end: int) -> None:
        """No member may share bytes with another, and nothing may stand before the first."""
        spans = []
        for member in members:
            start = self._start_of(member)
            self._starts[member.filename] = start
            spans.append((member.header_offset, start + member.compress_size))
        spans.sort()
        overlap = any(after[0] < before[1] for before, after in pairwise(spans))
        if overlap or (spans and (spans[0][0] != 0 or spans[-1][1] > end)):
            raise Refusal("hostile_file", "các phần của tệp nén chồng lên nhau")

    def _start_of(self, member: zipfile.ZipInfo) -> int:
        """Where the packed bytes begin: the local header has a name and an extra field of its own length."""
        header = self._data[member.header_offset : member.header_offset + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size:
            raise _damaged()
        signature, name, extra = _LOCAL_HEADER.unpack(header)
        if signature != _LOCAL_SIGNATURE:
            raise _damaged()
        return int(member.header_offset + _LOCAL_HEADER.size + name + extra)


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise Refusal("too_large", "tệp nén có quá nhiều phần")
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if total > MAX_TOTAL or any(member.file_size > MAX_MEMBER for member in members):
        raise Refusal("too_large", "tệp bung ra quá lớn")
    if total > RATIO_MATTERS_ABOVE and total > MAX_RATIO * packed:
        raise Refusal("hostile_file", "tệp nén bung ra lớn bất thường")


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename
    if member.flag_bits & _ENCRYPTED:
        raise Refusal("encrypted_file", "tệp có mật khẩu")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Refusal("hostile_file", "tệp nén theo cách lạ")
    if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
        raise Refusal("hostile_file", "tệp nén có đường dẫn lạ")
    if (member.external_attr >> 16) & _TYPE_OF_FILE == _SYMBOLIC_LINK:
        raise Refusal("hostile_file", "tệp nén có liên kết")


def _inflate(packed: bytes, size: int) -> bytes:
    """One byte more than promised is enough to know that the directory lied."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return stream.decompress(packed, size + 1)
    except zlib.error as error:
        raise _damaged() from error


def _damaged() -> Refusal:
    return Refusal("damaged_file", "không mở được cấu trúc bên trong tệp")
