"""What a unit registered before: to be carried on this year or closed, and found again in what it sends."""

from collections.abc import Collection, Mapping, Sequence

from kheo.campaigns.models import Campaign
from kheo.campaigns.paper import Row
from kheo.records.models import Entry
from kheo.records.sameness import matches
from kheo.records.situation import Situation

MOST = 60
# Field of the paper → where an entry keeps it. What belongs to its year (time, level) is left for the unit to write.
CARRIED: Mapping[str, str] = {
    **{name: name for name in ("title", "kind", "subject", "person_name", "place", "need", "goals", "resources")},
    "position": "job",
    "field": "area_text",
}


def last_entries(campaign: Campaign, units: Collection[int]) -> dict[int, Sequence[Entry]]:
    """Unit → what stood at the end of its last campaign of an earlier year, of the same root where there was one.

    Three queries, however many units there are.
    """
    before = Entry.objects.current().filter(unit__in=units, campaign__year__lt=campaign.year)
    ranks = {
        pk: (root == campaign.root_id, year, pk)
        for pk, root, year in Campaign.objects.filter(year__lt=campaign.year).values_list("pk", "root", "year")
    }
    last: dict[int, int] = {}
    for unit, one in before.order_by().values_list("unit", "campaign").distinct():
        last[unit] = max(last.get(unit, one), one, key=ranks.__getitem__)
    gathered: dict[int, list[Entry]] = {}
    for entry in before.filter(campaign__in=set(last.values())).select_related("campaign").order_by("position", "pk"):
        if entry.campaign_id == last[entry.unit_id]:
            gathered.setdefault(entry.unit_id, []).append(entry)
    return {unit: entries[:MOST] for unit, entries in gathered.items()}


def first_appearances(rows: Sequence[Row], unit_id: int, situation: Situation) -> list[int | None]:
    """The first appearance of each row in what this unit registered before, this year first."""
    asked = [(row.text("title"), row.text("person_name")) for row in rows]
    found: list[int | None] = [None] * len(rows)
    for entries in (situation.entries_before(unit_id), situation.entries_here(unit_id)):
        for place, match in enumerate(matches(asked, entries) if entries else ()):
            if match and match.certain:
                found[place] = match.entry.same_as_id or match.entry.pk
    return found
