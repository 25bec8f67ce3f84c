"""What sheets of points come to: totals, mean and median, spread, class, tie-breaks. Exact until rounded once.

Pure: decimals in, decimals out. A total is kept as a numerator over one denominator that all sheets of a rubric share,
so that no third or seventh is ever cut before the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Context, Decimal, Inexact, localcontext

from kheo.awards.appraisal.rules import SPREAD, Class, Rules

Points = Mapping[str, Decimal]
# Twenty criteria of up to six digits each and what is multiplied to them fit; anything inexact is a fault of ours.
_EXACT = Context(prec=400, traps=[Inexact])
# Digits of one step of the key places are sorted by: twenty times 1000 points with four decimals.
_WIDTH = 10


@dataclass(frozen=True, slots=True)
class Sum:
    """What the counted sheets of one entry come to, all rounded as the rubric says; no sheet: nothing."""

    score: Decimal | None = None
    mean: Decimal | None = None
    median: Decimal | None = None
    spread: Decimal | None = None
    counted: int = 0
    reached: Class | None = None
    # Each criterion's own mean or median.
    criteria: Mapping[str, Decimal] | None = None
    rank_key: str = ""


def total_of(points: Points, rules: Rules) -> Decimal:
    """One sheet's total, rounded. Raises KeyError where a criterion has no points."""
    with localcontext(_EXACT):
        return _quotient(_weighed(points, rules), _denominator(rules), rules)


def sum_of(sheets: Sequence[Points], rules: Rules) -> Sum:
    """All complete sheets of one entry together; those who abstain give none."""
    if not sheets:
        return Sum()
    with localcontext(_EXACT):
        totals = sorted(_weighed(points, rules) for points in sheets)
        below = _denominator(rules)
        mean, median = (_quotient(*_averaged(totals, below, how), rules) for how in ("mean", "median"))
        spread = _quotient(totals[-1] - totals[0], below, rules)
        criteria = {one.code: _of_criterion([points[one.code] for points in sheets], rules) for one in rules.criteria}
    score = median if rules.averaging == "median" else mean
    key = _key(score, spread, criteria, rules)
    return Sum(score, mean, median, spread, len(sheets), rules.class_of(score), criteria, key)


def places_of(keys: Sequence[str]) -> list[int | None]:
    """The place of each key: one more than how many are better; equal keys share it, and '' has none."""
    ordered = sorted((key for key in keys if key), reverse=True)
    first = {key: place for place, key in reversed(list(enumerate(ordered, start=1)))}
    return [first.get(key) for key in keys]


def _weighed(points: Points, rules: Rules) -> Decimal:
    """The numerator of a sheet's total over `_denominator`."""
    if rules.weighing == "points":
        return sum((points[one.code] for one in rules.criteria), Decimal(0))
    found = Decimal(0)
    for one in rules.criteria:
        part = one.weight * points[one.code]
        for other in rules.criteria:
            part *= Decimal(1) if other is one else other.most
        found += part
    return found * rules.scale


def _denominator(rules: Rules) -> Decimal:
    if rules.weighing == "points":
        return Decimal(1)
    below = sum((one.weight for one in rules.criteria), Decimal(0))
    for one in rules.criteria:
        below *= one.most
    return below


def _averaged(ordered: Sequence[Decimal], below: Decimal, how: str) -> tuple[Decimal, Decimal]:
    """Numerator and denominator of the mean or median of ordered numerators over `below`."""
    if how == "mean":
        return sum(ordered, Decimal(0)), below * len(ordered)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle], below
    return ordered[middle - 1] + ordered[middle], below * 2


def _of_criterion(given: Sequence[Decimal], rules: Rules) -> Decimal:
    return _quotient(*_averaged(sorted(given), Decimal(1), rules.averaging), rules)


def _quotient(over: Decimal, below: Decimal, rules: Rules) -> Decimal:
    """The quotient of two numbers, neither negative, rounded to the rubric's decimals by its rule."""
    whole, rest = divmod(over.scaleb(rules.decimals), below)
    up = {
        "half_up": 2 * rest >= below,
        "half_even": 2 * rest > below or (2 * rest == below and whole % 2 == 1),
        "down": False,
        "up": rest > 0,
    }[rules.rounding]
    return (whole + int(up)).scaleb(-rules.decimals)


def _key(score: Decimal, spread: Decimal, criteria: Mapping[str, Decimal], rules: Rules) -> str:
    """Digits that sort as places do: the score, then each step of the tie-break, the smaller spread the greater."""
    # One above the scale, since a spread that is rounded up may reach beyond it.
    narrow = rules.out_of.to_integral_value(ROUND_CEILING) + 1 - spread
    steps = [score, *(narrow if code == SPREAD else criteria[code] for code in rules.ties)]
    return "".join(f"{int(step.scaleb(rules.decimals)):0{_WIDTH}d}" for step in steps)
