"""The journal of one letter in the words of the screen."""

from datetime import datetime
from typing import NamedTuple

from kheo.journal.models import Event
from kheo.post.models import Outgoing

_SAID = {
    "letter.queued": "Soạn xong, chờ gửi",
    "letter.held": "Giữ lại",
    "letter.rewritten": "Máy soạn lại theo tình hình mới",
    "letter.edited": "Sửa lời thư",
    "letter.released": "Cho gửi",
    "letter.sent": "Máy chủ thư đã nhận",
    "letter.deferred": "Máy chủ thư tạm thời chưa nhận",
    "letter.failed": "Không gửi được",
    "letter.unsure": "Không rõ đã gửi chưa",
    "letter.requeued": "Không thấy bản lưu, xếp hàng gửi lại",
    "letter.retried": "Cho gửi lại",
    "letter.believed": "Xác nhận là đã gửi",
    "letter.bounced": "Bị trả lại",
    "letter.cancelled": "Bỏ, không gửi",
    "letter.dropped": "Không cần gửi nữa",
}


class Told(NamedTuple):
    at: datetime
    said: str
    who: str
    reason: str


def happenings(outgoing: Outgoing) -> list[Told]:
    """Newest first (one query)."""
    events = Event.objects.filter(subject_kind="outgoing", subject_id=outgoing.pk).select_related("actor")
    return [_told(event) for event in events.order_by("-pk")[:100]]


def _told(event: Event) -> Told:
    who = event.actor.get_full_name() or event.actor.get_username() if event.actor else ""
    reason = str(event.details.get("said") or event.details.get("reason") or "")
    return Told(event.at, _SAID.get(event.happened, event.happened), who, reason)
