"""A later answer replaces the earlier, and the earlier stays; what all kinds of record share in being taken."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from kheo.journal.book import Happening, note, note_all
from kheo.records.models import Entry, Outcome, Record, Registration, Report
from kheo.records.situation import Answer, Situation, rows_of

Kind = TypeVar("Kind", bound=Record)


def record_of(kind: type[Kind], answer: Answer, situation: Situation, at: datetime) -> Kind:
    """An unsaved record of `kind`; one that came before what stands now is a version gone by from the start."""
    duty = answer.obligation
    gone_by = situation.standing[duty.pk].pk if situation.later_stands(answer) else None
    return kind(
        obligation=duty,
        call_id=duty.call_id,
        unit_id=duty.unit_id,
        original=answer.original,
        received_at=answer.received_at,
        taken_at=at,
        taken_by=answer.taken_by,
        nil=answer.filled.nil,
        replaced_by_id=gone_by,
    )


def put(kind: type[Kind], records: Sequence[Kind], situation: Situation) -> None:
    """Save the records, one a duty at most, and let them replace what stood before: four queries for all."""
    rows_of(kind).bulk_create(records)
    standing = [record for record in records if record.replaced_by_id is None]
    before = [
        situation.standing[record.obligation_id] for record in standing if record.obligation_id in situation.standing
    ]
    if before:
        pks = [record.pk for record in before]
        newer = rows_of(kind).filter(pk__in=[record.pk for record in standing], obligation=OuterRef("obligation"))
        rows_of(kind).filter(pk__in=pks).update(replaced_by=Subquery(newer.values("pk")[:1]))
        _set_current(kind, pks, current=False)
    note_all(
        [
            Happening(f"{kind._meta.model_name}.taken", record, record.taken_by, {"obligation": record.obligation_id})
            for record in records
        ]
    )


@transaction.atomic
def withdraw(record: Record, *, actor: User | None) -> Record | None:
    """What was taken by mistake stands no more; the version before it stands again and is returned, if there is one.

    Of a version gone by the one before stays gone by: what replaced this replaces it.
    """
    kind = type(record)
    rows_of(kind).filter(pk=record.pk).update(withdrawn_at=timezone.now())
    _set_current(kind, [record.pk], current=False)
    before = rows_of(kind).filter(replaced_by=record.pk, withdrawn_at=None)
    former: Record | None = before.order_by("received_at", "pk").last()
    if record.replaced_by_id is not None:
        before.update(replaced_by=record.replaced_by_id)
        former = None
    elif former is not None:
        rows_of(kind).filter(pk=former.pk).update(replaced_by=None)
        _set_current(kind, [former.pk], current=True)
    note(f"{kind._meta.model_name}.withdrawn", record, actor=actor)
    return former


def _set_current(kind: type[Record], pks: Sequence[int], *, current: bool) -> None:
    if kind is Registration:
        Entry.objects.filter(registration__in=pks).update(current=current)
    elif kind is Report:
        Outcome.objects.filter(report__in=pks).update(current=current)
