"""The samples that are shipped (kheo/data/awards): awards, levels, base wages. None of them is an official list."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "data" / "awards"


@dataclass(frozen=True, slots=True)
class Rate:
    """A coefficient or an amount in force from `since` (None: no known beginning) until the day before `until`."""

    value: Decimal
    source: str
    since: dt.date | None = None
    until: dt.date | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    code: str
    name: str
    body: str
    level: str
    track: str
    form: str
    subjects: tuple[str, ...]
    source: str
    coefficients: tuple[Rate, ...] = ()


def levels() -> dict[str, str]:
    """Code → name, lowest first."""
    return {one["code"]: one["name"] for one in _content()["levels"]}


def wages() -> tuple[Rate, ...]:
    """Base wages (đồng) for which a source was found."""
    return tuple(
        Rate(Decimal(one["amount"]), one["source"], one["since"], one.get("until")) for one in _content()["wages"]
    )


def samples() -> dict[str, Sample]:
    """By their code, in the order of the file."""
    return {one["code"]: _sample(one) for one in _content()["awards"]}


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "catalogue.toml").read_text(encoding="utf-8"))


def _sample(one: dict[str, Any]) -> Sample:
    rates = tuple(
        Rate(Decimal(rate["value"]), rate["source"], rate.get("since"), rate.get("until"), rate["subject"])
        for rate in one.get("coefficients", ())
    )
    fields = ("code", "name", "body", "level", "track", "form", "source")
    return Sample(**{name: one[name] for name in fields}, subjects=tuple(one["subjects"]), coefficients=rates)
