"""The steps of a campaign's reminders, one step with whom it would write to, its switch and words, sending it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kheo.campaigns.models import Call, Campaign
from kheo.post.outbox import mailbox_of
from kheo.reminders import ruling
from kheo.reminders.due import addresses_of, at_the_desk, due_at_step, owed
from kheo.reminders.models import Reminder, ReminderRule, Step
from kheo.reminders.moments import Deadline
from kheo.reminders.sending import drafted, remind_now, rule_of, rules_of
from kheo.web.answering import page
from kheo.web.reminders.inputs import Sending, Words
from kheo.web.rights import led, need, person, rights_at, seen

MOST_SHOWN = 500


@dataclass(frozen=True)
class StepLine:
    """A step as the list of them shows it; `moments`: when it falls due for each call."""

    step: Step
    rule: ReminderRule
    moments: Sequence[tuple[Call, datetime]]
    letters: int


def reminders(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = _campaign(request, slug)
    calls = list(campaign.calls.all())
    written = Reminder.objects.filter(obligation__call__campaign=campaign).order_by().values_list("step")
    letters = dict(written.annotate(number=Count("outgoing", distinct=True)))
    owing = {duty.unit_id: duty.unit for duty in owed(campaign)}
    known = addresses_of(owing)
    context = {
        "campaign": campaign,
        "rights": rights_at(request, campaign.root),
        "mailbox": mailbox_of(campaign),
        "steps": [
            StepLine(step, rule, _moments(campaign, calls, rule), letters.get(step, 0))
            for step, rule in rules_of(campaign).items()
        ],
        "owing": len(owing),
        "without": [unit for pk, unit in owing.items() if pk not in known],
        "waiting": len(at_the_desk(campaign)),
    }
    return page(request, "reminders/list.html", context)


def step_page(request: HttpRequest, slug: str, step: str, form: Words | None = None) -> HttpResponse:
    """Who would get what if this step went now, and its words."""
    campaign, which = _campaign(request, slug), _step(step)
    now = timezone.now()
    due = due_at_step(campaign, which, now)
    rule = rule_of(campaign, which)
    asked = request.GET.get("unit", "")
    shown = next((one for one in due if one.unit.code == asked), due[0] if due else None)
    context = {
        "campaign": campaign,
        "rights": rights_at(request, campaign.root),
        "step": which,
        "rule": rule,
        "due": due[:MOST_SHOWN],
        "count": sum(1 for one in due if one.addresses),
        "without": [one.unit for one in due if not one.addresses],
        "sample": drafted(shown, campaign, on=timezone.localdate(now)) if shown else None,
        "shown": shown,
        "mailbox": mailbox_of(campaign),
        "form": form or Words(step=which, initial={"subject": rule.subject, "text": rule.text, "days": rule.days}),
    }
    return page(request, "reminders/step.html", context)


@require_POST
def switch(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    campaign, which = _mine(request, slug), _step(step)
    on = request.POST.get("on") == "1"
    ruling.switch(campaign, which, on=on, at=timezone.now(), actor=person(request))
    messages.success(request, f"{which.label}: đã {'bật' if on else 'tắt'}.")
    return redirect("reminders", slug)


@require_POST
def wording(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    campaign, which = _mine(request, slug), _step(step)
    form = Words(request.POST, step=which)
    if not form.is_valid():
        return step_page(request, slug, step, form)
    said = form.cleaned_data
    days = said.get("days") or 0
    ruling.word(campaign, which, subject=said["subject"], text=said["text"], days=days, actor=person(request))
    messages.success(request, "Đã ghi lời nhắc.")
    return redirect("reminder-step", slug, step)


@require_http_methods(["GET", "HEAD", "POST"])
def sending(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Asks once more with the count and the names; who answered meanwhile gets nothing, and nobody else is added."""
    campaign, which = _mine(request, slug), _step(step)
    now = timezone.now()
    form = Sending(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = remind_now(campaign, which, units=form.cleaned_data["units"], now=now, actor=person(request))
        messages.success(request, f"Đã xếp hàng gửi {sent} thư.")
        return redirect("reminders", slug)
    due = [one for one in due_at_step(campaign, which, now) if one.addresses]
    context = {
        "campaign": campaign,
        "step": which,
        "due": due,
        "count": len(due),
        "mailbox": mailbox_of(campaign),
        "form": Sending(initial={"units": ",".join(str(one.unit.pk) for one in due)}),
    }
    return page(request, "reminders/sending.html", context)


def _moments(campaign: Campaign, calls: Sequence[Call], rule: ReminderRule) -> list[tuple[Call, datetime]]:
    if campaign.published_at is None:
        return []
    return [(call, Deadline(campaign.published_at, call.due_at).at(Step(rule.step), rule.days)) for call in calls]


def _campaign(request: HttpRequest, slug: str) -> Campaign:
    campaign = seen(led(request), slug=slug)
    need(request, "letter.see", campaign.root)
    return campaign


def _mine(request: HttpRequest, slug: str) -> Campaign:
    campaign = seen(led(request), slug=slug)
    need(request, "letter.write", campaign.root)
    return campaign


def _step(name: str) -> Step:
    try:
        return Step(name)
    except ValueError as error:
        raise Http404 from error
