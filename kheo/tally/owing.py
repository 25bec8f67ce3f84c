"""Who owes what and who has answered, by call and bloc, now or as of any past instant.

"Now" reads what the obligations themselves carry, one grouped query over a covering index; a past instant reads the
last standing of each obligation at or before it (no standing yet: missing).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.db.models import Count
from django.utils import timezone

from kheo.campaigns.models import Call, Campaign, Obligation
from kheo.tally.blocs import place_of
from kheo.tally.standings import group_counts, rows
from kheo.units.models import Bloc

State = Obligation.State
ANSWERED = (State.RECEIVED, State.RETURNED, State.ACCEPTED)
NO_BLOC = "Chưa xếp khối"


@dataclass(frozen=True, slots=True)
class Figures:
    """How many units owe and answered; expected = received + missing, and received holds returned and accepted."""

    expected: int = 0
    received: int = 0
    on_time: int = 0
    accepted: int = 0
    excused: int = 0
    missing: int = 0
    # Beside the above: sent back, answered together with another unit, answered short of a minimum, to be looked at.
    returned: int = 0
    merged: int = 0
    short: int = 0
    waiting: int = 0

    def as_json(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One unit's duty under one call as it stood; `short` holds {"rule", "has", "needs"}."""

    obligation: int
    unit: int
    code: str
    name: str
    listed_name: str
    kind: str
    path: str
    due_at: dt.datetime
    state: str
    received_at: dt.datetime | None
    on_time: bool | None
    short: tuple[Mapping[str, Any], ...]

    @property
    def has_answered(self) -> bool:
        return self.state in ANSWERED

    def as_json(self) -> dict[str, Any]:
        return {
            "unit": self.listed_name,
            "code": self.code,
            "name": self.name,
            "state": self.state,
            "received_at": _iso(self.received_at),
            "on_time": self.on_time,
            "short": [dict(shortfall) for shortfall in self.short],
        }


@dataclass(frozen=True, slots=True)
class BlocFigures:
    bloc: int | None
    name: str
    figures: Figures
    units: tuple[UnitStanding, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"bloc": self.name, **self.figures.as_json(), "units": [unit.as_json() for unit in self.units]}


@dataclass(frozen=True, slots=True)
class CallFigures:
    call: int
    slug: str
    title: str
    paper: str
    due_at: dt.datetime
    figures: Figures
    blocs: tuple[BlocFigures, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "call": self.slug,
            "due": _iso(self.due_at),
            **self.figures.as_json(),
            "blocs": [bloc.as_json() for bloc in self.blocs],
        }


@dataclass(frozen=True, slots=True)
class Board:
    campaign: str
    as_of: dt.datetime
    calls: tuple[CallFigures, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "campaign": self.campaign,
            "as_of": _iso(self.as_of),
            "calls": [call.as_json() for call in self.calls],
        }


def figures(campaign: Campaign, *, call: Call | None = None, as_of: dt.datetime | None = None) -> Board:
    """The board without its units: calls, their groups, the blocs' names (three queries; a past instant: four)."""
    calls = [call] if call is not None else list(campaign.calls.all())
    counted = _by_call_and_bloc(group_counts([call.pk for call in calls], as_of))
    blocs = Bloc.objects.in_bulk({bloc for _, bloc in counted if bloc is not None})
    return Board(
        campaign=campaign.slug,
        as_of=timezone.localtime(as_of or timezone.now()),
        calls=tuple(_call_figures(campaign, call, counted, blocs) for call in calls),
    )


def totals(calls: Sequence[int]) -> dict[int, Figures]:
    """Each call's figures as they stand now, in one query: for pages that show many campaigns."""
    found = dict.fromkeys(calls, Figures())
    for (call, _), bloc_figures in _by_call_and_bloc(group_counts(calls, None)).items():
        found[call] += bloc_figures
    return found


def board(campaign: Campaign, *, call: Call | None = None, as_of: dt.datetime | None = None) -> Board:
    """The whole obligation ledger by call and bloc with every unit, in the order of the tree."""
    bare = figures(campaign, call=call, as_of=as_of)
    found = _units_by_call_and_bloc([call.call for call in bare.calls], as_of)
    return replace(
        bare,
        calls=tuple(
            replace(
                call,
                blocs=tuple(replace(bloc, units=tuple(found[call.call, bloc.bloc])) for bloc in call.blocs),
            )
            for call in bare.calls
        ),
    )


