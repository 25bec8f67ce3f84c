"""The ways in: the campaign's common door, where a unit picks itself, and the code that opens a link."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kheo.campaigns.doors.opening import door_named
from kheo.intake.links import codes
from kheo.intake.links.codes import Asked, Purpose
from kheo.intake.links.finding import LEAST_LETTERS, candidates, duties_at, link_at
from kheo.intake.links.models import Code, Link
from kheo.intake.links.tokens import token_of
from kheo.web.link.guarding import COOKIE, behind, gone, is_inside, let_in, origin_of, public

_SAID = {
    Asked.SENT: "Đã gửi mã đến địa chỉ trên. Nếu sau vài phút chưa thấy, hãy xem cả mục thư rác.",
    Asked.TOO_MANY: "Đã có nhiều lần xin mã. Hãy đợi một giờ rồi thử lại, hoặc gọi điện cho cơ quan để được đọc mã.",
    Asked.NO_MAILBOX: "Cơ quan chưa gửi được thư tự động. Đề nghị gọi điện cho cơ quan để được đọc mã.",
}


@dataclass(frozen=True)
class Known:
    """An address a code may go to, as it is shown."""

    number: int
    shown: str


@public
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, code: str) -> HttpResponse:
    """A unit types its name, picks itself among a few, and is led to its link: the code still stands before it."""
    found = door_named(code)
    if found is None:
        return gone(request)
    text = request.GET.get("q", "").strip()[:200]
    units = candidates(found, text) if text else []
    if request.method == "POST":
        unit = next(
            (one for one in candidates(found, request.POST.get("q", "")) if one.code == request.POST.get("unit")), None
        )
        duty = (
            next((one for one in duties_at(found, unit) if str(one.pk) == request.POST.get("duty")), None)
            if unit
            else None
        )
        if duty is not None:
            return redirect("link", token_of(link_at(duty)))
        messages.error(request, "Chưa chọn được đơn vị. Hãy gõ lại tên đơn vị rồi chọn nội dung cần gửi.")
        return redirect("link-door", found.code)
    context = {
        "campaign": found.campaign,
        "door": found,
        "text": text,
        "least": LEAST_LETTERS,
        "units": [(unit, duties_at(found, unit)) for unit in units],
    }
    return render(request, "link/door.html", context)


@require_POST
@behind
def code(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """Send a code to one of the addresses known of the unit."""
    known = codes.addresses(link.obligation.unit)
    chosen = request.POST.get("address", "0")
    number = int(chosen) if chosen.isascii() and chosen.isdigit() else 0
    if known:
        contact = known[number] if number < len(known) else known[0]
        asked = codes.send(link, contact, Purpose(Code.Purpose.ENTRY, origin_of(request)))
        level = messages.SUCCESS if asked is Asked.SENT else messages.WARNING
        messages.add_message(request, level, _SAID[asked])
    return redirect(f"{reverse('link', args=[token])}#enter")


@require_POST
@behind
def entry(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """The code typed; a right one lets in to this link for some hours."""
    if codes.is_right(link, request.POST.get("code", "")[:40]):
        return let_in(redirect("link", token), link, token)
    messages.error(request, "Mã chưa đúng hoặc đã hết hạn. Chỉ mã mới nhất dùng được, trong 10 phút và 5 lần thử.")
    return redirect(f"{reverse('link', args=[token])}#enter")


@require_POST
@behind
def leave(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """Out again: on a shared computer the next person must ask for a code."""
    if is_inside(request, link):
        messages.success(request, "Đã thoát. Phần đang viết vẫn được giữ ở cơ quan.")
    response = redirect("link", token)
    response.delete_cookie(COOKIE, path=reverse("link", args=[token]))
    return response


def way_in(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """The page before the code: where it can go, and where to type it."""
    unit = link.obligation.unit
    context = {
        "link": link,
        "token": token,
        "duty": link.obligation,
        "campaign": link.obligation.call.campaign,
        "known": [Known(number, codes.masked(one.email)) for number, one in enumerate(codes.addresses(unit))],
    }
    return render(request, "link/way_in.html", context)
