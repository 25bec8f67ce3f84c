"""When each step falls due between the publishing of a letter and its deadline, and after it. Knows no clock."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from kheo.reminders.models import Step

# Letters of an office come within its hours.
FIRST_HOUR, LAST_HOUR = 7, 18
_MORNING = dt.time(8, 0)
# How long the last step may be made up for after a machine was off.
_LATEST = dt.timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Asked at `published_at`; an answer is on time before `due_at`."""

    published_at: dt.datetime
    due_at: dt.datetime

    @property
    def last_day(self) -> dt.date:
        """The bound is exclusive: before 01/02 means that 31/01 is the last day."""
        return timezone.localdate(self.due_at - dt.timedelta(microseconds=1))

    def at(self, step: Step, days: int) -> dt.datetime:
        """When the step falls due; `days` after the last day for the steps that come after it."""
        if step in {Step.HALF, Step.THREE_QUARTERS}:
            part = 0.5 if step == Step.HALF else 0.75
            return self.published_at + (self.due_at - self.published_at) * part
        shift = -1 if step == Step.DAY_BEFORE else days
        morning = dt.datetime.combine(self.last_day + dt.timedelta(days=shift), _MORNING)
        return timezone.make_aware(morning)


def step_at(deadline: Deadline, days: Mapping[Step, int], now: dt.datetime) -> tuple[Step, dt.datetime] | None:
    """The step whose turn it is at `now`, and since when: the latest that fell due, until the next one does.

    `days`: the steps in use. An earlier step that was missed is not made up for once a later one has come.
    """
    fallen = [(deadline.at(step, number), step) for step, number in days.items()]
    fallen = [(at, step) for at, step in fallen if at <= now and at >= deadline.published_at]
    if not fallen:
        return None
    order = list(Step)
    at, step = max(fallen, key=lambda one: (one[0], order.index(one[1])))
    over = step in {Step.AFTER, Step.ESCALATE} and now - at > _LATEST
    missed = step not in {Step.AFTER, Step.ESCALATE} and now >= deadline.due_at
    return None if over or missed else (step, at)


def in_office_hours(now: dt.datetime) -> bool:
    return FIRST_HOUR <= timezone.localtime(now).hour < LAST_HOUR
