"""Papers being drafted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from kheo.campaigns.models import Campaign
from kheo.publishing.issuers.models import Issuer, Signer
from kheo.tally.models import Snapshot
from kheo.units.models import Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: User | AnonymousUser) -> DraftQuerySet:
        """As issued papers: only who sees the campaign's root sees them."""
        return self.filter(campaign__root__in=Unit.objects.visible_to(user))


class Draft(models.Model):
    """One paper before it is issued. Its figures are a snapshot; the words touched by hand are kept beside them."""

    class State(models.TextChoices):
        OPEN = "open", "Đang soạn"
        ISSUED = "issued", "Đã ban hành, chờ bản ký"
        CLOSED = "closed", "Đã có bản ký"
        DROPPED = "dropped", "Đã bỏ"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=40)
    rule_set = models.CharField(max_length=40)
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="drafts")
    signer = models.ForeignKey(Signer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    # What the kind asks the officer for (Kind.needs), by key, as typed.
    given = models.JSONField(default=dict, blank=True)
    # None: the figures of the moment the snapshot was taken.
    as_of = models.DateTimeField(null=True, blank=True)
    # The paper as composed; None until it could be composed.
    snapshot = models.ForeignKey(Snapshot, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts")
    # Paragraphs reworded, left out and added by hand, as drafts/edits.py keeps them (Edits.as_plain).
    words = models.JSONField(default=dict, blank=True)
    dated = models.DateField(null=True, blank=True)
    # The paper it replaces, and why; a reissue always says why.
    replaces = models.ForeignKey("kheo.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
