"""Issuing a draft, its files as they were issued, its bundle for signing elsewhere, and beginning its reissue."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kheo.journal import vault
from kheo.publishing.drafts.edits import figures_by_hand
from kheo.publishing.drafts.issuing import (
    CannotIssueError,
    doubts_of_day,
    foreseen_number,
    issue_draft,
    refusals,
    shortcomings,
)
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.printing import pdf_row
from kheo.publishing.drafts.secrecy import SecretError
from kheo.publishing.drafts.writing import (
    AlreadyReplacedError,
    CannotWriteError,
    Wish,
    begin,
    composed,
    edited,
    edits_of,
)
from kheo.publishing.kinds import KINDS
from kheo.publishing.naming import file_name
from kheo.publishing.printing.pdf import CannotPrintError
from kheo.publishing.register.series import CannotGiveError
from kheo.publishing.rulesets import UnknownRuleSetError, load
from kheo.publishing.signing.bundle import bundle
from kheo.publishing.signing.metadata import TooLongError
from kheo.web.answering import download, page
from kheo.web.papers.inputs import Issuing, Reason
from kheo.web.papers.preview import printed
from kheo.web.papers.seen import documents_of, draft_for
from kheo.web.rights import person


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks once more: the number it will get, its day, its signer, what is missing; then issues."""
    draft = draft_for(request, slug, number, "document.issue")
    if draft.state != Draft.State.OPEN:
        return redirect("draft", slug, number)
    form = Issuing(request.POST or None, initial={"dated": draft.dated or timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            issue_draft(draft, person(request), dated=said["dated"], reason=said["reason"])
        except (CannotIssueError, CannotGiveError) as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Đã ban hành. Tải tệp về hoặc gói ký số ở dưới.")
            return redirect("draft", slug, number)
    return page(request, "papers/issue.html", _asked(draft, form))


def file(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """One of the files as issued; the same bytes each time."""
    found = documents_of(draft_for(request, slug, number)).get(form)
    if found is None:
        raise Http404
    return download(vault.read(found.original), file_name(found))


@require_POST
def printing(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Make the PDF that could not be made at the issue, or the PDF/A."""
    document = documents_of(draft_for(request, slug, number, "document.write")).get("docx")
    if document is None:
        raise Http404
    try:
        pdf_row(document, archival="archival" in request.POST)
    except CannotPrintError as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "Đã tạo bản PDF.")
    return redirect("draft", slug, number)


def bundled(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The .zip for the office's own document system."""
    document = documents_of(draft_for(request, slug, number)).get("docx")
    if document is None:
        raise Http404
    try:
        packed = bundle(document)
    except TooLongError as why:
        messages.error(request, str(why))
        return redirect("draft", slug, number)
    return download(packed, f"{file_name(document).removesuffix('.docx')}.zip")


@require_POST
def reissue(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A new draft with the same answers, which replaces this paper; it says why."""
    draft = draft_for(request, slug, number, "document.write")
    document = documents_of(draft).get("docx")
    if document is None:
        raise Http404
    form = Reason(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    wish = Wish(draft.rule_set, draft.issuer, draft.signer, draft.as_of, None, draft.given)
    try:
        made = begin(
            campaign=draft.campaign, kind=draft.kind, wish=wish, replaces=document, reason=reason, actor=person(request)
        )
    except AlreadyReplacedError as why:
        messages.error(request, str(why))
        return redirect("draft", slug, why.draft.pk)
    except (CannotWriteError, SecretError, UnknownRuleSetError) as why:
        messages.error(request, str(why))
        return redirect("draft", slug, number)
    said = "Đã mở bản soạn để ban hành lại; văn bản cũ vẫn giữ nguyên trong kho."
    messages.success(request, f"{said} {_carried(made)}".strip())
    return redirect("draft", slug, made.pk)


def _carried(draft: Draft) -> str:
    """What became of the words typed for the earlier paper."""
    edits = edits_of(draft)
    kept = f"Giữ {edits.count} đoạn đã sửa tay ở văn bản cũ." if edits.count else ""
    waiting = f"Còn {len(edits.pending)} đoạn sửa tay cần bạn quyết định." if edits.pending else ""
    return " ".join(filter(None, [kept, waiting]))


def _asked(draft: Draft, form: Issuing) -> dict[str, object]:
    dated = draft.dated or timezone.localdate()
    context: dict[str, object] = {
        "draft": draft, "campaign": draft.campaign, "kind": KINDS[draft.kind], "form": form,
        "lacks": shortcomings(draft), "refused": refusals(draft), "doubted": doubts_of_day(draft, dated),
    }  # fmt: skip
    if draft.snapshot is None:
        return context
    paper = edited(draft)
    context |= {"paper": paper, "by_hand": figures_by_hand(composed(draft), edits_of(draft))}
    context |= printed(draft, paper, load(draft.rule_set), pages=False)
    try:
        context["number"] = foreseen_number(draft, dated)
    except CannotGiveError as why:
        context["unnumbered"] = str(why)
    return context
