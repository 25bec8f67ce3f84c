"""Reminders are written into the outbox, once a unit and step; what was answered meanwhile is dropped when it goes."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.campaigns.models import Campaign, Obligation
from kheo.intake.links.giving import standing
from kheo.intake.links.models import Link
from kheo.intake.links.tokens import address_of
from kheo.journal.book import note
from kheo.post.models import Mailbox, Outgoing
from kheo.post.outbox import Draft, mailbox_of, queue, rewrite
from kheo.reminders.due import Due, Duty, at_the_desk, due_at_step, due_now, is_owed
from kheo.reminders.models import Reminder, ReminderRule, Step
from kheo.reminders.moments import in_office_hours
from kheo.reminders.wording import DEFAULT_DAYS, DEFAULTS, said

_AT_ONCE = 100
_ANSWERED = "Đơn vị đã gửi (hoặc được miễn, gia hạn) sau khi thư nhắc được soạn."


def remind(now: datetime) -> int:
    """Write the letters the switched-on rules ask for at this hour; gives how many. Twice writes none twice."""
    if not in_office_hours(now):
        return 0
    open_ones = Campaign.objects.filter(closed_at=None).exclude(published_at=None)
    ruled = open_ones.filter(reminder_rules__enabled_at__isnull=False).distinct()
    return sum(_write_all(campaign, now) for campaign in ruled.order_by("pk"))


@transaction.atomic
def remind_now(campaign: Campaign, step: Step, *, units: Collection[int], now: datetime, actor: User) -> int:
    """An officer sends this step to these units at once; those who no longer owe are left out. Gives how many."""
    _lock(campaign)
    mailbox = mailbox_of(campaign)
    if mailbox is None:
        return 0
    wanted = [due for due in due_at_step(campaign, step, now) if due.unit.pk in units and due.addresses]
    for due in wanted:
        _write(due, campaign, mailbox, now)
    note("reminder.sentnow", campaign, actor=actor, step=step, letters=len(wanted))
    return len(wanted)


def unwanted(outgoing: Outgoing) -> str:
    """Asked just before a letter goes: why it should not; where only some have answered, it is written anew."""
    if outgoing.kind not in {Outgoing.Kind.REMINDER, Outgoing.Kind.ESCALATION} or outgoing.campaign is None:
        return ""
    campaign = outgoing.campaign
    shown = ("obligation__call", "obligation__unit__parent")
    spoken_of = list(Reminder.objects.filter(outgoing=outgoing).select_related(*shown).order_by("pk"))
    if not spoken_of:
        return ""
    waiting = at_the_desk(campaign)
    owed = [one for one in spoken_of if is_owed(one, waiting)]
    if campaign.closed_at is not None or not owed:
        return _ANSWERED
    if len(owed) < len(spoken_of) and outgoing.unit is not None:
        due = Due(
            outgoing.unit,
            Step(owed[0].step),
            tuple(Duty(one.obligation, Step(one.step)) for one in owed),
            tuple(outgoing.to),
        )
        rewrite(outgoing, drafted(due, campaign, on=timezone.localdate(outgoing.created_at)))
        outgoing.refresh_from_db(fields=["subject", "body"])
    return ""


def drafted(due: Due, campaign: Campaign, *, on: date) -> Draft:
    """The letter as it would go that day; its key lets no second one to the same unit be written on it."""
    rule = rule_of(campaign, due.step)
    links = _links([duty.obligation for duty in due.duties]) if due.step != Step.ESCALATE else {}
    upward = due.step == Step.ESCALATE
    word = "escalation" if upward else "reminder"
    return Draft(
        key=f"{word}:{campaign.pk}:{due.unit.pk}:{on:%Y-%m-%d}",
        kind=Outgoing.Kind.ESCALATION if upward else Outgoing.Kind.REMINDER,
        to=due.addresses,
        subject=said(rule.subject, due, campaign, links),
        body=said(rule.text, due, campaign, links),
        campaign=campaign,
        unit=due.unit,
    )


def rule_of(campaign: Campaign, step: Step) -> ReminderRule:
    """The campaign's rule for the step, or the usual words, switched off and not saved."""
    return ReminderRule.objects.filter(campaign=campaign, step=step).first() or _usual(campaign, step)


def rules_of(campaign: Campaign) -> dict[Step, ReminderRule]:
    """As `rule_of`, for every step in one query."""
    found = {rule.step: rule for rule in ReminderRule.objects.filter(campaign=campaign).select_related("enabled_by")}
    return {step: found.get(step) or _usual(campaign, step) for step in Step}


def _usual(campaign: Campaign, step: Step) -> ReminderRule:
    subject, text = DEFAULTS[step]
    return ReminderRule(campaign=campaign, step=step, days=DEFAULT_DAYS.get(step, 0), subject=subject, text=text)


def _links(obligations: Sequence[Obligation]) -> dict[int, str]:
    """Obligation → its unit's own link, for those that were given one and where people can reach it."""
    links = standing(Link.objects.filter(obligation__in=obligations))
    return {link.obligation_id: address for link in links if (address := address_of(link))}


def _write_all(campaign: Campaign, now: datetime) -> int:
    """A hundred letters a transaction; what is written already is not due any more when it is asked again."""
    written = 0
    while True:
        with transaction.atomic():
            _lock(campaign)
            mailbox = mailbox_of(campaign)
            if mailbox is None:
                return written
            due = [one for one in due_now(campaign, now) if one.addresses][:_AT_ONCE]
            for one in due:
                _write(one, campaign, mailbox, now)
        written += len(due)
        if len(due) < _AT_ONCE:
            return written


def _write(due: Due, campaign: Campaign, mailbox: Mailbox, now: datetime) -> None:
    outgoing = queue(drafted(due, campaign, on=timezone.localdate(now)), mailbox, held=False)
    Reminder.objects.bulk_create(
        [
            Reminder(
                obligation=duty.obligation,
                step=duty.step,
                due_at=duty.obligation.due_at,
                outgoing=outgoing,
                at=now,
            )
            for duty in due.duties
        ],
        ignore_conflicts=True,
    )


def _lock(campaign: Campaign) -> None:
    """One writer of a campaign's reminders at a time."""
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
