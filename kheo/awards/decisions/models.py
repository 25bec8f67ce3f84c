"""Decisions and who stands on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from kheo.awards.catalogue.models import Award
from kheo.awards.proposals.models import Proposal
from kheo.campaigns.models import Campaign


class Decision(models.Model):
    """One paper that recognises or commends: its award, number, day, list; several may be published at one moment."""

    class State(models.TextChoices):
        PREPARED = "prepared", "Đang chuẩn bị"
        HELD = "held", "Giữ lại, chờ công bố"
        PUBLISHED = "published", "Đã công bố"
        CANCELLED = "cancelled", "Đã hủy"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="decisions")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="decisions")
    title = models.CharField(max_length=250)
    # As printed: "12-QĐ/ĐU"; each level recognises by a number and day of its own.
    number = models.CharField(max_length=60, blank=True)
    dated = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    # What it was before it was cancelled, to be that again.
    state_before = models.CharField(max_length=10, blank=True)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["campaign", "state"], name="decision_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class GrantQuerySet(models.QuerySet["Grant"]):
    def listed(self) -> GrantQuerySet:
        return self.filter(struck_at=None)

    def given(self) -> GrantQuerySet:
        """Of published decisions, and not recovered."""
        return self.listed().filter(decision__state=Decision.State.PUBLISHED, recovered_at=None)

    def live(self) -> GrantQuerySet:
        """On the list of a decision that is not cancelled, and not recovered."""
        return self.listed().filter(recovered_at=None).exclude(decision__state=Decision.State.CANCELLED)


class Grant(models.Model):
    """One recipient of a decision; struck off before publishing or recovered after, it stays with its reason."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="grants")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="grants")
    listed_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)
    # As on the day of the decision: {"amount", "coefficient", "wage", "sources"}; empty where unknown.
    prize = models.JSONField(default=dict, blank=True)
    recovered_at = models.DateTimeField(null=True, blank=True)
    recovered_reason = models.CharField(max_length=500, blank=True)

    if TYPE_CHECKING:
        decision_id: int
        proposal_id: int

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "proposal"], name="grant_once")]

    def __str__(self) -> str:
        return f"{self.proposal} · {self.decision}"
