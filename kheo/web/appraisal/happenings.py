"""What happened to a panel, in the words of the screen; points are never among it."""

from datetime import datetime
from typing import NamedTuple

from kheo.awards.appraisal.models import Panel
from kheo.journal.models import Event

_SAID = {
    "panel.made": "Lập tổ thẩm định",
    "panel.changed": "Sửa tổ",
    "panel.withdrawn": "Rút tổ",
    "panel.restored": "Khôi phục tổ",
    "panel.closed": "Chốt kết quả",
    "panel.reopened": "Mở lại",
    "appraisal.opened": "Đưa mô hình vào thẩm định",
}


class Told(NamedTuple):
    at: datetime
    said: str
    who: str
    reason: str


def happenings(panel: Panel) -> list[Told]:
    """Newest first (one query)."""
    events = Event.objects.filter(subject_kind="panel", subject_id=panel.pk).select_related("actor").order_by("-pk")
    return [_told(event) for event in events[:30]]


def _told(event: Event) -> Told:
    who = event.actor.get_full_name() or event.actor.get_username() if event.actor else ""
    said = _SAID.get(event.happened, event.happened)
    if event.happened == "appraisal.opened":
        said = f"Đưa {len(event.details.get('entries', ()))} mô hình vào thẩm định"
    return Told(event.at, said, who, str(event.details.get("reason") or ""))
