"""The one way a letter goes out: written down first, under the name of its cause; sending follows."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.journal.book import note
from kheo.journal.models import Original
from kheo.post.models import Enclosure, Mailbox, Outgoing
from kheo.units.models import Unit


@dataclass(frozen=True)
class Draft:
    """A letter to go out. `key` names its cause ("answer:K-7XQ2-M9PD"); the same key again is the same letter."""

    key: str
    kind: Outgoing.Kind
    to: Sequence[str]
    subject: str
    body: str
    campaign: Campaign | None = None
    unit: Unit | None = None
    in_reply_to: str = ""
    enclosures: Sequence[tuple[str, Original]] = field(default_factory=tuple)


@transaction.atomic
def queue(draft: Draft, mailbox: Mailbox, *, held: bool, why: str = "") -> Outgoing:
    """Write the letter down, to be sent at once or held for a person; a key known already gives the earlier letter.

    `why` it is held, where it is not simply the office's wish.
    """
    now = timezone.now()
    outgoing, created = Outgoing.objects.get_or_create(
        key=draft.key,
        defaults={
            "kind": draft.kind,
            "mailbox": mailbox,
            "campaign": draft.campaign,
            "unit": draft.unit,
            "to": list(draft.to),
            "subject": draft.subject[:500],
            "body": draft.body,
            "message_id": f"<{secrets.token_hex(16)}@{mailbox.address.rpartition('@')[2]}>",
            "in_reply_to": draft.in_reply_to,
            "state": Outgoing.State.HELD if held else Outgoing.State.QUEUED,
            "next_try_at": now,
            "created_at": now,
            "error": why[:500],
        },
    )
    if created:
        _enclose(outgoing, draft)
        note("letter.held" if held else "letter.queued", outgoing, key=draft.key)
    return outgoing


@transaction.atomic
def rewrite(outgoing: Outgoing, draft: Draft) -> None:
    """Other words and enclosures for a letter that nobody has sent or touched yet; its key and Message-ID stay."""
    found = Outgoing.objects.select_for_update(of=("self",)).get(pk=outgoing.pk)
    if found.state not in {Outgoing.State.HELD, Outgoing.State.QUEUED} or found.edited_by_id is not None:
        return
    kept = [(one.name, one.original_id) for one in found.enclosures.order_by("pk")]
    files = [(name[:250], original.pk) for name, original in draft.enclosures]
    if (found.subject, found.body, kept) == (draft.subject[:500], draft.body, files):
        return
    found.subject, found.body, found.unit = draft.subject[:500], draft.body, draft.unit
    found.save(update_fields=["subject", "body", "unit"])
    found.enclosures.all().delete()
    _enclose(found, draft)
    note("letter.rewritten", found, key=found.key)


def _enclose(outgoing: Outgoing, draft: Draft) -> None:
    Enclosure.objects.bulk_create(
        Enclosure(outgoing=outgoing, original=original, name=name[:250]) for name, original in draft.enclosures
    )


def mailbox_of(campaign: Campaign) -> Mailbox | None:
    """The mailbox the campaign's letters come to and go from: the enabled one with the address its letter names."""
    if not campaign.email:
        return None
    return Mailbox.objects.filter(address__iexact=campaign.email, enabled=True).first()
