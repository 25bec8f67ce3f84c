"""The campaigns with their awards; one campaign's funnel; its terms and quotas."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kheo.awards.catalogue.keeping import keep_terms, terms_of
from kheo.awards.catalogue.models import Award
from kheo.awards.decisions.models import Decision
from kheo.awards.proposals import stages
from kheo.awards.proposals.beginning import bring_in, waiting
from kheo.awards.proposals.funnel import SUBJECTS, Band, Shares, shares
from kheo.awards.proposals.funnel import funnel as figures
from kheo.awards.proposals.models import Proposal, Quota
from kheo.awards.proposals.quotas import drop_quota, rooms, set_quota
from kheo.campaigns.models import Campaign
from kheo.records.models import Entry
from kheo.web.answering import page
from kheo.web.awards.inputs import QuotaForm, TermsForm
from kheo.web.awards.seeing import WRITE, back, campaign_of, need_sight, offices
from kheo.web.rights import led, person, rights_at, seen

_FACTS = (stages.REGISTERED, stages.REPORTED)


def awards(request: HttpRequest) -> HttpResponse:
    need_sight(request)
    rows = led(request).filter(published_at__isnull=False).order_by("-year", "-pk")[:50]
    return page(request, "awards/list.html", {"campaigns": rows, "may_keep": bool(offices(request, WRITE))})


def funnel(request: HttpRequest, slug: str) -> HttpResponse:
    """Collectives, individuals and households apart, each figure leading to its rows."""
    campaign = campaign_of(request, slug)
    bands = figures(campaign)
    running = Proposal.objects.standing().filter(campaign=campaign, stage__in=(stages.PROPOSED, stages.CHOSEN))
    share, terms = shares(running), terms_of(campaign)
    context = {
        "campaign": campaign,
        "rights": rights_at(request, campaign.root),
        "sides": [
            (label, subject, _side(bands, SUBJECTS.index(subject)))
            for subject, label in Entry.Subject.choices
            if any(band.reached[SUBJECTS.index(subject)] for band in bands)
        ],
        "waiting": waiting(campaign),
        "shares": share,
        "warnings": _share_warnings(share, terms.least_individuals, terms.least_direct),
        "rooms": rooms(campaign),
        "has_awards": Award.objects.of(campaign.root).active().exists(),
        "held": Decision.objects.filter(campaign=campaign, state=Decision.State.HELD).count(),
    }
    return page(request, "awards/funnel.html", context)


@require_POST
def bringing(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = campaign_of(request, slug, WRITE)
    brought = bring_in(campaign, actor=person(request))
    said = f"Đã đưa thêm {brought.begun} mô hình, điển hình vào danh sách xét; {brought.lifted} có báo cáo kết quả."
    return back(request, said, "awards-campaign", campaign.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest, slug: str) -> HttpResponse:
    """What the council goes by; empty where the office has not said."""
    campaign = campaign_of(request, slug, WRITE)
    form = TermsForm(request.POST or None, instance=terms_of(campaign))
    if form.is_bound and form.is_valid():
        keep_terms(form.save(commit=False), changed=form.changed_data, actor=person(request))
        return back(request, "Đã lưu quy định của Hội đồng.", "awards-terms", campaign.slug)
    return _terms(request, campaign, form, QuotaForm(campaign=campaign))


@require_POST
def quota(request: HttpRequest, slug: str) -> HttpResponse:
    """Set one, or drop the one named."""
    campaign = campaign_of(request, slug, WRITE)
    if "drop" in request.POST:
        rows = Quota.objects.filter(campaign=campaign, withdrawn_at=None)
        number = request.POST["drop"]
        drop_quota(seen(rows, pk=number if number.isdecimal() else 0), actor=person(request))
        return back(request, "Đã bỏ chỉ tiêu.", "awards-terms", campaign.slug)
    form = QuotaForm(request.POST, campaign=campaign)
    if not form.is_valid():
        return _terms(request, campaign, TermsForm(instance=terms_of(campaign)), form)
    set_quota(campaign, **form.cleaned_data, actor=person(request))
    messages.success(request, "Đã đặt chỉ tiêu.")
    return redirect("awards-terms", campaign.slug)


def _terms(request: HttpRequest, campaign: Campaign, form: TermsForm, quota_form: QuotaForm) -> HttpResponse:
    context = {"campaign": campaign, "form": form, "quota_form": quota_form, "rooms": rooms(campaign)}
    return page(request, "awards/terms.html", context)


def _side(bands: list[Band], at: int) -> list[dict[str, object]]:
    """One subject's stages; `most` for the length of the bars."""
    most = max([band.reached[at] for band in bands] or [0]) or 1
    return [
        {
            "stage": band.stage,
            "reached": band.reached[at],
            "here": band.here[at],
            "most": most,
            "fact": band.stage.code in _FACTS,
        }
        for band in bands
    ]


def _share_warnings(share: Shares, least_individuals: int | None, least_direct: int | None) -> list[str]:
    """Only what the office set; the priority for people working directly is of Luật 06/2022/QH15."""
    found = []
    if least_individuals is not None and share.total and share.individuals * 100 < least_individuals * share.total:
        found.append(f"Cá nhân {share.individuals}/{share.total}, dưới mức {least_individuals} % cơ quan đã đặt.")
    if least_direct is not None and share.individuals and share.direct * 100 < least_direct * share.individuals:
        found.append(
            f"Người trực tiếp lao động, công tác {share.direct}/{share.individuals} cá nhân, dưới mức {least_direct} % "
            "cơ quan đã đặt (Luật Thi đua, khen thưởng số 06/2022/QH15: ưu tiên người trực tiếp)."
        )
    return found
