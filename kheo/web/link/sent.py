"""Sending officially, the answer to it, taking it back, and the form on paper."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kheo.campaigns.places import due_words
from kheo.intake.desk.replacing import Replaced, replaced
from kheo.intake.links import sending as acts
from kheo.intake.links.drafting import Content, draft_of
from kheo.intake.links.models import Link, Sent
from kheo.intake.links.weighing import weigh
from kheo.intake.replies import reply
from kheo.intake.taking import KINDS
from kheo.web.link.form import save_typed, shown
from kheo.web.link.guarding import inside

_NOTHING = "Chưa có dòng nào được ghi. Ghi ít nhất một dòng, hoặc đánh dấu là đơn vị không có nội dung để gửi."


@require_POST
@inside
def sending(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """What stands on the page goes out; the page's key makes a second press the same sending."""
    key, duty = request.POST.get("key", "")[:40], link.obligation
    draft, _ = save_typed(request, link, draft_of(duty))
    now = timezone.now()
    if earlier := acts.sent_with(key, duty):
        if draft.saved_at > earlier.at:
            return _refused(request, token, _SENT_BEFORE)
    elif key != draft.sending_key:
        return _refused(request, token, _STALE)
    elif weigh(duty, Content(draft.rows, draft.nil, draft.closed), now).blocked:
        return _refused(request, token, _NOTHING)
    else:
        acts.send(link, draft, key=key, at=now)
    to = reverse("link-sent", args=[token])
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"to": to})
    return redirect(to)


_SENT_BEFORE = "Bản trước đã gửi được rồi; phần sửa sau đó thì chưa. Hãy xem lại, rồi gửi lần nữa nếu cần."
_STALE = "Trang này đã cũ: phiếu vừa được gửi từ một máy khác. Hãy xem lại rồi gửi lần nữa nếu cần."


@inside
def sent(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """Everything sent through links for this duty, each with the answer as it stands now."""
    duty = link.obligation
    found = acts.sendings(duty)
    instead = replaced([one.submission for one in found])
    context = {
        "link": link,
        "token": token,
        "duty": duty,
        "campaign": duty.call.campaign,
        "sendings": [
            (one, reply(one.submission), instead.get(one.submission_id), _withdrawable(one, instead)) for one in found
        ],
        "reading": any(one.submission.state == "received" for one in found),
    }
    return render(request, "link/sent.html", context)


@require_POST
@inside
def withdrawal(request: HttpRequest, link: Link, token: str, number: int) -> HttpResponse:
    rows = Sent.objects.filter(obligation=link.obligation).select_related("submission__call")
    found = get_object_or_404(rows, pk=number)
    if acts.withdraw(found):
        messages.success(request, "Đã rút lại. Phiếu còn nguyên ở dưới; sửa xong thì gửi lại.")
        return redirect(reverse("link", args=[token]) + "?edit=1")
    gone_by = bool(replaced([found.submission]))
    messages.warning(request, _REPLACED if gone_by else _OPENED)
    return redirect("link-sent", token)


_OPENED = "Cơ quan đã mở bản này nên không rút lại được nữa. Vẫn sửa và gửi bản mới được."
_REPLACED = "Bản này đã được thay bằng bản sau nên không phải rút lại; chỉ rút được bản đang có hiệu lực."


def _withdrawable(one: Sent, instead: Mapping[int, Replaced]) -> bool:
    """Only what stands or is still being read."""
    return one.submission_id not in instead and acts.may_withdraw(one)


@inside
def printed(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """The form as a sheet of paper: for the file, or for a signature."""
    duty = link.obligation
    draft = draft_of(duty)
    last = next((one for one in acts.sendings(duty) if one.withdrawn_at is None), None)
    context: dict[str, Any] = {
        "token": token,
        "duty": duty,
        "campaign": duty.call.campaign,
        "due": due_words(duty.due_at, duty.call.due_wording),
        "draft": draft,
        "rows": shown(KINDS[duty.call.paper].PAPER, draft),
        "sent": last if last and draft.saved_at <= last.at else None,
    }
    return render(request, "link/print.html", context)


def _refused(request: HttpRequest, token: str, why: str) -> HttpResponse:
    messages.error(request, why)
    to = reverse("link", args=[token]) + "?edit=1"
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"to": to}, status=409)
    return redirect(to)
