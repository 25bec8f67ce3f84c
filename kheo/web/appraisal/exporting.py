"""Results of a panel as a real .xlsx, in the order of places."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kheo.office.writing import Column, Sheet, Value, workbook
from kheo.web.appraisal.seats import Seat

if TYPE_CHECKING:
    from kheo.web.appraisal.tables import Placed

_COLUMNS = [
    Column("Hạng", 8), Column("Mô hình, điển hình", 46), Column("Họ và tên", 22), Column("Đơn vị", 28),
    Column("Điểm", 10), Column("Trung bình", 12), Column("Trung vị", 10), Column("Độ lệch", 10),
    Column("Số phiếu", 10), Column("Không chấm", 12), Column("Xếp loại", 14), Column("Tự chấm", 10),
]  # fmt: skip


def results_file(seat: Seat, rows: Sequence["Placed"]) -> bytes:
    """What the results page shows; numbers are numbers."""
    notes = ["Bộ tiêu chí dùng là mẫu tham khảo, không phải văn bản chính thức."] if seat.panel.rubric.sample else []
    title = [f"Kết quả thẩm định – {seat.panel.name}", seat.panel.campaign.title]
    return workbook([Sheet("Kết quả", _COLUMNS, [_values(row) for row in rows], title, notes)])


def _values(row: "Placed") -> list[Value]:
    one, entry = row.appraisal, row.appraisal.entry
    figures: list[Value] = [_number(value) for value in (one.score, one.mean, one.median, one.spread)]
    counts: list[Value] = [one.counted, one.abstained, row.class_name, _number(row.own)]
    names: list[Value] = [row.place, entry.title, entry.person_name, entry.unit.name]
    return [*names, *figures, *counts]


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
