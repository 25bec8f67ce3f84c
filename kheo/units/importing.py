"""Loads a list of units whole or not at all; loading it again changes only what changed, and nothing is deleted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction

from kheo.journal.book import note
from kheo.units.checking import Known, check
from kheo.units.lists import Listed, RowProblem, SuccessionRow, UnitRow, grid_of, listed
from kheo.units.matching import key_of
from kheo.units.models import Alias, Bloc, Contact, Succession, Unit
from kheo.units.official import official
from kheo.units.planting import Planting

_BATCH = 5_000
_CHANGING = ("name", "short_name", "kind", "bloc", "parent", "path", "key", "founded", "closed")

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Loaded:
    """What loading did; where there are problems nothing was done."""

    founded: int = 0
    changed: int = 0
    unchanged: int = 0
    successions: int = 0
    problems: list[RowProblem] = field(default_factory=list)


def read_units(path: Path) -> Listed:
    """The units of a .csv or .xlsx list, ours or an official one; all that is wrong stands in `problems`."""
    try:
        grid = list(grid_of(path))
    except ValueError as error:
        return Listed(path.name, problems=[RowProblem(None, str(error))])
    return official(path.name, grid) or listed(path.name, grid)


def load_units(found: Listed, *, actor: User | None = None, progress: Progress | None = None) -> Loaded:
    """Found, change and end units as listed, in one transaction, one event; `progress` gets rows as they are done."""
    with transaction.atomic():
        units = _all_units()
        problems = [*found.problems, *check(found, _as_known(units))]
        if problems:
            return Loaded(problems=sorted(problems, key=lambda problem: problem.row or 0))
        counted = _load_rows(found.rows, units, progress or _unseen)
        ended = _load_successions(found.successions, units, progress or _unseen)
        loaded = Loaded(*counted, successions=ended)
        _note(found, loaded, units, actor)
    return loaded


def _unseen(_rows: int) -> None:
    """Nobody watches."""


def _all_units() -> dict[str, Unit]:
    """Every unit by its code, locked, each with its parent in memory."""
    by_id = {unit.pk: unit for unit in Unit.objects.select_for_update().order_by()}
    for unit in by_id.values():
        if unit.parent_id:
            unit.parent = by_id[unit.parent_id]
    return {unit.code: unit for unit in by_id.values()}


def _as_known(units: dict[str, Unit]) -> dict[str, Known]:
    return {
        code: Known(unit.parent.code if unit.parent else "", unit.founded, unit.closed) for code, unit in units.items()
    }


def _load_rows(rows: Sequence[UnitRow], units: dict[str, Unit], progress: Progress) -> tuple[int, int, int]:
    blocs = _blocs(rows)
    planting = Planting(units)
    new = [row.code for row in rows if row.code not in units]
    old = {row.code for row in rows} - set(new)
    units.update({code: Unit(code=code) for code in new})
    changed = {row.code for row in rows if _apply(row, units, blocs)} & old
    changed |= planting.plant(new, changed)
    for _depth, codes in groupby(sorted(new, key=planting.depth), key=planting.depth):
        _write_new([units[code] for code in codes], progress)
    _write_changed([units[code] for code in changed])
    spoken = _aliases(rows, units) | _contacts(rows, units)
    progress(len(old))
    touched = len((changed | spoken) & old)
    return len(new), touched, len(old) - touched


def _apply(row: UnitRow, units: dict[str, Unit], blocs: dict[str, int]) -> bool:
    """Bring the unit to what the row says; says whether that changed it. Empty cells keep what is known."""
    unit = units[row.code]
    said = {
        "name": row.name,
        "short_name": row.short_name,
        "kind": row.kind,
        "bloc_id": blocs.get(row.bloc),
        "parent": units.get(row.parent_code),
        "founded": row.founded,
        "closed": row.closed,
    }
    wanted = {name: value for name, value in said.items() if value and getattr(unit, name) != value}
    for name, value in wanted.items():
        setattr(unit, name, value)
    if "name" in wanted:
        unit.key = key_of(row.name)
    return bool(wanted)


def _blocs(rows: Sequence[UnitRow]) -> dict[str, int]:
    """Ids of blocs by the name as listed; new ones are made in the order of their first row. Compared folded."""
    by_key = {key_of(bloc.name): bloc for bloc in Bloc.objects.all()}
    position = max((bloc.position for bloc in by_key.values()), default=0)
    found: dict[str, int] = {}
    for name in dict.fromkeys(row.bloc for row in rows if row.bloc):
        key = key_of(name)
        if key not in by_key:
            position += 1
            by_key[key] = Bloc.objects.create(name=name, position=position)
        found[name] = by_key[key].pk
    return found


def _write_new(units: list[Unit], progress: Progress) -> None:
    for start in range(0, len(units), _BATCH):
        batch = units[start : start + _BATCH]
        Unit.objects.bulk_create(batch)
        progress(len(batch))


def _write_changed(units: list[Unit]) -> None:
    """An upsert by code: twenty times faster than an update by cases where a whole list changes."""
    for start in range(0, len(units), _BATCH):
        Unit.objects.bulk_create(
            [_as_new(unit) for unit in units[start : start + _BATCH]],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=_CHANGING,
        )


def _as_new(unit: Unit) -> Unit:
    """The same row without its id, so that the code alone says which row is meant."""
    return Unit(
        code=unit.code, **{name: getattr(unit, name) for name in _CHANGING if name != "bloc"}, bloc_id=unit.bloc_id
    )


def _aliases(rows: Sequence[UnitRow], units: dict[str, Unit]) -> set[str]:
    """Write the spellings not yet known; the codes of their units."""
    said = [row for row in rows if row.aliases]
    known = set(Alias.objects.values_list("unit_id", "key")) if said else set()
    wanted = {(units[row.code].pk, key_of(text)): (row.code, text) for row in said for text in reversed(row.aliases)}
    missing = {pair: wanted[pair] for pair in wanted if pair not in known}
    Alias.objects.bulk_create(
        [Alias(unit_id=unit, key=key, text=text) for (unit, key), (_, text) in missing.items()], batch_size=_BATCH
    )
    return {code for code, _ in missing.values()}


def _contacts(rows: Sequence[UnitRow], units: dict[str, Unit]) -> set[str]:
    said = [row for row in rows if row.emails]
    known = set(Contact.objects.values_list("unit_id", "email")) if said else set()
    wanted = {(units[row.code].pk, email): row.code for row in said for email in row.emails}
    missing = {pair: wanted[pair] for pair in wanted if pair not in known}
    Contact.objects.bulk_create([Contact(unit_id=unit, email=email) for unit, email in missing], batch_size=_BATCH)
    return set(missing.values())


def _load_successions(rows: Sequence[SuccessionRow], units: dict[str, Unit], progress: Progress) -> int:
    known = set(Succession.objects.values_list("before_id", "after_id")) if rows else set()
    pairs = {(units[row.before].pk, units[row.after].pk): row for row in rows}
    missing = {pair: row for pair, row in pairs.items() if pair not in known}
    Succession.objects.bulk_create(
        [
            Succession(before_id=before, after_id=after, on=row.on, divided=row.divided, basis=row.basis)
            for (before, after), row in missing.items()
        ],
        batch_size=_BATCH,
    )
    progress(len(rows))
    return len(missing)


def _note(found: Listed, loaded: Loaded, units: dict[str, Unit], actor: User | None) -> None:
    """One event; its subject is the first unit listed. A load that changed nothing did not happen."""
    if not (loaded.founded or loaded.changed or loaded.successions):
        return
    first = found.rows[0].code if found.rows else found.successions[0].after
    note(
        "units.imported",
        units[first],
        actor=actor,
        source=found.source,
        founded=loaded.founded,
        changed=loaded.changed,
        unchanged=loaded.unchanged,
        successions=loaded.successions,
    )
