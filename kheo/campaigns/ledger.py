"""The only writer of how duties stand: answers in bulk, and what the office decides about single duties.

Each act appends a Standing at the instant it took effect and repeats the latest on the Obligation. An act that comes
to light after later ones (an older letter taken from the desk) is put in its place: what it changes for the instants
after it is appended again as *restated* standings, so the columns are always the last standing, and the board of a past
instant is what is known of it today. Nothing is ever rewritten.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from kheo.campaigns.models import Call, Obligation, Standing
from kheo.campaigns.standings import RELIEVED, Act, Stand, State, follow
from kheo.journal.book import Happening, note_all

_COLUMNS = ["state", "since", "received_at", "on_time", "due_at", "short", "is_short", "joint_with"]
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer came to: `at` is when it takes effect (its arrival; a later mend or re-reading: that instant).

    State received, returned or accepted; missing when what was taken by mistake stands no more.
    `short` as Judgement.short_json gives it.
    """

    obligation: Obligation
    state: str
    received_at: datetime | None
    at: datetime
    short: Sequence[Mapping[str, Any]] = ()
    reason: str = ""


@transaction.atomic
def settle(answers: Sequence[Answer], *, actor: User | None = None, noted_at: datetime) -> list[Obligation]:
    """Write how these duties stand after the answers; gives the duties as they stand now, in order of first mention.

    A handful of queries however many answers; the journal gets one entry a call.
    """
    duties = _locked([answer.obligation.pk for answer in answers])
    emptied = _emptied(duties)
    steps = [_answer_step(duties[answer.obligation.pk], answer, noted_at, actor) for answer in answers]
    for step in steps:
        # What came earlier but is taken only after another answer was taken back counts from then on.
        step.at = max(step.at, emptied.get(step.obligation_id, step.at))
    _write(duties, steps)
    said: dict[int, list[list[Any]]] = {}
    for step in steps:
        said.setdefault(duties[step.obligation_id].call_id, []).append([step.obligation_id, step.state, str(step.at)])
    calls = Call.objects.in_bulk(said)
    note_all([Happening("call.answered", calls[pk], actor, {"answers": lines}) for pk, lines in said.items()])
    return list(duties.values())


def standing_as_of(call: Call, as_of: datetime) -> QuerySet[Standing]:
    """The last standing of each duty of `call` with `at` at or before `as_of`; a duty without one was missing."""
    last = Standing.objects.filter(obligation=OuterRef("obligation"), at__lte=as_of).order_by("-at", "-id")
    return Standing.objects.filter(obligation__call=call, at__lte=as_of, pk=Subquery(last.values("pk")[:1]))


def write(
    duties: Mapping[int, Obligation], steps: Sequence[Standing], *, happened: str, actor: User | None
) -> list[Obligation]:
    """For campaigns.deciding alone: write decided steps on locked duties, one journal entry a duty."""
    _write(duties, steps)
    note_all(
        [
            Happening(happened, duties[step.obligation_id], actor, {"at": str(step.at), "reason": step.reason})
            for step in steps
        ]
    )
    return list(duties.values())


def locked(duties: Collection[Obligation]) -> dict[int, Obligation]:
    """The duties afresh, locked until the transaction ends; their calls and units attached."""
    return _locked([duty.pk for duty in duties], "call", "unit")


def _locked(pks: Sequence[int], *attached: str) -> dict[int, Obligation]:
    wanted = list(dict.fromkeys(pks))
    found: dict[int, Obligation] = {}
    for start in range(0, len(wanted), _BATCH):
        # In one order, so that two workers never wait for each other.
        rows = Obligation.objects.filter(pk__in=wanted[start : start + _BATCH]).order_by("pk")
        rows = rows.select_related(*attached) if attached else rows
        found.update({duty.pk: duty for duty in rows.select_for_update(of=("self",))})
    return {pk: found[pk] for pk in wanted}


