"""Who is to be reminded, of what: those who owe and only those, as things stand when it is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Q, QuerySet
from django.utils import timezone

from kheo.campaigns.models import Campaign, Obligation
from kheo.intake.models import Submission
from kheo.reminders.models import Reminder, ReminderRule, Step
from kheo.reminders.moments import Deadline, step_at
from kheo.units.models import Contact, Unit

# Nothing came yet, or what came was given back. What waits for the office to look at is not the unit's to do.
OWING = (Obligation.State.MISSING, Obligation.State.RETURNED)
_MOST_ADDRESSES = 5
_WAITING = (Submission.State.RECEIVED, Submission.State.PUZZLING)


@dataclass(frozen=True)
class Duty:
    """One obligation that is owed, and the step at which its unit is reminded of it."""

    obligation: Obligation
    step: Step


@dataclass(frozen=True)
class Due:
    """One letter that would go: to whom (`addresses` may be empty), about which duties.

    `unit` is the unit reminded, or the unit above whose silent ones the duties are.
    """

    unit: Unit
    step: Step
    duties: tuple[Duty, ...]
    addresses: tuple[str, ...]


def owed(campaign: Campaign, **chosen: object) -> QuerySet[Obligation]:
    """Duties owed now, in the order of the tree; those of units whose papers still wait at the desk left out."""
    waiting = _at_the_desk(campaign)
    rows = Obligation.objects.filter(call__campaign=campaign, state__in=OWING, **chosen)
    return (
        rows.exclude(unit__in=waiting).select_related("call", "unit__parent").order_by("unit__path", "call__position")
    )


def due_now(campaign: Campaign, now: datetime) -> list[Due]:
    """What the switched-on rules ask for at this hour: at most one letter a unit, none twice in a day."""
    rules = {Step(rule.step): rule for rule in ReminderRule.objects.filter(campaign=campaign).exclude(enabled_at=None)}
    if not rules or campaign.published_at is None or campaign.closed_at is not None:
        return []
    steps = _steps(campaign, rules, now)
    chosen = Q(pk=None)
    for due_at in steps:
        chosen |= Q(due_at=due_at)
    duties = [Duty(one, steps[one.due_at]) for one in owed(campaign).filter(chosen)]
    return gathered(campaign, _fresh(duties), now)


def due_at_step(campaign: Campaign, step: Step, now: datetime) -> list[Due]:
    """Whom this step would remind if it were sent now: all who owe and have not been reminded by it."""
    duties = [Duty(one, step) for one in owed(campaign)]
    if step in {Step.AFTER, Step.ESCALATE}:
        duties = [duty for duty in duties if duty.obligation.due_at <= now]
    return gathered(campaign, _fresh(duties), now)


def gathered(campaign: Campaign, duties: Sequence[Duty], now: datetime) -> list[Due]:
    """One letter a unit, or a unit above; of several steps the most pressing gives the words."""
    today = timezone.localdate(now)
    spoken_to = set(
        Reminder.objects.filter(obligation__call__campaign=campaign, at__date=today)
        .exclude(step=Step.ESCALATE)
        .values_list("obligation__unit_id", flat=True)
    )
    own: dict[int, list[Duty]] = {}
    above: dict[int, list[Duty]] = {}
    for duty in duties:
        unit = duty.obligation.unit
        if duty.step != Step.ESCALATE:
            if unit.pk not in spoken_to:
                own.setdefault(unit.pk, []).append(duty)
        elif unit.parent is not None and unit.parent.pk != campaign.root_id:
            above.setdefault(unit.parent.pk, []).append(duty)
    addresses = addresses_of([*own, *above])
    found = [_due(some[0].obligation.unit, some, addresses) for some in own.values()]
    return found + [_due(cast("Unit", some[0].obligation.unit.parent), some, addresses) for some in above.values()]


def is_owed(reminder: Reminder, waiting: frozenset[int]) -> bool:
    """Is what the reminder speaks of still to be done, by the same deadline? `waiting`: units at the desk."""
    duty = reminder.obligation
    return duty.state in OWING and duty.due_at == reminder.due_at and duty.unit_id not in waiting


def at_the_desk(campaign: Campaign) -> frozenset[int]:
    return frozenset(_at_the_desk(campaign))


def addresses_of(units: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Unit → where letters to it go: the addresses the office listed; those learnt only where it listed none."""
    listed: dict[int, list[str]] = {}
    learnt: dict[int, list[str]] = {}
    rows = Contact.objects.filter(unit__in=list(units)).exclude(email="").order_by("pk")
    for unit, email, is_learnt in rows.values_list("unit_id", "email", "learnt"):
        (learnt if is_learnt else listed).setdefault(unit, []).append(email.lower())
    return {unit: tuple(dict.fromkeys(found))[:_MOST_ADDRESSES] for unit, found in (learnt | listed).items()}


def _due(unit: Unit, duties: Sequence[Duty], addresses: Mapping[int, tuple[str, ...]]) -> Due:
    order = list(Step)
    step = max((duty.step for duty in duties), key=order.index)
    return Due(unit, step, tuple(duties), addresses.get(unit.pk, ()))


def _steps(campaign: Campaign, rules: Mapping[Step, ReminderRule], now: datetime) -> dict[datetime, Step]:
    """Deadline → the step whose turn it is, where the rule was on when it fell due."""
    assert campaign.published_at is not None
    days = {step: rule.days for step, rule in rules.items()}
    deadlines = Obligation.objects.filter(call__campaign=campaign, state__in=OWING)
    found: dict[datetime, Step] = {}
    for due_at in deadlines.order_by().values_list("due_at", flat=True).distinct():
        turn = step_at(Deadline(campaign.published_at, due_at), days, now)
        if turn is None:
            continue
        step, since = turn
        switched_on = rules[step].enabled_at
        if switched_on is not None and switched_on <= since:
            found[due_at] = step
    return found


def _fresh(duties: Sequence[Duty]) -> list[Duty]:
    """Those not yet reminded of at this step towards this deadline."""
    rows = Reminder.objects.filter(obligation__in=[duty.obligation.pk for duty in duties])
    known = set(rows.values_list("obligation_id", "step", "due_at"))
    return [duty for duty in duties if (duty.obligation.pk, str(duty.step), duty.obligation.due_at) not in known]


def _at_the_desk(campaign: Campaign) -> set[int]:
    """Units of which something waits to be read or looked at; of what nobody has placed, the likeliest unit."""
    rows = Submission.objects.filter(campaign=campaign, state__in=_WAITING)
    found: set[int] = set()
    codes: set[str] = set()
    for unit, guesses in rows.values_list("unit_id", "guesses"):
        if unit is not None:
            found.add(unit)
        elif guesses:
            codes.add(str(guesses[0].get("unit", "")))
    if codes:
        found |= set(Unit.objects.filter(code__in=codes).values_list("pk", flat=True))
    return found
