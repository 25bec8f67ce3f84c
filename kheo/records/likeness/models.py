"""Where like entries are found by, and the pairs that were found."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from kheo.records.models import Entry
from kheo.units.models import Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class LikenessBand(models.Model):
    """A key that like entries are likely to share: a band of the text's signature, the title, or the person's name."""

    key = models.BigIntegerField()
    # Found by the key alone; entries are never deleted.
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        # The index the search reads, and nothing but it: a million texts make fourteen million rows.
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "entry"], name="likeness_band_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.entry_id}"


class LikenessQuerySet(models.QuerySet["Likeness"]):
    def visible_to(self, user: User | AnonymousUser) -> LikenessQuerySet:
        """Both sides must be the person's to see: units never see each other's texts."""
        units = Unit.objects.visible_to(user)
        return self.filter(entry__unit__in=units, other__unit__in=units)


class Likeness(models.Model):
    """Two entries that are alike: `entry` came later. It hinders nothing; a person may say that it means nothing."""

    class Kind(models.TextChoices):
        SAME = "same", "Cùng một mô hình, điển hình"
        COPIED = "copied", "Lời văn giống nhau"
        PERSON = "person", "Cùng một người"

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="likenesses")
    other = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Hundredths of the words the two have in common.
    score = models.PositiveSmallIntegerField()
    found_at = models.DateTimeField()
    # The first appearance of either, so that what was judged once is not asked again when a unit sends anew.
    first = models.BigIntegerField()
    other_first = models.BigIntegerField()
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "likenesses"
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "other", "kind"], name="likeness_once")]
        indexes: ClassVar = [
            models.Index(fields=["other"], name="likeness_other"),
            models.Index(fields=["first", "other_first"], name="likeness_first"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} ~ {self.other_id} ({self.kind})"
