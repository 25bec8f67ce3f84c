"""What an officer decides at the desk: whose a submission is, that it is put aside, that it is read again.

Each act changes the row, notes one event and lets the submission wait again; the pipeline goes on from there.
"""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.campaigns.models import Call
from kheo.intake.desk.images import RESTORED, image_of
from kheo.intake.desk.standing import unrecord
from kheo.intake.models import Submission
from kheo.journal.book import note
from kheo.units.matching import key_of
from kheo.units.matching.learning import forget, learn, learn_sender
from kheo.units.models import Alias, Contact, Unit

State = Submission.State
# verb → the states from which it may be done; screens make their buttons from it.
VERBS: dict[str, frozenset[str]] = {
    "decide": frozenset({State.PUZZLING, State.TAKEN, State.RETURNED}),
    "undecide": frozenset({State.RECEIVED, State.PUZZLING, State.TAKEN, State.RETURNED}),
    "set_aside": frozenset({State.PUZZLING, State.TAKEN, State.RETURNED, State.OPENED}),
    "bring_back": frozenset({State.ASIDE}),
    "retake": frozenset({State.PUZZLING, State.TAKEN, State.RETURNED, State.OPENED}),
    "mend": frozenset({State.TAKEN, State.RETURNED}),
    "accept": frozenset({State.TAKEN}),
    "return_for_repair": frozenset({State.TAKEN}),
    "move": frozenset({State.PUZZLING, State.TAKEN, State.RETURNED, State.OPENED}),
    "split": frozenset({State.PUZZLING, State.TAKEN, State.RETURNED}),
    "undo": frozenset(State),
}


class Refused(Exception):  # noqa: N818 - an answer to a person, not a mistake of ours
    """The act is not possible as things stand; the text says why, in Vietnamese."""


def may(verb: str, submission: Submission) -> bool:
    """Does the state of the submission allow the act? (Whether the person may is asked of units.access.)"""
    if verb == "undecide" and submission.decided_by_id is None:
        return False
    return submission.state in VERBS[verb]


def stamp(submission: Submission) -> str:
    """What a page shows of how far it has come; a decision made on an older page is refused by it."""
    duty = submission.obligation
    stood = f"{duty.state}.{duty.since.timestamp() if duty.since else 0}" if duty else ""
    return f"{submission.state}.{submission.state_at.timestamp()}.{stood}"


def insist_unchanged(submission: Submission, shown: str) -> None:
    """Within the transaction of the act: lock the row. Raises Refused where it is not as the page showed it."""
    found = ready("undo", submission)
    if shown and shown != stamp(found):
        said = State(found.state).label
        raise Refused(f"Tệp {found.code} vừa thay đổi (nay là “{said}”) sau khi trang này mở; hãy xem lại rồi quyết.")


@transaction.atomic
def look(submission: Submission, *, actor: User) -> None:
    """Somebody of the office looked at it for the first time; from now on its unit takes it back no more by itself."""
    now = timezone.now()
    if Submission.objects.filter(pk=submission.pk, opened_at=None).update(opened_at=now):
        submission.opened_at = now
        note("submission.seen", submission, actor=actor)


@transaction.atomic
def decide(submission: Submission, *, unit: Unit, call: Call | None, actor: User) -> Submission:
    """The officer says whose it is (and for which call); the spelling and address are remembered for next time."""
    found = ready("decide", submission)
    before, now = image_of(found), timezone.now()
    unrecord(found, at=now, actor=actor)
    learnt = teach(found, unit, actor)
    found.unit, found.call, found.decided_by = unit, call or found.call, actor
    let_wait(found, now)
    said = {"unit": unit.code, "call": found.call.slug if found.call else ""}
    note("submission.decided", found, actor=actor, before=before, learnt=learnt, **said)
    return found


@transaction.atomic
def undecide(submission: Submission, *, actor: User) -> Submission:
    """Take the decision back: what was recorded by it stands no more, what was learnt from it is forgotten."""
    found = ready("undecide", submission)
    before, now = image_of(found), timezone.now()
    unrecord(found, at=now, actor=actor)
    if found.unit is not None:
        forget(found.unit, _head(found), _own_sender(found), actor)
    found.unit = found.obligation = found.decided_by = None
    write(found, State.PUZZLING, now)
    note("submission.undecided", found, actor=actor, before=before)
    return found


@transaction.atomic
def set_aside(submission: Submission, *, reason: str, actor: User) -> Submission:
    """Not an answer (a greeting, an invitation, sent by mistake): it is kept and counts for nothing."""
    found = ready("set_aside", submission)
    before, now = image_of(found), timezone.now()
    unrecord(found, at=now, actor=actor)
    write(found, State.ASIDE, now)
    note("submission.setaside", found, actor=actor, reason=reason, before=before)
    return found


@transaction.atomic
def bring_back(submission: Submission, *, actor: User) -> Submission:
    """What was set aside goes down the river again."""
    found = ready("bring_back", submission)
    before = image_of(found)
    found.moved_to = None
    let_wait(found, timezone.now())
    note("submission.broughtback", found, actor=actor, before=before)
    return found


@transaction.atomic
def retake(submission: Submission, *, actor: User | None) -> Submission:
    """Read it again from its bytes, by today's readers and rules.

    Mends were made on the old reading: they are dropped from it and stay in the journal.
    """
    found = ready("retake", submission)
    before = image_of(found, with_reading=True)
    if not found.is_told:
        found.unit = None
    found.mends = []
    found.reopened_at = timezone.now()
    let_wait(found, timezone.now())
    note("submission.retaken", found, actor=actor, before=before)
    return found


def ready(verb: str, submission: Submission) -> Submission:
    """The submission afresh and locked. Raises Refused where its state does not allow the act."""
    found = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("original", "campaign", "call", "unit", "decided_by", "obligation__call", "obligation__unit")
        .get(pk=submission.pk)
    )
    if not may(verb, found):
        raise Refused(f"Tệp {found.code} đang ở trạng thái “{State(found.state).label}”, không làm việc này được.")
    return found


def teach(submission: Submission, unit: Unit, actor: User) -> dict[str, str]:
    """Remember the spelling and the address; gives what was new: {"text": …, "email": …}, each empty if it was not."""
    head, sender = _head(submission), _own_sender(submission)
    learnt = {"text": "", "email": ""}
    # A head that is another unit's own name was typed into the wrong form: it teaches nothing.
    if head and not Unit.objects.filter(key=key_of(head)).exclude(pk=unit.pk).exists():
        learnt["text"] = "" if Alias.objects.filter(unit=unit, key=key_of(head)).exists() else head
        learn(unit, head, actor)
    if sender:
        learnt["email"] = "" if Contact.objects.filter(unit=unit, email=sender).exists() else sender
        learn_sender(unit, sender, actor)
    return learnt


def write(submission: Submission, state: str, now: datetime) -> None:
    """Save the state, and all an act may change besides."""
    submission.state, submission.state_at = state, now
    submission.save(update_fields=RESTORED)


def _head(submission: Submission) -> str:
    return str((submission.reading or {}).get("unit") or "")


def _own_sender(submission: Submission) -> str:
    """Only a letter's address says who writes; an officer who uploads for others is not to be learnt."""
    return submission.sender if submission.channel == Submission.Channel.LETTER else ""


def let_wait(submission: Submission, now: datetime) -> None:
    """Down the river again, by what is known of it now."""
    submission.obligation = None
    submission.tries = 0
    submission.problems = []
    write(submission, State.RECEIVED, now)
