"""The list of pairs that are alike, and a person's word on each."""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kheo.records.likeness import likening
from kheo.records.likeness.models import Likeness
from kheo.web.answering import page
from kheo.web.likenesses.sides import open_to, pair, shown
from kheo.web.paging import page_of
from kheo.web.pills import Choice, chosen
from kheo.web.rights import need, person, rights_at, seen

_STATES = [("dismissed", "Đã bỏ qua")]


def likenesses(request: HttpRequest) -> HttpResponse:
    kind = chosen(request.GET, "kind", list(Likeness.Kind.choices))
    state = chosen(request.GET, "state", _STATES)
    rows = open_to(request).filter(dismissed_at__isnull=not state)
    rows = rows.filter(kind=kind) if kind else rows
    found = page_of(rows, shown(Likeness.objects.all()), request.GET.get("page"))
    context = {
        "page": found,
        "pairs": [pair(one) for one in found.rows],
        "choices": [
            Choice("kind", "Giống ở chỗ nào", list(Likeness.Kind.choices), kind),
            Choice("state", "Tình trạng", _STATES, state),
        ],
        "rights": rights_at(request, found.rows[0].entry.campaign.root) if found.rows else {},
    }
    return page(request, "likenesses/list.html", context)


@require_POST
def dismissal(request: HttpRequest, number: int) -> HttpResponse:
    """It means nothing."""
    return _judged(request, number, likening.dismiss)


@require_POST
def revival(request: HttpRequest, number: int) -> HttpResponse:
    """It does, after all."""
    return _judged(request, number, likening.bring_back)


def _judged(request: HttpRequest, number: int, act: Callable[..., None]) -> HttpResponse:
    likeness = seen(shown(open_to(request)), pk=number)
    need(request, "submission.decide", likeness.entry.campaign.root)
    actor: User = person(request)
    act(likeness, actor=actor)
    back = request.POST.get("back", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "likenesses")
