"""The official lists of administrative units, known by their headings and brought into the shape of a list of units.

Codes keep the numbers of the General Statistics Office and never collide between levels and eras:
current communes `00004` (five digits, as published), current provinces `T01`; units that ended on 01/7/2025 begin with
C (cũ): provinces `CT01`, districts `CH001`, communes `CX00001`. Each old province and commune ends in its successor;
a commune divided among several is marked so, and a person decides what belongs where. Districts ended without
successor, but for five island districts that became special zones.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from kheo.office.wording import fold
from kheo.units.lists import Listed, SuccessionRow, UnitRow
from kheo.units.matching import key_of

# Law 72/2025/QH15: two levels of local government, no districts, from this day.
TWO_LEVELS = dt.date(2025, 7, 1)
_BASIS = "Sắp xếp đơn vị hành chính từ ngày 01/7/2025"
_KINDS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")
Row = dict[str, str]


def official(source: str, grid: Sequence[Sequence[str]]) -> Listed | None:
    """The list if its headings are those of an official one, else None."""
    headings = set(grid[0]) if grid else set()
    reader = next((reader for wanted, reader in _READERS if wanted <= headings), None)
    if reader is None:
        return None
    found = Listed(source)
    rows = [dict(zip(grid[0], cells, strict=False)) for cells in grid[1:]]
    for one in reader(rows):
        if isinstance(one, UnitRow):
            found.rows.append(one)
        else:
            found.successions.append(one)
    return found


def _provinces(rows: list[Row]) -> Iterator[UnitRow]:
    for number, row in enumerate(rows, 2):
        name, other = _newer(row["name_2025"], row["name_2026"])
        made_of_several = ";" in row["merged_from"]
        yield UnitRow(
            row=number,
            code=f"T{row['code']}",
            name=name,
            kind=_kind(name),
            founded=TWO_LEVELS if made_of_several else None,
            aliases=other,
        )


def _communes(rows: list[Row]) -> Iterator[UnitRow]:
    for number, row in enumerate(rows, 2):
        name, other = _newer(row["name"], row["name_after_2026_04_30"])
        yield UnitRow(
            row=number,
            code=row["code"],
            name=name,
            kind=_kind(name),
            parent_code=f"T{row['province_code']}",
            short_name=_short(name),
            founded=TWO_LEVELS,
            aliases=other,
        )


def _legacy(rows: list[Row]) -> Iterator[UnitRow]:
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        province, district = f"CT{row['provinceCode']}", f"CH{row['districtCode']}"
        chain = [(province, row["province"], ""), (district, row["district"], province)]
        # Island districts had no communes.
        if row["wardCode"]:
            chain.append((f"CX{row['wardCode']}", row["ward"], district))
        for code, name, parent in chain:
            if code not in seen:
                seen.add(code)
                yield UnitRow(
                    row=number,
                    code=code,
                    name=name,
                    kind=_kind(name),
                    parent_code=parent,
                    short_name=_short(name),
                    closed=TWO_LEVELS,
                )


def _mapping(rows: list[Row]) -> Iterator[SuccessionRow]:
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows, 2):
        province = (f"CT{row['provinceCode']}", f"T{row['newProvinceCode']}")
        if province not in seen:
            seen.add(province)
            yield SuccessionRow(number, *province, TWO_LEVELS, basis=_BASIS)
        # An island district without communes became a special zone whole.
        before = f"CX{row['wardCode']}" if row["wardCode"] else f"CH{row['districtCode']}"
        yield SuccessionRow(number, before, row["newWardCode"], TWO_LEVELS, row["isDividedWard"] == "True", _BASIS)


def _newer(first: str, later: str) -> tuple[str, tuple[str, ...]]:
    """(name, other names): the later name unless the two differ only in spelling."""
    return (first, ()) if not later or key_of(first) == key_of(later) else (later, (first,))


def _kind(name: str) -> str:
    return next((kind for kind in _KINDS if fold(name).startswith(f"{fold(kind)} ")), "")


def _short(name: str) -> str:
    """Letters list communes without their level: 'Nhị Thành' for 'Xã Nhị Thành'."""
    return name.removeprefix("Xã ") if name.startswith("Xã ") else ""


_READERS: tuple[tuple[set[str], Callable[[list[Row]], Iterator[UnitRow] | Iterator[SuccessionRow]]], ...] = (
    ({"wardCode", "newWardCode", "isDividedWard"}, _mapping),
    ({"wardCode", "districtCode", "wardType"}, _legacy),
    ({"province_code", "code", "name", "name_after_2026_04_30"}, _communes),
    ({"code", "name_2025", "name_2026", "merged_from"}, _provinces),
)
