"""Beginning a draft and changing it: its needs, its words, its figures; dropping it."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST

from kheo.publishing.documents.order import CannotComposeError
from kheo.publishing.drafts import writing
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.secrecy import SecretError
from kheo.publishing.drafts.tying import TiedError
from kheo.publishing.drafts.writing import CannotWriteError
from kheo.publishing.kinds import KINDS
from kheo.publishing.rulesets import UnknownRuleSetError
from kheo.web.answering import page
from kheo.web.papers.editor import editor, generated_words
from kheo.web.papers.inputs import MOST_PARAGRAPHS, Particulars, Reason, Typed
from kheo.web.papers.seen import campaign_for, draft_for
from kheo.web.rights import person

_REFUSALS = (CannotWriteError, CannotComposeError, SecretError, TiedError, UnknownRuleSetError)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the kind, fill in what it needs; the figures are taken as the draft begins."""
    campaign = campaign_for(request, slug, "document.write")
    kind = KINDS.get(request.POST.get("kind", "") or request.GET.get("kind", ""))
    if kind is None:
        context = {"campaign": campaign, "kinds": list(KINDS.values())}
        return page(request, "papers/kinds.html", context)
    form = Particulars(request.POST or None, campaign=campaign, kind=kind)
    try:
        if request.method == "POST" and form.is_valid():
            made = writing.begin(campaign=campaign, kind=kind.code, wish=form.wish(), actor=person(request))
            return redirect("draft", slug, made.pk)
    except _REFUSALS as why:
        form.add_error(None, str(why))
    return page(request, "papers/new.html", {"campaign": campaign, "kind": kind, "form": form})


@require_POST
def words(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Keep the words as typed; `back` takes the generated words of one paragraph again."""
    draft = draft_for(request, slug, number, "document.write")
    if draft.state != Draft.State.OPEN or draft.snapshot is None:
        return redirect("draft", slug, number)
    kept = writing.edits_of(draft).changed
    typed = Typed.of(request.POST, generated_words(draft), kept, back=request.POST.get("back", ""))
    try:
        writing.reword(
            draft, changed=typed.changed, added=typed.added, seen=_seen(request, draft), actor=person(request)
        )
    except (TiedError, SecretError, CannotWriteError) as why:
        _tell(request, typed)
        return editor(request, draft, typed=typed, why=why)
    _tell(request, typed)
    messages.success(request, "Đã lưu lời văn.")
    return redirect("draft-preview" if "preview" in request.POST else "draft", slug, number)


@require_POST
def particulars(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    draft = draft_for(request, slug, number, "document.write")
    if draft.state != Draft.State.OPEN:
        return redirect("draft", slug, number)
    form = Particulars(request.POST, campaign=draft.campaign, kind=KINDS[draft.kind])
    try:
        if form.is_valid():
            writing.fill(draft, form.wish(), actor=person(request))
            messages.success(request, "Đã lưu, và dựng lại văn bản theo các mục này.")
            return redirect("draft", slug, number)
    except _REFUSALS as why:
        form.add_error(None, str(why))
    return editor(request, draft, form=form)


@require_POST
def figures(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A new snapshot of the figures."""
    draft = draft_for(request, slug, number, "document.write")
    return _done(request, draft, "Đã lấy lại số liệu.", lambda: writing.refresh(draft, actor=person(request)))


@require_POST
def pending(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Decide about words that waited after the figures were taken anew."""
    draft = draft_for(request, slug, number, "document.write")
    asked = request.POST.get("pending", "")
    place = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else MOST_PARAGRAPHS
    use = request.POST.get("use") == "1"
    said = "Đã dùng lời đã sửa." if use else "Đã bỏ lời đã sửa của đoạn này."
    return _done(request, draft, said, lambda: writing.settle(draft, pending=place, use=use, actor=person(request)))


@require_POST
def withdrawal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    draft = draft_for(request, slug, number, "document.write")
    form = Reason(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _done(request, draft, "Đã bỏ bản soạn.", lambda: writing.drop(draft, reason=reason, actor=person(request)))


def _tell(request: HttpRequest, typed: Typed) -> None:
    for one in typed.said:
        messages.warning(request, one)


def _done(request: HttpRequest, draft: Draft, said: str, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except _REFUSALS as why:
        messages.error(request, str(why))
    else:
        messages.success(request, said)
    return redirect("draft", draft.campaign.slug, draft.pk)


def _seen(request: HttpRequest, draft: Draft) -> datetime:
    """When the draft was changed last as the page knew it; a page without that is behind."""
    try:
        found = parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        found = None
    return found if found is not None and found.tzinfo else draft.made_at.min.replace(tzinfo=draft.made_at.tzinfo)
