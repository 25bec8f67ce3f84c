"""All that is wrong with a list of units before any of it is loaded: rules over the rows and what is known."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kheo.units.lists import Listed, RowProblem, UnitRow

# Levels a path has room for.
DEEPEST = 15


@dataclass(frozen=True)
class Known:
    """A unit that is already there: its parent's code and its dates."""

    parent_code: str = ""
    founded: dt.date | None = None
    closed: dt.date | None = None


def check(found: Listed, known: Mapping[str, Known]) -> list[RowProblem]:
    """Missing, doubled and unknown codes, circles, depth, dates; nothing is checked twice in two words."""
    times = Counter(row.code for row in found.rows if row.code)
    problems: list[RowProblem] = []
    for row in found.rows:
        problems += _row(row, times, known)
    problems += _circles(found.rows, known)
    listed = times.keys() | known.keys()
    for succession in found.successions:
        for code in (succession.before, succession.after):
            if code not in listed:
                problems.append(
                    RowProblem(succession.row, f"Chưa có đơn vị mã {code}; nạp danh sách đơn vị trước rồi nạp tệp này.")
                )
    return problems


def _row(row: UnitRow, times: Mapping[str, int], known: Mapping[str, Known]) -> Iterator[RowProblem]:
    if not row.code:
        yield RowProblem(row.row, "Thiếu mã đơn vị; mỗi đơn vị cần một mã riêng.")
    elif times[row.code] > 1:
        yield RowProblem(row.row, f"Mã {row.code} có ở {times[row.code]} dòng; mỗi đơn vị chỉ ghi một dòng.")
    if not row.name:
        yield RowProblem(row.row, "Thiếu tên đơn vị.")
    if row.parent_code and row.parent_code not in times and row.parent_code not in known:
        yield RowProblem(
            row.row, f"Không có đơn vị cấp trên mã {row.parent_code}; thêm dòng cho đơn vị đó hoặc sửa lại mã."
        )
    before = known.get(row.code, Known())
    founded, closed = row.founded or before.founded, row.closed or before.closed
    if founded and closed and closed < founded:
        yield RowProblem(row.row, f"Ngày kết thúc {closed:%d/%m/%Y} trước ngày thành lập {founded:%d/%m/%Y}.")


def _circles(rows: list[UnitRow], known: Mapping[str, Known]) -> Iterator[RowProblem]:
    """Rows that are, by what they and the known units say, above themselves, or too deep for a path."""
    parents = {code: unit.parent_code for code, unit in known.items()}
    parents.update({row.code: row.parent_code for row in rows if row.parent_code})
    depths: dict[str, int] = {"": 0}
    for row in rows:
        depth = _depth(row.code, parents, depths)
        if depth is None and row.parent_code:
            yield RowProblem(row.row, f"Đơn vị {row.code} thành cấp trên của chính mình; sửa cột mã cấp trên.")
        elif depth is not None and depth > DEEPEST:
            yield RowProblem(row.row, f"Cây đơn vị sâu quá {DEEPEST} cấp tại mã {row.code}.")


def _depth(code: str, parents: Mapping[str, str], depths: dict[str, int]) -> int | None:
    """How deep the unit will stand (a root: 1); None on a circle or below one."""
    climbed: list[str] = []
    seen: set[str] = set()
    while code not in depths:
        if code in seen:
            return None
        seen.add(code)
        climbed.append(code)
        code = parents.get(code, "")
    for number, below in enumerate(reversed(climbed), 1):
        depths[below] = depths[code] + number
    return depths[climbed[0]] if climbed else depths[code]
