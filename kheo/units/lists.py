"""Lists of units as offices keep them: .csv or .xlsx with one unit a row, headings in English or Vietnamese.

Columns: code, name, kind, parent_code, bloc, founded, closed, aliases, emails (and short_name). Only code and name must
be there; a missing column or an empty cell keeps what is already known. The official lists of kheo/data/admin_units
are recognised by their headings and brought into the same shape (units.official).
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kheo.confinement.pool import Readers, Refused
from kheo.office.wording import tidy, words
from kheo.units import workbook

HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("code", "ma", "ma don vi", "ma dv"),
    "name": ("name", "ten", "ten don vi", "don vi"),
    "short_name": ("short name", "ten goi", "ten ngan", "ten goi tat"),
    "kind": ("kind", "loai", "loai don vi", "cap"),
    "parent_code": ("parent code", "ma cap tren", "ma don vi cap tren", "truc thuoc", "ma cha"),
    "bloc": ("bloc", "khoi", "khoi thi dua"),
    "founded": ("founded", "ngay thanh lap", "thanh lap"),
    "closed": ("closed", "ngay ket thuc", "ket thuc", "ngay giai the"),
    "aliases": ("aliases", "ten khac", "cac ten khac", "ten goi khac"),
    "emails": ("emails", "email", "thu dien tu", "dia chi email", "hop thu"),
}
_FIELDS = {heading: field for field, headings in HEADINGS.items() for heading in headings}
# What people are told a column is, and how long what stands in it may be.
_LENGTHS = {
    "code": ("mã", 40),
    "name": ("tên", 250),
    "short_name": ("tên gọi", 250),
    "kind": ("loại", 60),
    "bloc": ("khối", 120),
}
_DAYS = {"founded": "ngày thành lập", "closed": "ngày kết thúc"}
_SEVERAL = re.compile(r"[|;\n]")
_EMAIL = re.compile(r"[^@\s,]+@[^@\s,]+\.[^@\s,]+")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")


@dataclass(frozen=True)
class RowProblem:
    """What is wrong in which row of the list (None: the whole list), and how to mend it."""

    row: int | None
    message: str

    def __str__(self) -> str:
        return f"Dòng {self.row}: {self.message}" if self.row else self.message


@dataclass(frozen=True)
class UnitRow:
    """One unit as listed; '' and None mean that the list says nothing of it."""

    row: int
    code: str
    name: str
    kind: str = ""
    parent_code: str = ""
    bloc: str = ""
    short_name: str = ""
    founded: dt.date | None = None
    closed: dt.date | None = None
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True)
class SuccessionRow:
    """`before` ended in `after` on a day; both are codes."""

    row: int
    before: str
    after: str
    on: dt.date
    divided: bool = False
    basis: str = ""


@dataclass(frozen=True)
class Listed:
    """What a list says, and all that is wrong with it."""

    source: str
    rows: list[UnitRow] = field(default_factory=list)
    successions: list[SuccessionRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def grid_of(path: Path) -> Iterator[list[str]]:
    """The rows of a .csv or .xlsx file as texts. Raises ValueError with a sentence when it is neither."""
    if path.suffix.lower() == ".xlsx":
        yield from _sheet(path.read_bytes())
    elif path.suffix.lower() in {".csv", ".tsv", ".txt"}:
        yield from _separated(path.read_bytes())
    else:
        raise ValueError("Danh sách đơn vị phải là tệp .csv hoặc .xlsx.")


def listed(source: str, grid: Iterable[Sequence[str]]) -> Listed:
    """Rows under the first row that has the headings of code and name; nothing above it counts."""
    found = Listed(source)
    columns: dict[int, str] = {}
    for number, cells in enumerate(grid, 1):
        if not columns:
            columns = _columns(cells)
        elif any(cell.strip() for cell in cells):
            _take(found, number, {name: cells[place] for place, name in columns.items() if place < len(cells)})
    if not columns:
        found.problems.append(RowProblem(None, "Không thấy dòng tiêu đề có cột mã (code) và cột tên đơn vị (name)."))
    return found


def day(text: str) -> dt.date | None:
    """'2025-07-01', '01/7/2025' or '1.7.2025'; None for anything else."""
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, number = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(text):
        number, month, year = (int(part) for part in match.groups())
    else:
        return None
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def _columns(cells: Sequence[str]) -> dict[int, str]:
    columns = {place: _FIELDS[words(cell)] for place, cell in enumerate(cells) if words(cell) in _FIELDS}
    return columns if {"code", "name"} <= set(columns.values()) else {}


def _take(found: Listed, number: int, cells: dict[str, str]) -> None:
    said = {name: tidy(cell).strip() for name, cell in cells.items()}
    days = {name: _day(found, number, said.get(name, ""), column) for name, column in _DAYS.items()}
    emails = _several(said.get("emails", "").replace(",", ";").lower())
    wrong = [email for email in emails if not _EMAIL.fullmatch(email)]
    for email in wrong:
        found.problems.append(RowProblem(number, f"“{email}” không phải địa chỉ email; sửa lại hoặc để trống."))
    for name, (column, longest) in _LENGTHS.items():
        if len(said.get(name, "")) > longest:
            found.problems.append(RowProblem(number, f"Cột {column} dài quá {longest} ký tự; viết gọn lại."))
    found.rows.append(
        UnitRow(
            row=number,
            code=said["code"],
            name=said.get("name", "").replace("\n", " "),
            kind=said.get("kind", ""),
            parent_code=said.get("parent_code", ""),
            bloc=said.get("bloc", ""),
            short_name=said.get("short_name", ""),
            founded=days["founded"],
            closed=days["closed"],
            aliases=_several(said.get("aliases", "")),
            emails=emails,
        )
    )


def _day(found: Listed, number: int, text: str, column: str) -> dt.date | None:
    value = day(text) if text else None
    if text and value is None:
        found.problems.append(RowProblem(number, f"Cột {column}: “{text}” không phải ngày; viết như 01/7/2025."))
    return value


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in _SEVERAL.split(text) if part.strip()))


def _separated(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("Tệp không phải UTF-8; trong Excel hãy lưu dạng “CSV UTF-8”.") from None
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _sheet(content: bytes) -> Iterator[list[str]]:
    with Readers(1, limits=workbook.LIMITS) as readers:
        rows = readers.one(workbook.READ_ROWS, content)
    if isinstance(rows, Refused):
        raise ValueError(f"Không đọc được tệp Excel: {rows.why}.")  # noqa: TRY004 a verdict on the file, no type of ours
    yield from rows
