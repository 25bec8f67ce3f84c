"""What money goes with an award on a day: coefficient × base wage of the day of the decision (98/2023/NĐ-CP), rounded.

How to round is a setting: the decree's “làm tròn số lên hàng chục nghìn đồng” is read in two ways. Where no coefficient
or no wage is known for the day there is no amount, never a guessed one.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from kheo.awards.catalogue import shipped
from kheo.awards.catalogue.models import Award, BaseWage, Terms
from kheo.awards.catalogue.shipped import Rate
from kheo.units.models import Unit

_STEPS: dict[str, tuple[int, str]] = {
    Terms.Rounding.EXACT: (1, ROUND_HALF_UP),
    Terms.Rounding.UP: (10_000, ROUND_CEILING),
    Terms.Rounding.NEAREST: (10_000, ROUND_HALF_UP),
    Terms.Rounding.UP_THOUSAND: (1_000, ROUND_CEILING),
}


@dataclass(frozen=True, slots=True)
class Prize:
    """In đồng; `coefficient` and `wage` are those of the day, each with where it was read."""

    amount: int
    coefficient: Rate
    wage: Rate

    def as_plain(self) -> dict[str, str | int]:
        return {
            "amount": self.amount,
            "coefficient": str(self.coefficient.value),
            "wage": int(self.wage.value),
            "sources": f"{self.coefficient.source}; {self.wage.source}",
        }


def rounded(amount: Decimal, rounding: str) -> int:
    """Whole đồng by a rule of Terms.Rounding. Raises KeyError for a rule there is not."""
    step, way = _STEPS[rounding]
    return int((amount / step).quantize(Decimal(1), rounding=way)) * step


def in_force(rates: Iterable[Rate], day: dt.date) -> Rate | None:
    """The one in force on the day; of several the one that began last."""
    found = [
        rate for rate in rates if (rate.since is None or rate.since <= day) and (rate.until is None or day < rate.until)
    ]
    return max(found, key=lambda rate: rate.since or dt.date.min, default=None)


def prize(coefficients: Iterable[Rate], wages: Iterable[Rate], *, day: dt.date, rounding: str) -> Prize | None:
    """None where either is unknown for the day."""
    coefficient, wage = in_force(coefficients, day), in_force(wages, day)
    if coefficient is None or wage is None:
        return None
    return Prize(rounded(coefficient.value * wage.value, rounding), coefficient, wage)


def rates_of(award: Award) -> dict[str, list[Rate]]:
    """Subject → its coefficients (one query)."""
    found: dict[str, list[Rate]] = {}
    for one in award.coefficients.filter(withdrawn_at=None):
        found.setdefault(one.subject, []).append(Rate(one.value, one.source, one.since, one.until, one.subject))
    return found


def wages_of(office: Unit) -> list[Rate]:
    """The office's own and the shipped ones; of one day the office's own, entered last, comes first (one query)."""
    own = [
        Rate(Decimal(one.amount), one.source, one.since)
        for one in BaseWage.objects.filter(unit=office, withdrawn_at=None).order_by("-since", "-pk")
    ]
    return [*own, *shipped.wages()]
