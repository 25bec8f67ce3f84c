"""What a person does with a submission, one address each; whether its state allows it is asked below."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kheo.campaigns import deciding as duties
from kheo.intake.desk import deciding, mending
from kheo.intake.models import Submission
from kheo.web.rights import need, person, seen
from kheo.web.submissions.inputs import Acceptance, Owner, Reason, Return, mends_of
from kheo.web.submissions.queries import place, visible


@dataclass(frozen=True)
class Act:
    """An act: the right it asks for, what is typed for it, the act itself, and what the screen says when done."""

    right: str
    form: Callable[[Any, Submission], Form]
    do: Callable[[Submission, Mapping[str, Any], User], object]
    done: str


def _typed(kind: type[Form]) -> Callable[[Any, Submission], Form]:
    return lambda data, _submission: kind(data)


ACTS: dict[str, Act] = {
    "acceptance": Act(
        "submission.decide",
        _typed(Acceptance),
        lambda one, said, actor: mending.accept(one, actor=actor, reason=said["reason"]),
        "Đã chấp nhận.",
    ),
    "reconsideration": Act(
        "submission.decide", _typed(Form), lambda one, _, actor: mending.unaccept(one, actor=actor), "Đã bỏ quyết định."
    ),
    "return": Act(
        "submission.decide",
        _typed(Return),
        lambda one, said, actor: mending.return_for_repair(one, reason=said["reason"], actor=actor),
        "Đã trả lại; lý do nằm trong thư trả lời.",
    ),
    "aside": Act(
        "submission.decide",
        _typed(Reason),
        lambda one, said, actor: deciding.set_aside(one, reason=said["reason"], actor=actor),
        "Đã để riêng.",
    ),
    "revival": Act(
        "submission.decide", _typed(Form), lambda one, _, actor: deciding.bring_back(one, actor=actor), "Đang đọc lại."
    ),
    "rereading": Act(
        "submission.decide", _typed(Form), lambda one, _, actor: deciding.retake(one, actor=actor), "Đang đọc lại."
    ),
    "owner": Act(
        "submission.decide",
        lambda data, one: Owner(data, submission=one),
        lambda one, said, actor: deciding.decide(one, unit=said["owner"], call=said["call"], actor=actor),
        "Đã xác định đơn vị; cách viết này sẽ được nhớ cho lần sau.",
    ),
    "disowning": Act(
        "submission.decide", _typed(Form), lambda one, _, actor: deciding.undecide(one, actor=actor), "Đã bỏ xác định."
    ),
}


@require_POST
def act(request: HttpRequest, code: str, noun: str) -> HttpResponse:
    one = _found(request, code)
    asked = ACTS[noun]
    need(request, asked.right, one.campaign.root)
    # Where to go on is asked before the act takes it out of its queue.
    following = _following(request, one)
    form = asked.form(request.POST, one)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return _back(request, one.code)
    return _done(request, one, following, asked.done, lambda: asked.do(one, form.cleaned_data, person(request)))


@require_POST
def mends(request: HttpRequest, code: str) -> HttpResponse:
    """Mend the cells of one row that were changed on the page."""
    one = _found(request, code)
    need(request, "submission.mend", one.campaign.root)
    typed = mends_of(request.POST)
    if not typed:
        messages.info(request, "Chưa có ô nào được sửa.")
        return _back(request, one.code)
    return _done(
        request, one, "", "Đã sửa và kiểm tra lại.", lambda: mending.mend_all(one, mends=typed, actor=person(request))
    )


def _done(request: HttpRequest, one: Submission, following: str, done: str, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except (deciding.Refused, duties.Refused) as why:
        messages.error(request, str(why))
        return _back(request, one.code)
    messages.success(request, f"{one.code}: {done}")
    return _back(request, following or one.code)


def _found(request: HttpRequest, code: str) -> Submission:
    return seen(visible(request).select_related("campaign__root", "original"), code=code)


def _following(request: HttpRequest, one: Submission) -> str:
    if request.POST.get("then") != "next":
        return ""
    stands = place(visible(request), one, request.POST.get("queue", ""))
    return stands.next if stands else ""


def _back(request: HttpRequest, code: str) -> HttpResponse:
    queue = request.POST.get("queue", "")
    query = f"?queue={queue}" if queue.isalpha() and queue.isascii() else ""
    return redirect(reverse("submission", args=[code]) + query)
