"""When units are reminded, in which words, and every reminder that was written."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kheo.campaigns.models import Campaign, Obligation
from kheo.post.models import Outgoing


class Step(models.TextChoices):
    """In the order they come; the last one goes to the unit above."""

    HALF = "half", "Giữa kỳ (½ thời gian)"
    THREE_QUARTERS = "three_quarters", "¾ thời gian"
    DAY_BEFORE = "day_before", "Một ngày trước hạn"
    AFTER = "after", "Sau hạn"
    ESCALATE = "escalate", "Báo đơn vị cấp trên"


class ReminderRule(models.Model):
    """One step of a campaign's reminders. Off until an officer switches it on: nobody is reminded by default."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="reminder_rules")
    step = models.CharField(max_length=20, choices=Step.choices)
    # For the steps after the deadline: how many days after it.
    days = models.PositiveSmallIntegerField(default=0)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    # What fell due before it was switched on is not made up for.
    enabled_at = models.DateTimeField(null=True, blank=True)
    enabled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "step"], name="reminder_rule_once"),
            models.CheckConstraint(
                condition=Q(days=0) | Q(step__in=["after", "escalate"]), name="reminder_days_after_only"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.get_step_display()}"


class Reminder(models.Model):
    """One duty spoken of by one letter, at one step towards one deadline; a deadline put off begins anew."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="reminders")
    step = models.CharField(max_length=20, choices=Step.choices)
    due_at = models.DateTimeField()
    outgoing = models.ForeignKey(Outgoing, on_delete=models.PROTECT, related_name="reminders")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["obligation", "step", "due_at"], name="reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation} · {self.get_step_display()}"
