"""Taking back the last act on a submission: it stands as it stood before, and the journal says so.

Acts are the events of the journal that keep an image of what was before them; the last one not yet taken back goes
first. What the unit did since (a later answer) is never touched.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.intake.desk.deciding import Refused, ready, teach
from kheo.intake.desk.images import restore
from kheo.intake.desk.moving import take_back_move
from kheo.intake.desk.splitting import take_back_split
from kheo.intake.desk.standing import record_of
from kheo.intake.models import Submission
from kheo.journal.book import note
from kheo.journal.models import Event
from kheo.units.matching.learning import forget
from kheo.units.models import Unit

UNDONE = "submission.undone"
# Acts about how the duty stands by this answer: they mean nothing once the unit sent another.
_JUDGING = frozenset({"submission.mended", "submission.accepted", "submission.returned", "submission.reconsidered"})
_MOST = 300


def story(submission: Submission) -> list[Event]:
    """What happened to it, newest first, with who did it; one query."""
    rows = Event.objects.filter(subject_kind="submission", subject_id=submission.pk).select_related("actor")
    return list(rows.order_by("-pk")[:_MOST])


def last_act(events: Sequence[Event]) -> Event | None:
    """The latest act a person did, of a submission's story, that was not taken back."""
    gone: set[int] = set()
    for event in events:
        if event.happened == UNDONE:
            gone.add(event.details["act"])
        elif "before" in event.details and event.pk not in gone:
            return event
    return None


@transaction.atomic
def undo(submission: Submission, *, act: int, actor: User) -> Submission:
    """Take back the act (the id of its event). Raises Refused where it is not the last, or something stands on it."""
    found = ready("undo", submission)
    event = last_act(story(found))
    if event is None:
        raise Refused("Không còn việc nào để hoàn tác.")
    if event.pk != act:
        raise Refused("Sau việc ấy đã có việc khác; hãy xem lại rồi hoàn tác từ việc sau cùng.")
    record = record_of(found)
    if event.happened in _JUDGING and record is not None and record.replaced_by_id is not None:
        raise Refused("Đơn vị đã gửi bản khác sau bản này; việc này không hoàn tác được nữa.")
    now = timezone.now()
    _unlearn(found, event, actor)
    if event.happened == "submission.moved":
        take_back_move(event.details, actor=actor, now=now)
    if event.happened == "submission.split":
        take_back_split(found, event.details, actor=actor, now=now)
    restore(found, event.details["before"], actor=actor, now=now)
    note(UNDONE, found, actor=actor, act=event.pk, undone=event.happened)
    return found


def _unlearn(submission: Submission, event: Event, actor: User) -> None:
    """Only what this very decision taught is forgotten; what its taking back forgot is learnt again."""
    learnt: dict[str, Any] = event.details.get("learnt") or {}
    if submission.unit is not None and (learnt.get("text") or learnt.get("email")):
        forget(submission.unit, learnt["text"], learnt["email"], actor)
    if event.happened == "submission.undecided" and event.details["before"]["unit"]:
        former = event.details["before"]["unit"]
        teach(submission, Unit.objects.get(pk=former), actor)
