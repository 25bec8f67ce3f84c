"""What an earlier list says of things known from later years: the first appearance moves back, and forth again."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q, QuerySet

from kheo.campaigns.models import Campaign
from kheo.records.models import Entry
from kheo.records.sameness import matches
from kheo.records.situation import Situation


def of_its_time(situation: Situation) -> Situation:
    """As taking would have seen it then: no entries of later years, which cannot be a first appearance."""
    later = set(Campaign.objects.filter(year__gt=situation.campaign.year).values_list("pk", flat=True))
    entries = {
        unit: tuple(entry for entry in some if entry.campaign_id not in later)
        for unit, some in situation.entries.items()
    }
    return replace(situation, entries=entries)


def join_later(entries: QuerySet[Entry], campaign: Campaign) -> None:
    """What is registered again in later years appeared first here, or where this already appears again."""
    mine: dict[int, list[Entry]] = {}
    for entry in entries.order_by("pk"):
        mine.setdefault(entry.unit_id, []).append(entry)
    later = Entry.objects.filter(unit__in=mine, campaign__year__gt=campaign.year, same_as=None).order_by("pk")
    by_unit: dict[int, list[Entry]] = {}
    for entry in later:
        by_unit.setdefault(entry.unit_id, []).append(entry)
    for unit, some in by_unit.items():
        found = matches([(entry.title, entry.person_name) for entry in some], mine[unit])
        for entry, match in zip(some, found, strict=True):
            if match and match.certain:
                first = match.entry.same_as_id or match.entry.pk
                Entry.objects.filter(Q(pk=entry.pk) | Q(same_as=entry.pk)).update(same_as=first)


def part_later(entries: QuerySet[Entry]) -> None:
    """These stand no more: of what appeared again after each, the earliest is the first appearance now."""
    gone = list(entries.values_list("pk", flat=True))
    again: dict[int, list[Entry]] = {}
    rows = Entry.objects.filter(same_as__in=gone).exclude(pk__in=gone).order_by("campaign__year", "pk")
    for entry in rows.only("pk", "same_as_id"):
        again.setdefault(entry.same_as_id or 0, []).append(entry)
    for some in again.values():
        _regroup(some)


def _regroup(entries: Iterable[Entry]) -> None:
    first, *others = entries
    Entry.objects.filter(pk=first.pk).update(same_as=None)
    Entry.objects.filter(pk__in=[entry.pk for entry in others]).update(same_as=first)
