"""The records of an old workbook (.xls) walked through before any parser meets them.

What is not needed for a table (drawings, formulas of names, links) is struck out, so that the parser never sees it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from kheo.confinement.refusal import Refusal
from kheo.office.tables import MAX_MARK, MAX_MARKS

MAX_RECORDS = 3_000_000
MAX_CELLS = 300_000
MAX_SHEETS = 500
# Cells a sheet reaches over when each row is as long as its last cell: the parser lays all of them out.
MAX_GRID = 3_000_000

_RECORD = struct.Struct("<HH")
_BOF, _EOF, _CONTINUE, _FILEPASS, _BOUNDSHEET, _NAME, _SST = 0x809, 0x0A, 0x3C, 0x2F, 0x85, 0x18, 0xFC
_BOFS = frozenset((_BOF, 0x409, 0x209, 0x009))
_OLD_BOFS = _BOFS - {_BOF}
_STRUCK_OUT = struct.pack("<H", 0x7FFE)
_MULRK = 0xBD
# Blank cells are only paint; their records are not among these.
_CELLS = frozenset((0x203, 0x3, 0x204, 0x4, 0xFD, 0xD6, 0x27E, _MULRK, 0x6, 0x206, 0x406, 0x205, 0x5, 0x2))
_KEPT_IN_SHEETS = _CELLS | {
    *(0x200, 0x0, 0x208, 0x8, 0x207, 0x7, 0x44, 0xE5, _CONTINUE),  # sizes, rows, texts of formulas, merged areas
    *(0x4BC, 0x221, 0x21, 0x236, 0x37, 0x36),  # what may stand between a formula and its text
}
_KEPT_IN_GLOBALS = frozenset(
    (0x42, 0x22, 0x31, 0x231, 0x45, 0x41E, 0x1E, 0xE0, 0x43, 0x243, 0x443, _BOUNDSHEET, _SST, _CONTINUE, _FILEPASS)
)
_TEXT_TOKEN = 0x17
_GLOBALS = 0x05
# A chart drawn on a sheet.
_DEEPEST = 2
_WORKSHEET = 0


@dataclass
class Records:
    """One workbook stream; once examined, `stream` is what may be parsed, `constants` the names that mean a text."""

    data: bytes
    stream: bytearray = field(default_factory=bytearray)
    constants: dict[str, str] = field(default_factory=dict)
    # Every character two bytes or compressed ones (Excel 97 and later), or a code page's.
    wide: bool = False
    _sheets: list[int] = field(default_factory=list)
    _left: int = MAX_RECORDS

    def examine(self) -> None:
        """Refusal for encrypted workbooks, and for what is larger than a form can need or lies about itself."""
        kind, data = self._first()
        self.stream = bytearray(self.data)
        if kind in _OLD_BOFS or len(data) < 4 or data[2:4] != struct.pack("<H", _GLOBALS):
            # One sheet without globals: Excel 2 to 4, and programs that write no more than that.
            self._examine_sheet(0, _KEPT_IN_SHEETS | _KEPT_IN_GLOBALS)
            return
        self.wide = data[:2] == b"\x00\x06"
        for record, at, content in self._walk(0):
            self._examine_global(record, at, content)
        if len(self._sheets) > MAX_SHEETS or len(set(self._sheets)) < len(self._sheets):
            raise Refusal("hostile_file", "các trang tính của tệp chồng lên nhau")
        for start in self._sheets:
            self._examine_sheet(start, _KEPT_IN_SHEETS)

    def _first(self) -> tuple[int, bytes]:
        if len(self.data) < 8:
            raise _damaged()
        kind, size = _RECORD.unpack_from(self.data, 0)
        if kind not in _BOFS:
            raise _damaged()
        return kind, self.data[4 : 4 + size]

    def _examine_global(self, record: int, at: int, content: memoryview) -> None:
        if record == _FILEPASS:
            raise Refusal("encrypted_file", "tệp có mật khẩu")
        if record == _BOUNDSHEET and len(content) >= 6 and content[5] == _WORKSHEET:
            self._sheets.append(int.from_bytes(content[:4], "little"))
        if record == _NAME and len(self.constants) < MAX_MARKS:
            self.constants.update(_constant(bytes(content), wide=self.wide))
        if record not in _KEPT_IN_GLOBALS:
            self._strike_out(at)

    def _examine_sheet(self, start: int, kept: frozenset[int]) -> None:
        """Cells counted, rows measured, everything else struck out."""
        widths: dict[int, int] = {}
        cells = 0
        for record, at, content in self._walk(start):
            if record == _FILEPASS:
                raise Refusal("encrypted_file", "tệp có mật khẩu")
            if record not in kept:
                self._strike_out(at)
            elif record in _CELLS and len(content) >= 6:
                row, first = content[0] | content[1] << 8, content[2] | content[3] << 8
                last = content[-2] | content[-1] << 8 if record == _MULRK else first
                cells += max(last - first, 0) + 1
                widths[row] = max(widths.get(row, 0), last + 1)
        if cells > MAX_CELLS or sum(widths.values()) > MAX_GRID:
            raise Refusal("too_large", "trang tính có quá nhiều ô")

    def _walk(self, start: int) -> Iterator[tuple[int, int, memoryview]]:
        """(record, place, content) of one substream, without its first and last and without charts inside it."""
        view, at, end = memoryview(self.data), start, len(self.data)
        depth = 0
        while 0 <= at <= end - _RECORD.size:
            record, size = _RECORD.unpack_from(view, at)
            self._left -= 1
            if self._left < 0:
                raise Refusal("too_large", "tệp có quá nhiều bản ghi")
            if record in _BOFS:
                depth += 1
            elif record == _EOF:
                depth -= 1
                if depth == 0:
                    return
            elif depth == 1:
                yield record, at, view[at + 4 : at + 4 + size]
            if depth == 0 or (record in _BOFS and depth > _DEEPEST):
                break
            at += 4 + size
        raise _damaged()

    def _strike_out(self, at: int) -> None:
        self.stream[at : at + 2] = _STRUCK_OUT


def _constant(content: bytes, *, wide: bool) -> dict[str, str]:
    """A name that stands for a text (a formula of one token); nothing for every other name."""
    if len(content) < 16:
        return {}
    length, size = content[3], int.from_bytes(content[4:6], "little")
    name, at = _text(content, 14, length, wide=wide)
    formula = content[at : at + size]
    if len(formula) < 3 or formula[0] != _TEXT_TOKEN:
        return {}
    text, end = _text(formula, 2, formula[1], wide=wide)
    return {name[:MAX_MARK]: text[:MAX_MARK]} if end == len(formula) else {}


def _text(content: bytes, at: int, length: int, *, wide: bool) -> tuple[str, int]:
    """A text of so many characters and where it ends; since Excel 97 a byte says whether they are wide."""
    if not wide:
        return content[at : at + length].decode("cp1252", "replace"), at + length
    if at < len(content) and content[at] & 1:
        return content[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace"), at + 1 + 2 * length
    return content[at + 1 : at + 1 + length].decode("latin-1"), at + 1 + length


def _damaged() -> Refusal:
    return Refusal("damaged_file", "tệp .xls bị hỏng hoặc thiếu phần cuối")
