"""A list of an earlier year as an officer brings it in: the file, what its columns mean, what was mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from kheo.campaigns.models import Campaign
from kheo.journal.models import Original
from kheo.units.models import Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class EarlierListQuerySet(models.QuerySet["EarlierList"]):
    def visible_to(self, user: User | AnonymousUser) -> EarlierListQuerySet:
        return self.filter(office__in=Unit.objects.visible_to(user))


class EarlierList(models.Model):
    """One uploaded list of one year; nothing of it counts until it is taken."""

    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="earlier_lists")
    year = models.PositiveSmallIntegerField()
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=250, blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The tables as the reader gave them (kheo.office.opening), or why there are none.
    book = models.JSONField(null=True, blank=True)
    refusal = models.CharField(max_length=500, blank=True)
    # Which table, and its heading rows, all from 0; tables of the same headings belong to it.
    table = models.PositiveIntegerField(default=0)
    heading_top = models.IntegerField(default=-1)
    heading_bottom = models.IntegerField(default=-1)
    # The labels of the headings as one key, by which a mapping is known again.
    headings_key = models.CharField(max_length=64, blank=True)
    # Column → field: {"0": "", "1": "unit", "2": "title"}.
    columns = models.JSONField(default=dict, blank=True)
    # When an officer said that the columns are right.
    mapped_at = models.DateTimeField(null=True, blank=True)
    # Unit as written → code of the unit; lines mended ({"0:7": {"title": "…"}}); lines left out (["0:9"]).
    units = models.JSONField(default=dict, blank=True)
    mends = models.JSONField(default=dict, blank=True)
    left_out = models.JSONField(default=list, blank=True)
    # Whose every line is that names no unit.
    whole_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(
        Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="earlier_lists"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What taking wrote: {"registrations": [ids], "reports": [ids]}.
    wrote = models.JSONField(default=dict, blank=True)

    objects = EarlierListQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "year", "original"], name="earlier_list_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "-uploaded_at"], name="earlier_newest"),
            models.Index(fields=["office", "headings_key"], name="earlier_headings"),
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.year})"
