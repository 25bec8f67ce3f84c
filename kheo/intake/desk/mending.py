"""What an officer does with an answer that was read: mend doubtful cells, accept it, give it back.

A mend never touches what arrived: it lies beside the reading with who and when, and the answer is taken again as a
new version.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.campaigns import deciding as duties
from kheo.campaigns import ledger
from kheo.campaigns.models import Obligation
from kheo.campaigns.paper import Paper, place_of
from kheo.campaigns.problems import Problem
from kheo.intake.desk.deciding import Refused, ready
from kheo.intake.desk.images import image_of
from kheo.intake.desk.standing import filled_of, judged, record_of
from kheo.intake.models import Submission
from kheo.intake.taking import KINDS, state_by
from kheo.journal.book import note
from kheo.office.wording import tidy
from kheo.records.situation import preheat

State = Submission.State


@dataclass(frozen=True)
class Mend:
    """One cell: the row counted from 0, the field, what shall stand there; `was` guards against a page grown old."""

    row: int
    field: str
    now: str
    was: str | None = None


def mend(submission: Submission, *, row: int, field: str, value: str, actor: User) -> Submission:
    return mend_all(submission, mends=[Mend(row, field, value)], actor=actor)


@transaction.atomic
def mend_all(submission: Submission, *, mends: Sequence[Mend], actor: User) -> Submission:
    """Write the mends, check the whole again and take it as a new version.

    Raises Refused where a later answer stands, a cell is none of this paper's, or another person mended it meanwhile.
    """
    found = ready("mend", submission)
    if found.obligation is None or not (found.reading or {}).get("paper"):
        raise Refused("Tệp này chưa đọc được thành biểu nên chưa sửa từng ô được.")
    record = record_of(found)
    if record is not None and record.replaced_by_id is not None:
        raise Refused("Đơn vị đã gửi bản khác sau bản này; hãy sửa ở bản mới nhất.")
    before, now = image_of(found), timezone.now()
    lines = [_line(found, one, actor, now.isoformat()) for one in mends]
    found.mends = [*found.mends, *lines]
    _take_again(found, actor)
    note("submission.mended", found, actor=actor, mends=lines, before=before)
    return found


@transaction.atomic
def accept(submission: Submission, *, actor: User, reason: str = "") -> Submission:
    """The officer takes the answer as it is; what it is short of asks for a reason."""
    found = ready("accept", submission)
    before = image_of(found)
    duties.accept([_duty(found)], at=timezone.now(), reason=reason, actor=actor)
    note("submission.accepted", found, actor=actor, reason=reason, before=before)
    return found


@transaction.atomic
def unaccept(submission: Submission, *, actor: User) -> Submission:
    """Undo accepting or giving back: the duty stands as the rules judge the answer, and waits for a person."""
    found = ready("retake", submission)
    if record_of(found) is None:
        raise Refused("Tệp này chưa đọc được thành bản ghi nào, nên không có quyết định nào để bỏ.")
    before, now = image_of(found), timezone.now()
    duty, said = _duty(found), judged(found, locked=True)
    found.state, found.state_at = State.TAKEN, now
    found.problems = [problem.as_json() for problem in said.problems]
    found.save(update_fields=["state", "state_at", "problems"])
    answer = ledger.Answer(duty, Obligation.State.RECEIVED, found.received_at, at=now, short=said.short)
    ledger.settle([answer], actor=actor, noted_at=now)
    note("submission.reconsidered", found, actor=actor, before=before)
    return found


@transaction.atomic
def return_for_repair(submission: Submission, *, reason: str, actor: User) -> Submission:
    """Give it back with what the unit shall mend; what was recorded stays until a better answer comes."""
    found = ready("return_for_repair", submission)
    before, now = image_of(found), timezone.now()
    duties.give_back([_duty(found)], at=now, reason=reason, actor=actor)
    found.problems = [*found.problems, Problem("given_back", details={"reason": reason.strip()}).as_json()]
    found.state, found.state_at = State.RETURNED, now
    found.save(update_fields=["problems", "state", "state_at"])
    note("submission.returned", found, actor=actor, reason=reason, before=before)
    return found


def _duty(submission: Submission) -> Obligation:
    if submission.obligation is None:
        raise Refused("Tệp này chưa gắn với đơn vị và nội dung nào của công văn.")
    return submission.obligation


def _line(submission: Submission, mend: Mend, actor: User, at: str) -> dict[str, object]:
    """A mend as Submission.mends keeps it."""
    rows = filled_of(submission).rows
    paper: Paper = KINDS[_duty(submission).call.paper].PAPER
    if not 0 <= mend.row < len(rows) or mend.field not in {field.name for field in paper.fields}:
        raise Refused("Biểu này không có ô ấy.")
    row, value = rows[mend.row], tidy(mend.now)
    codes = paper.field(mend.field).codes
    if codes and value and value not in codes:
        raise Refused(f"“{value}” không phải một lựa chọn của cột {paper.field(mend.field).label}.")
    was = row.text(mend.field)
    if mend.was is not None and tidy(mend.was) != was:
        raise Refused(f"Ô này vừa có người khác sửa thành “{was}”.")
    cell = place_of(row, mend.field, rows) or f"row {mend.row + 1}"
    return {"row": mend.row, "field": mend.field, "cell": cell, "was": was, "now": value, "by": actor.pk, "at": at}


def _take_again(submission: Submission, actor: User) -> None:
    duty, now = _duty(submission), timezone.now()
    said = judged(submission, locked=True, taken_by=actor)
    if not said.blocked:
        situation = preheat(submission.campaign, {duty.unit_id}, locked=True)
        KINDS[duty.call.paper].take([said.answer], situation=situation, at=now)
    submission.state = State.RETURNED if said.blocked else State.TAKEN
    submission.state_at = now
    submission.problems = [problem.as_json() for problem in said.problems]
    submission.save(update_fields=["mends", "state", "state_at", "problems"])
    answer = ledger.Answer(said.answer.obligation, state_by(said), submission.received_at, at=now, short=said.short)
    ledger.settle([answer], actor=actor, noted_at=now)
