"""A list that says line by line whose each is, come as one unit's: a person must part it, or say that it is one's."""

from collections.abc import Iterator

from kheo.campaigns.paper import Filled
from kheo.campaigns.problems import Problem
from kheo.intake.recognising import Directory
from kheo.units.models import Unit

_MOST_NAMED = 5


def shared_lists(filled: Filled, unit: Unit, among: Directory) -> Iterator[Problem]:
    """A problem for each table whose unread column of units surely names another unit that owes an answer."""
    for problem in filled.problems:
        said = problem.details.get("units", ())
        others = [text for text in said if _is_another(text, unit, among)]
        if others:
            named = "; ".join(text[:60] for text in others[:_MOST_NAMED])
            yield Problem("several_units", problem.at, {"heading": problem.details["names"], "names": named})


def _is_another(text: str, unit: Unit, among: Directory) -> bool:
    found = among.index.match(text)
    named = among.codes.get(found.candidates[0].unit) if found.verdict == "sure" and found.candidates else None
    return named is not None and named != unit.pk
