"""Loads the rule sets by which papers are laid out: page, sizes, weights, spacing and set words, as data in rules/.

A rule that allows a range keeps both: the value our papers are set with and the ends of the range (`sizes`, `allowed`),
so that the layout and the validator read the same data.
"""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kheo.publishing.rule_parts import (
    Gaps,
    Header,
    Placing,
    Range,
    Sheet,
    Signing,
    Spacing,
    Style,
    Unsure,
    Words,
    Zeros,
)

__all__ = [
    "DEFAULT", "Range", "RuleSet", "Sheet", "Spacing", "Style", "UnknownRuleSetError", "codes", "default_of",
    "load", "of_regime",
]  # fmt: skip

DEFAULT = "party-05HD-2026"
_FOLDER = Path(__file__).parent / "rules"


class UnknownRuleSetError(ValueError):
    """No rule set has this code; the message names those there are."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    code: str
    # "party" or "state", as Issuer.Regime.
    regime: str
    source: str
    # The first day it is in force, and the first day it no longer is (None: still is).
    since: dt.date
    until: dt.date | None
    # A series of numbers runs through a "term" or a "year".
    series: str
    font: str
    language: str
    page: Sheet
    landscape: Sheet
    paragraph: Spacing
    header: Header
    words: Words
    zeros: Zeros
    signing: Signing
    placing: Placing
    gaps: Gaps
    styles: dict[str, Style]
    unsure: tuple[Unsure, ...]

    def style(self, name: str) -> Style:
        return self.styles[name]

    @property
    def authorities(self) -> tuple[str, ...]:
        return self.signing.authorities

    @property
    def blank_lines(self) -> int:
        return self.signing.blank_lines

    def in_force(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def codes() -> list[str]:
    """The codes of all rule sets there are."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


@cache
def load(code: str = DEFAULT) -> RuleSet:
    """The rule set with this code. Raises UnknownRuleSetError."""
    if code not in codes():
        raise UnknownRuleSetError(f"Không có bộ quy tắc trình bày “{code}”; có các bộ: {', '.join(codes())}.")
    return _rule_set(tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8")))


def of_regime(regime: str, day: dt.date) -> RuleSet:
    """The rule set of "party" or "state" in force on this day. Raises UnknownRuleSetError where none was."""
    for rules in map(load, codes()):
        if rules.regime == regime and rules.in_force(day):
            return rules
    raise UnknownRuleSetError(
        f"Không có bộ quy tắc trình bày nào có hiệu lực vào ngày {day.day}/{day.month}/{day.year}."
    )


def default_of(regime: str, day: dt.date) -> RuleSet:
    """By which papers of that regime and day are printed unless others are asked for: of the Party always `DEFAULT`.

    A paper from before the first rule set of its regime is printed by that one.
    """
    if load().regime == regime:
        return load()
    try:
        return of_regime(regime, day)
    except UnknownRuleSetError:
        return min((rules for rules in map(load, codes()) if rules.regime == regime), key=lambda rules: rules.since)


def _rule_set(data: dict[str, Any]) -> RuleSet:
    words = data["words"]
    return RuleSet(
        code=data["code"],
        regime=data["regime"],
        source=data["source"],
        since=data["since"],
        until=data.get("until"),
        series=data["series"],
        font=data["font"]["name"],
        language=data["font"]["language"],
        page=Sheet(**_ranged(data["page"])),
        landscape=Sheet(**_ranged(data["landscape"])),
        paragraph=Spacing(**_ranged(data["paragraph"])),
        header=Header(**_ranged(data["header"])),
        words=Words(**{**words, "circulation_at_foot": tuple(words.get("circulation_at_foot", ()))}),
        zeros=Zeros(**data["zeros"]),
        signing=_signing(data["signature"]),
        placing=Placing(**data["placing"]),
        gaps=Gaps(**data["gaps"]),
        styles={name: _style(style) for name, style in data["styles"].items()},
        unsure=tuple(Unsure(**one) for one in data.get("unsure", ())),
    )


def _ranged(table: dict[str, Any]) -> dict[str, Any]:
    """The table with its [….allowed] as pairs."""
    plain = {name: value for name, value in table.items() if name != "allowed"}
    return {**plain, "ranges": {name: (low, high) for name, (low, high) in table.get("allowed", {}).items()}}


def _signing(table: dict[str, Any]) -> Signing:
    forms = {power: tuple(lines) for power, lines in table["forms"].items()}
    return Signing(**{**table, "authorities": tuple(table["authorities"]), "forms": forms})


def _style(table: dict[str, Any]) -> Style:
    return Style(**{**table, "sizes": tuple(table.get("sizes", ()))})
