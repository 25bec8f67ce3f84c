"""The papers of a campaign, one of them as it stands, and how it will look in print."""

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kheo.publishing.drafts.edits import figures_by_hand
from kheo.publishing.drafts.issuing import shortcomings
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.reissuing import replaced_by_words
from kheo.publishing.drafts.writing import composed, edited, edits_of
from kheo.publishing.kinds import KINDS
from kheo.publishing.models import Document
from kheo.publishing.register.models import Number
from kheo.publishing.rulesets import load
from kheo.publishing.signing.models import SignedCopy
from kheo.web.answering import page
from kheo.web.paging import page_of
from kheo.web.papers.editor import editor
from kheo.web.papers.inputs import Reason, Returned
from kheo.web.papers.preview import printed, shown
from kheo.web.papers.seen import campaign_for, documents_of, draft_for
from kheo.web.rights import rights_at

# Why the number of a document was taken back.
_VOIDED = Subquery(Number.objects.filter(document=OuterRef("pk"), voided_at__isnull=False).values("void_reason")[:1])
_ISSUED = Prefetch(
    "documents",
    Document.objects.filter(format="docx").only("number", "dated", "draft").annotate(voided=_VOIDED),
    to_attr="words_issued",
)


def drafts(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = campaign_for(request, slug)
    rows = Draft.objects.filter(campaign=campaign)
    state = request.GET.get("state", "")
    chosen = rows.filter(state=state) if state in Draft.State.values else rows
    context = {
        "campaign": campaign,
        "unnumbered": [code for code, kind in KINDS.items() if not kind.type_name],
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
    replaced_by = Draft.objects.filter(replaces__draft=one).exclude(state=Draft.State.DROPPED).order_by("pk").first()
    copies = SignedCopy.objects.filter(document__draft=one).select_related("original", "received_by")
    context = {
        "draft": one,
        "campaign": one.campaign,
        "files": files,
        "document": files.get("docx"),
        "numbered": bool(KINDS[one.kind].type_name),
        "voided": Number.objects.filter(document__draft=one, voided_at__isnull=False).first(),
        "source": load(one.rule_set).source,
        "copies": [_told(copy) for copy in copies.order_by("-pk")],
        "replaced_by": replaced_by,
        "replaced_words": replaced_by_words(replaced_by) if replaced_by else "",
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
        context["by_hand"] = figures_by_hand(composed(one), edits_of(one)) if one.state == Draft.State.OPEN else []
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
    later = Draft.objects.filter(replaces__draft=OuterRef("pk")).exclude(state=Draft.State.DROPPED).order_by("pk")
    made = Document.objects.filter(draft__replaces__draft=OuterRef("pk"), format="docx").order_by("pk")
    replaced = {"replaced_by": Subquery(later.values("pk")[:1]), "replaced_number": Subquery(made.values("number")[:1])}
    return rows.annotate(doubted=Exists(standing), **replaced).defer("snapshot__content")


def _counts(rows: QuerySet[Draft]) -> list[tuple[str, str, int]]:
    """(state, its words, how many), for states that occur."""
    grouped = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    return [(state.value, str(state.label), grouped[state]) for state in Draft.State if grouped.get(state)]
