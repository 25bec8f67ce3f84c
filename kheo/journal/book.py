"""The book of what happened: one chained entry a change, in the same transaction as the change."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from kheo.journal.models import Event, Head


@dataclass(frozen=True)
class Happening:
    """One line to write: the event's name (noun.pastparticiple), what it concerns, who did it, typed details."""

    happened: str
    subject: models.Model
    actor: User | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def note(happened: str, subject: models.Model, *, actor: User | None = None, **details: Any) -> Event:
    """Write one event; call it inside the transaction that makes the change."""
    return note_all([Happening(happened, subject, actor, details)])[0]


def note_all(happenings: Sequence[Happening]) -> list[Event]:
    """Write many events in order with one lock of the chain's head."""
    if not happenings:
        return []
    now = timezone.now()
    with transaction.atomic():
        Head.objects.get_or_create(pk=1)
        head = Head.objects.select_for_update().get(pk=1)
        events = []
        for happening in happenings:
            event = _event(happening, now)
            event.digest = head.digest = link(head.digest, event)
            events.append(event)
        Event.objects.bulk_create(events)
        head.save(update_fields=["digest"])
        transaction.on_commit(lambda: _tell(events))
    return events


def link(previous: str, event: Event) -> str:
    """The digest that chains `event` to the one before; what it covers can no longer be changed unseen."""
    said = [
        previous,
        event.happened,
        event.at.isoformat(),
        event.actor_id,
        event.subject_kind,
        event.subject_id,
        event.details,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def broken_at() -> int | None:
    """The id of the first event whose digest does not follow from the one before, or None."""
    digest = "0" * 64
    for event in Event.objects.order_by("id").iterator(chunk_size=5000):
        digest = link(digest, event)
        if digest != event.digest:
            return event.pk
    head = Head.objects.filter(pk=1).first()
    # A head that knows of more than the book holds: the end was cut off.
    return None if head is None or head.digest == digest else 0


def _event(happening: Happening, now: datetime) -> Event:
    return Event(
        happened=happening.happened,
        at=now,
        actor=happening.actor,
        subject_kind=happening.subject._meta.model_name or "",
        subject_id=happening.subject.pk,
        details=dict(happening.details),
    )


def _tell(events: list[Event]) -> None:
    listener = import_string(settings.JOURNAL_LISTENER)
    listener(events)
