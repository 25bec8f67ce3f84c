"""What happened to an issuer, in the words of the screen."""

from datetime import datetime
from typing import NamedTuple

from kheo.journal.models import Event
from kheo.publishing.issuers.models import Issuer

_SAID = {
    "issuer.added": "Thêm cơ quan ban hành",
    "issuer.changed": "Sửa thông tin cơ quan",
    "issuer.termbegun": "Bắt đầu nhiệm kỳ",
    "issuer.termmended": "Sửa ngày bắt đầu nhiệm kỳ",
}


class Told(NamedTuple):
    at: datetime
    said: str
    who: str
    reason: str


def happenings(issuer: Issuer) -> list[Told]:
    """Newest first (one query)."""
    events = Event.objects.filter(subject_kind="issuer", subject_id=issuer.pk).select_related("actor")
    return [_told(event) for event in events.order_by("-pk")[:50]]


def _told(event: Event) -> Told:
    who = event.actor.get_full_name() or event.actor.get_username() if event.actor else ""
    return Told(event.at, _SAID.get(event.happened, event.happened), who, str(event.details.get("reason") or ""))
