from datetime import UTC, datetime, timedelta

import pytest

from kheo.background.clock import Regular, tick

NOON = datetime(2024, 2, 1, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_regular_work_starts_when_its_time_has_come_and_not_before() -> None:
    starts: list[datetime] = []

    def start(now: datetime) -> int:
        starts.append(now)
        return len(starts)

    timetable = (Regular("sweep", timedelta(minutes=5), start),)

    done = [tick(timetable, NOON + timedelta(minutes=minutes)) for minutes in (0, 1, 5, 6)]

    assert done == [{"sweep": 1}, {}, {"sweep": 2}, {}]


@pytest.mark.django_db
def test_one_that_fails_does_not_keep_the_others_from_starting() -> None:
    def fail(now: datetime) -> int:
        raise RuntimeError("hỏng")

    timetable = (Regular("bad", timedelta(minutes=1), fail), Regular("good", timedelta(minutes=1), lambda _now: 7))

    assert tick(timetable, NOON) == {"good": 7}
