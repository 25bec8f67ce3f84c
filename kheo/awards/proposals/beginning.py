"""Proposals begun: for all entries of a campaign at once, for one again, or for somebody who was not registered."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from kheo.awards.catalogue.models import Award
from kheo.awards.proposals import stages
from kheo.awards.proposals.models import Proposal, Step
from kheo.awards.proposals.naming import key_of, said
from kheo.campaigns.models import Campaign
from kheo.journal.book import note
from kheo.office.wording import tidy
from kheo.records.models import Entry, Outcome
from kheo.units.models import Unit

_AT_ONCE = 500
_FIELDS = ("campaign", "same_as", "subject", "person_name", "job", "unit__name")


class CannotBeginError(Exception):
    """Why there can be no such proposal, as a sentence."""


@dataclass(frozen=True, slots=True)
class Brought:
    """How many proposals were begun, and how many were lifted since their results came in."""

    begun: int
    lifted: int


@transaction.atomic
def bring_in(campaign: Campaign, *, actor: User | None) -> Brought:
    """A proposal for each entry that stands and has none; those whose results came in since are lifted to reported.

    Doing it twice begins nothing twice: a later version of an entry is the same thing (Entry.same_as).
    """
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    known = set(_roots(campaign))
    rows = Entry.objects.current().filter(campaign=campaign).order_by("pk")
    fresh = [one for one in rows.select_related("unit").only(*_FIELDS) if (one.same_as_id or one.pk) not in known]
    made = Proposal.objects.bulk_create([_of_entry(one) for one in fresh], batch_size=_AT_ONCE)
    now = timezone.now()
    first = [
        Step(proposal=one, reached=stages.REGISTERED, at=now, actor=actor, reason="Theo đăng ký của đơn vị")
        for one in made
    ]
    Step.objects.bulk_create(first, batch_size=_AT_ONCE)
    lifted = _lift(campaign, actor)
    if made or lifted:
        note("proposals.brought_in", campaign, actor=actor, begun=len(made), lifted=lifted)
    return Brought(len(made), lifted)


@transaction.atomic
def begin_again(entry: Entry, *, award: Award | None, reason: str, actor: User | None) -> Proposal:
    """Another proposal for the same entry, for another award; guards speak of the first. Raises CannotBeginError."""
    reason = said(reason)
    if not reason:
        raise CannotBeginError("Hãy ghi vì sao đề nghị thêm một hình thức cho cùng một mô hình, điển hình.")
    Campaign.objects.select_for_update(no_key=True).get(pk=entry.campaign_id)
    last = Proposal.objects.filter(campaign=entry.campaign, entry=entry).aggregate(last=Max("turn"))["last"]
    one = _of_entry(entry)
    one.turn, one.award = (0 if last is None else last + 1), award
    return _begun(one, stages.REGISTERED, reason, actor)


@transaction.atomic
def begin_beside(  # noqa: PLR0913 what a list says of somebody
    campaign: Campaign,
    *,
    unit: Unit,
    subject: str,
    name: str,
    post: str = "",
    achievement: str = "",
    award: Award | None = None,
    reason: str,
    actor: User | None,
) -> Proposal:
    """Somebody who was not registered, at the stage of a proposal. Raises CannotBeginError."""
    name, reason = said(name, 250), said(reason)
    if not name:
        raise CannotBeginError("Hãy ghi tên tập thể, cá nhân hoặc hộ gia đình.")
    if not reason:
        raise CannotBeginError("Hãy ghi vì sao đề nghị ngoài danh sách đăng ký, ví dụ: công văn đề nghị của đơn vị.")
    one = Proposal(
        campaign=campaign,
        unit=unit,
        subject=Entry.Subject(subject),
        name=name,
        post=said(post, 250),
        achievement=tidy(achievement),
        key=key_of(name),
        award=award,
    )
    return _begun(one, stages.PROPOSED, reason, actor)


def waiting(campaign: Campaign) -> int:
    """How many entries that stand have no proposal yet (one query)."""
    rows = Entry.objects.current().filter(campaign=campaign).annotate(root=Coalesce("same_as", "pk"))
    return rows.exclude(root__in=_roots(campaign)).count()


def _roots(campaign: Campaign) -> "QuerySet[Proposal, int]":
    rows = Proposal.objects.filter(campaign=campaign, entry__isnull=False)
    return rows.values_list(Coalesce("entry__same_as", "entry"), flat=True)


def _begun(one: Proposal, stage: str, reason: str, actor: User | None) -> Proposal:
    one.stage, one.begun_at = stage, timezone.now()
    one.save()
    Step.objects.create(proposal=one, reached=stage, at=one.begun_at, actor=actor, reason=reason)
    note("proposal.begun", one, actor=actor, stage=stage, reason=reason)
    return one


def _of_entry(entry: Entry) -> Proposal:
    person = said(entry.person_name, 250)
    name = person or entry.unit.name
    return Proposal(
        campaign_id=entry.campaign_id,
        unit_id=entry.unit_id,
        entry=entry,
        subject=entry.subject,
        name=name,
        post=said(entry.job, 250),
        key=key_of(name),
        stage=stages.REGISTERED,
        begun_at=timezone.now(),
    )


def _lift(campaign: Campaign, actor: User | None) -> int:
    """Proposals whose unit reported on them since; also where a later version of the entry is the one reported on."""
    told = Outcome.objects.filter(campaign=campaign, current=True, entry__isnull=False)
    roots = told.values(root=Coalesce("entry__same_as", "entry"))
    rows = Proposal.objects.standing().filter(campaign=campaign, stage=stages.REGISTERED)
    late = list(
        rows.alias(root=Coalesce("entry__same_as", "entry")).filter(root__in=roots).values_list("pk", flat=True)
    )
    now = timezone.now()
    Step.objects.bulk_create(
        [
            Step(
                proposal_id=pk, left=stages.REGISTERED, reached=stages.REPORTED, at=now, actor=actor,
                reason="Theo báo cáo kết quả của đơn vị",
            )
            for pk in late
        ],
        batch_size=_AT_ONCE,
    )  # fmt: skip
    for begin in range(0, len(late), _AT_ONCE):
        Proposal.objects.filter(pk__in=late[begin : begin + _AT_ONCE]).update(stage=stages.REPORTED)
    return len(late)
