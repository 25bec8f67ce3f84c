"""The papers of a campaign, one of them as it stands, and how it will look in print."""

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kheo.publishing.drafts.issuing import shortcomings
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.writing import edited
from kheo.publishing.models import Document
from kheo.publishing.rulesets import load
from kheo.publishing.signing.models import SignedCopy
from kheo.web.answering import page
from kheo.web.paging import page_of
from kheo.web.papers.editor import editor
from kheo.web.papers.inputs import Reason, Returned
from kheo.web.papers.preview import printed, shown
from kheo.web.papers.seen import campaign_for, documents_of, draft_for
from kheo.web.rights import rights_at

_ISSUED = Prefetch(
    "documents", Document.objects.filter(format="docx").only("number", "dated", "draft"), to_attr="words_issued"
)


def drafts(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = campaign_for(request, slug)
    rows = Draft.objects.filter(campaign=campaign)
    state = request.GET.get("state", "")
    chosen = rows.filter(state=state) if state in Draft.State.values else rows
    context = {
        "campaign": campaign,
        "page": page_of(chosen, _listed(), request.GET.get("page")),
        "counts": _counts(rows),
        "total": rows.count(),
        "state": state if state in Draft.State.values else "",
        "rights": rights_at(request, campaign.root),
    }
    return page(request, "papers/list.html", context, part="papers/_list.html")


def draft(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The editor of an open draft; of an issued paper its files and what came back of it."""
    one = draft_for(request, slug, number)
    if one.state == Draft.State.OPEN:
        return editor(request, one)
    files = documents_of(one)
    copies = SignedCopy.objects.filter(document__draft=one).select_related("original", "received_by")
    context = {
        "draft": one,
        "campaign": one.campaign,
        "files": files,
        "document": files.get("docx"),
        "source": load(one.rule_set).source,
        "copies": [_told(copy) for copy in copies.order_by("-pk")],
        "replaced_by": Draft.objects.filter(replaces__draft=one).exclude(state=Draft.State.DROPPED).first(),
        "returned": Returned(),
        "reason": Reason(),
        "rights": rights_at(request, one.campaign.root),
    }
    return page(request, "papers/issued.html", context)


def preview(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The paper as it will be printed, what is missing in red; `?pages` prints it for real and shows pictures."""
    one = draft_for(request, slug, number)
    context = {"draft": one, "campaign": one.campaign, "rights": rights_at(request, one.campaign.root)}
    if one.snapshot is not None:
        paper, rules = edited(one), load(one.rule_set)
        context |= {"paper": shown(paper, rules), "lacks": shortcomings(one), "rules": rules}
        context |= printed(one, paper, rules, pages="pages" in request.GET)
    return page(request, "papers/preview.html", context)


def _told(copy: SignedCopy) -> SignedCopy:
    """Its findings with the hour as people read it."""
    for one in copy.findings:
        at = parse_datetime(one.get("signed_at", ""))
        one["signed_text"] = f"{timezone.localtime(at):%H:%M, %d/%m/%Y}" if at else ""
    return copy


def _listed() -> QuerySet[Draft]:
    standing = SignedCopy.objects.filter(document__draft=OuterRef("pk"), withdrawn_at=None)
    rows = Draft.objects.select_related("campaign", "signer", "made_by", "snapshot").prefetch_related(_ISSUED)
    return rows.annotate(doubted=Exists(standing)).defer("snapshot__content")


def _counts(rows: QuerySet[Draft]) -> list[tuple[str, str, int]]:
    """(state, its words, how many), for states that occur."""
    grouped = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    return [(state.value, str(state.label), grouped[state]) for state in Draft.State if grouped.get(state)]
