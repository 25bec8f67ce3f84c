"""The clerk changes: the holder names who comes next, the old address or the office confirms it."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.intake.links import codes
from kheo.intake.links.models import Code, Handover, Link
from kheo.journal.book import note
from kheo.units import contacts
from kheo.units.contacts import Person
from kheo.units.models import Contact, Unit


@transaction.atomic
def propose(link: Link, person: Person, *, instead_of: str) -> Handover:
    """Written down and waiting; an earlier proposal of this link that nobody answered is dropped for it."""
    unit = link.obligation.unit
    Handover.objects.filter(link=link, settled_at=None).update(settled_at=timezone.now(), confirmed=False)
    proposed = Handover.objects.create(
        link=link,
        unit=unit,
        name=person.name,
        email=person.email.strip().lower(),
        phone=person.phone,
        instead_of=instead_of,
        asked_at=timezone.now(),
    )
    note("handover.proposed", unit, email=proposed.email, instead_of=instead_of)
    return proposed


def waiting(unit: Unit) -> list[Handover]:
    return list(Handover.objects.filter(unit=unit, settled_at=None).select_related("link").order_by("pk"))


@transaction.atomic
def confirm_by_code(handover: Handover, typed: str) -> bool:
    """The code that went to the old address confirms it."""
    if not codes.is_right(handover.link, typed, kind=Code.Purpose.HANDOVER):
        return False
    return settle(handover, confirmed=True, actor=None)


@transaction.atomic
def settle(handover: Handover, *, confirmed: bool, actor: User | None) -> bool:
    """Confirm or refuse, once; confirmed, the new address is the unit's and whoever is inside must come in again."""
    now = timezone.now()
    open_still = Handover.objects.filter(pk=handover.pk, settled_at=None)
    if not open_still.update(settled_at=now, settled_by=actor, confirmed=confirmed):
        return False
    unit = handover.unit
    if confirmed:
        contacts.put(unit, Person(handover.email, handover.name, handover.phone), actor=actor)
        former = Contact.objects.filter(unit=unit, email=handover.instead_of).exclude(email=handover.email).first()
        if former is not None:
            contacts.remove(former, actor=actor)
        Link.objects.filter(obligation__unit=unit).update(let_in_from=now)
    happened = "handover.confirmed" if confirmed else "handover.refused"
    note(happened, unit, actor=actor, email=handover.email, instead_of=handover.instead_of)
    return True
