"""Campaigns: the list, one campaign's letter beside its rules, and publishing it."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kheo.campaigns.letter_text import compose
from kheo.campaigns.models import Campaign
from kheo.campaigns.places import cite, due_words
from kheo.campaigns.planning import NotPublishable, obstacles, owed_by, publish
from kheo.campaigns.problems import blocking
from kheo.publishing.models import Document
from kheo.units import access
from kheo.web.answering import page
from kheo.web.campaigns.inputs import CampaignFile, Files, Issue
from kheo.web.navigation import memberships
from kheo.web.rights import led, led_ids, need, person, rights_at, seen


def campaigns(request: HttpRequest) -> HttpResponse:
    rows = Campaign.objects.visible_to(person(request)).select_related("root").order_by("-year", "-pk")
    nodes = [membership.unit for membership in memberships(request)]
    context = {
        "campaigns": list(rows.annotate(asked=Count("calls"))[:200]),
        "led": set(led_ids(request)),
        "writes": person(request).is_superuser
        or any(access.may(request.user, "campaign.write", unit) for unit in nodes[:3]),
        "file": CampaignFile(),
    }
    return page(request, "campaigns/list.html", context)


def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    mine = Campaign.objects.visible_to(person(request)).select_related("root", "published_by")
    found = seen(mine.prefetch_related("calls__requirements", "areas", "bases", "strands", "addressees"), slug=slug)
    leads = found.pk in led_ids(request)
    rights = rights_at(request, found.root) if leads else {}
    bases = list(found.bases.all())
    papers = Document.objects.filter(campaign=found).select_related("original", "issued_by").order_by("-issued_at")
    context = {
        "campaign": found,
        "leads": leads,
        "rights": rights,
        "letter": compose(found),
        "calls": [(call, due_words(call.due_at, call.due_wording)) for call in found.calls.all()],
        "bases": [cite(basis, bases) for basis in bases],
        "papers": list(papers[:20]) if rights.get("document_see") else [],
        "issue": Issue(),
        "files": Files(campaign=found),
    }
    return page(request, "campaigns/campaign.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """What publishing would write, then publishing it."""
    found = seen(led(request), slug=slug)
    need(request, "campaign.publish", found.root)
    now = timezone.now()
    if request.method == "POST":
        try:
            publish(campaign=found, at=now, actor=person(request))
        except NotPublishable as why:
            messages.error(request, " ".join(problem.message for problem in why.problems))
            return redirect("campaign-publication", slug)
        messages.success(request, "Đã phát hành. Từ lúc này bảng theo dõi tính từng đơn vị.")
        return redirect("campaign", slug)
    problems = obstacles(found, at=now)
    lines = owed_by(found, at=now)
    context = {
        "campaign": found,
        "problems": [problem.as_json() | {"at": None} for problem in problems],
        "blocked": blocking(problems),
        "lines": lines,
        "total": sum(line.units for line in lines),
    }
    return page(request, "campaigns/publication.html", context)
