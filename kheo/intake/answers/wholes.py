"""A whole that came (a letter, a zip, a file sent alone) with all its parts, as one answer speaks of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kheo.intake.models import Answer, Submission

State = Submission.State
# A letter holds a zip that holds a file that holds several forms: deeper nothing is opened.
_DEEPEST = 5
_SHOWN = ("campaign", "unit", "call", "obligation", "mailbox", "original")


@dataclass(frozen=True)
class Whole:
    """`top` and every part of it, parts of parts too, in the order they came."""

    top: Submission
    parts: tuple[Submission, ...]

    @cached_property
    def everything(self) -> tuple[Submission, ...]:
        return (self.top, *self.parts)

    @property
    def is_settled(self) -> bool:
        """Has everything of it been read?"""
        return all(one.state != State.RECEIVED for one in self.everything)

    @property
    def closed(self) -> str:
        """Why nothing more is to be told: its unit took it back, or it is answered in another campaign."""
        if self.top.moved_to_id or self.top.is_taken_back:
            return Answer.Silence.ELSEWHERE
        withdrawn = any(problem["code"] == "withdrawn_by_unit" for problem in self.top.problems)
        return Answer.Silence.WITHDRAWN if withdrawn and self.top.state == State.ASIDE else ""

    @cached_property
    def told(self) -> dict[str, str]:
        """Receipt code → state, of all that an answer tells of."""
        return {one.code: str(one.state) for one in self.spoken_of}

    @cached_property
    def spoken_of(self) -> tuple[Submission, ...]:
        """All but what was only opened to get at what it holds, and what an undone act had entered."""
        holders = {one.part_of_id for one in self.parts}
        counted = (one for one in self.everything if not one.is_taken_back)
        return tuple(one for one in counted if one.state != State.OPENED or one.pk not in holders)


def wholes(ids: Iterable[int]) -> list[Whole]:
    """The wholes these submissions are or belong to, each once: a query for each level of parts."""
    tops = _tops(set(ids))
    rows = list(Submission.objects.filter(pk__in=tops).select_related(*_SHOWN).order_by("pk"))
    parts = _parts(rows)
    return [Whole(row, tuple(sorted(parts[row.pk], key=lambda one: one.pk))) for row in rows]


def whole_of(top: int) -> Whole:
    (found,) = wholes([top])
    return found


def _tops(ids: set[int]) -> set[int]:
    tops: set[int] = set()
    for _ in range(_DEEPEST):
        if not ids:
            break
        above = dict(Submission.objects.filter(pk__in=ids).values_list("pk", "part_of_id"))
        tops |= {pk for pk, whole in above.items() if whole is None}
        ids = {whole for whole in above.values() if whole is not None}
    return tops


def _parts(tops: Sequence[Submission]) -> dict[int, list[Submission]]:
    """Top → all below it."""
    found: dict[int, list[Submission]] = {top.pk: [] for top in tops}
    owner = {top.pk: top.pk for top in tops}
    above = set(owner)
    for _ in range(_DEEPEST):
        if not above:
            break
        rows = list(Submission.objects.filter(part_of__in=above).select_related(*_SHOWN))
        for row in rows:
            owner[row.pk] = owner[row.part_of_id or 0]
            found[owner[row.pk]].append(row)
        above = {row.pk for row in rows}
    return found
