"""The book as the address asks for it: period, type, what is searched for, and the page of it."""

from functools import cached_property

from django.http import QueryDict
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.office.wording import count
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.register.book import Entry, entries, numbers, periods_of, shelves
from kheo.publishing.register.giving import letters_elsewhere, next_number
from kheo.publishing.register.models import Number
from kheo.publishing.register.series import CannotGiveError, period_of, type_of
from kheo.web.paging import SIZE, Page
from kheo.web.pills import Choice, chosen


class Reading:
    """One issuer's book, its newest period first; all of it read in a handful of queries."""

    def __init__(self, issuer: Issuer, asked: QueryDict) -> None:
        self.issuer = issuer
        self.shelves = shelves(issuer)
        self.text = asked.get("q", "").strip()[:200]
        periods = periods_of(self.shelves)
        latest = periods[0] if periods else _present(issuer)
        self.period = chosen(asked, "period", [(one, one) for one in periods]) or latest
        self.types = sorted({one.type_name for one in self.shelves if one.period == self.period})
        self.type_name = chosen(asked, "type_name", [(one, one) for one in self.types])
        self.periods = Choice("period", "Kỳ", [(one, one) for one in periods], self.period)
        self.of_types = Choice("type_name", "Tên loại", [(one, one) for one in self.types], self.type_name)
        self._number = asked.get("page", "")

    @cached_property
    def page(self) -> Page:
        """Pairs (entry of the book, its number; None for a gap)."""
        found = entries(numbers(self.issuer, self.period, self.type_name), text=self.text) if self.period else []
        last = max(1, -(-len(found) // SIZE))
        asked = int(self._number) if self._number.isascii() and self._number.isdigit() else 1
        number = min(max(1, asked), last)
        here = found[(number - 1) * SIZE : number * SIZE]
        return Page(self._with_numbers(here), number, len(found))

    def _with_numbers(self, here: list[Entry]) -> list[tuple[Entry, Number | None]]:
        rows = Number.objects.select_related("document__campaign", "given_by")
        held = rows.in_bulk([one.pk for one in here if one.pk])
        return [(one, held.get(one.pk)) for one in here]

    @cached_property
    def next_said(self) -> str:
        """The next number of the chosen type for a paper of today; empty: no type is chosen, or the period is past."""
        today = timezone.localdate()
        try:
            if not self.type_name or period_of(self.issuer, today) != self.period:
                return ""
            return count(next_number(self.issuer, self.type_name, today))
        except CannotGiveError:
            return ""

    @cached_property
    def letters(self) -> list[Campaign]:
        """Campaigns whose letter bears a number of what is chosen that the book does not hold."""
        sent = letters_elsewhere(self.issuer, self.period) if self.period else []
        if not sent:
            return []
        rows = numbers(self.issuer, self.period).filter(number__in=[one.number for one in sent])
        held = set(rows.values_list("type_name", "number"))
        found = [one for one in sent if (type_of(one.document_type or "?"), one.number) not in held]
        return [one for one in found if self.type_name in {"", type_of(one.document_type or "?")}]


def _present(issuer: Issuer) -> str:
    try:
        return period_of(issuer, timezone.localdate())
    except CannotGiveError:
        return ""
