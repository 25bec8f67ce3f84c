"""What is known of the units a form is made for, fetched for many of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from kheo.campaigns.models import Call, Obligation
from kheo.records.carrying import last_entries
from kheo.records.models import Entry
from kheo.units.models import Unit


@dataclass(frozen=True, slots=True)
class Known:
    """Of one unit: its duty (None before publishing), what it registered this year and what it had last year."""

    duty: Obligation | None = None
    registered: Sequence[Entry] = ()
    earlier: Sequence[Entry] = ()

    @property
    def earlier_year(self) -> int:
        return self.earlier[0].campaign.year if self.earlier else 0


def known_of(call: Call, units: Sequence[Unit]) -> dict[int, Known]:
    """By unit, in a fixed number of queries."""
    prefetch_related_objects([call], "requirements", "campaign__areas")
    pks = [unit.pk for unit in units]
    duties = Obligation.objects.filter(call=call, unit__in=pks).select_related("bloc")
    owed = {duty.unit_id: duty for duty in duties}
    registered: dict[int, list[Entry]] = {}
    earlier: dict[int, Sequence[Entry]] = {}
    if call.paper == "results":
        for entry in Entry.objects.current().filter(campaign=call.campaign_id, unit__in=pks).order_by("position", "pk"):
            registered.setdefault(entry.unit_id, []).append(entry)
    elif call.paper == "registration":
        earlier = last_entries(call.campaign, pks)
    return {pk: Known(owed.get(pk), registered.get(pk, ()), earlier.get(pk, ())) for pk in pks}
