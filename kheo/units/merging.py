"""Units end, merge, divide and change their names; what was stays as it was, and says where it went."""

import datetime as dt
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction

from kheo.journal.book import note
from kheo.office.wording import tidy
from kheo.units.matching import key_of
from kheo.units.models import Alias, Succession, Unit


class NotPossible(Exception):  # noqa: N818 it reads as the sentence it is
    """The act contradicts what is known of the units; its text tells the officer why."""


@transaction.atomic
def close(unit: Unit, *, on: dt.date, actor: User | None = None) -> Unit:
    """The unit exists no more from `on`. Raises NotPossible if it was closed before or still holds living units."""
    held = _locked([unit])[0]
    _check_open(held, on)
    living = Unit.objects.under(held).exclude(pk=held.pk).existing_on(on).first()
    if living is not None:
        raise NotPossible(f"{held} còn đơn vị trực thuộc đang hoạt động: {living}.")
    _end(held, on)
    note("unit.closed", held, actor=actor, on=on.isoformat())
    return held


@transaction.atomic
def merge(
    units: Sequence[Unit], *, into: Unit, on: dt.date, basis: str = "", actor: User | None = None
) -> list[Succession]:
    """The units end on `on` in `into`, which may be one of them; what is below them moves nowhere by itself.

    People's roles stay at the old units, for what was sent then; new ones are given at `into`.
    """
    ending = [unit for unit in _locked([*units, into]) if unit.pk != into.pk]
    for unit in ending:
        _check_open(unit, on)
        _end(unit, on)
    successions = [Succession(before=unit, after=into, on=on, basis=basis) for unit in ending]
    Succession.objects.bulk_create(successions)
    note("unit.merged", into, actor=actor, units=[unit.code for unit in ending], on=on.isoformat(), basis=basis)
    return successions


@transaction.atomic
def divide(
    unit: Unit, *, among: Sequence[Unit], on: dt.date, basis: str = "", actor: User | None = None
) -> list[Succession]:
    """The unit ends on `on` and its ground goes to several; which of its records belong where needs a person."""
    held = _locked([unit])[0]
    _check_open(held, on)
    _end(held, on)
    successions = [Succession(before=held, after=after, on=on, divided=True, basis=basis) for after in among]
    Succession.objects.bulk_create(successions)
    note("unit.divided", held, actor=actor, among=[after.code for after in among], on=on.isoformat(), basis=basis)
    return successions


@transaction.atomic
def rename(unit: Unit, *, name: str, on: dt.date, basis: str = "", actor: User | None = None) -> Unit:
    """The same unit under a new name; the old one stays a spelling of it, and papers issued then keep it."""
    held = _locked([unit])[0]
    before, name = held.name, tidy(name)
    if name == before:
        return held
    held.name, held.key = name, key_of(name)
    # A short name made from the old name would contradict the new one.
    if held.short_name and held.short_name not in name:
        held.short_name = ""
    held.save(update_fields=["name", "key", "short_name"])
    Alias.objects.get_or_create(unit=held, key=key_of(before), defaults={"text": before})
    note("unit.renamed", held, actor=actor, before=before, after=name, on=on.isoformat(), basis=basis)
    return held


def _locked(units: Sequence[Unit]) -> list[Unit]:
    """The units as they stand now, locked in one order so that two merges cannot wait for each other."""
    return list(Unit.objects.select_for_update(of=("self",)).filter(pk__in=[unit.pk for unit in units]).order_by("pk"))


def _check_open(unit: Unit, on: dt.date) -> None:
    if unit.closed is not None:
        raise NotPossible(f"{unit} đã kết thúc từ ngày {unit.closed:%d/%m/%Y}.")
    if unit.founded is not None and on < unit.founded:
        raise NotPossible(f"{unit} thành lập ngày {unit.founded:%d/%m/%Y}, không thể kết thúc trước ngày đó.")


def _end(unit: Unit, on: dt.date) -> None:
    unit.closed = on
    unit.save(update_fields=["closed"])
