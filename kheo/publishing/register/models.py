"""Numbers given to papers."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from kheo.publishing.issuers.models import Issuer


class Number(models.Model):
    """One number of a series. The printed symbol never is the key: QĐ means both quyết định and quy định."""

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="numbers")
    # "2026" (State: a calendar year) or "từ 12/9/2025" (Party: a term, by the day it began).
    period = models.CharField(max_length=30)
    # The type in full, as in the rules: "Công văn", "Quyết định", "Quy định".
    type_name = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    dated = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # None for a number entered by hand for a paper made elsewhere.
    document = models.ForeignKey(
        "kheo.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="numbers"
    )
    subject = models.CharField(max_length=300, blank=True)
    # Set where it was given out of turn: why a number is missing before it, or why it came late.
    reason = models.CharField(max_length=300, blank=True)
    # A number taken back stays in the book with its reason and is never given again.
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["issuer", "period", "type_name", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "period", "type_name", "number"], name="number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.type_name} {self.period}"
