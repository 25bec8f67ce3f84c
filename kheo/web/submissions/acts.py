"""What a person does with a submission, one address each; whether its state allows it is asked below."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kheo.campaigns import deciding as duties
from kheo.intake.desk import deciding, mending, moving, undoing
from kheo.intake.models import Submission
from kheo.web.answering import page
from kheo.web.rights import led_ids, need, person, seen
from kheo.web.submissions.inputs import Acceptance, Moving, Owner, Reason, Return, Undoing, mends_of
from kheo.web.submissions.queries import visible
from kheo.web.submissions.queueing import place
from kheo.web.submissions.views import shown_page

MakeForm = Callable[[HttpRequest, Submission], Form]


@dataclass(frozen=True)
class Act:
    """An act: what is typed for it, the act itself, what the screen says when done, what it asks before losing work."""

    form: MakeForm
    do: Callable[[Submission, Mapping[str, Any], User], object]
    done: str
    asks: Callable[[Submission], str] = lambda _: ""


def _typed(kind: type[Form]) -> MakeForm:
    return lambda request, _: kind(request.POST)


def _dropping(one: Submission) -> str:
    if not one.mends:
        return ""
    return f"Đọc lại từ tệp gốc thì {len(one.mends)} ô đã sửa ở đây sẽ bỏ (có thể hoàn tác). Vẫn đọc lại?"


ACTS: dict[str, Act] = {
    "acceptance": Act(
        _typed(Acceptance),
        lambda one, said, actor: mending.accept(one, actor=actor, reason=said["reason"]),
        "Đã chấp nhận.",
    ),
    "reconsideration": Act(_typed(Form), lambda one, _, actor: mending.unaccept(one, actor=actor), "Đã bỏ quyết định."),
    "return": Act(
        _typed(Return),
        lambda one, said, actor: mending.return_for_repair(one, reason=said["reason"], actor=actor),
        "Đã trả lại; lý do nằm trong thư trả lời.",
    ),
    "aside": Act(
        _typed(Reason),
        lambda one, said, actor: deciding.set_aside(one, reason=said["reason"], actor=actor),
        "Đã để riêng.",
    ),
    "revival": Act(_typed(Form), lambda one, _, actor: deciding.bring_back(one, actor=actor), "Đang đọc lại."),
    "rereading": Act(_typed(Form), lambda one, _, actor: deciding.retake(one, actor=actor), "Đang đọc lại.", _dropping),
    "owner": Act(
        lambda request, one: Owner(request.POST, submission=one),
        lambda one, said, actor: deciding.decide(one, unit=said["owner"], call=said["call"], actor=actor),
        "Đã xác định đơn vị; cách viết này sẽ được nhớ cho lần sau.",
    ),
    "disowning": Act(_typed(Form), lambda one, _, actor: deciding.undecide(one, actor=actor), "Đã bỏ xác định."),
    "moving": Act(
        lambda request, one: Moving(request.POST, submission=one, among=led_ids(request)),
        lambda one, said, actor: moving.move(one, campaign=said["campaign"], reason=said["reason"], actor=actor),
        "Đã chuyển sang đợt khác; ở đợt này để riêng.",
    ),
    "undoing": Act(
        _typed(Undoing), lambda one, said, actor: undoing.undo(one, act=said["act"], actor=actor), "Đã hoàn tác."
    ),
}


@require_POST
def act(request: HttpRequest, code: str, noun: str) -> HttpResponse:
    one = found(request, code)
    asked = ACTS[noun]
    need(request, "submission.decide", one.campaign.root)
    form = asked.form(request, one)
    if not form.is_valid():
        # The page again with what was typed in its place.
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return shown_page(request, code, queue=request.POST.get("queue", ""), typed={noun: form})
    question = asked.asks(one)
    if question and "sure" not in request.POST:
        return page(request, "submissions/sure.html", {"one": one, "question": question, "noun": noun})
    # Where to go on is asked before the act takes it out of its queue.
    following = _following(request, one)
    return done(request, one, following, asked.done, lambda: asked.do(one, form.cleaned_data, person(request)))


@require_POST
def mends(request: HttpRequest, code: str) -> HttpResponse:
    """Mend the cells of one row that were changed on the page."""
    one = found(request, code)
    need(request, "submission.mend", one.campaign.root)
    typed = mends_of(request.POST)
    if not typed:
        messages.info(request, "Chưa có ô nào được sửa.")
        return back(request, one.code)
    # A mend is guarded by the text of its own cells: another row may be mended on another page meanwhile.
    return done(
        request, one, "", "Đã sửa và kiểm tra lại.", lambda: mending.mend_all(one, mends=typed, actor=person(request))
    )


def done(request: HttpRequest, one: Submission, following: str, said: str, do: Callable[[], object]) -> HttpResponse:
    """Do it, if the submission still is as the page showed it, and say so on the page that follows."""
    try:
        with transaction.atomic():
            deciding.insist_unchanged(one, request.POST.get("shown", ""))
            deciding.look(one, actor=person(request))
            do()
    except (deciding.Refused, duties.Refused) as why:
        messages.error(request, str(why))
        return back(request, one.code)
    messages.success(request, f"{one.code}: {said}")
    return back(request, following or one.code)


def found(request: HttpRequest, code: str) -> Submission:
    return seen(visible(request).select_related("campaign__root", "original"), code=code)


def back(request: HttpRequest, code: str) -> HttpResponse:
    queue = request.POST.get("queue", "")
    query = ("?" + urlencode({"queue": queue})) if queue else ""
    return redirect(reverse("submission", args=[code]) + query)


def _following(request: HttpRequest, one: Submission) -> str:
    if request.POST.get("then") != "next":
        return ""
    stands = place(request, one, request.POST.get("queue", ""))
    return stands.next if stands else ""
