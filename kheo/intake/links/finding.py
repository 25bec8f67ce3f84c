"""The link behind a token; and at the common door, the units a name may mean and the link of the one chosen."""

from django.db import transaction
from django.utils import timezone

from kheo.campaigns.doors.models import Door
from kheo.campaigns.models import Obligation
from kheo.intake.links.giving import give, over_at, standing
from kheo.intake.links.models import Link
from kheo.intake.links.tokens import digest_of
from kheo.office.wording import words
from kheo.units.matching import index_for
from kheo.units.models import Unit

MOST_CANDIDATES = 5
# Fewer letters would list units rather than find one.
LEAST_LETTERS = 3


def link_behind(token: str) -> Link | None:
    """The link this token opens now; unknown, revoked, run out and finished ones are all alike."""
    links = standing(Link.objects.filter(obligation__call__campaign__closed_at=None))
    rows = links.select_related("obligation__unit", "obligation__bloc", "obligation__call__campaign__root")
    return rows.filter(digest=digest_of(token)).first()


def candidates(door: Door, text: str) -> list[Unit]:
    """A few units the text may mean, of those that owe this campaign something; best first."""
    asked = words(text)
    if len(asked.replace(" ", "")) < LEAST_LETTERS:
        return []
    owing = Unit.objects.filter(obligations__call__campaign=door.campaign).distinct()
    codes = [found.unit for found in index_for(door.campaign.root).match(text).candidates]
    near = {unit.code: unit for unit in owing.filter(code__in=codes)}
    found = [near[code] for code in codes if code in near]
    if len(found) < MOST_CANDIDATES:
        holding = owing.filter(key__contains=asked).exclude(pk__in=[unit.pk for unit in found])
        found += list(holding.order_by("path")[: MOST_CANDIDATES - len(found)])
    return found[:MOST_CANDIDATES]


def duties_at(door: Door, unit: Unit) -> list[Obligation]:
    """What this unit may answer through the door: not what it need not, nor what is over for good."""
    rows = Obligation.objects.filter(unit=unit, call__campaign=door.campaign)
    rows = rows.exclude(state__in=(Obligation.State.EXCUSED, Obligation.State.MERGED))
    now = timezone.now()
    found = rows.select_related("call__campaign", "unit").order_by("call__position")
    return [duty for duty in found if over_at(duty) > now or standing(duty.links.all()).exists()]


@transaction.atomic
def link_at(duty: Obligation) -> Link:
    """The unit's standing link for a duty, made now if there is none; its code still stands before it."""
    give([duty], actor=None)
    return Link.objects.get(obligation=duty, revoked_at=None)
