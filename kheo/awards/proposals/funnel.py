"""The way in figures: how many reached each stage and how many stand in it, by subject; each equals its rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from kheo.awards.catalogue.models import Award
from kheo.awards.decisions.models import Grant
from kheo.awards.proposals import stages
from kheo.awards.proposals.models import Proposal, ProposalQuerySet, Step
from kheo.campaigns.models import Campaign
from kheo.records.models import Entry, EntryQuerySet, Outcome

SUBJECTS = tuple(Entry.Subject.values)


@dataclass(frozen=True, slots=True)
class Band:
    """One stage: how many of each subject reached it (in order of SUBJECTS), and stand in it now."""

    stage: stages.Stage
    reached: tuple[int, ...]
    here: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.reached)


def funnel(campaign: Campaign) -> list[Band]:
    """Registered and reported are counted from what units sent, recognised from decisions that stand, the others from
    the steps that stand of proposals that are not withdrawn. Five queries.
    """
    reached = {
        stages.REGISTERED: _by_subject(_entries(campaign).order_by().values_list("subject").annotate(Count("pk"))),
        stages.REPORTED: _by_subject(_reported(campaign).order_by().values_list("subject").annotate(Count("pk"))),
    }
    standing = Proposal.objects.standing().filter(campaign=campaign)
    recognised = having_reached(standing, stages.RECOGNISED).order_by()
    reached[stages.RECOGNISED] = _by_subject(recognised.values_list("subject").annotate(Count("pk")))
    stepped: dict[str, list[tuple[str, int]]] = {}
    rows = Step.objects.filter(undone_at=None, proposal__campaign=campaign, proposal__withdrawn_at=None).order_by()
    for code, subject, many in rows.values_list("reached", "proposal__subject").annotate(
        Count("proposal", distinct=True)
    ):
        stepped.setdefault(code, []).append((subject, many))
    now: dict[str, list[tuple[str, int]]] = {}
    for code, subject, many in standing.order_by().values_list("stage", "subject").annotate(Count("pk")):
        now.setdefault(code, []).append((subject, many))
    return [
        Band(stage, reached.get(code) or _by_subject(stepped.get(code, [])), _by_subject(now.get(code, [])))
        for code, stage in stages.stages().items()
    ]


def having_reached(proposals: ProposalQuerySet, stage: str) -> ProposalQuerySet:
    """Those that passed the stage on their way, wherever they stand now; recognised: by a decision that stands."""
    if stage == stages.RECOGNISED:
        of_it = Grant.objects.given().filter(proposal=OuterRef("pk"), decision__award__form=Award.Form.RECOGNITION)
        return proposals.filter(Exists(of_it))
    return proposals.filter(Exists(Step.objects.filter(proposal=OuterRef("pk"), reached=stage, undone_at=None)))


@dataclass(frozen=True, slots=True)
class Shares:
    """Of a list: how many of each subject; of the individuals, who works directly and of which sex, where recorded."""

    subjects: tuple[int, ...]
    direct: int
    direct_known: int
    female: int
    sex_known: int

    @property
    def total(self) -> int:
        return sum(self.subjects)

    @property
    def individuals(self) -> int:
        return self.subjects[SUBJECTS.index(Entry.Subject.INDIVIDUAL)]


def shares(proposals: ProposalQuerySet) -> Shares:
    """One query."""
    person = Q(subject=Entry.Subject.INDIVIDUAL)
    found = proposals.order_by().aggregate(
        **{f"of_{code}": Count("pk", filter=Q(subject=code)) for code in SUBJECTS},
        direct=Count("pk", filter=person & Q(works_directly=True)),
        direct_known=Count("pk", filter=person & Q(works_directly__isnull=False)),
        female=Count("pk", filter=person & Q(sex="female")),
        sex_known=Count("pk", filter=person & ~Q(sex="")),
    )
    subjects = tuple(found.pop(f"of_{code}") for code in SUBJECTS)
    return Shares(subjects, **found)


def _entries(campaign: Campaign) -> EntryQuerySet:
    return Entry.objects.current().filter(campaign=campaign)


def _reported(campaign: Campaign) -> EntryQuerySet:
    """Also where the version that was reported on is an earlier one of the same entry."""
    told = Outcome.objects.filter(campaign=campaign, current=True, entry__isnull=False)
    roots = told.values(root=Coalesce("entry__same_as", "entry"))
    return _entries(campaign).alias(root=Coalesce("same_as", "pk")).filter(root__in=roots)


def _by_subject(rows: Iterable[tuple[str, int]]) -> tuple[int, ...]:
    found = dict(rows)
    return tuple(found.get(subject, 0) for subject in SUBJECTS)
