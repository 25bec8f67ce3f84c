"""Runs all checks over one file; works in the confined process, so it speaks plain values only."""

from typing import Any

from kheo.publishing.rulesets import RuleSet, load
from kheo.publishing.validating.components.reading import parts_of
from kheo.publishing.validating.departure import Departure
from kheo.publishing.validating.rules import addressing, issuer, number, page, place_date, subject, text, title
from kheo.publishing.validating.rules.attached import annexes, noted, tables
from kheo.publishing.validating.rules.content import bases, body, closing
from kheo.publishing.validating.rules.signing import signature
from kheo.publishing.validating.seen.opening import seen_in

CHECKS = (
    title.check,
    issuer.check,
    number.check,
    place_date.check,
    subject.check,
    addressing.check,
    bases.check,
    body.check,
    closing.check,
    signature.check,
    annexes.check,
    noted.check,
    tables.check,
    page.check,
    text.check,
)
# An annex in a file of its own has no head and nobody signs it.
OF_AN_ANNEX = (annexes.check, noted.check, tables.check, page.check, text.check)
# More of one kind tell nobody more.
MOST_OF_ONE = 20


def judge(data: bytes, rules: RuleSet) -> list[Departure]:
    """The departures of this file, in the order of the components. Raises Refusal for what is no paper."""
    parts = parts_of(seen_in(data), rules)
    counted: dict[str, int] = {}
    found = []
    for check in OF_AN_ANNEX if parts.alone else CHECKS:
        for one in check(parts, rules):
            counted[one.rule] = counted.get(one.rule, 0) + 1
            if counted[one.rule] <= MOST_OF_ONE:
                found.append(one)
    return found


def judged(data: bytes, code: str) -> list[list[Any]]:
    """As `judge` by the rule set of this code: [rule, at, found, wanted] of each."""
    return [[one.rule, one.at, one.found, one.wanted] for one in judge(data, load(code))]
