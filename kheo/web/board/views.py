"""The board, the units of one bloc, one unit's duty, and what the office decides on it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kheo.campaigns import deciding
from kheo.campaigns.models import Campaign, Obligation
from kheo.intake.models import Submission
from kheo.tally import owing
from kheo.tally.standings import CHOICES
from kheo.units.models import Bloc
from kheo.web.answering import page
from kheo.web.board.inputs import AsOf, Excuse, Extension, Joint
from kheo.web.paging import CAP, SIZE, Page
from kheo.web.rights import led, need, person, rights_at, seen

STATES = {
    "missing": "Chưa gửi",
    "answered": "Đã gửi",
    "on_time": "Gửi đúng hạn",
    "late": "Gửi muộn",
    "received": "Chờ xem",
    "returned": "Trả lại",
    "accepted": "Đạt",
    "short": "Còn thiếu",
    "excused": "Được miễn",
    "merged": "Thực hiện chung",
}


def board(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = seen(led(request), slug=slug)
    as_of = _as_of(request)
    context = {
        "campaign": campaign,
        "as_of": as_of,
        "now": timezone.now(),
        "board": owing.figures(campaign, as_of=as_of),
    }
    return page(request, "board/board.html", context, part="board/_board.html")


def owed(request: HttpRequest, slug: str) -> HttpResponse:
    """The units of one call, of one bloc if named, in one state if named."""
    campaign = seen(led(request), slug=slug)
    call = seen(campaign.calls.all(), slug=request.GET.get("call", ""))
    state = request.GET.get("state", "")
    bloc = request.GET.get("bloc", "")
    as_of = _as_of(request)
    found = owing.units(
        call,
        bloc=int(bloc) if bloc.isdigit() else None,
        as_of=as_of,
        state=state if state in CHOICES else "",
        page=_number(request.GET.get("page", "")),
    )
    context = {
        "campaign": campaign,
        "call": call,
        "as_of": as_of,
        "state": state,
        "states": STATES,
        "bloc": Bloc.objects.filter(pk=int(bloc)).first() if bloc.isdigit() else None,
        "page": Page(found.units, found.number, found.total),
        "sent": _latest([unit.obligation for unit in found.units]),
    }
    return page(request, "board/owed.html", context, part="board/_owed.html")


def obligation(request: HttpRequest, slug: str, number: int, form: forms.Form | None = None) -> HttpResponse:
    campaign = seen(led(request), slug=slug)
    duty = _duty(campaign, number)
    context = {
        "campaign": campaign,
        "duty": duty,
        "standings": list(duty.standings.select_related("actor").order_by("-at", "-pk")[:100]),
        "submissions": list(duty.submissions.order_by("-received_at")[:50]),
        "requirements": list(duty.call.requirements.all()),
        "reliefs": [relief for relief in _reliefs(duty, form) if deciding.may(relief.verb, duty)],
        "rights": rights_at(request, campaign.root),
        "joined": list(duty.joined.select_related("unit")[:50]),
    }
    return page(request, "board/obligation.html", context)


@require_POST
def relief(request: HttpRequest, slug: str, number: int, noun: str) -> HttpResponse:
    """Excuse, extend, join, or take such a relief back: the reason goes into the ledger."""
    campaign = seen(led(request), slug=slug)
    duty = _duty(campaign, number)
    need(request, "obligation.excuse", campaign.root)
    form = FORMS[noun](request.POST, duty)
    if form.is_valid():
        try:
            _ACTS[noun](duty, form.cleaned_data, at=timezone.now(), actor=person(request))
        except deciding.Refused as why:
            messages.error(request, str(why))
        else:
            messages.success(request, "Đã ghi. Lý do hiện trên bảng theo dõi.")
        return redirect("obligation", slug, number)
    form.noun = noun  # type: ignore[attr-defined]
    return obligation(request, slug, number, form)


FORMS: Mapping[str, Callable[[Any, Obligation], forms.Form]] = {
    "excuse": lambda data, _duty: Excuse(data),
    "extension": lambda data, _duty: Extension(data),
    "joint": lambda data, duty: Joint(data, duty=duty),
    "withdrawal": lambda data, _duty: Excuse(data),
}
_ACTS: Mapping[str, Callable[..., Any]] = {
    "excuse": lambda duty, said, **who: deciding.excuse([duty], reason=said["reason"], **who),
    "extension": lambda duty, said, **who: deciding.extend([duty], due_at=said["due_at"], reason=said["reason"], **who),
    "joint": lambda duty, said, **who: deciding.join([duty], into=said["into"], reason=said["reason"], **who),
    "withdrawal": lambda duty, said, **who: deciding.withdraw([duty], reason=said["reason"], **who),
}
_TITLES = {
    "excuse": ("excuse", "Miễn cho đơn vị"),
    "extension": ("extend", "Gia hạn"),
    "joint": ("join", "Thực hiện chung với đơn vị khác"),
    "withdrawal": ("withdraw", "Bỏ miễn, gộp hoặc gia hạn"),
}


@dataclass(frozen=True)
class _Relief:
    noun: str
    verb: str
    title: str
    form: forms.Form


def _reliefs(duty: Obligation, typed: forms.Form | None) -> list[_Relief]:
    noun_typed = getattr(typed, "noun", "")
    return [
        _Relief(noun, verb, title, typed if typed is not None and noun == noun_typed else FORMS[noun](None, duty))
        for noun, (verb, title) in _TITLES.items()
    ]


def _duty(campaign: Campaign, number: int) -> Obligation:
    rows = Obligation.objects.filter(call__campaign=campaign).select_related(
        "call__campaign__root", "unit", "bloc", "joint_with__unit"
    )
    return seen(rows, pk=number)


def _as_of(request: HttpRequest) -> dt.datetime | None:
    if not request.GET.get("as_of"):
        return None
    form = AsOf(request.GET)
    if form.is_valid():
        at: dt.datetime | None = form.cleaned_data["as_of"]
        return at
    messages.warning(request, "Thời điểm ghi chưa đúng; bảng đang hiện theo lúc này.")
    return None


def _latest(duties: list[int]) -> dict[int, Submission]:
    rows = Submission.objects.filter(obligation__in=duties).order_by("received_at", "pk")
    found = rows.only("code", "obligation", "channel", "received_at")
    return {row.obligation_id: row for row in found if row.obligation_id is not None}


def _number(text: str) -> int:
    return min(max(1, int(text)), CAP // SIZE) if text.isascii() and text.isdigit() else 1
