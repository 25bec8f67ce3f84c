"""What is known of a proposal beside its way: award and particulars, clearances, reasons for warnings passed over."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.awards.proposals.models import Clearance, Override, Proposal
from kheo.awards.proposals.naming import key_of, said
from kheo.journal.book import note

CHANGEABLE = ("award", "name", "post", "achievement", "works_directly", "sex")


@transaction.atomic
def describe(proposal: Proposal, changes: Mapping[str, Any], *, actor: User | None) -> Proposal:
    """New particulars, of those in CHANGEABLE; what was before is in the journal. Raises KeyError for another field."""
    one = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    before = {}
    for name, value in changes.items():
        if name not in CHANGEABLE:
            raise KeyError(name)
        if getattr(one, name) != value:
            before[name] = _plain(getattr(one, name))
            setattr(one, name, value)
    one.key = key_of(one.name)
    if before:
        one.save()
        now = {name: _plain(getattr(one, name)) for name in before}
        note("proposal.described", one, actor=actor, before=before, now=now)
    return one


@transaction.atomic
def clear(proposal: Proposal, *, clear: bool, said_by: str, dated: dt.date | None, actor: User | None) -> Clearance:
    """What was answered about discipline, inspection and complaints; a later record counts instead of an earlier."""
    made = Clearance.objects.create(
        proposal=proposal, clear=clear, said=said(said_by), dated=dated, at=timezone.now(), actor=actor
    )
    note("clearance.recorded", proposal, actor=actor, clear=clear, said=made.said)
    return made


@transaction.atomic
def take_back_clearance(clearance: Clearance, *, actor: User | None) -> None:
    """The record before it counts again; twice changes nothing."""
    if Clearance.objects.filter(pk=clearance.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        note("clearance.withdrawn", clearance.proposal, actor=actor, said=clearance.said)


@transaction.atomic
def take_back_override(override: Override, *, actor: User | None) -> None:
    """The warning asks again; twice changes nothing."""
    if Override.objects.filter(pk=override.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        note("guard.asks_again", override.proposal, actor=actor, guard=override.guard)


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value)
