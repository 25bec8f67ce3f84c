"""Rows of the consolidated lists as of an instant; each keeps the ids by which it is followed back to its cell."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet

from kheo.campaigns.models import Campaign
from kheo.records.models import Entry, Outcome
from kheo.tally.blocs import order_by_bloc
from kheo.tally.owing import NO_BLOC


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of a registration that stood; `cells` says where each value stood in the original."""

    entry: int
    original: int
    bloc: str
    unit: int
    code: str
    unit_name: str
    title: str
    kind: str
    subject: str
    person_name: str
    job: str
    area: str
    place: str
    need: str
    goals: str
    resources: str
    time: str
    level: str
    continuity: str
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One line of the results list, with the columns of the form a unit fills in."""

    outcome: int
    entry: int | None
    original: int
    bloc: str
    unit: int
    code: str
    unit_name: str
    title: str
    named_unit: str
    person_name: str
    time_place: str
    results: str
    replication: str
    replication_plan: str
    ending: str
    cells: dict[str, str] = field(default_factory=dict)


def registrations(campaign: Campaign, *, as_of: dt.datetime | None = None) -> list[EntryLine]:
    """All that stood registered, by bloc, unit in the order of the tree, and position (one query)."""
    found = standing_entries(campaign, as_of).order_by(*_order(campaign, "registration"), "position", "pk")
    return [_entry_line(row) for row in found.values(*_columns("registration"), *_ENTRY_COLUMNS)]


def results(campaign: Campaign, *, as_of: dt.datetime | None = None) -> list[OutcomeLine]:
    """All that stood reported, in the same order (one query)."""
    found = _standing(Outcome.objects.filter(campaign=campaign), "report", as_of)
    ordered = found.order_by(*_order(campaign, "report"), "position", "pk")
    return [_outcome_line(row) for row in ordered.values(*_columns("report"), *_OUTCOME_COLUMNS)]


def standing_entries(campaign: Campaign, as_of: dt.datetime | None) -> QuerySet[Entry]:
    """Entries of the registrations that stood at `as_of`; None: now."""
    return _standing(Entry.objects.filter(campaign=campaign), "registration", as_of)


def _standing(lines: QuerySet[Any], record: str, as_of: dt.datetime | None) -> QuerySet[Any]:
    if as_of is None:
        return lines.filter(current=True)
    came = Q(**{f"{record}__received_at__lte": as_of})
    not_withdrawn = Q(**{f"{record}__withdrawn_at": None}) | Q(**{f"{record}__withdrawn_at__gt": as_of})
    not_yet_replaced = Q(**{f"{record}__replaced_by": None}) | Q(**{f"{record}__replaced_by__received_at__gt": as_of})
    return lines.filter(came, not_withdrawn, not_yet_replaced)


def _order(campaign: Campaign, record: str) -> tuple[Any, ...]:
    """By the bloc the unit was in when the duty was written, so that later changes of the tree move nothing."""
    bloc = f"{record}__obligation__bloc"
    return (*order_by_bloc(campaign, bloc), F(f"{bloc}_id").asc(nulls_last=True), "unit__path")


def _columns(record: str) -> Iterable[str]:
    shared = ("pk", "cells", "unit_id", "unit__code", "unit__name", "title", "person_name")
    return (*shared, f"{record}__original_id", f"{record}__obligation__bloc__name")


_ENTRY_COLUMNS = (
    "kind",
    "subject",
    "job",
    "area__name",
    "area_text",
    "place",
    "need",
    "goals",
    "resources",
    "time",
    "level",
    "continuity",
)
_OUTCOME_COLUMNS = ("entry_id", "unit_name", "time_place", "results", "replication", "replication_plan", "ending")


def _entry_line(row: dict[str, Any]) -> EntryLine:
    return EntryLine(
        entry=row["pk"],
        original=row["registration__original_id"],
        bloc=row["registration__obligation__bloc__name"] or NO_BLOC,
        unit=row["unit_id"],
        code=row["unit__code"],
        unit_name=row["unit__name"],
        area=row["area__name"] or row["area_text"],
        **{name: row[name] for name in ("title", "person_name", "cells", *_ENTRY_COLUMNS) if name in _LINE_NAMES},
    )


_LINE_NAMES = frozenset(EntryLine.__slots__) - {"area"}


def _outcome_line(row: dict[str, Any]) -> OutcomeLine:
    return OutcomeLine(
        outcome=row["pk"],
        entry=row["entry_id"],
        original=row["report__original_id"],
        bloc=row["report__obligation__bloc__name"] or NO_BLOC,
        unit=row["unit_id"],
        code=row["unit__code"],
        unit_name=row["unit__name"],
        title=row["title"],
        named_unit=row["unit_name"],
        person_name=row["person_name"],
        time_place=row["time_place"],
        results=row["results"],
        replication=row["replication"],
        replication_plan=row["replication_plan"],
        ending=row["ending"],
        cells=row["cells"],
    )
