"""Addresses and telephone numbers of a unit, as the office keeps them: each change is told in the journal."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from kheo.journal.book import note
from kheo.units.models import Contact, Unit


@dataclass(frozen=True)
class Person:
    """Who answers for a unit: name and number may be unknown, the address may not."""

    email: str
    name: str = ""
    phone: str = ""


@transaction.atomic
def put(unit: Unit, person: Person, *, actor: User | None) -> Contact:
    """Enter the person, or what is new about the one of this address; what is left empty stays as it was."""
    email = person.email.strip().lower()
    contact, fresh = Contact.objects.get_or_create(
        unit=unit, email=email, defaults={"name": person.name, "phone": person.phone}
    )
    if not fresh:
        contact.name, contact.phone = person.name or contact.name, person.phone or contact.phone
        # What the office writes down itself is no longer merely learnt.
        contact.learnt = False
        contact.save(update_fields=["name", "phone", "learnt"])
    note("contact.added" if fresh else "contact.changed", unit, actor=actor, email=email, phone=contact.phone)
    return contact


@transaction.atomic
def remove(contact: Contact, *, actor: User | None) -> None:
    """Nothing is sent to this address any more, and letters from it no longer speak for the unit."""
    note("contact.removed", contact.unit, actor=actor, email=contact.email)
    contact.delete()
