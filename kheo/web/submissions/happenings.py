"""The journal of one submission in the words of the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kheo.journal.models import Event

_SAID = {
    "submission.received": "Đến nơi, đã lưu nguyên vẹn",
    "submission.repeated": "Gửi lại đúng tệp này",
    "submission.taken": "Đã đọc và ghi nhận",
    "submission.puzzling": "Đã đọc, cần người xem",
    "submission.returned": "Trả lại để bổ sung",
    "submission.opened": "Đã mở thư, lấy các tệp kèm",
    "submission.aside": "Để riêng",
    "submission.stumbled": "Đọc gặp trục trặc",
    "submission.decided": "Xác định đơn vị",
    "submission.undecided": "Bỏ xác định đơn vị",
    "submission.setaside": "Để riêng, không tính là trả lời",
    "submission.broughtback": "Đưa trở lại để xử lý",
    "submission.retaken": "Đọc lại từ tệp gốc",
    "submission.mended": "Sửa ô",
    "submission.accepted": "Chấp nhận",
    "submission.reconsidered": "Bỏ quyết định, xem lại",
    "submission.seen": "Cán bộ mở xem lần đầu",
    "submission.moved": "Chuyển sang đợt khác",
    "submission.split": "Tách dòng cho đơn vị khác",
    "submission.undone": "Hoàn tác",
}


@dataclass(frozen=True)
class Told:
    at: datetime
    said: str
    who: str
    reason: str


MOST = 100


def happenings(events: Sequence[Event]) -> list[Told]:
    """The latest of these, newest first."""
    return [_told(event) for event in events[:MOST]]


def said_of(event: Event) -> str:
    """What happened, in a few words."""
    said = _SAID.get(event.happened, event.happened)
    if event.happened == "submission.undone":
        return f"{said}: {_SAID.get(event.details.get('undone', ''), '')}"
    return said


def _told(event: Event) -> Told:
    who = event.actor.get_full_name() or event.actor.get_username() if event.actor else ""
    said = said_of(event)
    mends = event.details.get("mends") or []
    if mends:
        said += ": " + "; ".join(f"{mend['cell']} “{mend['was']}” → “{mend['now']}”" for mend in mends[:5])
    if event.details.get("unit"):
        said += f": {event.details['unit']}"
    if event.happened in {"submission.moved", "submission.split"}:
        said += f" ({event.details.get('code') or event.details.get('part')})"
    return Told(event.at, said, who, str(event.details.get("reason") or ""))
