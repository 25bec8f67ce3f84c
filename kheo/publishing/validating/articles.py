"""Where the rule set says what a rule asks, and on which part of the paper the rule looks."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.departure import Departure


@dataclass(frozen=True, slots=True)
class Group:
    """The departures of one part of the paper, each with its article."""

    place: str
    departures: tuple[tuple[Departure, str], ...]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def article(rule: str, rules: RuleSet) -> str:
    """'Hướng dẫn 05-HD/VPTW, Phần II, mục I.1'; spelling and the like stand on no article."""
    held = _data()
    anyhow = held["articles"]["any"].get(rule)
    if anyhow:
        return str(anyhow)
    own = held["articles"].get(rules.code, {})
    place = own.get(rule) or own.get(rule.partition(".")[0], "")
    source = held["sources"].get(rules.code, rules.source)
    return f"{source}, {place}" if place else str(source)


def place_of(rule: str) -> str:
    """The part of the paper in the office's words: 'Số và ký hiệu'."""
    return str(_data()["places"][rule.partition(".")[0]])


def grouped(found: Iterable[Departure], rules: RuleSet) -> list[Group]:
    """By part of the paper, in the order of parts on it."""
    held: dict[str, list[tuple[Departure, str]]] = {place: [] for place in _data()["places"].values()}
    for one in found:
        held[place_of(one.rule)].append((one, article(one.rule, rules)))
    return [Group(place, tuple(ones)) for place, ones in held.items() if ones]
