"""Awards an office gives or proposes, what money goes with them by day, and by what terms a campaign chooses."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kheo.campaigns.models import Campaign
from kheo.units.models import Unit


class AwardQuerySet(models.QuerySet["Award"]):
    def of(self, office: Unit) -> AwardQuerySet:
        """Those of the office's catalogue, retired ones too."""
        return self.filter(unit=office)

    def active(self) -> AwardQuerySet:
        return self.filter(retired_at=None)


class Award(models.Model):
    """A form of recognition (công nhận danh hiệu, mô hình) or commendation (khen thưởng) in an office's catalogue."""

    class Form(models.TextChoices):
        RECOGNITION = "recognition", "Công nhận"
        COMMENDATION = "commendation", "Khen thưởng"

    class Track(models.TextChoices):
        STATE = "state", "Nhà nước"
        PARTY = "party", "Đảng"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="awards")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=250)
    # Who gives it, as papers name them.
    body = models.CharField(max_length=250)
    # A code of kheo/data/awards/catalogue.toml, or the office's own word.
    level = models.CharField(max_length=60)
    track = models.CharField(max_length=10, choices=Track.choices)
    form = models.CharField(max_length=20, choices=Form.choices)
    # Codes of Entry.Subject.
    subjects = models.JSONField(default=list)
    # Given for a movement (chuyên đề): it does not count toward awards for service over years (công trạng).
    thematic = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)
    # Copied from the samples and not yet confirmed by the office.
    sample = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["form", "position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "code"], name="award_once")]

    def __str__(self) -> str:
        return self.name


class Coefficient(models.Model):
    """What the base wage is multiplied by, for one award and subject, from a day to a day, with its source."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="coefficients")
    subject = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=6, decimal_places=3)
    # None: from the beginning of what the source rules; no end.
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["subject", "since", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")),
                name="coefficient_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award} · {self.subject} · {self.value}"


class BaseWage(models.Model):
    """The base wage (mức lương cơ sở, đồng a month) an office entered, from a day on; beside the shipped ones."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="base_wages")
    since = models.DateField()
    amount = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.amount} · {self.since}"


class Terms(models.Model):
    """By what a campaign's council decides; what no document fixes is empty until the office says it."""

    class Base(models.TextChoices):
        MEMBERS = "members", "tổng số thành viên hội đồng"
        PRESENT = "present", "số thành viên có mặt"

    class Rounding(models.TextChoices):
        EXACT = "exact", "không làm tròn"
        UP = "up_10000", "làm tròn lên đến hàng chục nghìn đồng"
        NEAREST = "nearest_10000", "làm tròn đến chục nghìn đồng gần nhất"
        UP_THOUSAND = "up_1000", "làm tròn lên đến hàng nghìn đồng"

    class Share(models.TextChoices):
        UNSET = "", "chưa đặt"
        HALF = ">1/2", "quá nửa"
        TWO_THIRDS = "2/3", "từ 2/3"
        THREE_QUARTERS = "3/4", "từ 3/4"
        FOUR_FIFTHS = "4/5", "từ 80 %"
        NINE_TENTHS = "9/10", "từ 90 %"

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="award_terms")
    # How many members must attend, and how many must agree.
    quorum = models.CharField(max_length=5, choices=Share.choices, blank=True)
    majority = models.CharField(max_length=5, choices=Share.choices, blank=True)
    majority_of = models.CharField(max_length=10, choices=Base.choices, default=Base.MEMBERS)
    rounding = models.CharField(max_length=20, choices=Rounding.choices, default=Rounding.EXACT)
    # In per cent of a list; empty: shown, not warned of.
    least_individuals = models.PositiveSmallIntegerField(null=True, blank=True)
    least_direct = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "terms"

    def __str__(self) -> str:
        return f"{self.campaign}"
