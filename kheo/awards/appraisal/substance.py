"""What in an entry's text an appraiser should look at twice (chống hình thức): for them alone; it decides nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from kheo.records.likeness.models import Likeness
from kheo.records.models import Entry, Outcome

_DATES_AND_YEARS = re.compile(r"\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b|\b\d{1,2}[/.-]\d{4}\b|\b(?:19|20)\d\d\b")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True)
class Remark:
    """`code`: no_results, no_figure, no_place, no_time or alike; `entry`: the one it is like."""

    code: str
    sentence: str
    entry: int | None = None


def has_figure(text: str) -> bool:
    """A number that is not merely a date or a year."""
    return bool(_FIGURE.search(_DATES_AND_YEARS.sub(" ", text)))


def remarks_on(entry: Entry, outcomes: Sequence[Outcome]) -> list[Remark]:
    """All there is to look at; `outcomes`: the standing ones of the entry (one query)."""
    found = []
    results = " ".join(one.results for one in outcomes).strip()
    if not results:
        found.append(Remark("no_results", "Chưa có báo cáo kết quả của mô hình này."))
    elif not has_figure(results):
        found.append(Remark("no_figure", "Phần kết quả không có con số nào."))
    time_place = any(one.time_place.strip() for one in outcomes)
    if not entry.place.strip() and not time_place:
        found.append(Remark("no_place", "Không ghi địa điểm thực hiện."))
    if not entry.time.strip() and not time_place:
        found.append(Remark("no_time", "Không ghi thời gian thực hiện."))
    return [*found, *_alike(entry)]


def _alike(entry: Entry) -> list[Remark]:
    pairs = Likeness.objects.filter(Q(entry=entry) | Q(other=entry), dismissed_at=None, kind=Likeness.Kind.COPIED)
    pairs = pairs.filter(entry__current=True, other__current=True)
    found = []
    for pair in pairs.select_related("entry__unit", "entry__campaign", "other__unit", "other__campaign").order_by(
        "-score"
    )[:5]:
        other = pair.other if pair.entry_id == entry.pk else pair.entry
        if other.unit_id != entry.unit_id:
            where = (
                other.unit.name if other.campaign_id == entry.campaign_id else f"đơn vị khác, {other.campaign.title}"
            )
            found.append(Remark("alike", f"Lời văn giống {pair.score} % với mô hình của {where}.", other.pk))
    return found
