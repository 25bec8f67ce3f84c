"""What an officer decided at the desk about a spelling or a sender, remembered for the next time."""

from django.contrib.auth.models import User
from django.db import transaction

from kheo.journal.book import note
from kheo.office.wording import tidy
from kheo.units.matching.spelling import KEY_LENGTH, key_of
from kheo.units.models import Alias, Contact, Unit


def learn(unit: Unit, text: str, actor: User) -> Alias:
    """From now on this spelling means the unit; a spelling it is already known by stays as it is."""
    text = tidy(text).replace("\n", " ")[:KEY_LENGTH]
    with transaction.atomic():
        alias, new = Alias.objects.get_or_create(unit=unit, key=key_of(text), defaults={"text": text, "learnt": True})
        if new:
            note("alias.learnt", unit, actor=actor, text=text)
    return alias


def learn_sender(unit: Unit, email: str, actor: User) -> Contact:
    """From now on letters from this address suggest the unit."""
    address = email.strip().lower()
    with transaction.atomic():
        contact, new = Contact.objects.get_or_create(unit=unit, email=address, defaults={"learnt": True})
        if new:
            note("contact.learnt", unit, actor=actor, email=address)
    return contact


def forget(unit: Unit, text: str, email: str, actor: User) -> None:
    """A decision was taken back: what was learnt from it means the unit no more; what the office listed stays."""
    with transaction.atomic():
        spellings, _ = Alias.objects.filter(unit=unit, key=key_of(text), learnt=True).delete()
        addresses, _ = Contact.objects.filter(unit=unit, email=email.strip().lower(), learnt=True).delete()
        if spellings or addresses:
            said = {"text": text if spellings else "", "email": email if addresses else ""}
            note("alias.forgotten", unit, actor=actor, **said)
