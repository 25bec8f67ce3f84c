"""All that checking and taking need to know about a batch of answers, fetched in a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from rapidfuzz import fuzz, process

from kheo.campaigns.models import Area, Call, Campaign, Obligation, Requirement
from kheo.campaigns.paper import Filled
from kheo.campaigns.problems import Problem, Severity, blocking
from kheo.journal.models import Original
from kheo.office.wording import words
from kheo.records.models import Conference, Entry, Record, Registration, Report

RECORDS: dict[str, type[Record]] = {"registration": Registration, "results": Report, "conference": Conference}
# Two namings of a field of work at least this alike mean the same one.
_AREA_ALIKE = 88.0
_AREA_FILLER = ("linh vuc", "ve linh vuc", "tren linh vuc", "thuoc linh vuc")


@dataclass(frozen=True)
class Answer:
    """One filled paper ready to be checked and taken: whose duty it answers, from which bytes, received when."""

    filled: Filled
    obligation: Obligation
    original: Original
    received_at: datetime
    taken_by: User | None = None


@dataclass(frozen=True)
class Judged:
    """An answer with all that is to be said of it; `short` as the ledger keeps it."""

    answer: Answer
    problems: tuple[Problem, ...] = ()
    short: tuple[dict[str, Any], ...] = ()

    @property
    def blocked(self) -> bool:
        return blocking(self.problems)

    @property
    def clean(self) -> bool:
        """Nothing short, nothing for a person to look at: it is accepted by itself."""
        return not self.short and all(problem.severity is Severity.INFO for problem in self.problems)


@dataclass(frozen=True)
class Situation:
    """What stands before a batch is taken; rules read it and never the database."""

    campaign: Campaign
    calls: Mapping[int, Call] = field(default_factory=dict)
    requirements: Mapping[int, tuple[Requirement, ...]] = field(default_factory=dict)
    # (call id, unit id) → the duty, its unit and call attached.
    obligations: Mapping[tuple[int, int], Obligation] = field(default_factory=dict)
    areas: "Areas" = field(default_factory=lambda: Areas(()))
    # unit id → its entries that stand now, this campaign's and earlier ones'.
    entries: Mapping[int, tuple[Entry, ...]] = field(default_factory=dict)
    # obligation id → the record that stands now.
    standing: Mapping[int, Record] = field(default_factory=dict)

    def entries_here(self, unit_id: int) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries.get(unit_id, ()) if entry.campaign_id == self.campaign.pk)

    def entries_before(self, unit_id: int) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries.get(unit_id, ()) if entry.campaign_id != self.campaign.pk)

    def later_stands(self, answer: Answer) -> bool:
        """Has the unit already sent something after this answer? Then it is kept as a version gone by."""
        standing = self.standing.get(answer.obligation.pk)
        return standing is not None and standing.received_at > answer.received_at


class Areas:
    """The campaign's fields of work by their names, synonyms and codes, however they are written."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._by_key: dict[str, Area] = {}
        for area in areas:
            for spelling in (area.name, area.code.replace("-", " "), *area.synonyms):
                self._by_key.setdefault(_area_key(spelling), area)
        self._known: dict[str, Area | None] = {}

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def named(self, text: str) -> Area | None:
        """The field of work `text` means, or None."""
        key = _area_key(text)
        if key not in self._known:
            self._known[key] = self._by_key.get(key) or self._near(key)
        return self._known[key]

    def _near(self, key: str) -> Area | None:
        best = process.extractOne(key, self._by_key.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_AREA_ALIKE)
        return self._by_key[best[0]] if best else None


def preheat(campaign: Campaign, units: Collection[int], *, locked: bool = False) -> Situation:
    """Everything about these units in this campaign: eight queries, however many units there are.

    `locked` holds their duties until the transaction ends: whoever records must not be overtaken.
    """
    calls = {call.pk: call for call in Call.objects.filter(campaign=campaign)}
    requirements: dict[int, list[Requirement]] = {}
    for requirement in Requirement.objects.filter(call__campaign=campaign):
        requirements.setdefault(requirement.call_id, []).append(requirement)
    owed = Obligation.objects.filter(call__campaign=campaign, unit__in=units).select_related("unit", "bloc")
    if locked:
        owed = owed.order_by("pk").select_for_update(of=("self",), no_key=True)
    obligations = {(duty.call_id, duty.unit_id): duty for duty in owed}
    for duty in obligations.values():
        duty.call = calls[duty.call_id]
    return Situation(
        campaign=campaign,
        calls=calls,
        requirements={call: tuple(some) for call, some in requirements.items()},
        obligations=obligations,
        areas=Areas(Area.objects.filter(campaign=campaign)),
        entries=_entries(units),
        standing=_standing([duty.pk for duty in obligations.values()]),
    )


def _entries(units: Collection[int]) -> dict[int, tuple[Entry, ...]]:
    fields = ("unit_id", "campaign_id", "same_as_id", "title", "title_key", "person_name", "kind", "subject")
    gathered: dict[int, list[Entry]] = {}
    for entry in Entry.objects.current().filter(unit__in=units).only(*fields).order_by("id"):
        gathered.setdefault(entry.unit_id, []).append(entry)
    return {unit: tuple(entries) for unit, entries in gathered.items()}


def rows_of(kind: type[Record]) -> QuerySet[Any]:
    """All records of a kind; an abstract record has no manager to ask."""
    return QuerySet(kind)


def _standing(obligations: Collection[int]) -> dict[int, Record]:
    found: dict[int, Record] = {}
    for kind in RECORDS.values():
        rows = rows_of(kind).filter(obligation__in=obligations, replaced_by=None, withdrawn_at=None)
        found.update({record.obligation_id: record for record in rows})
    return found


def _area_key(text: str) -> str:
    key = words(text)
    # "A. Lĩnh vực kinh tế" and "2. Kinh tế" name the field after a number of the list.
    parts = key.split()
    if len(parts) > 1 and (parts[0].isdigit() or len(parts[0]) == 1):
        key = " ".join(parts[1:])
    for filler in sorted(_AREA_FILLER, key=len, reverse=True):
        key = key.removeprefix(f"{filler} ")
    return key
