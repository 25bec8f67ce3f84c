"""What came back signed: taken in, shown, taken all the same, taken back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kheo.journal import vault
from kheo.publishing.drafts.models import Draft
from kheo.publishing.naming import file_name
from kheo.publishing.signing.models import SignedCopy
from kheo.publishing.signing.receiving import CannotReceiveError, accept, receive, withdraw
from kheo.web.answering import download, extension
from kheo.web.papers.inputs import Reason, Returned
from kheo.web.papers.seen import documents_of, draft_for
from kheo.web.rights import person, seen


@require_POST
def copies(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The signed PDF or the scan of it."""
    draft = draft_for(request, slug, number, "document.write")
    document = documents_of(draft).get("docx")
    if document is None:
        raise Http404
    form = Returned(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "Chọn tệp PDF đã ký hoặc bản quét rồi bấm lại.")
        return redirect("draft", slug, number)
    file = form.cleaned_data["file"]
    try:
        copy = receive(document, name=str(file.name), content=file.read(), actor=person(request))
    except CannotReceiveError as why:
        messages.error(request, str(why))
    else:
        if any(one["grave"] for one in copy.warnings):
            messages.warning(request, "Đã giữ tệp nhưng chưa đóng văn bản: xem các điểm nghi ngờ ở dưới.")
        else:
            messages.success(request, "Đã nhận bản ký; văn bản đã đóng.")
    return redirect("draft", slug, number)


def file(request: HttpRequest, slug: str, number: int, copy: int) -> HttpResponse:
    """The file as it came back, for saving only, under a name of ours."""
    draft = draft_for(request, slug, number)
    one = _copy(draft, copy)
    document = documents_of(draft)["docx"]
    return download(
        vault.read(one.original), file_name(document).removesuffix(".docx") + "-da-ky" + extension(one.name)
    )


@require_POST
def acceptance(request: HttpRequest, slug: str, number: int, copy: int) -> HttpResponse:
    """Take a copy that was doubted, with a reason."""
    draft = draft_for(request, slug, number, "document.write")
    one = _copy(draft, copy)
    form = Reason(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    said = "Đã nhận bản ký; văn bản đã đóng."
    return _done(request, draft, said, lambda: accept(one, reason=reason, actor=person(request)))


@require_POST
def withdrawal(request: HttpRequest, slug: str, number: int, copy: int) -> HttpResponse:
    draft = draft_for(request, slug, number, "document.write")
    one = _copy(draft, copy)
    form = Reason(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    said = "Đã rút bản ký; văn bản lại chờ bản ký."
    return _done(request, draft, said, lambda: withdraw(one, reason=reason, actor=person(request)))


def _copy(draft: Draft, number: int) -> SignedCopy:
    return seen(SignedCopy.objects.filter(document__draft=draft).select_related("original", "document"), pk=number)


def _done(request: HttpRequest, draft: Draft, said: str, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except CannotReceiveError as why:
        messages.error(request, str(why))
    else:
        messages.success(request, said)
    return redirect("draft", draft.campaign.slug, draft.pk)
