"""Taking a list: rehearsed in a transaction that is given up, written by the records' own functions, taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from kheo.campaigns import deciding, ledger
from kheo.campaigns.models import Call, Campaign, Obligation
from kheo.campaigns.paper import Filled, Row, Value
from kheo.campaigns.standings import RELIEVED
from kheo.intake.earlier.campaign import StillOpen, calls_of, owe, past_campaign, year_ends
from kheo.intake.earlier.judging import judge, outcome_said
from kheo.intake.earlier.lines import Line
from kheo.intake.earlier.models import EarlierList
from kheo.intake.earlier.sameness import join_later, of_its_time, part_later
from kheo.journal.book import note
from kheo.records import registering, reporting
from kheo.records.models import Entry, Outcome, Record, Registration, Report
from kheo.records.situation import Answer, preheat, rows_of
from kheo.records.versions import withdraw
from kheo.units.models import Unit

_KINDS: dict[str, type[Record]] = {"registrations": Registration, "reports": Report}
_REGISTERED = frozenset(one.name for one in registering.PAPER.fields)
_REPORTED = frozenset(one.name for one in reporting.PAPER.fields)


class NotReady(Exception):  # noqa: N818 - an answer to a person
    """The list cannot be taken, or not taken back, as things stand; the text says why, in Vietnamese."""


@dataclass(frozen=True)
class Written:
    """What taking writes, counted; `known` are entries that stand in other years too."""

    campaign: str
    units: int
    entries: int
    outcomes: int
    known: int
    subjects: Mapping[str, int] = field(default_factory=dict)
    endings: Mapping[str, int] = field(default_factory=dict)


def rehearse(found: EarlierList, *, actor: User) -> Written:
    """What would be written, by writing it and giving the transaction up. Raises NotReady."""
    with transaction.atomic():
        written, _, _ = _write(found, actor)
        transaction.set_rollback(True)
    return written


@transaction.atomic
def take(found: EarlierList, *, actor: User) -> Written:
    """Write it: the year's campaign, duties, entries, outcomes. Raises NotReady."""
    locked = EarlierList.objects.select_for_update(of=("self",)).select_related("office").get(pk=found.pk)
    if locked.taken_at is not None:
        raise NotReady("Danh sách này đã được ghi nhận.")
    written, campaign, wrote = _write(locked, actor)
    locked.campaign, locked.taken_at, locked.taken_by, locked.wrote = campaign, timezone.now(), actor, wrote
    locked.save(update_fields=["campaign", "taken_at", "taken_by", "wrote"])
    note("earlier.taken", locked, actor=actor, entries=written.entries, units=written.units, campaign=campaign.slug)
    return written


@transaction.atomic
def take_back(found: EarlierList, *, actor: User) -> None:
    """All it wrote stands no more; its units are no longer expected in that year. It can be taken again, the same."""
    locked = EarlierList.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if locked.taken_at is None:
        raise NotReady("Danh sách này chưa được ghi nhận, nên không có gì để hoàn tác.")
    now = timezone.now()
    duties: dict[int, Obligation] = {}
    for name, kind in _KINDS.items():
        rows = rows_of(kind).filter(pk__in=locked.wrote.get(name, ()), withdrawn_at=None)
        for record in rows.select_related("obligation__call", "obligation__unit").order_by("pk"):
            if record.replaced_by_id is not None:
                raise NotReady(f"{record.unit}: đã có bản khác thay cho danh sách này nên không hoàn tác được.")
            withdraw(record, actor=actor)
            duties[record.obligation_id] = record.obligation
    part_later(Entry.objects.filter(registration__in=locked.wrote.get("registrations", ())))
    gone = [ledger.Answer(duty, Obligation.State.MISSING, None, at=now) for duty in duties.values()]
    ledger.settle(gone, actor=actor, noted_at=now)
    unexpected = [duty for duty in duties.values() if duty.pk in locked.wrote["unexpected"]]
    deciding.excuse(unexpected, at=now, reason="Hoàn tác nhập danh sách năm trước", actor=actor)
    locked.taken_at = locked.taken_by = None
    locked.wrote = {}
    locked.save(update_fields=["taken_at", "taken_by", "wrote"])
    note("earlier.takenback", locked, actor=actor)


