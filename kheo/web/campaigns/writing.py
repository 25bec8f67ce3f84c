"""Writing a campaign: the draft on screen, and the file offices share."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kheo.campaigns.exporting import export_toml
from kheo.campaigns.letter_text import drift
from kheo.campaigns.loading import FileRefused, content_of, load_content
from kheo.campaigns.models import Campaign
from kheo.campaigns.problems import Problem
from kheo.units import access
from kheo.units.models import Unit
from kheo.web.answering import download, page
from kheo.web.campaigns.draft import content_of_campaign, content_of_form, inputs
from kheo.web.navigation import memberships
from kheo.web.rights import led, need, person, seen


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A draft from nothing; what it may be about is what the person writes for."""
    root = _writing_place(request)
    start = {"year": timezone.localdate().year, "root": root.code if root else ""}
    return _write(request, start, None)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    found = seen(led(request).filter(published_at=None), slug=slug)
    need(request, "campaign.write", found.root)
    return _write(request, content_of_campaign(found), found)


@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """A campaign's file, as another office gave it."""
    _writing_place(request)
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > 1024 * 1024:
        messages.error(request, "Hãy chọn một tệp .toml (nhiều nhất 1 MB).")
        return redirect("campaigns")
    try:
        content = content_of(file.read().decode("utf-8-sig"))
        _may_write(request, content)
        made = load_content(content, actor=person(request))
    except UnicodeDecodeError:
        messages.error(request, "Tệp phải ở bảng mã UTF-8.")
    except FileRefused as why:
        for problem in why.problems[:10]:
            messages.error(request, f"{problem.at or 'Tệp'}: {problem.message}")
    else:
        messages.success(request, f"Đã nạp “{made.title}”. Xem lại rồi phát hành.")
        return redirect("campaign", made.slug)
    return redirect("campaigns")


def file(request: HttpRequest, slug: str) -> HttpResponse:
    """The campaign as the file offices share."""
    found = seen(led(request), slug=slug)
    return download(export_toml(found).encode(), f"{found.slug}.toml")


def _writing_place(request: HttpRequest) -> Unit | None:
    """Where the person may write campaigns; none for who looks after the instance. Raises PermissionDenied."""
    nodes = [membership.unit for membership in memberships(request)]
    root = next((unit for unit in nodes if access.may(request.user, "campaign.write", unit)), None)
    if root is None and not person(request).is_superuser:
        raise PermissionDenied("Vai trò của bạn không được soạn đợt thi đua.")
    return root


def _write(request: HttpRequest, content: dict[str, Any], found: Campaign | None) -> HttpResponse:
    problems: list[Problem] = drift(found) if found else []
    refused: list[Problem] = []
    if request.method == "POST":
        content = content_of_form(request.POST, content)
        if found is not None:
            # The address names the campaign; another slug here would make a second one.
            content["slug"] = found.slug
        _may_write(request, content)
        try:
            made = load_content(content, actor=person(request))
        except FileRefused as why:
            refused = why.problems
        else:
            messages.success(request, "Đã ghi bản thảo.")
            return redirect("campaign-draft", made.slug)
    context = {
        "campaign": found,
        "draft": inputs(content, [*refused, *problems]),
        "refused": [problem.as_json() | {"at": None} for problem in refused],
        "drift": [problem.as_json() | {"at": None} for problem in problems],
    }
    return page(request, "campaigns/draft.html", context)


def _may_write(request: HttpRequest, content: dict[str, Any]) -> None:
    """Both where the campaign would stand and where one of that name stands already."""
    root = Unit.objects.visible_to(person(request)).filter(code=str(content.get("root", ""))).first()
    if root is None:
        raise FileRefused([Problem("root_unknown", "root", {"code": content.get("root", "")})])
    need(request, "campaign.write", root)
    known = Campaign.objects.filter(slug=str(content.get("slug", ""))).select_related("root").first()
    if known is not None and not led(request).filter(pk=known.pk).exists():
        raise Http404
    if known is not None:
        need(request, "campaign.write", known.root)
