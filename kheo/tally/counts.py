"""Figures of what was registered: entries by bloc, area, subject, kind, and new or continued."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F

from kheo.campaigns.models import Campaign
from kheo.tally.blocs import order_by_bloc
from kheo.tally.lists import standing_entries
from kheo.tally.owing import NO_BLOC


@dataclass(frozen=True, slots=True)
class EntryCount:
    """How many entries share these; `area` is the code, empty where the paper named no known field of work."""

    bloc: str
    area: str
    subject: str
    kind: str
    continuity: str
    number: int


def entry_counts(campaign: Campaign, *, as_of: dt.datetime | None = None) -> list[EntryCount]:
    """One line for each combination that occurs, in the order of blocs and areas (one query)."""
    by = (
        "registration__obligation__bloc__name",
        "area__position",
        "area__code",
        "subject",
        "kind",
        "continuity",
    )
    # Databases differ in where they put what has no bloc or area; here it comes last.
    order = [*order_by_bloc(campaign, "registration__obligation__bloc"), *(F(name).asc(nulls_last=True) for name in by)]
    groups = standing_entries(campaign, as_of).values_list(*by).annotate(number=Count("pk"))
    return [
        EntryCount(bloc or NO_BLOC, area or "", subject, kind, continuity, number)
        for bloc, _, area, subject, kind, continuity, number in groups.order_by(*order)
    ]


def total(counts: Iterable[EntryCount], **chosen: str) -> int:
    """Sum of the counts that match, as in `total(counts, subject="individual")`."""
    return sum(count.number for count in counts if all(getattr(count, name) == value for name, value in chosen.items()))
