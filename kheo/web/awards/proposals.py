"""The table of proposals; one of them with its story and warnings; what is done to it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kheo.awards.appraisal.results import result_of
from kheo.awards.decisions.earlier import earlier
from kheo.awards.decisions.models import Grant
from kheo.awards.proposals import noting, stages
from kheo.awards.proposals.beginning import CannotBeginError, begin_again, begin_beside
from kheo.awards.proposals.guards import cautions
from kheo.awards.proposals.models import Proposal
from kheo.awards.proposals.moving import CannotMoveError, restore, undo, withdraw
from kheo.campaigns.models import Campaign
from kheo.web.answering import page
from kheo.web.awards.inputs import Beside, ClearanceForm, Particulars
from kheo.web.awards.seeing import WRITE, awards_of, back, campaign_of
from kheo.web.awards.sieving import Sieve
from kheo.web.rights import person, rights_at, seen

_SHOWN = ("unit__bloc", "award", "entry", "campaign__root")


def proposals(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = campaign_of(request, slug)
    sieve = Sieve(request.GET, campaign, awards_of(campaign))
    found = sieve.page(Proposal.objects.select_related(*_SHOWN))
    warned = cautions(found.rows, day=timezone.localdate())
    context = {
        "campaign": campaign,
        "page": found,
        "rows": [(one, [caution for caution in warned[one.pk] if caution.guard.stops]) for one in found.rows],
        "results": result_of([one.entry_id for one in found.rows if one.entry_id]),
        "sieve": sieve,
        "stages": stages.stages(),
        "awards": [award for award in sieve.awards if award.form == "commendation"],
        "targets": [stage for stage in stages.stages().values() if _by_hand(stage.code)],
        "rights": rights_at(request, campaign.root),
    }
    return page(request, "awards/proposals.html", context, part="awards/_proposals.html")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = campaign_of(request, slug, WRITE)
    form = Beside(request.POST or None, instance=Proposal(campaign=campaign), campaign=campaign)
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        more = {name: said.pop(name) for name in ("works_directly", "sex")}
        try:
            made = begin_beside(campaign, **said, actor=person(request))
        except CannotBeginError as error:
            form.add_error(None, str(error))
        else:
            noting.describe(made, more, actor=person(request))
            return back(request, f"Đã đề nghị {made.name}.", "proposal", campaign.slug, made.pk)
    return page(request, "awards/new.html", {"campaign": campaign, "form": form})


def proposal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    campaign = campaign_of(request, slug)
    return _shown(request, campaign, _found(campaign, number), None)


@require_POST
def act(request: HttpRequest, slug: str, number: int, act: str) -> HttpResponse:
    """One of the acts named below; what cannot be done is said on the page."""
    campaign = campaign_of(request, slug, WRITE)
    one = _found(campaign, number)
    if act == "particulars":
        return _described(request, campaign, one)
    if act not in _ACTS:
        raise Http404
    try:
        messages.success(request, _ACTS[act](request, one))
    except (CannotMoveError, CannotBeginError) as error:
        messages.error(request, str(error))
    return redirect("proposal", campaign.slug, one.pk)


def _found(campaign: Campaign, number: int) -> Proposal:
    return seen(Proposal.objects.filter(campaign=campaign).select_related(*_SHOWN), pk=number)


def _by_hand(reached: str) -> bool:
    return any(move.reached == reached and stages.BY_HAND in move.by for move in stages.all_moves())


def _shown(request: HttpRequest, campaign: Campaign, one: Proposal, form: Particulars | None) -> HttpResponse:
    grants = Grant.objects.filter(proposal=one).select_related("decision__award").order_by("pk")
    rights = rights_at(request, campaign.root)
    context = {
        "campaign": campaign,
        "one": one,
        "stage": stages.stages()[one.stage],
        "stages": stages.stages(),
        "steps": one.steps.select_related("actor", "undone_by", "meeting", "decision").order_by("-pk"),
        "cautions": cautions([one], day=timezone.localdate())[one.pk],
        "clearances": one.clearances.select_related("actor").order_by("-pk"),
        "earlier": earlier([one])[one.pk],
        "result": result_of([one.entry_id]).get(one.entry_id) if one.entry_id else None,
        # What is held back is not told to who only looks on.
        "grants": [one for one in grants if one.decision.published_at or "award_decide" in rights],
        "moves": [(move, stages.stages()[move.reached]) for move in stages.moves_from(one.stage, stages.BY_HAND)],
        "form": form or Particulars(instance=one, campaign=campaign),
        "clearance_form": ClearanceForm(),
        "rights": rights,
    }
    return page(request, "awards/proposal.html", context)


def _described(request: HttpRequest, campaign: Campaign, one: Proposal) -> HttpResponse:
    form = Particulars(request.POST, instance=Proposal.objects.get(pk=one.pk), campaign=campaign)
    if not form.is_valid():
        return _shown(request, campaign, one, form)
    noting.describe(one, form.cleaned_data, actor=person(request))
    return back(request, "Đã lưu.", "proposal", campaign.slug, one.pk)


def _undo(request: HttpRequest, one: Proposal) -> str:
    stage = undo(one, reason=request.POST.get("reason", ""), actor=person(request)).stage
    return f"Đã lùi về bước “{stages.stages()[stage].name}”."


def _withdraw(request: HttpRequest, one: Proposal) -> str:
    withdraw(one, reason=request.POST.get("reason", ""), actor=person(request))
    return "Đã rút; có thể khôi phục bất cứ lúc nào."


def _restore(request: HttpRequest, one: Proposal) -> str:
    restore(one, actor=person(request))
    return "Đã khôi phục như trước khi rút."


def _clear(request: HttpRequest, one: Proposal) -> str:
    form = ClearanceForm(request.POST)
    if not form.is_valid():
        raise CannotMoveError("Hãy chọn kết quả và ghi ai trả lời, bằng văn bản nào.")
    said = form.cleaned_data
    noting.clear(one, clear=said["clear"] == "1", said_by=said["said"], dated=said["dated"], actor=person(request))
    return "Đã ghi kết quả xác minh."


def _take_back_clearance(request: HttpRequest, one: Proposal) -> str:
    noting.take_back_clearance(seen(one.clearances.all(), pk=_number(request)), actor=person(request))
    return "Đã bỏ kết quả xác minh này; kết quả trước đó có hiệu lực trở lại."


def _ask_again(request: HttpRequest, one: Proposal) -> str:
    noting.take_back_override(seen(one.overrides.all(), pk=_number(request)), actor=person(request))
    return "Cảnh báo này cần trả lời lại."


def _again(request: HttpRequest, one: Proposal) -> str:
    if one.entry is None:
        raise CannotBeginError("Chỉ đề nghị thêm hình thức cho mô hình, điển hình đã đăng ký.")
    made = begin_again(one.entry, award=None, reason=request.POST.get("reason", ""), actor=person(request))
    return f"Đã thêm đề nghị thứ {made.turn + 1} cho {made.name}; hãy chọn hình thức cho đề nghị ấy."


def _number(request: HttpRequest) -> int:
    number = request.POST.get("number", "")
    return int(number) if number.isdecimal() and len(number) < 18 else 0


_ACTS: dict[str, Callable[[HttpRequest, Proposal], str]] = {
    "undoing": _undo,
    "withdrawal": _withdraw,
    "restoration": _restore,
    "clearance": _clear,
    "clearance-withdrawal": _take_back_clearance,
    "asking-again": _ask_again,
    "again": _again,
}
