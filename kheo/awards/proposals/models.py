"""Proposals and their steps; quotas; clearances; reasons for which a warning was passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from kheo.awards.catalogue.models import Award
from kheo.campaigns.models import Campaign
from kheo.records.models import Entry
from kheo.units.models import Bloc, Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def standing(self) -> ProposalQuerySet:
        return self.filter(withdrawn_at=None)

    def visible_to(self, user: User | AnonymousUser) -> ProposalQuerySet:
        """Those of campaigns whose root the person sees."""
        return self.filter(campaign__root__in=Unit.objects.visible_to(user))


class Proposal(models.Model):
    """One thing or person on the way to a commendation; `stage` repeats what its last standing step reached."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="proposals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="proposals")
    # Empty: proposed beside what was registered.
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    # 0 for the first proposal of an entry; another award for it is a proposal of its own.
    turn = models.PositiveSmallIntegerField(default=0)
    subject = models.CharField(max_length=10, choices=Entry.Subject.choices)
    # The collective, person or household as lists name it, and where it belongs.
    name = models.CharField(max_length=250)
    post = models.CharField(max_length=250, blank=True)
    achievement = models.TextField(blank=True)
    # The folded name, by which earlier awards of the same one are found.
    key = models.CharField(max_length=250)
    award = models.ForeignKey(Award, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    stage = models.CharField(max_length=20)
    # Only for the shares of a list; empty where nobody said.
    works_directly = models.BooleanField(null=True, blank=True)
    sex = models.CharField(max_length=6, blank=True, choices=[("female", "Nữ"), ("male", "Nam")])
    begun_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "stage", "subject", "id"], name="proposal_stage"),
            models.Index(fields=["unit", "key"], name="proposal_of_whom"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "entry", "turn"], name="proposal_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """One move of a proposal: from where to where, who, when, why; undone ones stay and count for nothing."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="steps")
    # Empty for the first.
    left = models.CharField(max_length=20, blank=True)
    reached = models.CharField(max_length=20)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    # The award it had before, where this step gave it another.
    award_before = models.ForeignKey(Award, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    award_set = models.BooleanField(default=False)
    meeting = models.ForeignKey("kheo.Meeting", null=True, blank=True, on_delete=models.PROTECT, related_name="steps")
    decision = models.ForeignKey("kheo.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="steps")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_reason = models.CharField(max_length=500, blank=True)

    if TYPE_CHECKING:
        meeting_id: int | None
        decision_id: int | None

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["proposal", "reached", "undone_at"], name="step_reached")]

    def __str__(self) -> str:
        return f"{self.left} → {self.reached}"


class Quota(models.Model):
    """How many of a subject may be proposed for an award in a bloc, or (no bloc) in the whole campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="quotas")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="quotas")
    bloc = models.ForeignKey(Bloc, null=True, blank=True, on_delete=models.PROTECT, related_name="quotas")
    # Empty: all subjects together.
    subject = models.CharField(max_length=10, blank=True, choices=Entry.Subject.choices)
    most = models.PositiveIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["award", "bloc__position", "subject", "pk"]

    def __str__(self) -> str:
        return f"{self.award} · {self.bloc or 'tất cả'} · {self.most}"


class Clearance(models.Model):
    """What the bodies asked said of discipline, inspection and complaints; the last that stands counts."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="clearances")
    clear = models.BooleanField()
    # Which body answered, by which paper; what is pending.
    said = models.CharField(max_length=500)
    dated = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.proposal} · {'không vướng' if self.clear else 'còn vướng'}"


class Override(models.Model):
    """A warning passed over for a reason; it holds for the very sentence that was shown, not for a later one."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="overrides")
    guard = models.CharField(max_length=30)
    sentence = models.TextField()
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.guard}: {self.reason}"
