"""Acts on several ticked submissions at once: first a page that names how many and whose, then the acts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kheo.campaigns import deciding as duties
from kheo.intake.desk import deciding
from kheo.intake.models import Submission
from kheo.units import access
from kheo.web.answering import page
from kheo.web.rights import person
from kheo.web.submissions.inputs import Reason
from kheo.web.submissions.queries import listed, visible

State = Submission.State
# A page of the tray, parts and all.
MOST = 500


@dataclass(frozen=True)
class Several:
    """An act for many: what it is called, the verb of the state it needs, whether it asks a reason, the act itself."""

    label: str
    verb: str
    reasoned: bool
    do: Callable[[Submission, str, User], object]
    warns: str
    done: str

    def fits(self, state: str) -> bool:
        """Is it any use on a list of this state (or of all)?"""
        if state == State.ASIDE:
            return self.verb == "bring_back"
        return self.verb != "bring_back"


SEVERAL: dict[str, Several] = {
    "rereading": Several(
        "Đọc lại",
        "retake",
        reasoned=False,
        do=lambda one, _, actor: deciding.retake(one, actor=actor),
        warns="Mỗi tệp được đọc lại từ bản gốc; các ô đã sửa của tệp nào thì tệp ấy bỏ. Hoàn tác được ở từng hồ sơ.",
        done="Đang đọc lại {n} hồ sơ.",
    ),
    "aside": Several(
        "Để riêng",
        "set_aside",
        reasoned=True,
        do=lambda one, reason, actor: deciding.set_aside(one, reason=reason, actor=actor),
        warns="Những gì đã ghi nhận từ các tệp này sẽ thôi có hiệu lực. Hoàn tác được ở từng hồ sơ, "
        "hoặc cả loạt ở danh sách “Để riêng”.",
        done="Đã để riêng {n} hồ sơ.",
    ),
    "revival": Several(
        "Đưa trở lại",
        "bring_back",
        reasoned=False,
        do=lambda one, _, actor: deciding.bring_back(one, actor=actor),
        warns="Mỗi tệp được đọc và ghi nhận lại như mới đến.",
        done="Đang đọc lại {n} hồ sơ.",
    ),
}


@require_POST
def several(request: HttpRequest) -> HttpResponse:
    """Ask with the count and the units first; done only where `sure` comes back."""
    noun = request.POST.get("act", "")
    chosen = _chosen(request)
    if noun not in SEVERAL or not chosen:
        messages.info(request, "Chưa đánh dấu hồ sơ nào.")
        return _back(request)
    act = SEVERAL[noun]
    form = Reason(request.POST if "sure" in request.POST else None)
    allowed = [one for one in chosen if deciding.may(act.verb, one)]
    if not allowed:
        messages.info(request, f"Không hồ sơ nào trong số đã đánh dấu làm được việc “{act.label}”.")
        return _back(request)
    if "sure" in request.POST and (not act.reasoned or form.is_valid()):
        reason = form.cleaned_data["reason"] if act.reasoned else ""
        _do(request, act, allowed, reason)
        return _back(request)
    context = {
        "act": act,
        "noun": noun,
        "chosen": allowed,
        "left_out": len(chosen) - len(allowed),
        "units": list(dict.fromkeys(one.unit.listed_name for one in allowed if one.unit)),
        "unplaced": sum(one.unit is None for one in allowed),
        "mended": sum(bool(one.mends) for one in allowed) if act.verb == "retake" else 0,
        "form": form,
        "asked": request.POST.get("asked", ""),
    }
    return page(request, "submissions/several.html", context)


def _chosen(request: HttpRequest) -> list[Submission]:
    """The ticked ones the person sees and may decide about."""
    codes = request.POST.getlist("code")[:MOST]
    rows = listed(visible(request).filter(code__in=codes)).select_related("campaign__root", "unit", "obligation")
    found = list(rows.defer("reading").order_by("received_at", "pk"))
    roots = {one.campaign.root_id: one.campaign.root for one in found}
    allowed = {pk for pk, root in roots.items() if access.may(request.user, "submission.decide", root)}
    return [one for one in found if one.campaign.root_id in allowed]


def _do(request: HttpRequest, act: Several, chosen: list[Submission], reason: str) -> None:
    """Each for itself: one that cannot be done stops no other."""
    refused = []
    actor = person(request)
    for one in chosen:
        try:
            with transaction.atomic():
                deciding.look(one, actor=actor)
                act.do(one, reason, actor)
        except (deciding.Refused, duties.Refused) as why:
            refused.append(str(why))
    number = len(chosen) - len(refused)
    if number:
        messages.success(request, act.done.format(n=number))
    for said in refused[:5]:
        messages.error(request, said)


def _back(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("asked", "")
    return redirect(reverse("submissions") + (f"?{asked}" if asked else ""))
