"""Acts of appraisal that are one button: naming and ending, joining, closing, abstaining, ties, taking out."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kheo.awards.appraisal import closing, conflicts, opening, panels, scoring
from kheo.awards.appraisal.models import Appraiser, Conflict
from kheo.awards.appraisal.panels import CannotAppraiseError
from kheo.web.answering import page
from kheo.web.appraisal.inputs import AppraiserForm
from kheo.web.appraisal.seats import Seat, seat_at, seat_of
from kheo.web.rights import need, person, seen


def _done(request: HttpRequest, act: Callable[[], object], told: str) -> bool:
    """Do it and say so; what cannot be done is told instead."""
    try:
        act()
    except CannotAppraiseError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, told)
    return True


def _reason(request: HttpRequest) -> str:
    return " ".join(request.POST.get("reason", "").split())[:2000]


def _own(seat: Seat) -> Appraiser:
    if seat.appraiser is None:
        raise PermissionDenied("Bạn không ở trong tổ thẩm định này nên không chấm được.")
    return seat.appraiser


@require_POST
def appraisers(request: HttpRequest, number: int) -> HttpResponse:
    """Name a person, or end or bring back one who is named (`appraiser`)."""
    seat = seat_at(request, number, to_write=True)
    actor = person(request)
    if chosen := request.POST.get("appraiser", ""):
        one = seen(Appraiser.objects.filter(panel=seat.panel).select_related("panel", "user"), pk=_whole(chosen))
        if one.ended_at is None:
            _done(request, lambda: panels.end_appraiser(one, reason=_reason(request), actor=actor), f"{one}: đã thôi.")
        else:
            _done(request, lambda: panels.name_appraiser(seat.panel, one.user, actor=actor), f"{one}: đã vào lại tổ.")
        return redirect("panel", number)
    form = AppraiserForm(request.POST)
    if form.is_valid():
        user = form.cleaned_data["name"]
        told = f"Đã ghi tên {user.get_full_name() or user.get_username()} vào tổ."
        _done(request, lambda: panels.name_appraiser(seat.panel, user, actor=actor), told)
    else:
        messages.error(request, " ".join(map(str, form.errors["name"])))
    return redirect("panel", number)


@require_POST
def joining(request: HttpRequest, number: int) -> HttpResponse:
    seat = seat_at(request, number)
    need(request, panels.SCORE, seat.panel.campaign.root)
    _done(request, lambda: panels.join(seat.panel, actor=person(request)), "Bạn đã vào tổ thẩm định.")
    return redirect("panel", number)


@require_POST
def panel_withdrawal(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw the panel, or restore one that was."""
    seat = seat_at(request, number, to_write=True)
    actor = person(request)
    if seat.panel.withdrawn_at is None:
        act = lambda: panels.withdraw_panel(seat.panel, reason=_reason(request), actor=actor)  # noqa: E731
        _done(request, act, "Đã rút tổ; phiếu chấm vẫn được giữ.")
    else:
        _done(request, lambda: panels.restore_panel(seat.panel, actor=actor), "Đã khôi phục tổ.")
    return redirect("panel", number)


@require_http_methods(["GET", "HEAD", "POST"])
def closure(request: HttpRequest, number: int) -> HttpResponse:
    """What closing would freeze, and closing."""
    seat = seat_at(request, number, to_write=True)
    told = "Đã chốt kết quả của tổ."
    if request.method == "POST" and _done(request, lambda: closing.close(seat.panel, actor=person(request)), told):
        return redirect("panel-results", number)
    rows = seat.standing()
    context = {
        "seat": seat,
        "total": rows.count(),
        "none": rows.filter(counted=0).count(),
        "few": rows.filter(counted__gt=0, counted__lt=F("panel__least")).count(),
    }
    return page(request, "appraisal/closure.html", context)


@require_POST
def reopening(request: HttpRequest, number: int) -> HttpResponse:
    seat = seat_at(request, number, to_write=True)
    act = lambda: closing.reopen(seat.panel, reason=_reason(request), actor=person(request))  # noqa: E731
    _done(request, act, "Đã mở lại; kết quả chốt trước vẫn được giữ.")
    return redirect("panel", number)


@require_POST
def abstention(request: HttpRequest, number: int) -> HttpResponse:
    seat, one = seat_of(request, number)
    own, actor = _own(seat), person(request)
    act = lambda: scoring.abstain(one, reason=_reason(request), appraiser=own, actor=actor)  # noqa: E731
    if not _done(request, act, f"Đã ghi: không chấm {one.entry.title[:80]}"):
        return redirect("score", number)
    following = seat.next_after(one.pk)
    return redirect("score", following) if following else redirect("panel", seat.panel.pk)


@require_POST
def score(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw one's own sheet, or restore it."""
    seat, one = seat_of(request, number)
    standing = scoring.current_score(one, _own(seat))
    if standing is None:
        messages.error(request, "Chưa có phiếu nào của bạn cho mô hình này.")
    elif standing.state == standing.State.WITHDRAWN:
        _done(request, lambda: scoring.restore_score(standing, actor=person(request)), "Đã khôi phục phiếu.")
    else:
        _done(request, lambda: scoring.withdraw_score(standing, actor=person(request)), "Đã rút phiếu.")
    return redirect("score", number)


@require_POST
def conflict(request: HttpRequest, number: int) -> HttpResponse:
    """Declare one's own tie, or take back what was declared of oneself."""
    seat, one = seat_of(request, number)
    own, actor = _own(seat), person(request)
    declared = Conflict.objects.filter(appraisal=one, user=own.user_id, withdrawn_at=None).first()
    if declared is not None:
        _done(request, lambda: conflicts.take_back(declared, actor=actor), "Đã bỏ khai xung đột lợi ích.")
        return redirect("score", number)
    act = lambda: conflicts.declare(one, own.user, reason=_reason(request), actor=actor)  # noqa: E731
    _done(request, act, "Đã ghi; bạn không chấm mô hình này.")
    return redirect("score", number)


@require_POST
def withdrawal(request: HttpRequest, number: int) -> HttpResponse:
    """Take the entry out of the panel, or put it back."""
    seat, one = seat_of(request, number, to_write=True)
    actor = person(request)
    if one.withdrawn_at is None:
        act = lambda: opening.withdraw(one, reason=_reason(request), actor=actor)  # noqa: E731
        _done(request, act, "Đã đưa ra khỏi danh sách thẩm định; phiếu chấm vẫn được giữ.")
    else:
        _done(request, lambda: opening.restore(one, actor=actor), "Đã đưa trở lại danh sách thẩm định.")
    return redirect("panel-entries", seat.panel.pk)


def _whole(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
