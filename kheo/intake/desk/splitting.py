"""A file that holds several units' lines: some of them given to another unit, as a part with its own way.

The part has the same original; which lines are its own, and which the source has given away, is kept on both by the
address each line begins at, so that reading the file anew divides it the same way.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kheo.campaigns.models import Call
from kheo.campaigns.problems import Problem
from kheo.intake.desk.deciding import Refused, let_wait, ready, write
from kheo.intake.desk.images import image_of
from kheo.intake.desk.replacing import would_replace
from kheo.intake.desk.standing import filled_of, unrecord
from kheo.intake.doors import new_code
from kheo.intake.models import Submission
from kheo.journal.book import note
from kheo.journal.models import Event
from kheo.units.models import Unit

State = Submission.State
# Parts made by hand are numbered from here on, those that reading finds by itself below.
BY_HAND = 1_000


@transaction.atomic
def split(
    submission: Submission,
    *,
    lines: Collection[int],
    unit: Unit,
    call: Call | None,
    actor: User,
    replacing: str = "",
) -> Submission:
    """Give these rows of the reading (from 0) to another unit; gives the new part. Raises Refused.

    `replacing`: the code of the answer in force that may be replaced by them; any other is left alone.
    """
    found = ready("split", submission)
    chosen = _chosen(found, lines)
    if found.unit_id == unit.pk:
        raise Refused("Tệp này đang là của chính đơn vị ấy.")
    known = would_replace(found, unit=unit, call=call or found.call)
    if known is not None and known.code != replacing:
        raise Refused(f"{known.words}; tách thì bản ấy bị thay toàn bộ. Hãy đánh dấu đồng ý thay bản ấy rồi tách.")
    before, now = image_of(found, with_reading=True), timezone.now()
    before["given_lines"] = found.given_lines
    part = _part(found, sorted(chosen), now)
    part.unit, part.call, part.decided_by = unit, call or found.call, actor
    part.save()
    unrecord(found, at=now, actor=actor)
    found.given_lines = [*found.given_lines, *sorted(chosen)]
    # Mends name their rows by number; the rows that stay are numbered anew.
    found.mends = []
    found.reopened_at = now
    let_wait(found, now)
    note("submission.split", found, actor=actor, before=before, part=part.code, unit=unit.code, lines=len(chosen))
    # What stays is read anew, and the part for the first time.
    note("submission.retaken", found, actor=actor)
    note("submission.received", part, actor=actor, code=part.code)
    return part


def take_back_split(submission: Submission, details: dict[str, Any], *, actor: User, now: datetime) -> None:
    """The part counts for nothing any more and the source has its lines again."""
    part = ready("undo", Submission.objects.get(code=details["part"]))
    events = Event.objects.filter(subject_kind="submission", subject_id=part.pk)
    if any("before" in event.details for event in events):
        raise Refused(f"Phần đã tách ({part.code}) đã có người xử lý; hãy hoàn tác ở đó trước.")
    if part.state == State.RECEIVED:
        raise Refused(f"Phần đã tách ({part.code}) đang được đọc; đợi một lát rồi hoàn tác.")
    unrecord(part, at=now, actor=actor)
    part.problems = [*part.problems, Problem("taken_back").as_json()]
    write(part, State.ASIDE, now)
    note("submission.setaside", part, actor=actor, reason="Hoàn tác việc tách tệp")
    Submission.objects.filter(pk=submission.pk).update(given_lines=details["before"]["given_lines"])
    submission.given_lines = details["before"]["given_lines"]


def _chosen(found: Submission, lines: Collection[int]) -> set[str]:
    """Where the chosen lines begin. Raises Refused where nothing would be left on one of the sides."""
    rows = filled_of(found).rows
    chosen = {rows[number].start or "" for number in lines if 0 <= number < len(rows)} - {""}
    if not chosen:
        raise Refused("Chưa chọn dòng nào để tách.")
    if len(chosen) == len({row.start for row in rows}):
        raise Refused("Đã chọn tất cả các dòng; nếu cả tệp là của đơn vị khác, hãy dùng “Đổi đơn vị”.")
    return chosen


def _part(source: Submission, lines: list[str], now: datetime) -> Submission:
    """A submission of the same original, unsaved, which waits to be read."""
    rows = Submission.objects.filter(campaign=source.campaign_id, original=source.original_id)
    last = rows.aggregate(last=Max("portion"))["last"] or 0
    return Submission(
        code=new_code(),
        campaign_id=source.campaign_id,
        original=source.original,
        part_of=source,
        portion=max(last + 1, BY_HAND),
        channel=source.channel,
        received_at=source.received_at,
        filename=source.filename,
        sender=source.sender,
        subject=source.subject,
        authenticity=source.authenticity,
        automatic=source.automatic,
        state_at=now,
        reopened_at=now,
        own_lines=lines,
    )
