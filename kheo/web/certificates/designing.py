"""Designs of certificates: samples to copy, the page where places are dragged, pictures of what comes of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kheo.campaigns.models import Campaign
from kheo.publishing.certificates import designs as keeping
from kheo.publishing.certificates.designs import CannotKeepError, Changes, samples
from kheo.publishing.certificates.drawing import pdf_of
from kheo.publishing.certificates.faces import NoFaceError
from kheo.publishing.certificates.layout import ALIGNS, KINDS, TAGS, Layout, Printed, faults
from kheo.publishing.certificates.models import Design
from kheo.publishing.issuers.finding import issuer_of
from kheo.publishing.issuers.models import Issuer
from kheo.web.answering import page
from kheo.web.certificates.inputs import NEW_PLACES, Background, NotANumberError, typed_changes
from kheo.web.certificates.queries import issuers_to_write
from kheo.web.rights import led, need, need_anywhere, person, rights_at, seen

_WIDEST, _SMALL = 1_400, 480


def designs(request: HttpRequest) -> HttpResponse:
    need_anywhere(request, "document.see", None)
    rows = Design.objects.visible_to(person(request)).select_related("issuer", "background")
    context = {
        "designs": list(rows.order_by("-active", "name", "pk")[:200]),
        "samples": list(samples().values()),
        "choices": _choices(request),
    }
    return page(request, "certificates/designs.html", context)


@require_POST
def sample(request: HttpRequest, code: str) -> HttpResponse:
    """Copy a shipped sample to a design of the office's own."""
    need_anywhere(request, "issuer.write", None)
    chosen = samples().get(code)
    if chosen is None:
        raise Http404
    made = keeping.copied(chosen, issuer=_chosen_issuer(request), actor=person(request))
    messages.success(request, "Đã chép mẫu. Hãy chỉnh cho đúng quy định và phôi của cơ quan rồi mới dùng.")
    return redirect("design", made.pk)


def sample_picture(request: HttpRequest, code: str) -> HttpResponse:
    need_anywhere(request, "document.see", None)
    chosen = samples().get(code)
    if chosen is None:
        raise Http404
    return _drawn(chosen.layout, keeping.example(chosen.title), _SMALL)


@require_http_methods(["GET", "HEAD", "POST"])
def design(request: HttpRequest, number: int) -> HttpResponse:
    one = _found(request, number)
    if request.method != "POST":
        return _shown(request, one, None)
    need(request, "issuer.write", one.issuer.unit)
    changes = None
    try:
        changes = typed_changes(request.POST)
        kept = keeping.keep(one, changes, actor=person(request))
    except (CannotKeepError, NotANumberError) as error:
        messages.error(request, str(error))
        return _shown(request, one, changes)
    _say_kept(request, one, kept, "Đã lưu mẫu.")
    return redirect("design", kept.pk)


def picture(request: HttpRequest, number: int) -> HttpResponse:
    """The design as it is kept, filled with made-up words."""
    one = _found(request, number)
    return _drawn(
        keeping.layout_of(one), keeping.example(one.title, one.issuer), _SMALL if "small" in request.GET else _WIDEST
    )


@require_POST
def trial(request: HttpRequest, number: int) -> HttpResponse:
    """The design as it stands in the form, not kept; 422 with a sentence where it cannot be drawn."""
    one = _found(request, number)
    need(request, "issuer.write", one.issuer.unit)
    try:
        changes = typed_changes(request.POST)
    except NotANumberError as error:
        return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
    if said := list(faults(changes.width, changes.height, changes.places)):
        return HttpResponse(" ".join(said), status=422, content_type="text/plain; charset=utf-8")
    under = keeping.layout_of(one).background
    words = keeping.example(changes.title, one.issuer)
    return _drawn(Layout(changes.width, changes.height, changes.places, under), words, _WIDEST)


