"""Snapshots: the frozen figures and rows a document is made from."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from kheo.campaigns.models import Campaign


class Snapshot(models.Model):
    """What a campaign's figures or list were as of an instant; `content` is plain values only."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="snapshots")
    kind = models.CharField(max_length=40)
    as_of = models.DateTimeField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    content = models.JSONField()
    # SHA-256 of the canonical JSON of `content`: two snapshots with one fingerprint say the same.
    fingerprint = models.CharField(max_length=64, db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["campaign", "kind", "as_of"], name="snapshot_asof")]

    def __str__(self) -> str:
        return f"{self.kind} {self.as_of:%Y-%m-%d %H:%M}"
