"""A mailbox's settings kept, its secrets sealed; turned on and off. Each act is noted, never a secret with it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from kheo.journal.book import note
from kheo.journal.models import Event
from kheo.post.mailboxes.trying import Trial
from kheo.post.models import Mailbox
from kheo.post.sealing import seal

# Where a secret is sent to, and as whom: it is never sent elsewhere than to where it was typed in for.
BOUND_TO_SECRET = ("imap_host", "smtp_host", "username", "sign_in", "token_url", "client_id")


@dataclass(frozen=True)
class Secrets:
    """What was typed anew; empty keeps what is sealed already."""

    secret: str = ""
    client_secret: str = ""


@transaction.atomic
def keep(mailbox: Mailbox, *, secrets: Secrets, changed: list[str], actor: User) -> Mailbox:
    """Save the settings, new or changed; fetching starts again at once by them."""
    new = mailbox.pk is None
    if secrets.secret:
        mailbox.sealed_secret = seal(secrets.secret)
    if secrets.client_secret:
        mailbox.sealed_client_secret = seal(secrets.client_secret)
    mailbox.fetch_after = mailbox.failing_since = None
    mailbox.last_error = ""
    mailbox.save()
    note("mailbox.added" if new else "mailbox.changed", mailbox, actor=actor, fields=sorted(changed))
    return mailbox


@transaction.atomic
def switch(mailbox: Mailbox, *, enabled: bool, actor: User) -> None:
    """Turned off, nothing is fetched or sent; what came stays, what waits to go out waits."""
    if Mailbox.objects.filter(pk=mailbox.pk).exclude(enabled=enabled).update(enabled=enabled, fetch_after=None):
        note("mailbox.enabled" if enabled else "mailbox.disabled", mailbox, actor=actor)
    mailbox.enabled = enabled


def was_turned_off(mailbox: Mailbox) -> bool:
    """Did a person turn it off? Else it is off because it could never be reached."""
    return Event.objects.filter(subject_kind="mailbox", subject_id=mailbox.pk, happened="mailbox.disabled").exists()


@transaction.atomic
def note_trial(mailbox: Mailbox, trial: Trial, *, actor: User) -> None:
    """What trying said is shown in the list, and a working mailbox no longer rests after failures."""
    said = " ".join(dict.fromkeys(filter(None, (trial.fetching, trial.sending))))[:500]
    changes: dict[str, Any] = {"last_error": said}
    if trial.works:
        changes |= {"failing_since": None, "fetch_after": None}
    Mailbox.objects.filter(pk=mailbox.pk).update(**changes)
    note("mailbox.tried", mailbox, actor=actor, works=trial.works, said=said)
