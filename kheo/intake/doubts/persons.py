"""Which problems keep a submission on the desk until a person has looked."""

from collections.abc import Iterable

from kheo.campaigns.problems import Problem

_FOR_A_PERSON = frozenset(
    {
        "unsure_unit",
        "unknown_unit",
        "no_form",
        "unsure_call",
        "another_portion",
        "unproven_sender",
        "stranger_replaces",
        "several_units",
    }
)


def asks_nobody(problems: Iterable[Problem]) -> bool:
    """Is nothing left that only a person can answer?"""
    return all(problem.code not in _FOR_A_PERSON for problem in problems)
