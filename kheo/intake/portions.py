"""Several forms in one file: the first stays with the submission that came, each further one becomes its own.

A further form has the same original and the next portion number. It is entered in the transaction that takes the
first, with what was read of it, and then goes down the river by itself: done twice, the portions are there already.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kheo.campaigns.paper import Filled
from kheo.intake.doors import new_code
from kheo.intake.models import Delivery, Submission
from kheo.intake.understanding import Understood, stored
from kheo.journal.book import Happening, note_all
from kheo.office.wording import words

State = Submission.State


def further_of(one: Understood, waiting: Mapping[int, Submission], now: datetime) -> list[Submission]:
    """The other forms of a file, not saved; before anything was recognised of the first.

    A call that was told is then that of the forms which answer it, and of no other.
    """
    first = waiting[one.submission.pk]
    if not one.further or not isinstance(one.said, Filled):
        return []
    drafts = [_draft(first, one.said, filled, number, now) for number, filled in enumerate(one.further, start=1)]
    if first.call and first.call.paper != one.said.paper:
        first.call = None
    return drafts


def enter(drafts: Sequence[Submission]) -> list[Submission]:
    """Save those that are not there yet, each with its delivery and event; the first's row must be locked."""
    if not drafts:
        return []
    rows = Submission.objects.filter(original__in={draft.original_id for draft in drafts}, portion__gt=0)
    there = set(rows.values_list("campaign_id", "original_id", "portion"))
    new = [draft for draft in drafts if (draft.campaign_id, draft.original_id, draft.portion) not in there]
    Submission.objects.bulk_create(new)
    Delivery.objects.bulk_create(
        Delivery(
            submission=draft, channel=draft.channel, at=draft.received_at, sender=draft.sender, filename=draft.filename
        )
        for draft in new
    )
    note_all(
        [Happening("submission.received", draft, None, {"code": draft.code, "portion": draft.portion}) for draft in new]
    )
    return new


def doubled(submissions: Sequence[Submission]) -> dict[int, str]:
    """Portions that seem to answer what another of the same file answers already → the code of that one."""
    asked = [one for one in submissions if one.portion and not one.is_told and one.unit_id and one.call_id]
    if not asked:
        return {}
    rows = Submission.objects.filter(original__in={one.original_id for one in asked}, state=State.TAKEN)
    beside = rows.order_by("portion").values_list("original_id", "unit_id", "call_id", "code")
    seen: dict[tuple[int, int | None, int | None], str] = {}
    for original, unit, call, code in beside:
        seen.setdefault((original, unit, call), code)
    found: dict[int, str] = {}
    for one in sorted(asked, key=lambda one: one.portion):
        code = seen.setdefault((one.original_id, one.unit_id, one.call_id), one.code)
        if code != one.code:
            found[one.pk] = code
    return found


def _draft(first: Submission, said: Filled, filled: Filled, number: int, now: datetime) -> Submission:
    """What was told of the whole file holds for this form too, as far as its own head does not name another."""
    own = said.unit is None or filled.unit is None or words(said.unit.value) == words(filled.unit.value)
    told = first.is_told and own
    return Submission(
        code=new_code(),
        campaign=first.campaign,
        original=first.original,
        portion=number,
        part_of=first.part_of or first,
        channel=first.channel,
        received_at=first.received_at,
        filename=first.filename,
        sender=first.sender,
        subject=first.subject,
        message_id=first.message_id,
        automatic=first.automatic,
        mailbox=first.mailbox,
        authenticity=first.authenticity,
        state_at=now,
        unit=first.unit if told else None,
        decided_by=first.decided_by if told else None,
        call=first.call if first.call and first.call.paper == filled.paper else None,
        reading=stored(filled),
    )
