"""What scores come to, calculated anew with fractions and the standard library's statistics."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

Given = Mapping[str, Fraction]


@dataclass(frozen=True)
class Plan:
    """A rubric in fractions."""

    most: dict[str, Fraction]
    weights: dict[str, Fraction] | None
    scale: Fraction
    median: bool
    decimals: int
    rounding: str
    classes: dict[str, Fraction]
    ties: list[str]


def rounded(value: Fraction, plan: Plan) -> Fraction:
    unit = Fraction(1, 10**plan.decimals)
    steps = value / unit
    if plan.rounding == "down":
        return floor(steps) * unit
    if plan.rounding == "up":
        return ceil(steps) * unit
    if plan.rounding == "half_even":
        return round(steps) * unit
    return floor(steps + Fraction(1, 2)) * unit


def total(given: Given, plan: Plan) -> Fraction:
    if plan.weights is None:
        return sum(given.values(), Fraction(0))
    weighed = sum((plan.weights[code] * given[code] / plan.most[code] for code in given), Fraction(0))
    return weighed / sum(plan.weights.values()) * plan.scale


def middle(values: Sequence[Fraction], plan: Plan) -> Fraction:
    return statistics.median(values) if plan.median else statistics.mean(values)


def outcome(sheets: Sequence[Given | None], plan: Plan) -> tuple[Fraction | None, ...] | None:
    """(score, mean, median, spread) of the sheets that are not abstentions; None where all abstain."""
    totals = [total(given, plan) for given in sheets if given is not None]
    if not totals:
        return None
    found = (middle(totals, plan), statistics.mean(totals), statistics.median(totals), max(totals) - min(totals))
    return tuple(rounded(value, plan) for value in found)


def grade(score: Fraction, plan: Plan) -> str:
    reached = [(least, code) for code, least in plan.classes.items() if score >= least]
    return max(reached)[1] if reached else ""


def ranks(entries: Sequence[Sequence[Given | None]], plan: Plan) -> list[int | None]:
    """The place of each entry by score and tie-breaks; equal ones share it, those nobody scored have none."""
    standing = {}
    for number, sheets in enumerate(entries):
        found, given = outcome(sheets, plan), [one for one in sheets if one is not None]
        if found is None:
            continue
        steps = [found[0]]
        for code in plan.ties:
            own = (
                -Fraction(found[3] or 0)
                if code == "spread"
                else rounded(middle([one[code] for one in given], plan), plan)
            )
            steps.append(own)
        standing[number] = steps
    return [
        1 + sum(other > standing[number] for other in standing.values()) if number in standing else None
        for number in range(len(entries))
    ]
