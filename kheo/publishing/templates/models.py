"""An office's own templates, version by version."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from kheo.journal.models import Original
from kheo.publishing.issuers.models import Issuer


class TemplateVersion(models.Model):
    """One uploaded version of an issuer's template for a kind of paper by a rule set; versions are never changed."""

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="templates")
    kind = models.CharField(max_length=40)
    rule_set = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)
    # The one in use; none in use means the shipped template.
    in_use = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["issuer", "kind", "rule_set", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "kind", "rule_set", "version"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["issuer", "kind", "rule_set"],
                condition=models.Q(in_use=True),
                name="template_one_in_use",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"
