"""Opening and shutting a campaign's common door, and the address the letter prints."""

import secrets

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from kheo.campaigns.doors.models import Door
from kheo.campaigns.models import Campaign
from kheo.journal.book import note

# Crockford's base 32: no I, L, O, U, so that a code can be read from paper and over the telephone.
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans("ILO", "110")
_LENGTH = 6


@transaction.atomic
def set_door(campaign: Campaign, *, opened: bool, in_letter: bool, actor: User | None) -> Door:
    """Open or shut the door, and say whether the letter prints it; its code stays the same for ever."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    door = Door.objects.filter(campaign=campaign).first() or Door(campaign=campaign, code=_new_code())
    door.open, door.in_letter = opened, in_letter
    door.save()
    note("door.set", door, actor=actor, campaign=campaign.slug, open=opened, in_letter=in_letter)
    return door


def door_named(code: str) -> Door | None:
    """The open door of a published, unfinished campaign with this code, however it is typed; None where none is."""
    doors = Door.objects.filter(open=True, campaign__closed_at=None, campaign__published_at__isnull=False)
    typed = code.upper().replace("-", "").translate(_MEANT)[:12]
    return doors.select_related("campaign__root").filter(code=typed).first()


def address_of(door: Door, *, at: str = "") -> str:
    """'https://kheo.example.vn/g/7XQ2M9' under the address `at`, else under the public one; empty where none is set."""
    public = at or settings.PUBLIC_ADDRESS
    return f"{public.rstrip('/')}/g/{door.code}" if public else ""


def printed_address(campaign: Campaign) -> str:
    """What the letter prints: nothing unless the office wants it there and the site has a public address."""
    door = Door.objects.filter(campaign=campaign, open=True, in_letter=True).first()
    return address_of(door) if door else ""


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(_DIGITS) for _ in range(_LENGTH))
        if not Door.objects.filter(code=code).exists():
            return code
