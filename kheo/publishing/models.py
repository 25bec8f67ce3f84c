"""Documents issued: number, date, snapshot, rule set, the file as printed and its fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from kheo.campaigns.models import Campaign
from kheo.journal.models import Original
from kheo.tally.models import Snapshot
from kheo.units.models import Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User | AnonymousUser) -> DocumentQuerySet:
        """Issued papers are the office's: only who sees the campaign's root sees them."""
        return self.filter(campaign__root__in=Unit.objects.visible_to(user))


class Document(models.Model):
    """One issued paper in one format; asking for the same content again gives the same bytes."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    format = models.CharField(max_length=10)
    rule_set = models.CharField(max_length=40)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="documents")
    # The office's own template it was filled into; None: the shipped one of the rule set.
    template = models.ForeignKey(
        "kheo.TemplateVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The draft it was issued from; None where it was made at once by command.
    draft = models.ForeignKey("kheo.Draft", null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    # Of a PDF: the Word file it shows.
    made_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="made")
    # A reissue: what it replaces, and why.
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(max_length=300, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    dated = models.DateField(null=True, blank=True)
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="documents")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "format", "rule_set", "snapshot"],
                condition=models.Q(draft=None),
                name="document_once",
            ),
            models.UniqueConstraint(
                fields=["draft", "format"], condition=models.Q(draft__isnull=False), name="document_once_a_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.dated or ''}".strip()
