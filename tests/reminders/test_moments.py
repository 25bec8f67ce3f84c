"""When each step falls due, to the minute."""

import datetime as dt

import pytest

from kheo.reminders.models import Step
from kheo.reminders.moments import Deadline, in_office_hours, step_at
from tests.reminders.conftest import at

MIDNIGHT = Deadline(at(10, 0), at(1, 0, month=2))
EVENING = Deadline(at(10, 0), at(31, 17))
DAYS = {Step.HALF: 0, Step.THREE_QUARTERS: 0, Step.DAY_BEFORE: 0, Step.AFTER: 1, Step.ESCALATE: 4}


@pytest.mark.parametrize(
    ("deadline", "step", "days", "expected"),
    [
        (MIDNIGHT, Step.HALF, 0, at(21, 0)),
        (MIDNIGHT, Step.THREE_QUARTERS, 0, at(26, 12)),
        # "Before 01/02" means that 31/01 is the last day: the day before it is 30/01, whatever the hour.
        (MIDNIGHT, Step.DAY_BEFORE, 0, at(30, 8)),
        (EVENING, Step.DAY_BEFORE, 0, at(30, 8)),
        (MIDNIGHT, Step.AFTER, 1, at(1, 8, month=2)),
        (EVENING, Step.ESCALATE, 4, at(4, 8, month=2)),
    ],
)
def test_moments(deadline: Deadline, step: Step, days: int, expected: dt.datetime) -> None:
    assert deadline.at(step, days) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(20, 23), None),
        (at(21, 0), Step.HALF),
        (at(26, 11), Step.HALF),
        (at(26, 12), Step.THREE_QUARTERS),
        (at(30, 8), Step.DAY_BEFORE),
        (at(31, 23), Step.DAY_BEFORE),
        (at(1, 7, month=2), None),
        (at(1, 8, month=2), Step.AFTER),
        (at(4, 7, month=2), Step.AFTER),
        (at(4, 8, month=2), Step.ESCALATE),
        (at(7, 9, month=2), None),
    ],
)
def test_one_step_at_a_time_and_none_is_made_up_for(now: dt.datetime, expected: Step | None) -> None:
    found = step_at(MIDNIGHT, DAYS, now)

    assert (found[0] if found else None) == expected


def test_a_call_with_a_short_deadline_skips_what_came_before_it_was_asked() -> None:
    short = Deadline(at(30, 10), at(1, 0, month=2))

    assert step_at(short, {Step.DAY_BEFORE: 0}, at(30, 12)) is None


def test_letters_come_within_office_hours() -> None:
    assert [in_office_hours(at(20, hour)) for hour in (6, 7, 17, 18)] == [False, True, True, False]
