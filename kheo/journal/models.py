"""The chained journal and the originals that everything else cites."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Original(models.Model):
    """Bytes that arrived or were issued, kept for ever under their SHA-256; the bytes lie in `vault`."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.size} B)"


class Event(models.Model):
    """One thing that happened: who, what, to what, when; `digest` chains it to the one before."""

    happened = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    details = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject_id", "id"], name="event_subject")]

    def __str__(self) -> str:
        return f"{self.happened} {self.subject_kind} {self.subject_id}"


class Head(models.Model):
    """The one row that holds the end of the chain; writers lock it, so the chain never forks."""

    digest = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return self.digest