@dataclass(frozen=True, slots=True)
class UnitPage:
    units: tuple[UnitStanding, ...]
    total: int
    number: int
    size: int


def units(
    call: Call,
    *,
    bloc: int | None = None,
    as_of: dt.datetime | None = None,
    state: str = "",
    page: int = 1,
    size: int = 50,
) -> UnitPage:
    """One page of a call's units in the order of the tree; `state` is a name of `standings.CHOICES` or empty."""
    chosen = rows([call.pk], as_of, bloc=bloc, state=state)
    total = chosen.aggregate(number=Count("pk"))["number"]
    start = (page - 1) * size
    # Where nothing is found a database may look through the whole tree before it says so again.
    cut = _values(chosen.order_by("unit__path")[start : start + size]) if total else ()
    return UnitPage(tuple(_unit_standing(row) for row in cut), total, page, size)


def by_arrival(standings: Iterable[UnitStanding]) -> list[UnitStanding]:
    """As letters list those who answered: in order of arrival, then of the tree."""
    return sorted(standings, key=lambda unit: (unit.received_at or dt.datetime.max.replace(tzinfo=dt.UTC), unit.path))


def _call_figures(
    campaign: Campaign, call: Call, counted: Mapping[tuple[int, int | None], Figures], blocs: Mapping[int, Bloc]
) -> CallFigures:
    mine = {bloc: figures for (owner, bloc), figures in counted.items() if owner == call.pk}
    order = sorted(mine, key=lambda bloc: place_of(campaign, blocs, bloc))
    lines = tuple(BlocFigures(bloc, blocs[bloc].name if bloc else NO_BLOC, mine[bloc]) for bloc in order)
    total = sum((line.figures for line in lines), Figures())
    return CallFigures(call.pk, call.slug, call.title, call.paper, timezone.localtime(call.due_at), total, lines)


def _by_call_and_bloc(groups: Iterable[Sequence[Any]]) -> dict[tuple[int, int | None], Figures]:
    counters: dict[tuple[int, int | None], Counter[str]] = {}
    for call, bloc, state, on_time, is_short, number in groups:
        counter = counters.setdefault((call, bloc), Counter())
        counter[state] += number
        if state in ANSWERED:
            counter["on_time"] += number if on_time else 0
            counter["short"] += number if is_short else 0
    return {key: _figures(counter) for key, counter in counters.items()}


def _figures(counter: Counter[str]) -> Figures:
    received = sum(counter[state] for state in ANSWERED)
    missing = counter[State.MISSING]
    return Figures(
        expected=received + missing,
        received=received,
        on_time=counter["on_time"],
        accepted=counter[State.ACCEPTED],
        excused=counter[State.EXCUSED],
        missing=missing,
        returned=counter[State.RETURNED],
        merged=counter[State.MERGED],
        short=counter["short"],
        waiting=counter[State.RECEIVED],
    )


def _units_by_call_and_bloc(
    calls: Sequence[int], as_of: dt.datetime | None
) -> dict[tuple[int, int | None], list[UnitStanding]]:
    found: dict[tuple[int, int | None], list[UnitStanding]] = {}
    for row in _values(rows(calls, as_of).order_by("unit__path")):
        found.setdefault((row["call_id"], row["bloc_id"]), []).append(_unit_standing(row))
    return found


_COLUMNS = (
    "pk",
    "call_id",
    "bloc_id",
    "unit_id",
    "unit__code",
    "unit__name",
    "unit__short_name",
    "unit_kind",
    "unit__path",
    "then_due_at",
    "then_state",
    "then_received_at",
    "then_on_time",
    "then_short",
)


def _values(chosen: Any) -> Iterable[dict[str, Any]]:
    return cast("Iterable[dict[str, Any]]", chosen.values(*_COLUMNS))


def _unit_standing(row: dict[str, Any]) -> UnitStanding:
    return UnitStanding(
        obligation=row["pk"],
        unit=row["unit_id"],
        code=row["unit__code"],
        name=row["unit__name"],
        listed_name=row["unit__short_name"] or row["unit__name"],
        kind=row["unit_kind"],
        path=row["unit__path"],
        due_at=timezone.localtime(row["then_due_at"]),
        state=row["then_state"],
        received_at=row["then_received_at"] and timezone.localtime(row["then_received_at"]),
        on_time=row["then_on_time"],
        short=tuple(row["then_short"]),
    )


def _iso(moment: dt.datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None
