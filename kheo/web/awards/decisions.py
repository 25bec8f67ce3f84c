"""Decisions: prepared, held back, published together; cancelled and made good; one award recovered."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kheo.awards.catalogue.models import Award
from kheo.awards.council.papers import decision_answers
from kheo.awards.decisions import announcing, deciding
from kheo.awards.decisions.deciding import OPEN, CannotDecideError
from kheo.awards.decisions.models import Decision, Grant
from kheo.awards.proposals import stages
from kheo.awards.proposals.funnel import shares
from kheo.awards.proposals.models import Proposal, ProposalQuerySet
from kheo.awards.proposals.moving import ReasonNeededError
from kheo.campaigns.models import Campaign
from kheo.units import access
from kheo.web.answering import page
from kheo.web.awards.inputs import DecisionForm
from kheo.web.awards.seeing import DECIDE, WRITE, awards_of, campaign_of
from kheo.web.awards.steps import amounts
from kheo.web.rights import need, person, rights_at, seen

_LISTED = Count("grants", filter=Q(grants__struck_at=None, grants__recovered_at=None))
_LEADING = {"cancellation", "making-good", "recovery", "giving-back"}


@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = campaign_of(request, slug)
    awards = awards_of(campaign)
    if request.method == "POST":
        need(request, WRITE, campaign.root)
        award = seen(Award.objects.of(campaign.root).active(), pk=_number(request.POST.get("award", "")))
        made = deciding.prepare(campaign, award, title=request.POST.get("title", ""), actor=person(request))
        return redirect("decision", campaign.slug, made.pk)
    rows = _visible(request, campaign).select_related("award").annotate(listed=_LISTED)
    context = {
        "campaign": campaign,
        "decisions": rows.order_by("-pk")[:100],
        "awards": awards,
        "held": [one for one in rows if one.state == Decision.State.HELD],
        "rights": rights_at(request, campaign.root),
    }
    return page(request, "awards/decisions.html", context)


def decision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    campaign = campaign_of(request, slug)
    return _shown(request, campaign, _found(request, campaign, number), None)


@require_POST
def act(request: HttpRequest, slug: str, number: int, act: str) -> HttpResponse:
    if act not in _ACTS:
        raise Http404
    campaign = campaign_of(request, slug, DECIDE if act in _LEADING else WRITE)
    found = _found(request, campaign, number)
    if act == "particulars":
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return _shown(request, campaign, found, form)
    try:
        messages.success(request, _ACTS[act](request, found))
    except CannotDecideError as error:
        messages.error(request, str(error))
    return redirect("decision", campaign.slug, found.pk)


@require_POST
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Those ticked, at one moment: first what would be told, then told."""
    campaign = campaign_of(request, slug, DECIDE)
    pks = [_number(pk) for pk in request.POST.getlist("decision")]
    rows = Decision.objects.filter(campaign=campaign, pk__in=pks, state__in=OPEN).select_related("award")
    chosen = list(rows.annotate(listed=_LISTED).order_by("pk"))
    if not chosen:
        messages.error(request, "Hãy đánh dấu ít nhất một quyết định chưa công bố.")
        return redirect("decisions", campaign.slug)
    problem = ""
    if request.POST.get("act") == "do":
        try:
            announcing.publish(chosen, reason=request.POST.get("reason", ""), actor=person(request))
        except (CannotDecideError, ReasonNeededError) as error:
            problem = str(error)
        else:
            messages.success(request, f"Đã công bố cùng lúc {len(chosen)} quyết định.")
            return redirect("decisions", campaign.slug)
    context = {
        "campaign": campaign,
        "chosen": [(one, amounts(list(_proposals(one)))) for one in chosen],
        "warned": announcing.warnings(chosen)[:60],
        "problem": problem,
        "reason": request.POST.get("reason", ""),
    }
    return page(request, "awards/publication.html", context)


def _visible(request: HttpRequest, campaign: Campaign) -> QuerySet[Decision]:
    """What is held back or prepared is only told to who prepares and who publishes."""
    rows = Decision.objects.filter(campaign=campaign)
    if access.may(request.user, DECIDE, campaign.root):
        return rows
    return rows.filter(published_at__isnull=False)


def _found(request: HttpRequest, campaign: Campaign, number: int) -> Decision:
    return seen(_visible(request, campaign).select_related("award", "campaign__root"), pk=number)


