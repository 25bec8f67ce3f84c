"""How many may be proposed for an award by bloc, and how much room is left."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from kheo.awards.catalogue.models import Award
from kheo.awards.proposals import stages
from kheo.awards.proposals.models import Proposal, Quota
from kheo.campaigns.models import Campaign
from kheo.journal.book import note
from kheo.records.models import Entry
from kheo.units.models import Bloc

# These fill a quota: what goes back to the unit, or up, takes no place.
_COUNTED = (stages.PROPOSED, stages.CHOSEN)


@dataclass(frozen=True, slots=True)
class Room:
    """A quota and how many fill it."""

    quota: Quota
    used: int

    @property
    def over(self) -> bool:
        return self.used > self.quota.most

    @property
    def left(self) -> int:
        return self.quota.most - self.used

    @property
    def whose(self) -> str:
        bloc = self.quota.bloc.name if self.quota.bloc else "tất cả các khối"
        return f"{bloc}, {Entry.Subject(self.quota.subject).label.lower()}" if self.quota.subject else bloc

    @property
    def said(self) -> str:
        return f"{self.whose}: {self.used}/{self.quota.most} {self.quota.award.name}"

    def holds(self, one: Proposal) -> bool:
        """Does this proposal (its unit fetched) fall under the quota?"""
        quota = self.quota
        return (
            one.award_id == quota.award_id
            and quota.bloc_id in {None, one.unit.bloc_id}
            and quota.subject in {"", one.subject}
        )


def rooms(campaign: Campaign) -> list[Room]:
    """Every quota of the campaign with how many fill it (two queries)."""
    quotas = list(Quota.objects.filter(campaign=campaign, withdrawn_at=None).select_related("award", "bloc"))
    rows = Proposal.objects.standing().filter(campaign=campaign, stage__in=_COUNTED, award__isnull=False)
    counted = list(rows.order_by().values("award", "unit__bloc", "subject").annotate(many=Count("pk")))
    return [
        Room(
            quota,
            sum(
                row["many"]
                for row in counted
                if row["award"] == quota.award_id
                and quota.bloc_id in {None, row["unit__bloc"]}
                and quota.subject in {"", row["subject"]}
            ),
        )
        for quota in quotas
    ]


@transaction.atomic
def set_quota(
    campaign: Campaign, *, award: Award, bloc: Bloc | None, subject: str, most: int, actor: User | None
) -> Quota:
    """In the stead of the one there was for the same award, bloc and subject, which stays."""
    same = Quota.objects.filter(campaign=campaign, award=award, bloc=bloc, subject=subject, withdrawn_at=None)
    same.update(withdrawn_at=timezone.now())
    made = Quota.objects.create(campaign=campaign, award=award, bloc=bloc, subject=subject, most=most)
    said = {"award": award.code, "bloc": bloc.name if bloc else "", "of": subject, "most": most}
    note("quota.set", made, actor=actor, campaign=campaign.slug, **said)
    return made


@transaction.atomic
def drop_quota(quota: Quota, *, actor: User | None) -> None:
    """It counts no more; dropping it twice changes nothing."""
    if Quota.objects.filter(pk=quota.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        note("quota.dropped", quota, actor=actor, campaign=quota.campaign.slug)
