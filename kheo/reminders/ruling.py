"""What an officer decides about a campaign's reminders: each step switched on or off, and its words."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from kheo.campaigns.models import Campaign
from kheo.journal.book import note
from kheo.reminders.models import ReminderRule, Step
from kheo.reminders.sending import rule_of


@transaction.atomic
def switch(campaign: Campaign, step: Step, *, on: bool, at: datetime, actor: User) -> ReminderRule:
    """From `at` on the step is kept by the clock, or no longer; what fell due before is not made up for."""
    rule = _own(campaign, step)
    rule.enabled_at, rule.enabled_by = (at, actor) if on else (None, None)
    rule.save()
    note("reminder.switchedon" if on else "reminder.switchedoff", campaign, actor=actor, step=step)
    return rule


@transaction.atomic
def word(campaign: Campaign, step: Step, *, subject: str, text: str, days: int, actor: User) -> ReminderRule:
    """Other words, or other days for the steps after the deadline."""
    rule = _own(campaign, step)
    before = {"subject": rule.subject, "text": rule.text, "days": rule.days}
    rule.subject, rule.text = " ".join(subject.split())[:300], text.replace("\r\n", "\n")
    rule.days = days if step in {Step.AFTER, Step.ESCALATE} else 0
    rule.save()
    note("reminder.worded", campaign, actor=actor, step=step, before=before)
    return rule


def _own(campaign: Campaign, step: Step) -> ReminderRule:
    """The campaign's rule, made of the usual words where it had none, and locked."""
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    rule = rule_of(campaign, step)
    if rule.pk is None:
        rule.save()
    return rule