def _write(found: EarlierList, actor: User) -> tuple[Written, Campaign, dict[str, list[int]]]:
    judgement = judge(found)
    if not judgement.ready:
        raise NotReady("Danh sách còn chỗ chưa rõ; hãy sửa hết rồi ghi nhận.")
    try:
        campaign = past_campaign(found.office, found.year, actor=actor)
    except StillOpen as why:
        raise NotReady(str(why)) from why
    by_unit: dict[Unit, list[Line]] = {}
    for line, unit in judgement.lines:
        by_unit.setdefault(unit, []).append(line)
    taking = _Taking(found, campaign, actor, timezone.now())
    calls = calls_of(campaign)
    registrations, unexpected = taking.take(calls["registration"], by_unit)
    join_later(Entry.objects.filter(registration__in=registrations), campaign)
    told = {unit: [line for line in lines if outcome_said(line)] for unit, lines in by_unit.items()}
    reports, more = taking.take(calls["results"], {unit: lines for unit, lines in told.items() if lines})
    wrote = {"registrations": registrations, "reports": reports, "unexpected": unexpected + more}
    return _counted(campaign, len(by_unit), wrote), campaign, wrote


@dataclass(frozen=True)
class _Taking:
    """What is the same for all answers of one list."""

    found: EarlierList
    campaign: Campaign
    actor: User
    now: datetime

    @property
    def received_at(self) -> datetime:
        """As if it had come on the last day of that year."""
        return year_ends(self.found.year) - timedelta(seconds=1)

    def take(self, call: Call, by_unit: Mapping[Unit, Sequence[Line]]) -> tuple[list[int], list[int]]:
        """The lines of each unit as its answer to the call; gives ids of records, and of duties nobody expected."""
        owe(call, list(by_unit))
        situation = preheat(self.campaign, {unit.pk for unit in by_unit}, locked=True)
        duties = {unit: situation.obligations[call.pk, unit.pk] for unit in by_unit}
        unexpected = [duty.pk for duty in duties.values() if duty.since is None or duty.state in RELIEVED]
        answers = [
            Answer(
                filled=Filled(call.paper, rows=tuple(_row(line, call.paper) for line in lines)),
                obligation=duties[unit],
                original=self.found.original,
                received_at=self.received_at,
                taken_by=self.actor,
            )
            for unit, lines in by_unit.items()
        ]
        module = registering if call.paper == registering.PAPER.code else reporting
        records = module.take(answers, situation=of_its_time(situation), at=self.now)
        settled = [
            ledger.Answer(
                duty,
                Obligation.State.ACCEPTED,
                self.received_at,
                # What was taken back meanwhile counts again from now on.
                at=self.received_at if duty.since is None else self.now,
            )
            for duty in duties.values()
        ]
        ledger.settle(settled, actor=self.actor, noted_at=self.now)
        return [record.pk for record in records], unexpected


def _row(line: Line, paper: str) -> Row:
    """Of the line what the paper has fields for; results speak of time and place in one breath."""
    fields = _REGISTERED if paper == registering.PAPER.code else _REPORTED
    cells = {name: value for name, value in line.cells.items() if name in fields}
    parts = [line.cells[name] for name in ("time", "place") if name in line.cells]
    if paper == reporting.PAPER.code:
        if parts and "time_place" not in cells:
            cells["time_place"] = Value("; ".join(part.value for part in parts), parts[0].at)
        if line.unit.value:
            cells["unit_name"] = line.unit
    return Row(cells)


def _counted(campaign: Campaign, units: int, wrote: Mapping[str, Sequence[int]]) -> Written:
    entries = Entry.objects.filter(registration__in=wrote["registrations"])
    again = Entry.objects.filter(same_as=OuterRef("pk"), current=True)
    outcomes = Outcome.objects.filter(report__in=wrote["reports"])
    return Written(
        campaign=campaign.title,
        units=units,
        entries=entries.count(),
        outcomes=outcomes.count(),
        known=entries.filter(Q(same_as__isnull=False) | Exists(again)).count(),
        subjects=dict(entries.order_by().values_list("subject").annotate(Count("pk"))),
        endings=dict(outcomes.order_by().values_list("ending").annotate(Count("pk"))),
    )