@require_POST
def background(request: HttpRequest, number: int) -> HttpResponse:
    """Lay a picture or a one-page PDF under the text, or take it away where no file comes."""
    one = _found(request, number)
    need(request, "issuer.write", one.issuer.unit)
    form = Background(request.POST, request.FILES)
    file = form.cleaned_data["file"] if form.is_valid() else None
    if file is None and "remove" not in request.POST:
        messages.error(request, "Hãy chọn tệp ảnh hoặc PDF làm nền; tệp không được rỗng.")
        return redirect("design", one.pk)
    try:
        size = (float(one.width), float(one.height))
        original, warning = keeping.background_of(file.read(), size) if file else (None, "")
        kept = keeping.lay_under(one, original, actor=person(request))
    except CannotKeepError as error:
        messages.error(request, str(error))
        return redirect("design", one.pk)
    _say_kept(request, one, kept, "Đã đặt nền." if original else "Đã bỏ nền.")
    if warning:
        messages.warning(request, warning)
    return redirect("design", kept.pk)


@require_POST
def shelf(request: HttpRequest, number: int) -> HttpResponse:
    """Put a design away, or take it out again."""
    one = _found(request, number)
    need(request, "issuer.write", one.issuer.unit)
    active = request.POST.get("active") == "1"
    keeping.shelve(one, active=active, actor=person(request))
    messages.success(request, "Đã đưa mẫu ra dùng lại." if active else "Đã cất mẫu; giấy đã cấp vẫn in lại được.")
    return redirect("designs")


def _shown(request: HttpRequest, one: Design, changes: Changes | None) -> HttpResponse:
    kept = Changes(one.name, one.title, float(one.width), float(one.height), keeping.places_of(one))
    context = {
        "one": one,
        "wanted": changes or kept,
        "rights": rights_at(request, one.issuer.unit),
        "used": one.certificates.count(),
        "background": Background(),
        "kinds": KINDS,
        "aligns": ALIGNS,
        "tags": TAGS,
        "new": {kind: KINDS[kind].partition(" (")[0] for kind in NEW_PLACES},
    }
    return page(request, "certificates/design.html", context)


def _drawn(layout: Layout, words: Printed, widest: int) -> HttpResponse:
    """A PNG, or 503 with the sentence why there is none."""
    try:
        png = keeping.picture(pdf_of(words, layout), widest)
    except (NoFaceError, CannotKeepError) as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(png, content_type="image/png")
    response["Cache-Control"] = "private, no-cache"
    return response


def _say_kept(request: HttpRequest, before: Design, kept: Design, said: str) -> None:
    if kept.pk == before.pk:
        messages.success(request, said)
        return
    messages.success(
        request, f"{said} Mẫu cũ đã dùng để cấp giấy nên được giữ nguyên và cất đi; đây là mẫu mới thay cho mẫu ấy."
    )


def _choices(request: HttpRequest) -> list[tuple[str, str]]:
    """Organs a sample may be copied for; where none is kept yet, those the campaigns' letters name."""
    issuers = [(f"issuer-{one.pk}", one.organ) for one in issuers_to_write(request)]
    return issuers or [(f"campaign-{one.pk}", one.organ) for one in _campaigns(request)]


def _campaigns(request: HttpRequest) -> list[Campaign]:
    of_organs: dict[str, Campaign] = {}
    for one in led(request).order_by("-pk")[:50]:
        if rights_at(request, one.root).get("issuer_write"):
            of_organs.setdefault(one.organ, one)
    return list(of_organs.values())


def _chosen_issuer(request: HttpRequest) -> Issuer:
    what, _, number = request.POST.get("issuer", "").partition("-")
    key = int(number) if number.isascii() and number.isdigit() else 0
    if what == "campaign":
        campaign = seen(led(request), pk=key)
        need(request, "issuer.write", campaign.root)
        return issuer_of(campaign)
    issuer = seen(Issuer.objects.visible_to(person(request)).select_related("unit"), pk=key)
    need(request, "issuer.write", issuer.unit)
    return issuer


def _found(request: HttpRequest, number: int) -> Design:
    one = seen(Design.objects.visible_to(person(request)).select_related("issuer__unit", "background"), pk=number)
    need(request, "document.see", one.issuer.unit)
    return one
