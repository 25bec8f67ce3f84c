"""How a submission stood before an act, as the journal keeps it, and putting it back so: what undo is made of."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from kheo.campaigns import ledger
from kheo.campaigns.models import Call, Obligation
from kheo.intake.desk.standing import judged, record_of, unrecord
from kheo.intake.models import Submission
from kheo.intake.taking import KINDS
from kheo.records.situation import preheat
from kheo.units.models import Unit

RESTORED = (
    "unit", "call", "obligation", "decided_by", "mends", "tries", "problems", "reading", "reopened_at", "moved_to",
    "given_lines", "state", "state_at",
)  # fmt: skip


def image_of(submission: Submission, *, with_reading: bool = False) -> dict[str, Any]:
    """JSON for an event's details. The reading is kept only where the act reads the file anew."""
    record = record_of(submission)
    image: dict[str, Any] = {
        "state": submission.state,
        "unit": submission.unit_id,
        "call": submission.call_id,
        "obligation": submission.obligation_id,
        "decided_by": submission.decided_by_id,
        "mends": submission.mends,
        "problems": submission.problems,
        "recorded": record is not None,
        "duty": _duty(submission.obligation, submission),
    }
    return image | ({"reading": submission.reading} if with_reading else {})


def restore(submission: Submission, image: dict[str, Any], *, actor: User, now: datetime) -> None:
    """Bring the locked submission back to its image: recorded anew, or no more, its duty standing as it stood."""
    if submission.obligation_id != image["obligation"] or not image["recorded"]:
        unrecord(submission, at=now, actor=actor)
    changed = "reading" in image or submission.mends != image["mends"]
    submission.reading = image.get("reading", submission.reading)
    submission.unit = Unit.objects.filter(pk=image["unit"]).first()
    submission.call = Call.objects.filter(pk=image["call"]).first()
    submission.obligation = (
        Obligation.objects.select_related("call", "unit", "bloc").filter(pk=image["obligation"]).first()
    )
    submission.decided_by = User.objects.filter(pk=image["decided_by"]).first()
    submission.mends, submission.problems = image["mends"], image["problems"]
    submission.moved_to, submission.tries = None, 0
    submission.state, submission.state_at = image["state"], now
    if image["recorded"] and (changed or record_of(submission) is None):
        _record(submission, actor, now)
    submission.save(update_fields=RESTORED)
    if image["duty"] is not None and submission.obligation is not None:
        _stand(submission, submission.obligation, image["duty"], actor, now)


def _duty(duty: Obligation | None, submission: Submission) -> dict[str, Any] | None:
    """How the duty stands, where it stands by this submission."""
    if duty is None or duty.received_at != submission.received_at:
        return None
    last = duty.standings.order_by("-at", "-id").first()
    return {"state": duty.state, "short": duty.short, "reason": last.reason if last else ""}


def _record(submission: Submission, actor: User, now: datetime) -> None:
    """A new version of what was recorded before; where the unit sent something later, a version gone by."""
    duty = submission.obligation
    if duty is None:
        return
    said = judged(submission, locked=True, taken_by=actor)
    situation = preheat(submission.campaign, {duty.unit_id}, locked=True)
    KINDS[duty.call.paper].take([said.answer], situation=situation, at=now)
    submission.reopened_at = now


def _stand(submission: Submission, duty: Obligation, stood: dict[str, Any], actor: User, now: datetime) -> None:
    record = record_of(submission)
    if record is not None and record.replaced_by_id is not None:
        # The duty stands by what the unit sent later.
        return
    answer = ledger.Answer(
        duty, stood["state"], submission.received_at, at=now, short=stood["short"], reason=stood["reason"]
    )
    ledger.settle([answer], actor=actor, noted_at=now)
