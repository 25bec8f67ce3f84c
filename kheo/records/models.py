"""What units answered: registrations with their entries, reports with their outcomes, conferences held.

A record is never changed by a later answer: the later one replaces it, and the earlier one stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kheo.campaigns.models import Area, Call, Campaign, Obligation, Strand
from kheo.journal.models import Original
from kheo.units.models import Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class Record(models.Model):
    """What every kind of answer carries: whose, to which call, from which original, when, replaced by what."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="%(class)ss")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="%(class)ss")
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # An explicit "nothing to report" is an answer.
    nil = models.BooleanField(default=False)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    # Taken for the wrong unit or by mistake: it stays, and stands for nothing any more.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        replaced_by_id: int | None

    class Meta:
        abstract = True
        indexes: ClassVar = [
            models.Index(fields=["obligation", "replaced_by"], name="%(class)s_current"),
            models.Index(fields=["original"], name="%(class)s_original"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.call}"


class Registration(Record):
    """A unit's registration: the entries it puts forward."""


class EntryQuerySet(models.QuerySet["Entry"]):
    def current(self) -> EntryQuerySet:
        return self.filter(current=True)

    def visible_to(self, user: User | AnonymousUser) -> EntryQuerySet:
        if user.is_authenticated and user.is_superuser:
            return self
        return self.filter(unit__in=Unit.objects.visible_to(user))


class Entry(models.Model):
    """A thing put forward: practice (mô hình) or exemplar (điển hình), about a collective, individual or household."""

    class Kind(models.TextChoices):
        PRACTICE = "practice", "Mô hình"
        EXEMPLAR = "exemplar", "Điển hình"

    class Subject(models.TextChoices):
        COLLECTIVE = "collective", "Tập thể"
        INDIVIDUAL = "individual", "Cá nhân"
        HOUSEHOLD = "household", "Hộ gia đình"

    class Continuity(models.TextChoices):
        NEW = "new", "Mới"
        CONTINUED = "continued", "Duy trì"

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="entries")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="entries")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="entries")
    # The first appearance of the same thing in an earlier version or year; empty for a first appearance.
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="again")
    # Belongs to the registration that stands now; kept beside replaced_by so that lists need no join.
    current = models.BooleanField(default=True)
    position = models.PositiveIntegerField()
    # Empty kind means the paper did not say.
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)
    subject = models.CharField(max_length=10, choices=Subject.choices)
    title = models.TextField()
    person_name = models.TextField(blank=True)
    job = models.TextField(blank=True)
    strand = models.ForeignKey(Strand, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    area_text = models.TextField(blank=True)
    place = models.TextField(blank=True)
    need = models.TextField(blank=True)
    goals = models.TextField(blank=True)
    resources = models.TextField(blank=True)
    time = models.TextField(blank=True)
    level = models.TextField(blank=True)
    continuity = models.CharField(max_length=10, choices=Continuity.choices, blank=True)
    # {"title": "Sheet1!B7", …}: where each value stood in the original.
    cells = models.JSONField(default=dict)
    # Folded title, person, unit and place, for accent-blind search (records.searching).
    folded = models.TextField(blank=True)
    # Folded title only, for matching results to what was registered (records.sameness).
    title_key = models.CharField(max_length=250, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        indexes: ClassVar = [
            # Everything lists are filtered by, in their order: a page and its count are read from this alone.
            models.Index(
                fields=["campaign", "id", "current", "subject", "kind", "area", "continuity", "unit"],
                name="entry_newest",
            ),
            # Partial, since SQLite seeks no further than a boolean that stands in the middle of an index.
            models.Index(fields=["campaign", "title_key", "id"], condition=Q(current=True), name="entry_title"),
            models.Index(fields=["unit", "position", "id"], condition=Q(current=True), name="entry_unit"),
        ]

    def __str__(self) -> str:
        return self.title[:80]


class Report(Record):
    """A unit's results: an outcome for each thing it registered, and for what it did beside."""


class Outcome(models.Model):
    """How one entry ended; "not replicable" is an honourable end that satisfies the duty."""

    class Ending(models.TextChoices):
        REPLICATED = "replicated", "Hiệu quả, đã nhân rộng"
        EFFECTIVE = "effective", "Hiệu quả, chưa nhân rộng"
        NOT_REPLICABLE = "not_replicable", "Mô hình thực hiện không nhân rộng được"
        NOT_DONE = "not_done", "Chưa thực hiện"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="outcomes")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="outcomes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="outcomes")
    # The registered entry it answers; empty when the unit had not registered it.
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="outcomes")
    current = models.BooleanField(default=True)
    position = models.PositiveIntegerField()
    title = models.TextField()
    unit_name = models.TextField(blank=True)
    person_name = models.TextField(blank=True)
    time_place = models.TextField(blank=True)
    results = models.TextField(blank=True)
    replication = models.TextField(blank=True)
    replication_plan = models.TextField(blank=True)
    ending = models.CharField(max_length=20, choices=Ending.choices, blank=True)
    cells = models.JSONField(default=dict)
    folded = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["campaign", "current", "unit"], name="outcome_unit"),
            models.Index(fields=["entry", "current"], name="outcome_entry"),
        ]

    def __str__(self) -> str:
        return self.title[:80]


class Conference(Record):
    """That a unit held its conference (hội nghị tổng kết): when and where."""

    held_on = models.DateField(null=True, blank=True)
    place = models.TextField(blank=True)
    note = models.TextField(blank=True)
