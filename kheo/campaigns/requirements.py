"""What an answer must hold, whom each rule binds, and the sentence that says what is missing.

Pure: rules and counts in, judgement out. Several rules stand side by side; of two minima of one measure the higher
one decides. A minimum makes an answer short; a target, and the most that is wanted, are only shown beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kheo.office.wording import count, words

# measure → what letters call one of it.
MEASURES = {
    "coverage": "đơn vị",
    "collectives": "tập thể",
    "individuals": "cá nhân",
    "households": "hộ gia đình",
    "practices": "mô hình",
    "exemplars": "điển hình",
}
_SUBJECTS = {"collective": "collectives", "individual": "individuals", "household": "households"}
_KINDS = {"practice": "practices", "exemplar": "exemplars"}


class Rule(Protocol):
    """What is asked of a requirement; campaigns.models.Requirement has it."""

    @property
    def measure(self) -> str: ...
    @property
    def strength(self) -> str: ...
    @property
    def least(self) -> int | None: ...
    @property
    def most(self) -> int | None: ...
    @property
    def kinds(self) -> Sequence[str]: ...
    @property
    def except_kinds(self) -> Sequence[str]: ...
    @property
    def blocs(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Counts:
    """What one answer puts forward. Where the paper states no kinds, every row counts as a practice."""

    collectives: int = 0
    individuals: int = 0
    households: int = 0
    practices: int = 0
    exemplars: int = 0
    kinds_stated: bool = False

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str]]) -> "Counts":
        """Counts of (kind, subject) pairs; an empty kind means the paper did not say."""
        found = dict.fromkeys([*_SUBJECTS.values(), *_KINDS.values()], 0)
        stated = False
        for kind, subject in rows:
            stated = stated or bool(kind)
            found[_KINDS.get(kind, "practices")] += 1
            if subject in _SUBJECTS:
                found[_SUBJECTS[subject]] += 1
        return cls(**found, kinds_stated=stated)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A minimum not reached."""

    rule: str
    has: int
    needs: int

    def as_json(self) -> dict[str, Any]:
        return {"rule": self.rule, "has": self.has, "needs": self.needs}


@dataclass(frozen=True, slots=True)
class Aim:
    """A target, or the most that is wanted, with how far the answer is from it."""

    rule: str
    has: int
    least: int | None
    most: int | None

    @property
    def met(self) -> bool:
        return (self.least is None or self.has >= self.least) and (self.most is None or self.has <= self.most)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`short` is owed still, `targets` is shown beside the answer."""

    short: tuple[Shortfall, ...] = ()
    targets: tuple[Aim, ...] = ()

    @property
    def short_json(self) -> list[dict[str, Any]]:
        """As obligations and standings keep it."""
        return [shortfall.as_json() for shortfall in self.short]


def judge(requirements: Iterable[Rule], *, unit_kind: str, bloc: str, counts: Counts) -> Judgement:
    """What this unit's answer still lacks of the rules of its call. Coverage is the campaign's aim, not a unit's."""
    binding = [
        rule
        for rule in requirements
        if rule.measure != "coverage"
        and (rule.measure != "exemplars" or counts.kinds_stated)
        and applies(rule, unit_kind, bloc)
    ]
    short = (Shortfall(measure, getattr(counts, measure), least) for measure, least in _minima(binding).items())
    return Judgement(
        short=tuple(shortfall for shortfall in short if shortfall.has < shortfall.needs),
        targets=tuple(_aim(rule, counts) for rule in binding if rule.strength != "minimum" or rule.most is not None),
    )


def applies(requirement: Rule, unit_kind: str, bloc: str) -> bool:
    """Does the rule bind units of this kind in this bloc? Names are compared accent- and case-blind."""
    kind = words(unit_kind)
    if kind in {words(name) for name in requirement.except_kinds}:
        return False
    return _names(requirement.kinds, kind) and _names(requirement.blocs, words(bloc))


def shortfall_words(shortfall: Mapping[str, Any]) -> str:
    """'còn thiếu 01 cá nhân (có 01, cần ít nhất 02)', from a line of `Obligation.short`."""
    has, needs = shortfall["has"], shortfall["needs"]
    what = MEASURES.get(shortfall["rule"], shortfall["rule"])
    return f"còn thiếu {count(needs - has)} {what} (có {count(has)}, cần ít nhất {count(needs)})"


def short_words(short: Iterable[Mapping[str, Any]]) -> str:
    """All that is missing in one line; empty where nothing is."""
    return "; ".join(shortfall_words(shortfall) for shortfall in short)


def aim_words(aim: Aim) -> str:
    """'mục tiêu 01 - 02 điển hình: có 03, nhiều hơn mức đề ra'."""
    wanted = f"mục tiêu {range_words(aim.least, aim.most)} {MEASURES.get(aim.rule, aim.rule)}: có {count(aim.has)}"
    if aim.met:
        return f"{wanted}, đạt"
    too_many = aim.most is not None and aim.has > aim.most
    return f"{wanted}, nhiều hơn mức đề ra" if too_many else f"{wanted}, chưa đạt"


def range_words(least: int | None, most: int | None) -> str:
    """'01 - 02', 'ít nhất 02', 'nhiều nhất 03', as letters write a quota."""
    if least is not None and most is not None:
        return count(least) if least == most else f"{count(least)} - {count(most)}"
    if least is not None:
        return f"ít nhất {count(least)}"
    return f"nhiều nhất {count(most)}" if most is not None else ""


def rule_words(rule: Rule) -> str:
    """'ít nhất 02 tập thể', '01 - 02 điển hình', '100% đơn vị'."""
    wanted = f"{rule.least}%" if rule.measure == "coverage" else range_words(rule.least, rule.most)
    return f"{wanted} {MEASURES.get(rule.measure, rule.measure)}"


def minimum_words(requirements: Iterable[Rule], *, unit_kind: str, bloc: str) -> str:
    """'ít nhất 02 tập thể, 02 cá nhân': what is asked at least of such a unit; empty where nothing is."""
    binding = (rule for rule in requirements if rule.measure != "coverage" and applies(rule, unit_kind, bloc))
    listed = ", ".join(
        f"{count(least)} {MEASURES.get(measure, measure)}" for measure, least in _minima(binding).items()
    )
    return f"ít nhất {listed}" if listed else ""


def _minima(binding: Iterable[Rule]) -> dict[str, int]:
    """By measure the highest least of the minima that bind, in the order the rules stand."""
    needs: dict[str, int] = {}
    for rule in binding:
        if rule.strength == "minimum" and rule.least:
            needs[rule.measure] = max(rule.least, needs.get(rule.measure, 0))
    return needs


def _aim(rule: Rule, counts: Counts) -> Aim:
    # A minimum has said its least as a shortfall already; only its upper bound is an aim.
    least = None if rule.strength == "minimum" else rule.least
    return Aim(rule.measure, getattr(counts, rule.measure), least, rule.most)


def _names(named: Sequence[str], one: str) -> bool:
    return not named or one in {words(name) for name in named}
