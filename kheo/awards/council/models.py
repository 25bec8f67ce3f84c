"""A council's meeting, who attended, and how each proposal was voted on."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from kheo.awards.proposals.models import Proposal
from kheo.campaigns.models import Campaign


class Meeting(models.Model):
    """A meeting of the council of a campaign; closing it moves its proposals, reopening moves them back."""

    class Mode(models.TextChoices):
        OPEN = "open", "Biểu quyết công khai"
        SECRET = "secret", "Bỏ phiếu kín"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=250)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=250, blank=True)
    chair = models.CharField(max_length=250, blank=True)
    secretary = models.CharField(max_length=250, blank=True)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.OPEN)
    # One a line, as the minutes say them.
    opinions = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)
    called_at = models.DateTimeField()
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    # Why it went on without a quorum.
    closed_reason = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """A member of the council at one meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=250, blank=True)
    present = models.BooleanField(default=True)
    absent_reason = models.CharField(max_length=250, blank=True)
    # Named by mistake: counts for nothing, stays.
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name


class Ballot(models.Model):
    """One proposal on the agenda: the counts of its vote and what the meeting made of it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="ballots")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="ballots")
    # None until they are entered.
    agreed = models.PositiveSmallIntegerField(null=True, blank=True)
    disagreed = models.PositiveSmallIntegerField(default=0)
    # Open: abstained; secret: left blank.
    abstained = models.PositiveSmallIntegerField(default=0)
    # Only of a secret ballot.
    invalid = models.PositiveSmallIntegerField(default=0)
    # A stage of the way by "meeting", or empty.
    outcome = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "proposal"], name="ballot_once")]

    def __str__(self) -> str:
        return f"{self.proposal} · {self.meeting}"
