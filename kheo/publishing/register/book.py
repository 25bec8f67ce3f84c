"""The register read as a book: its series, the numbers of one period in order with the gaps between, and search."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from kheo.office.wording import count, words
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.register.models import Number
from kheo.publishing.register.series import term_start


@dataclass(frozen=True, slots=True)
class Shelf:
    """One series in a line: how many numbers, the last, how many are missing before it, how many were taken back."""

    period: str
    type_name: str
    held: int
    last: int
    voided: int

    @property
    def missing(self) -> int:
        return self.last - self.held


@dataclass(frozen=True, slots=True)
class Entry:
    """A number, or a gap: numbers `first` to `last` that the book does not hold. `pk` 0 is a gap."""

    pk: int
    type_name: str
    first: int
    last: int

    @property
    def said(self) -> str:
        """'07', or '03–05' for a gap."""
        return count(self.first) if self.first == self.last else f"{count(self.first)}–{count(self.last)}"


def shelves(issuer: Issuer) -> list[Shelf]:
    """All series of the issuer, the latest period first; one query."""
    rows = (
        Number.objects.filter(issuer=issuer)
        .order_by()
        .values("period", "type_name")
        .annotate(held=Count("pk"), last=Max("number"), voided=Count("pk", filter=Q(voided_at__isnull=False)))
    )
    found = [Shelf(**row) for row in rows]
    found.sort(key=lambda one: one.type_name)
    return sorted(found, key=lambda one: _when(one.period), reverse=True)


def periods_of(shelved: Iterable[Shelf]) -> list[str]:
    """The latest first."""
    return list(dict.fromkeys(one.period for one in shelved))


def numbers(issuer: Issuer, period: str, type_name: str = "") -> QuerySet[Number]:
    """Of one period, in the order of the book; all types where none is named."""
    rows = Number.objects.filter(issuer=issuer, period=period)
    return (rows.filter(type_name=type_name) if type_name else rows).order_by("type_name", "number")


def entries(rows: QuerySet[Number], *, text: str = "") -> list[Entry]:
    """Numbers with the gaps between them; where something is searched for, only numbers that match, without gaps.

    Matches a number ("35"), or words of the subject or a reason without tones and case. One query.
    """
    fields = ("pk", "type_name", "number", "subject", "reason", "void_reason")
    found = list(rows.values_list(*fields))
    wanted = words(text)
    if not wanted:
        return list(_with_gaps([(pk, name, number) for pk, name, number, *_ in found]))
    return [
        Entry(pk, name, number, number)
        for pk, name, number, *said in found
        if wanted.lstrip("0") == str(number) or wanted in words(" ".join(said))
    ]


def _with_gaps(rows: Sequence[tuple[int, str, int]]) -> Iterator[Entry]:
    type_name, expected = "", 1
    for pk, name, number in rows:
        if name != type_name:
            type_name, expected = name, 1
        if number > expected:
            yield Entry(0, name, expected, number - 1)
        yield Entry(pk, name, number, number)
        expected = number + 1


def _when(period: str) -> str:
    started = term_start(period)
    return started.isoformat() if started else period
