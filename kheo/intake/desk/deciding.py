"""What an officer decides at the desk: whose a submission is, that it is put aside, that it is read again.

Each act changes the row, notes one event and lets the submission wait again; the pipeline goes on from there.
"""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.campaigns.models import Call
from kheo.intake.desk.standing import unrecord
from kheo.intake.models import Submission
from kheo.journal.book import note
from kheo.units.matching import key_of
from kheo.units.matching.learning import forget, learn, learn_sender
from kheo.units.models import Unit

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
}


class Refused(Exception):  # noqa: N818 - an answer to a person, not a mistake of ours
    """The act is not possible as things stand; the text says why, in Vietnamese."""


def may(verb: str, submission: Submission) -> bool:
    """Does the state of the submission allow the act? (Whether the person may is asked of units.access.)"""
    if verb == "undecide" and submission.decided_by_id is None:
        return False
    return submission.state in VERBS[verb]


@transaction.atomic
def decide(submission: Submission, *, unit: Unit, call: Call | None, actor: User) -> Submission:
    """The officer says whose it is (and for which call); the spelling and address are remembered for next time."""
    found = ready("decide", submission)
    now = timezone.now()
    unrecord(found, at=now, actor=actor)
    _learn(found, unit, actor)
    found.unit, found.call, found.decided_by = unit, call or found.call, actor
    _wait_again(found, now)
    note("submission.decided", found, actor=actor, unit=unit.code, call=found.call.slug if found.call else "")
    return found


@transaction.atomic
def undecide(submission: Submission, *, actor: User) -> Submission:
    """Take the decision back: what was recorded by it stands no more, what was learnt from it is forgotten."""
    found = ready("undecide", submission)
    now = timezone.now()
    unrecord(found, at=now, actor=actor)
    if found.unit is not None:
        forget(found.unit, _head(found), _own_sender(found), actor)
    found.unit = found.obligation = found.decided_by = None
    _write(found, State.PUZZLING, now)
    note("submission.undecided", found, actor=actor)
    return found


@transaction.atomic
def set_aside(submission: Submission, *, reason: str, actor: User) -> Submission:
    """Not an answer (a greeting, an invitation, sent by mistake): it is kept and counts for nothing."""
    found = ready("set_aside", submission)
    now = timezone.now()
    unrecord(found, at=now, actor=actor)
    _write(found, State.ASIDE, now)
    note("submission.setaside", found, actor=actor, reason=reason)
    return found


@transaction.atomic
def bring_back(submission: Submission, *, actor: User) -> Submission:
    """Undo setting aside: it goes down the river again."""
    found = ready("bring_back", submission)
    _wait_again(found, timezone.now())
    note("submission.broughtback", found, actor=actor)
    return found


@transaction.atomic
def retake(submission: Submission, *, actor: User | None) -> Submission:
    """Read it again from its bytes, by today's readers and rules.

    Mends were made on the old reading: they are dropped from it and stay in the journal.
    """
    found = ready("retake", submission)
    if found.decided_by_id is None:
        found.unit = None
    found.mends = []
    found.reopened_at = timezone.now()
    _wait_again(found, timezone.now())
    note("submission.retaken", found, actor=actor)
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


def _learn(submission: Submission, unit: Unit, actor: User) -> None:
    head, sender = _head(submission), _own_sender(submission)
    # A head that is another unit's own name was typed into the wrong form: it teaches nothing.
    if head and not Unit.objects.filter(key=key_of(head)).exclude(pk=unit.pk).exists():
        learn(unit, head, actor)
    if sender:
        learn_sender(unit, sender, actor)


def _head(submission: Submission) -> str:
    return str((submission.reading or {}).get("unit") or "")


def _own_sender(submission: Submission) -> str:
    """Only a letter's address says who writes; an officer who uploads for others is not to be learnt."""
    return submission.sender if submission.channel == Submission.Channel.LETTER else ""


def _wait_again(submission: Submission, now: datetime) -> None:
    submission.obligation = None
    submission.tries = 0
    submission.problems = []
    _write(submission, State.RECEIVED, now)


def _write(submission: Submission, state: str, now: datetime) -> None:
    submission.state, submission.state_at = state, now
    submission.save(
        update_fields=[
            "unit",
            "call",
            "obligation",
            "decided_by",
            "mends",
            "tries",
            "problems",
            "reopened_at",
            "state",
            "state_at",
        ]
    )
