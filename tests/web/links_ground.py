"""A link of An Bình, the code that came by letter, and a browser that typed it."""

import datetime as dt
import re
from dataclasses import dataclass, field

from django.test import Client
from django.utils import timezone

from kheo.campaigns.models import Call, Obligation
from kheo.intake.links.giving import give
from kheo.intake.links.models import Link, LinkDraft
from kheo.intake.links.tokens import token_of
from kheo.post.models import Mailbox, Outgoing
from kheo.units.models import Contact, Unit
from tests.asked import Asked

CLERK = "vanphong@anbinh.example.vn"


def mailbox(asked: Asked) -> Mailbox:
    """The office's mailbox, which the campaign's letters name; nothing is really sent from it."""
    asked.campaign.email = "bdv@hoabinhha.example.vn"
    asked.campaign.save(update_fields=["email"])
    found, _ = Mailbox.objects.get_or_create(
        address=asked.campaign.email,
        defaults={"office": asked.campaign.root, "imap_host": "127.0.0.1", "username": "bdv", "enabled": True},
    )
    return found


def due_later(asked: Asked) -> None:
    """The cast's letter is of 2024: its deadlines are put a week ahead of today."""
    later = timezone.now() + dt.timedelta(days=7)
    Call.objects.filter(campaign=asked.campaign).update(due_at=later)
    Obligation.objects.filter(call__campaign=asked.campaign).update(due_at=later)


def link_for(asked: Asked, unit: Unit, call: Call | None = None) -> Link:
    """With a mailbox to send codes from and one address to send them to."""
    mailbox(asked)
    due_later(asked)
    Contact.objects.get_or_create(unit=unit, email=CLERK)
    give([asked.duty(unit, call)], actor=None)
    return Link.objects.select_related("obligation__unit", "obligation__call__campaign").get(
        obligation=asked.duty(unit, call), revoked_at=None
    )


def last_code(to: str = CLERK) -> str:
    """The six figures of the last letter with a code to this address."""
    bodies = [letter.body for letter in Outgoing.objects.filter(kind="code").order_by("pk") if to in letter.to]
    return str(re.findall(r"\b\d{6}\b", bodies[-1])[0])


@dataclass
class Clerk:
    """A browser with no account, at one link."""

    link: Link
    client: Client = field(default_factory=Client)

    @property
    def at(self) -> str:
        return f"/l/{token_of(self.link)}/"

    def come_in(self) -> "Clerk":
        self.client.post(f"{self.at}code/")
        self.client.post(f"{self.at}entry/", {"code": last_code()})
        return self

    def typed(self, *rows: dict[str, str], **more: str) -> dict[str, str]:
        """What the form posts for these rows, upon the draft as it is now."""
        draft = LinkDraft.objects.filter(obligation=self.link.obligation).first()
        version, key = (str(draft.version), draft.sending_key) if draft else ("1", "")
        found = {"version": version, "key": key, "device": "a"}
        first = "held_on" if self.link.obligation.call.paper == "conference" else "title"
        for number, row in enumerate(rows):
            found |= {f"{number}-{first}": ""} | {f"{number}-{name}": text for name, text in row.items()}
        return found | more
