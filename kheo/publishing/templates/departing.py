"""What in a template departs from its rule set: the invented paper filled into it, validated beside the shipped one."""

from kheo.publishing.kinds import KINDS
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.templates.filling import CannotFillError, fill
from kheo.publishing.templates.sampling import sample_paper
from kheo.publishing.templates.shipped import shipped_template
from kheo.publishing.validating.departures import CannotReadError, Departure, departures


def template_departures(template: bytes, kind_code: str, rules: RuleSet) -> list[Departure]:
    """What the office's template brings in; what the shipped one says of the invented words alike is left out.

    None where it cannot be filled or read: `checking.faults` says that.
    """
    shipped = {_what(one) for one in _of(shipped_template(kind_code, rules), kind_code, rules)}
    return [one for one in _of(template, kind_code, rules) if _what(one) not in shipped]


def _of(template: bytes, kind_code: str, rules: RuleSet) -> list[Departure]:
    try:
        return departures(fill(template, sample_paper(KINDS[kind_code]), rules), rules)
    except (CannotFillError, CannotReadError):
        return []


def _what(one: Departure) -> tuple[str, str, str]:
    return (one.rule, one.found, one.wanted)
