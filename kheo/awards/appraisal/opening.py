"""Entries before a panel: opened by choice, taken out with a reason, put back as they were."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.awards.appraisal.models import Appraisal, AppraisalQuerySet, Closure, Panel
from kheo.awards.appraisal.panels import CannotAppraiseError, locked
from kheo.awards.appraisal.reckoning import reckon
from kheo.journal.book import note
from kheo.records.models import Entry, EntryQuerySet


@dataclass(frozen=True)
class Opened:
    """How many were opened, and how many other chosen ones stand before a panel of the campaign already."""

    opened: int
    already: int


def candidates(panel: Panel) -> EntryQuerySet:
    """Entries of the panel's campaign and fields that stand now and are before no panel of it."""
    rows = Entry.objects.current().filter(campaign=panel.campaign_id)
    areas = list(panel.areas.values_list("pk", flat=True))
    if areas:
        rows = rows.filter(area__in=areas)
    return rows.exclude(pk__in=_taken(panel).values("entry"))


@transaction.atomic
def open_appraisals(panel: Panel, entries: Iterable[int], *, actor: User | None) -> Opened:
    """Open these entries of the campaign; what another panel of it has is left there, what was taken out comes back."""
    held = locked(panel)
    chosen = set(Entry.objects.filter(campaign=held.campaign_id, pk__in=list(entries)).values_list("pk", flat=True))
    taken = set(_taken(held).filter(entry__in=chosen).values_list("entry", flat=True))
    now = timezone.now()
    back = Appraisal.objects.filter(panel=held, entry__in=chosen - taken).exclude(withdrawn_at=None)
    returned = dict(back.values_list("entry", "pk"))
    Appraisal.objects.filter(pk__in=returned.values()).update(withdrawn_at=None)
    reckon(held, returned.values())
    new = sorted(chosen - taken - set(returned))
    Appraisal.objects.bulk_create(
        [Appraisal(panel=held, entry_id=entry, opened_at=now) for entry in new], batch_size=500
    )
    opened = len(new) + len(returned)
    if opened:
        note("appraisal.opened", held, actor=actor, entries=sorted(chosen - taken))
    return Opened(opened, len(taken))


@transaction.atomic
def withdraw(appraisal: Appraisal, *, reason: str, actor: User) -> None:
    """Out of this panel; its scores stay with it."""
    if not reason.strip():
        raise CannotAppraiseError("Ghi lý do đưa mô hình này ra khỏi danh sách thẩm định.")
    held = locked(appraisal.panel)
    if Appraisal.objects.filter(pk=appraisal.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        note("appraisal.withdrawn", appraisal, actor=actor, panel=held.pk, reason=reason.strip())


@transaction.atomic
def restore(appraisal: Appraisal, *, actor: User) -> None:
    """Back before the panel with all its scores; refused where another panel has the entry meanwhile."""
    held = locked(appraisal.panel)
    if _taken(held).filter(entry=appraisal.entry_id).exclude(pk=appraisal.pk).exists():
        raise CannotAppraiseError("Mô hình này đang do tổ khác của đợt thẩm định.")
    if Appraisal.objects.filter(pk=appraisal.pk).exclude(withdrawn_at=None).update(withdrawn_at=None):
        reckon(held, [appraisal.pk])
        note("appraisal.restored", appraisal, actor=actor, panel=held.pk)


def _taken(panel: Panel) -> AppraisalQuerySet:
    """Before this panel, or before another that is not done: a second round may take what a closed one is done with."""
    done = Closure.objects.filter(reopened_at=None, panel__campaign=panel.campaign_id).exclude(panel=panel)
    rows = Appraisal.objects.standing().filter(panel__campaign=panel.campaign_id, panel__withdrawn_at=None)
    return rows.exclude(panel__in=list(done.values_list("panel", flat=True)))