def _emptied(duties: Mapping[int, Obligation]) -> dict[int, datetime]:
    """Silent duties whose answer was taken back, and since when; hardly ever any, so mostly no query."""
    silent = {pk: duty.since for pk, duty in duties.items() if duty.state == State.MISSING and duty.since is not None}
    if not silent:
        return {}
    taken_back = Standing.objects.filter(obligation__in=silent, act=Act.ANSWERED, state=State.MISSING)
    return {pk: at for pk, at in taken_back.values_list("obligation_id", "at") if at == silent[pk]}


def _answer_step(duty: Obligation, answer: Answer, noted_at: datetime, actor: User | None) -> Standing:
    return Standing(
        obligation_id=duty.pk,
        at=answer.at,
        noted_at=noted_at,
        act=Act.ANSWERED,
        state=answer.state,
        received_at=answer.received_at,
        due_at=duty.due_at,
        short=[dict(shortfall) for shortfall in answer.short],
        reason=answer.reason,
        actor=actor,
    )


def _write(duties: Mapping[int, Obligation], steps: Sequence[Standing]) -> None:
    """Put each step in its place; the common case, nothing later being known, needs no history."""
    written: list[Standing] = []
    unsettled: set[int] = set()
    for step in sorted(steps, key=lambda step: step.at):
        duty = duties[step.obligation_id]
        if duty.pk in unsettled or _needs_history(duty, step):
            unsettled.add(duty.pk)
            written.append(step)
        else:
            written += _forward(duty, step)
    Standing.objects.bulk_create(written, batch_size=_BATCH)
    if unsettled:
        _replay([duties[pk] for pk in unsettled])
    Obligation.objects.bulk_create(
        duties.values(), batch_size=_BATCH, update_conflicts=True, unique_fields=["id"], update_fields=_COLUMNS
    )


def _needs_history(duty: Obligation, step: Standing) -> bool:
    """Something later is known already, or what lies beneath an excuse or joint duty matters."""
    return (duty.since is not None and step.at < duty.since) or duty.state in RELIEVED or step.act == Act.WITHDRAWN


def _forward(duty: Obligation, step: Standing) -> list[Standing]:
    """The standings one step on from what the duty's columns say; none where it changes nothing."""
    before = Stand(duty.due_at, duty.state, duty.state, duty.received_at, duty.on_time, tuple(duty.short))
    after = follow(before, step)
    if after == before:
        return []
    step.on_time, step.due_at = after.on_time, after.due_at
    _take_over(duty, after, step.at)
    return [step] if after.same_as(step) else [step, _restated(step, after)]


def _replay(duties: Sequence[Obligation]) -> None:
    """Follow the whole history of these duties again and append what it now says differently."""
    first_due = dict(Call.objects.filter(pk__in={duty.call_id for duty in duties}).values_list("pk", "due_at"))
    history = Standing.objects.filter(obligation__in=duties).order_by("obligation", "at", "id")
    by_pk = {duty.pk: duty for duty in duties}
    news: list[Standing] = []
    for pk, rows in groupby(history, key=lambda row: row.obligation_id):
        duty = by_pk[pk]
        stand = Stand(first_due[duty.call_id])
        for at, instant in groupby(rows, key=lambda row: row.at):
            together = list(instant)
            acts = [row for row in together if row.act != Act.RESTATED]
            for row in acts:
                stand = follow(stand, row)
            if not stand.same_as(together[-1]):
                news.append(_restated(acts[-1], stand))
            duty.since = at
        _take_over(duty, stand, duty.since)
    Standing.objects.bulk_create(news, batch_size=_BATCH)


def _restated(step: Standing, stand: Stand) -> Standing:
    return Standing(
        obligation_id=step.obligation_id,
        at=step.at,
        noted_at=step.noted_at,
        act=Act.RESTATED,
        state=stand.state,
        received_at=stand.received_at,
        on_time=stand.on_time,
        due_at=stand.due_at,
        short=list(stand.short),
        reason=step.reason,
        actor_id=step.actor_id,
    )


def _take_over(duty: Obligation, stand: Stand, since: datetime | None) -> None:
    duty.state, duty.due_at, duty.since = stand.state, stand.due_at, since
    duty.received_at, duty.on_time = stand.received_at, stand.on_time
    duty.short, duty.is_short = list(stand.short), bool(stand.short)
    if duty.state != State.MERGED:
        duty.joint_with = None
