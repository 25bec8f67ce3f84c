"""Each thing that came gets one answer, once all of it is read; what a person decides later gets an outcome letter.

Everything hangs on rows: who has an Answer has been answered, and what it says was told is what was told. So a task may
be lost, come twice or die half-way, and the sweeper finds what is left.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from kheo.confinement.pool import Readers, shared
from kheo.intake.answers.marked import marked_files
from kheo.intake.answers.wholes import Whole, whole_of, wholes
from kheo.intake.answers.whom import Whom, held_because, our_addresses, whom
from kheo.intake.answers.wording import body_of, subject_of
from kheo.intake.models import Answer, Submission
from kheo.journal.book import note
from kheo.journal.models import Original
from kheo.post.models import Outgoing
from kheo.post.outbox import Draft, queue, rewrite

State = Submission.State
# How far back the sweeper looks: what is older was answered, or came before this instance answered at all.
SPAN = timedelta(days=2)
_AT_ONCE = 500


def answer(ids: Iterable[int], *, readers: Readers | None = None) -> None:
    """Write what is to be told about these submissions, as far as all that belongs to each is read."""
    settled = [whole for whole in wholes(ids) if whole.is_settled]
    known = Answer.objects.select_related("outgoing").in_bulk(
        [whole.top.pk for whole in settled], field_name="submission_id"
    )
    ours = our_addresses()
    silent: list[Answer] = []
    for whole in settled:
        if whole.top.pk in known:
            _tell_outcome(whole, known[whole.top.pk], readers or shared())
            continue
        found = Whom(silence=whole.closed) if whole.closed else whom(whole, ours=ours)
        if found.silence:
            silent.append(_silence(whole, found.silence))
        else:
            _tell_first(whole, found, readers or shared())
    Answer.objects.bulk_create(silent, ignore_conflicts=True)


def forgotten(now: datetime, *, after: timedelta) -> list[int]:
    """Submissions settled for longer than `after` that nobody was told about, or not of how they stand now."""
    settled = Submission.objects.filter(state_at__gt=now - SPAN, state_at__lt=now - after).exclude(state=State.RECEIVED)
    unanswered = settled.filter(part_of=None, answer=None)
    top = ("answer", "part_of__answer", "part_of__part_of__answer", "part_of__part_of__part_of__answer")
    moved_on = Q(pk=None)
    for path in top:
        moved_on |= Q(**{f"{path}__looked_at__lt": F("state_at")})
    found = list(unanswered.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
    return found + list(settled.filter(moved_on).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])


def _silence(whole: Whole, silence: str) -> Answer:
    now = timezone.now()
    return Answer(submission=whole.top, at=now, looked_at=now, silence=silence, told=whole.told)


def _tell_first(whole: Whole, found: Whom, readers: Readers) -> None:
    """The one answer. Files are marked before the transaction, which writes it only if nothing has changed since."""
    now = timezone.now()
    files = marked_files(whole.spoken_of, readers)
    assert found.mailbox is not None
    with transaction.atomic():
        whole_now = _locked(whole)
        if whole_now is None or Answer.objects.filter(submission=whole.top).exists():
            return
        why = held_because(whole, found, now)
        draft = _draft(whole_now, found.address, files, now)
        outgoing = queue(draft, found.mailbox, held=why is not None, why=why or "")
        Answer.objects.create(
            submission=whole.top,
            at=now,
            looked_at=now,
            address=found.address,
            outgoing=outgoing,
            letters=1,
            told=whole_now.told,
        )


def _tell_outcome(whole: Whole, told: Answer, readers: Readers) -> None:
    """What has changed since the last letter; one still held and untouched by a person is written anew instead."""
    if told.outgoing is not None and whole.top.is_taken_back:
        _tell_nothing(told, told.outgoing)
        return
    if told.outgoing is None or whole.closed:
        Answer.objects.filter(pk=told.pk).update(looked_at=timezone.now())
        return
    anew = _is_untouched(told.outgoing)
    if not anew and told.told == whole.told:
        Answer.objects.filter(pk=told.pk).update(looked_at=timezone.now())
        return
    base = {} if anew and told.letters == 1 else told.told_before if anew else told.told
    files = marked_files([one for one in whole.spoken_of if base.get(one.code) != one.state], readers)
    with transaction.atomic():
        whole_now = _locked(whole)
        if whole_now is None:
            return
        found = Answer.objects.select_for_update(of=("self",)).select_related("outgoing__mailbox").get(pk=told.pk)
        found.looked_at = timezone.now()
        _write_outcome(whole_now, found, files)
        found.save(update_fields=["looked_at", "outgoing", "letters", "told", "told_before"])


def _write_outcome(whole: Whole, found: Answer, files: Sequence[tuple[str, Original]]) -> None:
    latest = found.outgoing
    assert latest is not None
    now = timezone.now()
    untouched = _is_untouched(latest)
    if not untouched and whole.told == found.told:
        return
    if latest.state == Outgoing.State.HELD and found.letters > 1 and not _changed(whole, found.told_before):
        _withdraw(latest)
        found.told = found.told_before
        return
    before = found.told_before if untouched else found.told
    changed = _changed(whole, before)
    if not changed:
        # What is no longer told of was in a letter that went.
        return
    draft = _draft(whole, found.address, files, now, changed=changed if before else None)
    found.told, found.told_before = whole.told, before
    if untouched:
        rewrite(latest, draft)
        return
    key = f"outcome:{whole.top.code}:{found.letters}"
    found.outgoing = queue(
        replace(draft, key=key), latest.mailbox, held=True, why="Kết quả sau khi cán bộ xem; chờ cán bộ đồng ý gửi."
    )
    found.letters += 1


def _tell_nothing(told: Answer, latest: Outgoing) -> None:
    """It was entered here by an act that is undone: a letter still held is dropped; entered again, it is told anew."""
    with transaction.atomic():
        found = Answer.objects.select_for_update(of=("self",)).get(pk=told.pk)
        found.looked_at = timezone.now()
        if Outgoing.objects.filter(pk=latest.pk, state=Outgoing.State.HELD).exists():
            _withdraw(latest)
            found.told = found.told_before = {}
        found.save(update_fields=["looked_at", "told", "told_before"])


def _changed(whole: Whole, before: Mapping[str, str]) -> set[str]:
    """The codes of what stands otherwise than was told."""
    return {code for code, state in whole.told.items() if before.get(code) != state}


def _is_untouched(outgoing: Outgoing) -> bool:
    """Held still, in words that no person has changed: what has happened since belongs into it."""
    return outgoing.state == Outgoing.State.HELD and outgoing.edited_by_id is None


def _withdraw(outgoing: Outgoing) -> None:
    """It stands again as the unit was told already: nothing is left to be said."""
    Outgoing.objects.filter(pk=outgoing.pk, state=Outgoing.State.HELD).update(state=Outgoing.State.CANCELLED)
    note("letter.dropped", outgoing, key=outgoing.key, reason="Quyết định đã được bỏ.")


def _locked(whole: Whole) -> Whole | None:
    """The whole afresh, for this transaction alone; None where it has changed since, and will come again."""
    Submission.objects.select_for_update(no_key=True, of=("self",)).get(pk=whole.top.pk)
    now = whole_of(whole.top.pk)
    return now if now.is_settled and now.told == whole.told else None


def _draft(
    whole: Whole,
    address: str,
    files: Sequence[tuple[str, Original]],
    now: datetime,
    *,
    changed: Collection[str] | None = None,
) -> Draft:
    units = {one.unit_id: one.unit for one in whole.spoken_of if one.unit is not None}
    return Draft(
        key=f"answer:{whole.top.code}",
        kind=Outgoing.Kind.ANSWER,
        to=[address],
        subject=subject_of(whole),
        body=body_of(whole, now=now, marked=bool(files), changed=changed),
        campaign=whole.top.campaign,
        unit=next(iter(units.values())) if len(units) == 1 else None,
        in_reply_to=whole.top.message_id,
        enclosures=files,
    )
