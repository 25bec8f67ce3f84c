"""Answers in force, and what came in their place: told before one is replaced, and of one that was."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from kheo.campaigns.models import Call, Obligation
from kheo.intake.models import Submission
from kheo.office.wording import count
from kheo.records.models import Conference, Record, Registration, Report
from kheo.records.situation import RECORDS, rows_of
from kheo.units.models import Unit

State = Submission.State
# Kind of record → what its lines are; a conference has none.
_LINES: dict[type[Record], str] = {Registration: "entries", Report: "outcomes"}


@dataclass(frozen=True)
class InForce:
    """The answer that stands for a unit in a call: under which code it came, when, how many lines it has."""

    unit: Unit
    call: Call
    code: str
    received_at: datetime
    lines: int

    @property
    def words(self) -> str:
        return f"{self.unit.name} đã có bản {self.code} ({count(self.lines)} dòng) đang có hiệu lực"


@dataclass(frozen=True)
class Replaced:
    """What came in the place of an answer."""

    code: str
    at: datetime


def in_force(calls: Collection[Call], *, unit: Unit | None = None) -> list[InForce]:
    """The answers that stand in these calls, in the order of the tree: two queries a kind of paper."""
    found: list[InForce] = []
    for paper in {call.paper for call in calls}:
        kind = RECORDS[paper]
        rows = rows_of(kind).filter(call__in=calls, call__paper=paper, replaced_by=None, withdrawn_at=None)
        rows = (rows if unit is None else rows.filter(unit=unit)).select_related("unit", "call")
        standing = list(rows.annotate(lines=Count(_LINES[kind])) if kind in _LINES else rows)
        codes = _brought((record.obligation_id, record.original_id) for record in standing)
        for record in standing:
            lines = 1 if kind is Conference else record.lines
            one = codes.get((record.obligation_id, record.original_id))
            found.append(InForce(record.unit, record.call, one.code if one else "–", record.received_at, lines))
    return sorted(found, key=lambda one: one.unit.path)


def would_replace(source: Submission, *, unit: Unit, call: Call | None) -> InForce | None:
    """The answer of the unit that lines split off this submission would take the place of."""
    paper = (source.reading or {}).get("paper")
    calls = [call] if call else list(Call.objects.filter(campaign=source.campaign_id, paper=paper or ""))
    return next((one for one in in_force(calls, unit=unit) if one.received_at <= source.received_at), None)


def replaced(submissions: Iterable[Submission]) -> Mapping[int, Replaced]:
    """Those of these whose answer another has taken the place of: a query a kind of paper, and one for the codes."""
    counted = [one for one in submissions if one.obligation_id and one.call and one.state != State.ASIDE]
    later: dict[int, tuple[int, int]] = {}
    for paper in {one.call.paper for one in counted if one.call}:
        mine = [one for one in counted if one.call and one.call.paper == paper]
        later |= _later(mine, rows_of(RECORDS[paper]))
    if not later:
        return {}
    brought = _brought(later.values())
    return {pk: brought[by] for pk, by in later.items() if by in brought}


def standing_by(duty: Obligation) -> str:
    """The code of the submission by which the duty stands as it does; empty where none brought it."""
    if duty.received_at is None:
        return ""
    rows = Submission.objects.filter(obligation=duty, received_at=duty.received_at).exclude(state=State.ASIDE)
    return rows.order_by("pk").values_list("code", flat=True).last() or ""


def _later(mine: Collection[Submission], records: QuerySet[Record]) -> dict[int, tuple[int, int]]:
    """Submission → duty and original of the record that took the place of its own latest."""
    rows = records.filter(obligation__in={one.obligation_id for one in mine}, withdrawn_at=None).order_by("pk")
    latest = {
        (duty, original): by
        for duty, original, by in rows.values_list("obligation", "original", "replaced_by__original")
    }
    found = {one.pk: ((one.obligation_id or 0), one.original_id) for one in mine}
    return {pk: (key[0], by) for pk, key in found.items() if (by := latest.get(key)) is not None and by != key[1]}


def _brought(keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Replaced]:
    """Duty and original → the submission that answers the one with the other."""
    wanted = set(keys)
    rows = Submission.objects.filter(
        obligation__in={duty for duty, _ in wanted}, original__in={original for _, original in wanted}
    ).order_by("pk")
    told = rows.values_list("obligation", "original", "code", "received_at")
    return {(duty, original): Replaced(code, at) for duty, original, code, at in told if duty is not None}