def _proposals(one: Decision) -> ProposalQuerySet:
    return Proposal.objects.filter(grants__decision=one, grants__struck_at=None, grants__recovered_at=None)


def _eligible(one: Decision) -> ProposalQuerySet:
    """Who could be put on the list now."""
    rows = Proposal.objects.standing().filter(campaign=one.campaign)
    taken = Grant.objects.live().filter(decision__award=one.award).values("proposal")
    rows = rows.exclude(pk__in=taken)
    if one.award.form == Award.Form.COMMENDATION:
        return rows.filter(Q(award=one.award) | Q(award=None), stage=stages.CHOSEN)
    return rows.filter(entry__isnull=False, stage__in=(stages.REPORTED, stages.RECOGNISED, stages.TYPICAL))


def _shown(request: HttpRequest, campaign: Campaign, one: Decision, form: DecisionForm | None) -> HttpResponse:
    initial = {"title": one.title, "number": one.number, "dated": one.dated}
    grants = one.grants.select_related("proposal__unit", "proposal__entry").order_by("struck_at", "pk")
    context = {
        "campaign": campaign,
        "one": one,
        "grants": grants,
        "open": one.state in OPEN,
        "eligible": _eligible(one).count() if one.state == Decision.State.PREPARED else 0,
        "shares": shares(_proposals(one)),
        "form": form or DecisionForm(initial=initial),
        "lines": decision_answers(one)["recipients"],
        "prized": sum(grant.prize.get("amount", 0) for grant in grants if not (grant.struck_at or grant.recovered_at)),
        "rights": rights_at(request, campaign.root),
    }
    return page(request, "awards/decision.html", context)


def _particulars(request: HttpRequest, one: Decision) -> str:
    form = DecisionForm(request.POST)
    if form.is_valid():
        deciding.describe(one, **form.cleaned_data, actor=person(request))
    return "Đã lưu."


def _enlist(request: HttpRequest, one: Decision) -> str:
    listed = deciding.enlist(one, list(_eligible(one)), actor=person(request))
    for stayed in listed.stayed[:20]:
        messages.warning(request, f"{stayed.proposal.name}: {stayed.why}.")
    return f"Đã thêm {len(listed.grants)} dòng vào danh sách."


def _striking(request: HttpRequest, one: Decision) -> str:
    deciding.strike(_grant(request, one), struck=True, actor=person(request))
    return "Đã bỏ khỏi danh sách."


def _putting_back(request: HttpRequest, one: Decision) -> str:
    deciding.strike(_grant(request, one), struck=False, actor=person(request))
    return "Đã đưa trở lại danh sách."


def _holding(request: HttpRequest, one: Decision) -> str:
    deciding.hold(one, held=True, actor=person(request))
    return "Đã giữ lại; chỉ người có trách nhiệm thấy cho đến khi công bố."


def _release(request: HttpRequest, one: Decision) -> str:
    deciding.hold(one, held=False, actor=person(request))
    return "Đã mở lại danh sách."


def _cancellation(request: HttpRequest, one: Decision) -> str:
    announcing.cancel(one, reason=request.POST.get("reason", ""), actor=person(request))
    return "Đã hủy quyết định; mọi thứ trong đó vẫn được giữ."


def _making_good(request: HttpRequest, one: Decision) -> str:
    announcing.make_good(one, actor=person(request))
    return "Quyết định có giá trị trở lại như trước khi hủy."


def _recovery(request: HttpRequest, one: Decision) -> str:
    announcing.recover(_grant(request, one), reason=request.POST.get("reason", ""), actor=person(request))
    return "Đã thu hồi."


def _giving_back(request: HttpRequest, one: Decision) -> str:
    announcing.give_back(_grant(request, one), actor=person(request))
    return "Đã trả lại."


def _grant(request: HttpRequest, one: Decision) -> Grant:
    return seen(one.grants.select_related("decision"), pk=_number(request.POST.get("grant", "")))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


_ACTS: dict[str, Callable[[HttpRequest, Decision], str]] = {
    "particulars": _particulars,
    "listing": _enlist,
    "striking": _striking,
    "putting-back": _putting_back,
    "holding": _holding,
    "release": _release,
    "cancellation": _cancellation,
    "making-good": _making_good,
    "recovery": _recovery,
    "giving-back": _giving_back,
}
