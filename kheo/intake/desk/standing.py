"""The record a submission brought, and how its duty stands by it: shared by what people do at the desk."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import QuerySet

from kheo.campaigns import ledger
from kheo.campaigns.models import Obligation
from kheo.campaigns.paper import Filled
from kheo.intake.desk.mends import mended
from kheo.intake.models import Submission
from kheo.intake.taking import KINDS, state_by
from kheo.intake.understanding import restored
from kheo.records.models import Record
from kheo.records.situation import RECORDS, Answer, Judged, preheat, rows_of
from kheo.records.versions import withdraw


def record_of(submission: Submission) -> Record | None:
    """The latest record taken from this submission that was not withdrawn."""
    if submission.obligation is None:
        return None
    kind = RECORDS[submission.obligation.call.paper]
    mine: QuerySet[Record] = rows_of(kind).filter(
        obligation=submission.obligation_id, original=submission.original_id, withdrawn_at=None
    )
    return mine.order_by("pk").last()


def filled_of(submission: Submission) -> Filled:
    """What the submission says with every mend in place; a problem of a mended cell is gone."""
    return mended(restored(submission.reading or {}), submission.mends)


def judged(submission: Submission, *, locked: bool = False, taken_by: User | None = None) -> Judged:
    """The submission's answer judged by the rules as they are now. It must have been placed and read."""
    duty = submission.obligation
    assert duty is not None
    situation = preheat(submission.campaign, {duty.unit_id}, locked=locked)
    answer = Answer(
        filled=filled_of(submission),
        obligation=situation.obligations[duty.call_id, duty.unit_id],
        original=submission.original,
        received_at=submission.received_at,
        taken_by=taken_by,
    )
    return KINDS[duty.call.paper].check(answer, situation)


def unrecord(submission: Submission, *, at: datetime, actor: User | None) -> None:
    """Let what was taken from this submission, mended or not, stand no more.

    Its duty stands by what the unit sent before, if anything.
    """
    record = record_of(submission)
    if record is None or submission.obligation is None:
        return
    submission.reopened_at = at
    stood, former = False, None
    while record is not None:
        stood = stood or record.replaced_by_id is None
        former = withdraw(record, actor=actor)
        record = record_of(submission)
    if not stood:
        return
    answer = ledger.Answer(submission.obligation, Obligation.State.MISSING, None, at=at)
    if former is not None:
        said = judged(_brought(former))
        answer = ledger.Answer(submission.obligation, state_by(said), former.received_at, at=at, short=said.short)
    ledger.settle([answer], actor=actor, noted_at=at)


def _brought(record: Record) -> Submission:
    """The submission a record was taken from; one original may have brought several units' parts."""
    rows = Submission.objects.filter(obligation=record.obligation_id, original=record.original_id)
    found = rows.select_related("original", "campaign", "obligation__call", "obligation__unit").order_by("pk").last()
    assert found is not None
    return found
