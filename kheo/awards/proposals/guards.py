"""What is warned of before a proposal goes on: rules of law and quotas, each with its basis (data/awards/guards.toml).

A warning never forbids: a person goes on with a reason, and the reason is kept (Override).
"""

import datetime as dt
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kheo.awards.catalogue.models import Award
from kheo.awards.catalogue.shipped import FOLDER
from kheo.awards.decisions.earlier import Given, earlier
from kheo.awards.decisions.models import Grant
from kheo.awards.proposals import stages
from kheo.awards.proposals.models import Clearance, Override, Proposal
from kheo.awards.proposals.quotas import Room, rooms
from kheo.office.wording import short_date
from kheo.records.models import Entry

# Stages in which a proposal competes with another for the same achievement.
_RUNNING = (stages.PROPOSED, stages.CHOSEN, stages.HIGHER)
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Guard:
    code: str
    says: str
    stops: bool
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Caution:
    """One warning about one proposal; `override` is the reason it was passed over for, if it was."""

    guard: Guard
    sentence: str
    override: Override | None = None

    @property
    def open(self) -> bool:
        """Does it still ask for a reason?"""
        return self.guard.stops and self.override is None


@dataclass
class _Known:
    """All that the guards look at, fetched for many proposals at once."""

    day: dt.date
    given: dict[int, list[Given]] = field(default_factory=dict)
    clearances: dict[int, Clearance] = field(default_factory=dict)
    overrides: dict[tuple[int, str, str], Override] = field(default_factory=dict)
    rivals: dict[int, list[str]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    rooms: list[Room] = field(default_factory=list)


def guards() -> dict[str, Guard]:
    return _guards()


def cautions(proposals: Sequence[Proposal], *, day: dt.date) -> dict[int, list[Caution]]:
    """Proposal → its warnings on that day, those passed over with their reason; a fixed number of queries.

    `proposals` of one campaign, with unit, award and entry fetched.
    """
    if not proposals:
        return {}
    known = _fetched(proposals, day)
    return {one.pk: [_caution(code, what, one, known) for code, what in _warnings(one, known)] for one in proposals}


def _caution(code: str, what: str, one: Proposal, known: _Known) -> Caution:
    guard = guards()[code]
    sentence = guard.says.format(what=what)
    return Caution(guard, sentence, known.overrides.get((one.pk, code, sentence)))


def _warnings(one: Proposal, known: _Known) -> Iterator[tuple[str, str]]:
    """(guard, what it names), in the order of the data."""
    given = known.given.get(one.pk, [])
    if rivals := known.rivals.get(one.pk):
        yield "same_achievement", "; ".join(rivals[:_MOST_NAMED])
    if given:
        yield "earlier_awards", "; ".join(past.said for past in given[-_MOST_NAMED:])
    yield from _of_law(one, given, known)
    if one.award is not None and one.subject not in one.award.subjects:
        yield "wrong_subject", one.award.name
    if one.pk in known.gone:
        yield "entry_gone", ""
    if over := [room.said for room in known.rooms if room.over and room.holds(one)]:
        yield "over_quota", "; ".join(over)


def _of_law(one: Proposal, given: Sequence[Given], known: _Known) -> Iterator[tuple[str, str]]:
    clearance = known.clearances.get(one.pk)
    if clearance is None:
        yield "no_clearance", ""
    elif not clearance.clear:
        yield "under_review", clearance.said
    if one.unit.closed is not None and one.unit.closed <= known.day:
        yield "dissolved_unit", short_date(one.unit.closed)
    thematic = [past.said for past in given if past.grant.decision.award.thematic]
    if one.award is not None and not one.award.thematic and thematic:
        yield "thematic", "; ".join(thematic[-_MOST_NAMED:])


def _fetched(proposals: Sequence[Proposal], day: dt.date) -> _Known:
    pks = [one.pk for one in proposals]
    known = _Known(day, given=earlier(proposals), rooms=rooms(proposals[0].campaign))
    for clearance in Clearance.objects.filter(proposal__in=pks, withdrawn_at=None).order_by("pk"):
        known.clearances[clearance.proposal_id] = clearance
    for override in Override.objects.filter(proposal__in=pks, withdrawn_at=None).select_related("actor").order_by("pk"):
        known.overrides[(override.proposal_id, override.guard, override.sentence)] = override
    known.rivals = _rivals(proposals)
    known.gone = _gone(proposals)
    return known


def _root(one: Proposal) -> object:
    """What the achievement is: an entry over its versions, or who was proposed beside."""
    return (one.entry.same_as_id or one.entry_id) if one.entry else (one.unit_id, one.key)


def _rivals(proposals: Sequence[Proposal]) -> dict[int, list[str]]:
    """Other proposals of the same campaign for the same achievement that run, or were given something."""
    campaign = proposals[0].campaign_id
    units = {one.unit_id for one in proposals}
    rows = Proposal.objects.standing().filter(campaign=campaign, unit__in=units, stage__in=_RUNNING)
    found: dict[object, list[Proposal]] = {}
    for other in rows.select_related("entry", "award").order_by("pk"):
        found.setdefault(_root(other), []).append(other)
    given = Grant.objects.given().filter(
        proposal__campaign=campaign, proposal__unit__in=units, decision__award__form=Award.Form.COMMENDATION
    )
    granted: dict[int, str] = {}
    for grant in given.select_related("decision__award"):
        granted[grant.proposal_id] = Given(grant).said
    return {
        one.pk: [_rival(other, granted) for other in found.get(_root(one), []) if other.pk != one.pk]
        for one in proposals
    }


def _rival(other: Proposal, granted: dict[int, str]) -> str:
    award = other.award.name if other.award else "chưa ghi hình thức"
    return granted.get(other.pk) or f"{award} ({stages.stages()[other.stage].name.lower()})"


def _gone(proposals: Sequence[Proposal]) -> set[int]:
    """Those whose entry stands in no registration any more, in this version or a later one (one query)."""
    roots = {one.pk: one.entry.same_as_id or one.entry_id for one in proposals if one.entry}
    campaign = proposals[0].campaign_id
    rows = Entry.objects.current().filter(campaign=campaign, unit__in={one.unit_id for one in proposals})
    standing = {same or pk for pk, same in rows.values_list("pk", "same_as_id")}
    return {pk for pk, root in roots.items() if root not in standing}


@cache
def _guards() -> dict[str, Guard]:
    content = tomllib.loads((FOLDER / "guards.toml").read_text(encoding="utf-8"))
    return {one["code"]: Guard(**one) for one in content["guards"]}
