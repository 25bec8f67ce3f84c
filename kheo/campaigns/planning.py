"""Publishing a campaign: who will owe what, and the ledger of it frozen once and for ever."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from kheo.campaigns.letter_text import drift
from kheo.campaigns.models import Call, Campaign, Obligation
from kheo.campaigns.problems import Problem, blocking
from kheo.campaigns.requirements import applies, rule_words
from kheo.journal.book import note
from kheo.office.wording import words
from kheo.units.models import Bloc, Unit, UnitQuerySet

_BATCH = 5_000


class NotPublishable(Exception):  # noqa: N818 - a verdict on a campaign
    """The campaign cannot be published as it is; `problems` are all the reasons."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(problem.message for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Owed:
    """How many units of a bloc (None: in no bloc) will owe a call."""

    call: Call
    bloc: Bloc | None
    units: int


def owed_by(campaign: Campaign, *, at: datetime) -> list[Owed]:
    """Who would owe what if the campaign were published at `at`: a line a call and bloc, in the office's order."""
    blocs = Bloc.objects.in_bulk()
    lines = []
    for call in campaign.calls.all():
        counted = audience(call, at=at).order_by().values_list("bloc").annotate(units=Count("pk"))
        found = [Owed(call, blocs.get(bloc), units) for bloc, units in counted]
        lines += sorted(found, key=lambda line: (line.bloc is None, line.bloc.position if line.bloc else 0))
    return lines


def audience(call: Call, *, at: datetime) -> QuerySet[Unit]:
    """The units a call is asked of: below the campaign's root, existing on the day, of its kinds and blocs.

    A call that names no kinds and no blocs is asked of all; one that is owed by choice of nobody yet.
    """
    campaign = call.campaign
    if call.by_choice:
        return Unit.objects.none()
    units = Unit.objects.under(campaign.root).existing_on(timezone.localdate(at)).exclude(pk=campaign.root_id)
    if call.audience_kinds:
        wanted = {words(kind) for kind in call.audience_kinds}
        # Kinds are free text: the spellings in use are few, the units many.
        spelt = units.order_by().values_list("kind", flat=True).distinct()
        units = units.filter(kind__in=[kind for kind in spelt if words(kind) in wanted])
    if call.audience_blocs:
        wanted = {words(name) for name in call.audience_blocs}
        units = units.filter(bloc__in=[bloc for bloc in Bloc.objects.all() if words(bloc.name) in wanted])
    return units


@transaction.atomic
def publish(*, campaign: Campaign, at: datetime, actor: User | None = None) -> Campaign:
    """Freeze the ledger: one obligation a unit and call. Raises NotPublishable with everything that hinders.

    150,000 units × 2 calls are written in batches; the journal says how many duties each call made.
    """
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    campaign.refresh_from_db()
    problems = obstacles(campaign, at=at)
    if blocking(problems):
        raise NotPublishable([problem for problem in problems if blocking([problem])])
    made = {call.slug: _write_duties(call, at) for call in campaign.calls.select_related("campaign__root")}
    campaign.published_at, campaign.published_by = at, actor
    campaign.bloc_order = _bloc_order(campaign)
    campaign.save(update_fields=["published_at", "published_by", "bloc_order"])
    note("campaign.published", campaign, actor=actor, at=str(at), owed=made)
    return campaign


def _bloc_order(campaign: Campaign) -> list[int]:
    """Blocs by their first unit in the tree: each office has an order of its own, which its letters keep."""
    owed = Obligation.objects.filter(call__campaign=campaign).exclude(bloc=None)
    firsts = owed.values_list("bloc_id").annotate(first=Min("unit__path")).order_by("first")
    return [bloc for bloc, _ in firsts]


@transaction.atomic
def choose(*, call: Call, units: UnitQuerySet, at: datetime, reason: str, actor: User | None = None) -> int:
    """Let units owe a published call beyond its audience (one owed by choice, or a unit founded later).

    Gives how many duties were added; units that owe it already keep theirs.
    """
    campaign = Campaign.objects.select_related("root").get(pk=call.campaign_id)
    if campaign.published_at is None:
        raise NotPublishable([Problem("campaign_not_published", at=call.slug)])
    below = units.under(campaign.root).existing_on(timezone.localdate(at)).exclude(pk=campaign.root_id)
    fresh = below.exclude(obligations__call=call)
    number = len(Obligation.objects.bulk_create(list(_duties(call, fresh)), batch_size=_BATCH))
    note("call.assigned", call, actor=actor, at=str(at), units=number, reason=reason)
    return number


def obstacles(campaign: Campaign, *, at: datetime) -> list[Problem]:
    """Everything to mend or to know before publishing: blocks first, then where letter and rules drift apart."""
    found = []
    if campaign.published_at is not None:
        found.append(Problem("campaign_published", details={"slug": campaign.slug}))
    calls = list(campaign.calls.select_related("campaign__root").prefetch_related("requirements"))
    if not calls:
        found.append(Problem("campaign_without_calls"))
    for call in calls:
        found += _call_obstacles(call, at)
    return sorted(found + drift(campaign), key=lambda problem: not blocking([problem]))


def _call_obstacles(call: Call, at: datetime) -> Iterator[Problem]:
    where = f"calls.{call.slug}"
    if call.due_at <= at:
        yield Problem("call_due_before_letter", at=where, details={"call": call.title})
    if call.by_choice:
        return
    asked = list(audience(call, at=at).order_by().values_list("kind", "bloc__name").distinct())
    if not asked:
        yield Problem("call_owed_by_nobody", at=where, details={"call": call.title})
        return
    for number, rule in enumerate(call.requirements.all()):
        if not any(applies(rule, kind, bloc or "") for kind, bloc in asked):
            yield Problem("rule_binds_nobody", at=f"{where}.requirements[{number}]", details={"rule": rule_words(rule)})


def _write_duties(call: Call, at: datetime) -> int:
    rows = _duties(call, audience(call, at=at))
    made = 0
    while batch := list(islice(rows, _BATCH)):
        made += len(Obligation.objects.bulk_create(batch))
    return made


def _duties(call: Call, units: QuerySet[Unit]) -> Iterator[Obligation]:
    fields: Any = units.order_by("path").values_list("pk", "bloc_id", "kind")
    for pk, bloc, kind in fields.iterator(chunk_size=_BATCH):
        yield Obligation(call=call, unit_id=pk, bloc_id=bloc, unit_kind=kind, due_at=call.due_at)
