"""Signed copies that came back."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from kheo.journal.models import Original
from kheo.publishing.models import Document


class SignedCopy(models.Model):
    """A scan or digitally signed PDF of an issued paper, as it came back, with what was found in it."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="signed_copies")
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What signing/verifying.py found, as plain values: one entry a signature; [] for a scan without any.
    findings = models.JSONField(default=list, blank=True)
    # What makes one doubt that it is the issued paper, signed: {"grave", "said"}; a grave one keeps the paper open
    # until somebody takes the copy all the same.
    warnings = models.JSONField(default=list, blank=True)
    # Taken back with a reason: another copy closes the paper then.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["document", "received_at"]

    def __str__(self) -> str:
        return self.name
