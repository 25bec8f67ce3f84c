"""Letters of one page of the tray with what they brought beneath them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from kheo.intake.desk.replacing import Replaced, replaced
from kheo.intake.models import Submission
from kheo.web.submissions.tray.authenticity import Authenticity, authenticity_of
from kheo.web.submissions.tray.telling import left, left_of, likely, waits, why_unit

State = Submission.State
Below = Mapping[int, Sequence[Submission]]
Instead = Mapping[int, Replaced]
# A letter brings few forms; a packed archive of a whole district may bring many.
MOST_PARTS = 60


@dataclass(frozen=True)
class Line:
    """One line of the tray: a submission, how deep it stands, whose it or what it brought is, what is left to do."""

    one: Submission
    depth: int
    units: Sequence[str]
    why: str
    likely: str
    left: str
    waits: bool
    authenticity: Authenticity | None
    # What another answer has taken the place of.
    replaced: Replaced | None = None


def lines_of(rows: Sequence[Submission], parts: QuerySet[Submission]) -> list[Line]:
    """The rows of a page in order, each followed by its parts and theirs: two queries, however many there are."""
    below: dict[int, list[Submission]] = {}
    above: Sequence[Submission] = rows
    for _ in range(2):
        found = list(parts.filter(part_of__in=[one.pk for one in above]).order_by("pk"))
        for part in found:
            below.setdefault(part.part_of_id or 0, []).append(part)
        above = found
    instead = _instead(rows, below)
    return [line for one in rows for line in _lines(one, below, instead, 0)]


def flat_lines(rows: Sequence[Submission], parts: QuerySet[Submission]) -> list[Line]:
    """The rows alone; of letters the units of what they brought are named all the same."""
    below: dict[int, list[Submission]] = {}
    for part in parts.filter(part_of__in=[one.pk for one in rows]).order_by("pk"):
        below.setdefault(part.part_of_id or 0, []).append(part)
    instead = _instead(rows, below)
    return [_line(one, below, instead, 0) for one in rows]


def _instead(rows: Sequence[Submission], below: Below) -> Instead:
    return replaced([*rows, *(part for parts in below.values() for part in parts)])


def _lines(one: Submission, below: Below, instead: Instead, depth: int) -> Iterator[Line]:
    yield _line(one, below, instead, depth)
    for part in below.get(one.pk, [])[:MOST_PARTS]:
        yield from _lines(part, below, instead, depth + 1)


def _line(one: Submission, below: Below, instead: Instead, depth: int) -> Line:
    brought = below.get(one.pk, [])
    held = [part for each in brought for part in (each, *below.get(each.pk, []))]
    units = [one.unit.listed_name] if one.unit else [part.unit.listed_name for part in held if part.unit]
    lines = one.authenticity if isinstance(one.authenticity, list) else []
    return Line(
        one,
        depth,
        list(dict.fromkeys(units)),
        why_unit(one),
        likely(one),
        left(one, gone_by=one.pk in instead) if one.state != State.OPENED else left_of(held, instead),
        one.state == State.TAKEN and waits(one) and one.pk not in instead,
        authenticity_of([str(line) for line in lines]) if depth == 0 else None,
        instead.get(one.pk),
    )
