"""The only writer of a unit's path: its place below its parent, as steps of four base-36 digits."""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction

from kheo.journal.book import note
from kheo.office.wording import tidy
from kheo.units.matching import key_of
from kheo.units.models import PATH_STEP, Bloc, Unit

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def found(  # noqa: PLR0913 a unit is founded with all that is known of it
    *,
    code: str,
    name: str,
    parent: Unit | None = None,
    kind: str = "",
    bloc: Bloc | None = None,
    short_name: str = "",
    founded: dt.date | None = None,
    actor: User | None = None,
) -> Unit:
    """Found one unit below `parent`; bulk loads go through units.importing."""
    with transaction.atomic():
        if parent is not None:
            Unit.objects.select_for_update().get(pk=parent.pk)
        name = tidy(name)
        unit = Unit.objects.create(
            code=code,
            name=name,
            short_name=short_name,
            kind=kind,
            bloc=bloc,
            parent=parent,
            path=next_path(parent),
            key=key_of(name),
            founded=founded,
        )
        note("unit.founded", unit, actor=actor, code=code, name=name)
    return unit


def next_path(parent: Unit | None) -> str:
    """The path for a new last child of `parent` (or a new root)."""
    last = Unit.objects.filter(parent=parent).order_by("-path").values_list("path", flat=True).first()
    above = parent.path if parent else ""
    return above + step(_number(last[len(above) :]) + 1 if last else 1)


def step(number: int) -> str:
    """1 → '0001'; four base-36 digits, enough for 1.6 million children of one unit."""
    digits = ""
    for _ in range(PATH_STEP):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _number(digits: str) -> int:
    return int(digits, 36)
