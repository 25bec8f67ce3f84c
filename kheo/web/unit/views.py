"""The list of units, a unit's own page, and files it sends."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kheo.campaigns.models import Obligation
from kheo.intake import doors
from kheo.intake.models import Submission
from kheo.intake.replies import reply
from kheo.office.wording import words
from kheo.publishing.forms.composing import NotAskedError
from kheo.publishing.forms.making import FORMATS, form_file
from kheo.records.models import Entry
from kheo.units.models import Unit
from kheo.web.answering import download, page
from kheo.web.campaigns.inputs import Files
from kheo.web.campaigns.receipts import known_before, receipt
from kheo.web.paging import page_of
from kheo.web.rights import led_ids, need, person, rights_at, seen

MOST_SENT = 30
MOST_OWED = 20


def units(request: HttpRequest) -> HttpResponse:
    rows = Unit.objects.visible_to(person(request))
    text = request.GET.get("q", "").strip()[:200]
    if text:
        rows = rows.filter(Q(key__contains=words(text)) | Q(code=text))
    shown = Unit.objects.select_related("bloc", "parent")
    context = {"page": page_of(rows.order_by("path"), shown, request.GET.get("page")), "text": text}
    return page(request, "unit/list.html", context, part="unit/_list.html")


def unit(request: HttpRequest, code: str) -> HttpResponse:
    found = seen(Unit.objects.visible_to(person(request)).select_related("bloc", "parent"), code=code)
    duties = found.obligations.filter(call__campaign__closed_at=None).select_related(
        "call__campaign", "joint_with__unit"
    )
    sent = found.submissions.select_related("campaign", "call", "unit", "obligation").defer("reading", "mends")
    context = {
        "unit": found,
        "duties": list(duties.order_by("-call__campaign__year", "call__position")[:MOST_OWED]),
        "sent": [(one, reply(one)) for one in sent.order_by("-received_at", "-pk")[:MOST_SENT]],
        "entries": Entry.objects.current().filter(unit=found).count(),
        "below": list(found.children.order_by("path")[:50]),
        "parent": Unit.objects.visible_to(person(request)).filter(children=found).first(),
        "leads": led_ids(request),
        "rights": rights_at(request, found),
    }
    return page(request, "unit/unit.html", context)


def form(request: HttpRequest, code: str, number: int, file_format: str) -> HttpResponse:
    """The form of one duty with the unit's name and quotas in it, to fill in and send back."""
    found = seen(Unit.objects.visible_to(person(request)).select_related("bloc"), code=code)
    duty = seen(Obligation.objects.filter(unit=found).select_related("call__campaign"), pk=number)
    if file_format not in FORMATS:
        raise Http404
    try:
        data = form_file(duty.call, found, file_format=file_format)
    except NotAskedError as why:
        messages.error(request, str(why))
        return redirect("unit", code)
    return download(data, f"{duty.call.slug}-{found.code}.{file_format}")


@require_POST
def files(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Files a unit sends for one of its duties; who is signed in says whose they are."""
    found = seen(Unit.objects.visible_to(person(request)), code=code)
    duty = seen(Obligation.objects.filter(unit=found).select_related("call__campaign"), pk=number)
    need(request, "submission.send", found)
    form = Files(request.POST, request.FILES, campaign=duty.call.campaign)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("unit", code)
    kept: list[Submission] = doors.by_upload(
        form.contents(),
        campaign=duty.call.campaign,
        received_at=timezone.now(),
        call=duty.call,
        unit=found,
        actor=person(request),
    )
    messages.success(request, f"{receipt(kept, known_before(kept))} Kết quả đọc hiện ở mục “Đã gửi”.")
    return redirect("unit", code)
