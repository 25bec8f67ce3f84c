"""The officer's doors: files uploaded for a campaign, and answers typed in for a unit."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kheo.campaigns.models import Obligation
from kheo.intake import doors
from kheo.intake.taking import KINDS
from kheo.web.answering import page
from kheo.web.campaigns.inputs import BLANK_ROWS, Files, TypedHead, typed_of, typed_rows
from kheo.web.campaigns.receipts import known_before, receipt
from kheo.web.rights import led, need, person, seen


@require_POST
def files(request: HttpRequest, slug: str) -> HttpResponse:
    """Files for a published campaign; whose they are is recognised, or asked at the desk."""
    found = seen(led(request), slug=slug)
    need(request, "submission.mend", found.root)
    form = Files(request.POST, request.FILES, campaign=found)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("campaign", slug)
    kept = doors.by_upload(
        form.contents(),
        campaign=found,
        received_at=timezone.now(),
        call=form.cleaned_data["call"],
        actor=person(request),
    )
    known = known_before(kept)
    say = messages.info if len(known) == len(kept) else messages.success
    say(request, receipt(kept, known))
    return redirect("submission", kept[0].code) if len(kept) == 1 else redirect("submissions")


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str, call: str, code: str) -> HttpResponse:
    """Type in for a unit what came on paper or by telephone."""
    found = seen(led(request), slug=slug)
    need(request, "submission.mend", found.root)
    duty = seen(
        Obligation.objects.select_related("call__campaign", "unit"),
        call__campaign=found,
        call__slug=call,
        unit__code=code,
    )
    paper = KINDS[duty.call.paper].PAPER
    head = TypedHead(request.POST or None, initial={"received_at": timezone.localtime()})
    if request.method == "POST" and "more" not in request.POST and head.is_valid():
        typed = typed_of(paper, request.POST, head)
        if typed.rows or typed.nil:
            kept = doors.by_screen(
                typed,
                unit=duty.unit,
                call=duty.call,
                received_at=head.cleaned_data["received_at"],
                actor=person(request),
            )
            messages.success(request, f"Đã nhận, ghi là cán bộ nhập thay. Mã nhận: {kept.code}.")
            return redirect("submission", kept.code)
        head.add_error(None, "Chưa có dòng nào; nếu đơn vị không có gì để gửi, hãy đánh dấu ở dưới.")
    rows = typed_rows(paper, request.POST)
    blank = 1 if duty.call.paper == "conference" else BLANK_ROWS
    context = {
        "campaign": found,
        "duty": duty,
        "fields": paper.fields,
        "rows": rows + [{} for _ in range(blank if not rows or "more" in request.POST else 0)],
        "head": head,
        "most_megabytes": settings.MAX_SUBMISSION_BYTES // (1024 * 1024),
    }
    return page(request, "campaigns/answer.html", context)
