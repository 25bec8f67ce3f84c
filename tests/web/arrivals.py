"""Answers of the cast's units, let in through the door and worked off like any other."""

import datetime as dt
from collections.abc import Sequence

from kheo.intake import doors, pipeline
from kheo.intake.models import Submission
from kheo.tally.instants import instant
from kheo.units.models import Unit
from tests.asked import IN_TIME, Asked, collectives, individuals, sheet

FULL = [*collectives("Đường hoa nông thôn", "Tiếng kẻng an ninh"), *individuals(("Nuôi cá lồng", "Trần Văn Bình"))]
FULL += individuals(("Trồng rừng", "Lê Thị Cúc"))
SHORT = FULL[:3]
# The fourth line has no title: a person must look.
DOUBTFUL = [*FULL[:3], ("", "Cá nhân", "Lê Thị Cúc", "Kinh tế")]


def arrive(
    asked: Asked, unit: Unit | None, rows: Sequence[Sequence[str]], *, head: str = "", at: dt.datetime = IN_TIME
) -> Submission:
    """An .xlsx form as `unit` fills it; its head says `head` where that is not the unit's name."""
    name = head or (unit.name if unit else "")
    kept = doors.by_upload(
        [("đăng ký.xlsx", sheet(name, rows))], campaign=asked.campaign, call=asked.registration, received_at=at
    )
    pipeline.work_off([kept[0].pk])
    return Submission.objects.get(pk=kept[0].pk)


def publish(asked: Asked) -> None:
    """The duties of `asked` stand already: only the mark of publishing is missing."""
    asked.campaign.published_at = instant("2024-01-23T00:00")
    asked.campaign.save(update_fields=["published_at"])
