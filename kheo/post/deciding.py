"""What an officer decides about letters that go out: edited, held, released, given up, sent again.

Each act looks at the row under lock and notes one event; a letter in the hands of a sender is left to it.
"""

from collections.abc import Collection

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.journal.book import Happening, note, note_all
from kheo.post.models import Outgoing

State = Outgoing.State
# verb → the states from which it may be done; screens make their buttons from it.
VERBS: dict[str, frozenset[str]] = {
    "edit": frozenset({State.HELD, State.QUEUED}),
    "hold": frozenset({State.QUEUED}),
    "release": frozenset({State.HELD}),
    "cancel": frozenset({State.HELD, State.QUEUED, State.FAILED, State.BOUNCED}),
    "retry": frozenset({State.FAILED, State.UNSURE, State.BOUNCED}),
    "believe": frozenset({State.UNSURE}),
}


class Refused(Exception):  # noqa: N818 - an answer to a person, not a mistake of ours
    """The act is not possible as things stand; the text says why, in Vietnamese."""


def may(verb: str, outgoing: Outgoing) -> bool:
    """Does the state of the letter allow the act? (Whether the person may is asked of units.access.)"""
    return outgoing.state in VERBS[verb]


@transaction.atomic
def edit(outgoing: Outgoing, *, subject: str, body: str, actor: User) -> Outgoing:
    """Other words; from now on no program writes this letter anew."""
    found = _ready("edit", outgoing)
    before = {"subject": found.subject, "body": found.body}
    found.subject, found.body, found.edited_by = " ".join(subject.split())[:500], body.replace("\r\n", "\n"), actor
    if not found.subject or not found.body.strip():
        raise Refused("Thư phải có tiêu đề và nội dung.")
    found.save(update_fields=["subject", "body", "edited_by"])
    note("letter.edited", found, actor=actor, before=before)
    return found


@transaction.atomic
def hold(outgoing: Outgoing, *, actor: User) -> Outgoing:
    """Not yet: it waits for a person."""
    return _move("hold", outgoing, State.HELD, "letter.held", actor)


@transaction.atomic
def release(outgoing: Outgoing, *, actor: User) -> Outgoing:
    """Let it go out."""
    return _move("release", outgoing, State.QUEUED, "letter.released", actor)


@transaction.atomic
def release_all(outgoings: Collection[int], *, actor: User) -> int:
    """Let those of these letters go out that are held still; gives how many."""
    now = timezone.now()
    rows = Outgoing.objects.filter(pk__in=outgoings, state=State.HELD).order_by("pk").select_for_update(of=("self",))
    found = list(rows)
    for outgoing in found:
        outgoing.state, outgoing.next_try_at = State.QUEUED, now
    Outgoing.objects.bulk_update(found, ["state", "next_try_at"], batch_size=500)
    note_all([Happening("letter.released", outgoing, actor, {"key": outgoing.key}) for outgoing in found])
    return len(found)


@transaction.atomic
def cancel(outgoing: Outgoing, *, actor: User) -> Outgoing:
    """Give it up; it stays on record and never goes out."""
    return _move("cancel", outgoing, State.CANCELLED, "letter.cancelled", actor)


@transaction.atomic
def retry(outgoing: Outgoing, *, actor: User) -> Outgoing:
    """Send it again, under the same Message-ID: whoever has it already sees one letter."""
    found = _ready("retry", outgoing)
    found.tries = 0
    found.save(update_fields=["tries"])
    return _move("retry", outgoing, State.QUEUED, "letter.retried", actor)


@transaction.atomic
def believe(outgoing: Outgoing, *, actor: User) -> Outgoing:
    """The officer knows that it went out (the unit said so, or it lies among the sent ones)."""
    found = _ready("believe", outgoing)
    found.sent_at = found.claimed_at
    found.save(update_fields=["sent_at"])
    return _move("believe", outgoing, State.SENT, "letter.believed", actor)


def _move(verb: str, outgoing: Outgoing, state: State, happened: str, actor: User) -> Outgoing:
    found = _ready(verb, outgoing)
    found.state, found.next_try_at = state, timezone.now()
    found.error = found.error if state != State.QUEUED else ""
    found.save(update_fields=["state", "next_try_at", "error"])
    note(happened, found, actor=actor, key=found.key)
    return found


def _ready(verb: str, outgoing: Outgoing) -> Outgoing:
    """The letter afresh and locked. Raises Refused where its state does not allow the act."""
    found = Outgoing.objects.select_for_update(of=("self",)).get(pk=outgoing.pk)
    if not may(verb, found):
        raise Refused(f"Thư đang ở trạng thái “{State(found.state).label}”, không làm việc này được.")
    return found
