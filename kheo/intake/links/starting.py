"""What a form begins with: what was given back or stands, what was registered, and what the unit had last year."""

from collections.abc import Iterable, Mapping

from kheo.campaigns.models import Obligation
from kheo.campaigns.requirements import Counts, judge
from kheo.intake.desk.standing import filled_of
from kheo.intake.models import Submission
from kheo.intake.taking import KINDS
from kheo.office.wording import short_date
from kheo.records.carrying import CARRIED, last_entries
from kheo.records.models import Conference, Entry, Outcome, Registration, Report

_MOST_BLANK = 10
# Field of the paper → column of the record, where they differ.
_ENTRY = {"position": "job", "field": "area_text"}
_OUTCOME = {"outcome": "ending"}
_ENTRY_FIELDS = (
    *("title", "kind", "subject", "person_name", "position", "field", "place"),
    *("need", "goals", "resources", "time", "level", "continuity"),
)
_OUTCOME_FIELDS = (
    *("title", "unit_name", "person_name", "time_place", "results"),
    *("replication", "replication_plan", "outcome"),
)


def first_rows(duty: Obligation) -> list[dict[str, str]]:
    """Rows of what was given back or stands, else what is known, else as many empty ones as are owed."""
    paper = duty.call.paper
    if (back := returned(duty)) and (rows := rows_of(back, duty)):
        return rows
    standing = {"registration": _registered, "results": _reported, "conference": _conferred}[paper](duty)
    if not standing and paper == "results":
        standing = [_carried_out(entry, duty) for entry in _entries(duty)]
    return standing or [{} for _ in range(_owed(duty))]


def returned(duty: Obligation) -> Submission | None:
    """The answer that was given back and that nothing has taken the place of since."""
    if duty.state != Obligation.State.RETURNED:
        return None
    rows = Submission.objects.filter(obligation=duty, state=Submission.State.RETURNED)
    return rows.select_related("unit", "call", "campaign").order_by("received_at", "pk").last()


def rows_of(submission: Submission, duty: Obligation) -> list[dict[str, str]]:
    """What a submission says as rows of the form, with every mend; none where it is no such paper."""
    paper = duty.call.paper
    if (submission.reading or {}).get("paper") != paper:
        return []
    names = [field.name for field in KINDS[paper].PAPER.fields]
    return [{name: text for name in names if (text := row.text(name))} for row in filled_of(submission).rows]


def earlier_entries(duty: Obligation) -> list[Entry]:
    """For a registration: what stood at the end of the unit's last campaign before this one."""
    if duty.call.paper != "registration":
        return []
    return list(last_entries(duty.call.campaign, [duty.unit_id]).get(duty.unit_id, ()))


def carried_on(entry: Entry) -> dict[str, str]:
    """Last year's entry as a row of this year's form; what belongs to its year is left for the unit to write."""
    return _row(entry, CARRIED, CARRIED) | {"continuity": Entry.Continuity.CONTINUED.value}


def _registered(duty: Obligation) -> list[dict[str, str]]:
    standing = Registration.objects.filter(obligation=duty, replaced_by=None, withdrawn_at=None).last()
    entries = Entry.objects.filter(registration=standing).order_by("position", "pk") if standing else ()
    return [_row(entry, _ENTRY_FIELDS, _ENTRY) for entry in entries]


def _reported(duty: Obligation) -> list[dict[str, str]]:
    standing = Report.objects.filter(obligation=duty, replaced_by=None, withdrawn_at=None).last()
    outcomes = Outcome.objects.filter(report=standing).order_by("position", "pk") if standing else ()
    return [_row(outcome, _OUTCOME_FIELDS, _OUTCOME) for outcome in outcomes]


def _conferred(duty: Obligation) -> list[dict[str, str]]:
    standing = Conference.objects.filter(obligation=duty, replaced_by=None, withdrawn_at=None).last()
    if standing is None:
        return []
    held_on = short_date(standing.held_on) if standing.held_on else ""
    said = {"held_on": held_on, "place": standing.place, "note": standing.note}
    return [{name: text for name, text in said.items() if text}]


def _entries(duty: Obligation) -> Iterable[Entry]:
    mine = Entry.objects.current().filter(campaign=duty.call.campaign_id, unit=duty.unit_id)
    return mine.order_by("position", "pk")


def _carried_out(entry: Entry, duty: Obligation) -> dict[str, str]:
    """Who carried it out: a collective by its own name if it has one, a person beside the unit."""
    if entry.subject == Entry.Subject.COLLECTIVE:
        return {"title": entry.title, "unit_name": entry.person_name or duty.unit.name}
    row = {"title": entry.title, "unit_name": duty.unit.name, "person_name": entry.person_name}
    return {name: text for name, text in row.items() if text}


def _row(record: Entry | Outcome, fields: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    said = {name: str(getattr(record, columns.get(name, name))) for name in fields}
    return {name: text for name, text in said.items() if text}


def _owed(duty: Obligation) -> int:
    if duty.call.paper == "conference":
        return 1
    bloc = duty.bloc.name if duty.bloc else ""
    owed = judge(duty.call.requirements.all(), unit_kind=duty.unit_kind, bloc=bloc, counts=Counts())
    return min(max(1, sum(shortfall.needs for shortfall in owed.short)), _MOST_BLANK)
