"""Pages of a long list without counting all of it: counts stop at a cap, and so do the pages one can turn to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

SIZE = 50
# Beyond this nobody turns pages: filter further or take the .xlsx. It also bounds how far the database must skip.
CAP = 5_000


@dataclass(frozen=True)
class Page:
    rows: Sequence[Any]
    number: int
    total: int
    more: bool = False

    @property
    def said(self) -> str:
        """'1.234' or 'hơn 5.000'."""
        counted = f"{self.total:,}".replace(",", ".")
        return f"hơn {counted}" if self.more else counted

    @property
    def last(self) -> int:
        return max(1, -(-min(self.total, CAP) // SIZE))

    @property
    def first_row(self) -> int:
        return (self.number - 1) * SIZE + 1 if self.rows else 0

    @property
    def last_row(self) -> int:
        return (self.number - 1) * SIZE + len(self.rows)

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1 if self.number < self.last else 0


def page_of(
    chosen: QuerySet[Any], shown: QuerySet[Any], asked: str | None, *, if_many: QuerySet[Any] | None = None
) -> Page:
    """Page number `asked` of `chosen`, an ordered queryset; `shown` fetches the rows of the page with what they need.

    Three queries: the capped count, the keys of the page (from an index), the rows by their keys. `if_many` is
    `chosen` asked for otherwise where more than the cap were found: walking an index in its order then beats sorting.
    """
    total = chosen.order_by().values("pk")[: CAP + 1].count()
    more = total > CAP
    total = min(total, CAP)
    number = min(max(1, int(asked)) if asked and asked.isascii() and asked.isdigit() else 1, max(1, -(-total // SIZE)))
    if if_many is not None and more:
        chosen = if_many
    if not total:
        return Page((), 1, 0)
    keys = list(chosen.values_list("pk", flat=True)[(number - 1) * SIZE : number * SIZE])
    found = shown.in_bulk(keys)
    return Page([found[key] for key in keys if key in found], number, total, more)
