"""Awards given earlier to the same person or unit, also to the units it came from."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from kheo.awards.catalogue.models import Award
from kheo.awards.decisions.models import Grant
from kheo.awards.proposals.models import Proposal
from kheo.awards.proposals.naming import key_of
from kheo.records.models import Entry
from kheo.units.models import Succession


@dataclass(frozen=True, slots=True)
class Given:
    """One award given, as a sentence tells it."""

    grant: Grant

    @property
    def said(self) -> str:
        decision = self.grant.decision
        number = f", quyết định {decision.number}" if decision.number else ""
        year = f" ({decision.dated.year})" if decision.dated else ""
        return f"{decision.award.name}{number}{year}"


def earlier(proposals: Sequence[Proposal]) -> dict[int, list[Given]]:
    """Proposal → commendations that stand, of other proposals for the same one: the same name at the unit or at one it
    came from, or the unit that it came from itself. Proposals with their unit fetched; two queries for all.
    """
    units = {one.unit_id for one in proposals}
    before: dict[int, set[int]] = {}
    for after, old in Succession.objects.filter(after__in=units).values_list("after_id", "before_id"):
        before.setdefault(after, set()).add(old)
    gone = set().union(*before.values())
    itself = Q(proposal__unit__in=gone, proposal__subject=Entry.Subject.COLLECTIVE)
    rows = (
        Grant.objects.given()
        .filter(Q(proposal__key__in={one.key for one in proposals}) | itself, proposal__unit__in=units | gone)
        .filter(decision__award__form=Award.Form.COMMENDATION)
        .select_related("decision__award", "proposal__unit")
        .order_by("decision__dated", "pk")
    )
    granted = list(rows)
    return {
        one.pk: [
            Given(grant)
            for grant in granted
            if grant.proposal_id != one.pk and _same(grant.proposal, one, before.get(one.unit_id, set()))
        ]
        for one in proposals
    }


def _same(past: Proposal, one: Proposal, before: set[int]) -> bool:
    collective = Entry.Subject.COLLECTIVE
    if past.unit_id not in before | {one.unit_id} or (past.subject == collective) != (one.subject == collective):
        return False
    if past.key == one.key:
        return True
    # A unit that another became bears another name.
    both_units = past.key == key_of(past.unit.name) and one.key == key_of(one.unit.name)
    return past.subject == collective and past.unit_id in before and both_units
