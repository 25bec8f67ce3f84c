"""Rubrics in versions, panels with their appraisers, entries under appraisal, scores in versions, frozen verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kheo.campaigns.models import Area, Campaign
from kheo.records.models import Entry
from kheo.units.access import ROLES
from kheo.units.models import PATH_END, Membership, Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

_SEES = [role for role, verbs in ROLES.items() if "appraisal.see" in verbs]


def led_by(user: User | AnonymousUser, path: str) -> Q:
    """Rows whose unit, at the lookup `path`, is at or below a node where the user's role sees appraisals."""
    if user.is_authenticated and user.is_superuser:
        return ~Q(pk=None)
    under = Q(pk=None)
    if user.is_authenticated:
        for node in Membership.objects.current().filter(user=user, role__in=_SEES).values_list("unit__path", flat=True):
            under |= Q(**{f"{path}__range": (node, node + PATH_END)})
    return under


class RubricQuerySet(models.QuerySet["Rubric"]):
    def visible_to(self, user: User | AnonymousUser) -> RubricQuerySet:
        """Rubrics of the nodes where the user's role sees appraisals."""
        return self.filter(led_by(user, "unit__path"))


class Rubric(models.Model):
    """One version of a way to score, in plain values (rules.py); never changed: a change is a new version."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rubrics")
    code = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    # Not from an official paper: shown as a sample wherever it is shown.
    sample = models.BooleanField(default=False)
    source = models.TextField(blank=True)
    content = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    # Offered no longer; panels that use it go on.
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = RubricQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["title", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "code", "version"], name="rubric_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (bản {self.version})"


class PanelQuerySet(models.QuerySet["Panel"]):
    def visible_to(self, user: User | AnonymousUser) -> PanelQuerySet:
        """Panels the user is an appraiser of, and those of campaigns whose root their role leads."""
        if not user.is_authenticated:
            return self.none()
        own = Q(pk__in=Appraiser.objects.filter(user=user, ended_at=None).values("panel"), withdrawn_at=None)
        return self.filter(own | led_by(user, "campaign__root__path"))


class Panel(models.Model):
    """A team (tổ thẩm định) of a campaign for some fields of work, with the rubric it scores by."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="panels")
    name = models.CharField(max_length=120)
    # None chosen: every field.
    areas = models.ManyToManyField(Area, blank=True, related_name="panels")
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="panels")
    # Fewer scores than this are shown as too few; the office decides whether to close so.
    least = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PanelQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["campaign", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "name"], name="panel_once")]

    def __str__(self) -> str:
        return self.name


class Appraiser(models.Model):
    """A person named to a panel; whose time there ended keeps what they scored."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="appraisers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appraising")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["panel", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["panel", "user"], name="appraiser_once")]
        indexes: ClassVar = [models.Index(fields=["user", "ended_at"], name="appraiser_user")]

    def __str__(self) -> str:
        return self.user.get_full_name() or self.user.get_username()


class AppraisalQuerySet(models.QuerySet["Appraisal"]):
    def standing(self) -> AppraisalQuerySet:
        return self.filter(withdrawn_at=None)

    def visible_to(self, user: User | AnonymousUser) -> AppraisalQuerySet:
        """Those of the panels the user sees; an appraiser does not see the ones withdrawn."""
        led = led_by(user, "panel__campaign__root__path")
        own = Q(panel__in=Panel.objects.visible_to(user), withdrawn_at=None)
        return self.filter(led | own)


class Appraisal(models.Model):
    """One entry before one panel, and what its counted scores come to so far (reckoning.py alone writes that)."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="appraisals")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="appraisals")
    opened_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    score = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    mean = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    median = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    spread = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    counted = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    class_code = models.CharField(max_length=40, blank=True)
    # Score and tie-breaks as digits of fixed width: a greater text is a better place, equal texts share one.
    rank_key = models.CharField(max_length=300, blank=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["panel", "entry"], name="appraisal_once")]
        indexes: ClassVar = [
            models.Index(
                F("panel"), F("rank_key").desc(), F("id"), condition=Q(withdrawn_at=None), name="appraisal_rank"
            ),
            models.Index(fields=["panel", "id"], condition=Q(withdrawn_at=None), name="appraisal_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id}: {self.entry_id}"


class Score(models.Model):
    """One version of one appraiser's sheet (phiếu chấm), or, without an appraiser, of the unit's score of itself."""

    class State(models.TextChoices):
        BEGUN = "begun", "Đang chấm"
        SCORED = "scored", "Đã chấm"
        ABSTAINED = "abstained", "Không chấm"
        WITHDRAWN = "withdrawn", "Đã rút phiếu"

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="scores")
    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="scores")
    appraiser = models.ForeignKey(Appraiser, null=True, blank=True, on_delete=models.PROTECT, related_name="scores")
    version = models.PositiveIntegerField()
    current = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices)
    # {"criterion": "7.5"}: points as plain decimals.
    points = models.JSONField(default=dict)
    # Rounded as the rubric says; what is averaged is the exact value of the points.
    total = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    # Why abstained; what the appraiser thinks; what was seen on the spot.
    reason = models.TextField(blank=True)
    remark = models.TextField(blank=True)
    site_note = models.TextField(blank=True)
    given_at = models.DateTimeField()
    # Another than the appraiser: typed in from a paper sheet.
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["appraisal", "appraiser"], condition=Q(current=True), name="score_current_once"
            ),
            models.UniqueConstraint(
                fields=["appraisal"], condition=Q(current=True, appraiser=None), name="score_own_once"
            ),
            models.UniqueConstraint(fields=["appraisal", "appraiser", "version"], name="score_version_once"),
            models.CheckConstraint(
                condition=Q(state="scored", total__isnull=False) | (~Q(state="scored") & Q(total=None)),
                name="score_total_if_scored",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["appraiser", "state", "appraisal"], condition=Q(current=True), name="score_done"),
        ]

    def __str__(self) -> str:
        return f"{self.appraisal_id} · {self.appraiser_id} · {self.version}"


class Conflict(models.Model):
    """An appraiser's tie to an entry or its unit (xung đột lợi ích), declared by hand: no score of theirs counts."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["appraisal", "user"], condition=Q(withdrawn_at=None), name="conflict_once"),
        ]

    def __str__(self) -> str:
        return f"{self.appraisal_id}: {self.user_id}"


class Closure(models.Model):
    """A panel's outcome was frozen; reopened with a reason, it stays as what stood in between."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="closures")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["panel"], condition=Q(reopened_at=None), name="closure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id}: {self.closed_at:%Y-%m-%d}"


class Verdict(models.Model):
    """What one appraisal came to when its panel closed, as plain values that no later change touches."""

    closure = models.ForeignKey(Closure, on_delete=models.PROTECT, related_name="verdicts")
    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="verdicts")
    score = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    class_code = models.CharField(max_length=40, blank=True)
    class_name = models.CharField(max_length=120, blank=True)
    # Place, spread, mean, median, each criterion, each sheet with its points, the rubric's version, the entry's names.
    content = models.JSONField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["closure", "appraisal"], name="verdict_once")]

    def __str__(self) -> str:
        return f"{self.appraisal_id}: {self.score}"
