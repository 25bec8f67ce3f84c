"""What waits on a desk: submissions by what is to be done with them, campaigns with their figures and days left."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from kheo.campaigns.models import Call, Campaign
from kheo.intake.models import Submission
from kheo.tally.owing import Figures, totals
from kheo.web.submissions.queries import in_state

State = Submission.State
_WAITING = (State.PUZZLING, State.RECEIVED, State.RETURNED)
MOST_CAMPAIGNS = 8


@dataclass(frozen=True)
class Asked:
    """One call with its figures and the days left (negative: days over)."""

    call: Call
    figures: Figures
    today: dt.date

    @property
    def late(self) -> int:
        return self.figures.received - self.figures.on_time

    @property
    def last_day(self) -> dt.date:
        """The bound is exclusive: before 01/02 means that 31/01 is the last day."""
        return timezone.localdate(self.call.due_at - dt.timedelta(microseconds=1))

    @property
    def days_left(self) -> int:
        return (self.last_day - self.today).days

    @property
    def days_over(self) -> int:
        return -self.days_left


@dataclass(frozen=True)
class Running:
    campaign: Campaign
    calls: Sequence[Asked]


def counts(campaigns: Sequence[Campaign]) -> dict[str, int]:
    """How many submissions of these campaigns are in each state that waits for a person (or for the reader)."""
    rows = Submission.objects.filter(campaign__in=campaigns, state__in=_WAITING)
    grouped = rows.order_by().values_list("state").annotate(number=Count("pk"))
    return dict.fromkeys(map(str, _WAITING), 0) | {str(state): number for state, number in grouped}


def waiting(campaigns: Sequence[Campaign]) -> int:
    """How many were taken and wait to be decided about, as the list counts them: from the few duties that wait."""
    return Submission.objects.filter(in_state("waiting"), obligation__call__campaign__in=campaigns).count()


def running(campaigns: Sequence[Campaign], *, today: dt.date) -> list[Running]:
    """Published campaigns that are not closed, with their calls: two queries."""
    calls: dict[int, list[Call]] = {campaign.pk: [] for campaign in campaigns}
    for call in Call.objects.filter(campaign__in=campaigns).order_by("campaign", "position", "pk"):
        calls[call.campaign_id].append(call)
    figures = totals([call.pk for some in calls.values() for call in some])
    return [Running(campaign, _asked(calls[campaign.pk], figures, today)) for campaign in campaigns]


def _asked(calls: Sequence[Call], figures: Mapping[int, Figures], today: dt.date) -> list[Asked]:
    return [Asked(call, figures[call.pk], today) for call in calls]
