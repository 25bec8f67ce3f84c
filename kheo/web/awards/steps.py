"""Many proposals moved at once: first what would happen, in counts, with every warning; then done."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kheo.awards.catalogue.models import Award
from kheo.awards.decisions.deciding import OPEN
from kheo.awards.decisions.models import Decision
from kheo.awards.proposals import stages
from kheo.awards.proposals.guards import Caution
from kheo.awards.proposals.models import Proposal
from kheo.awards.proposals.moving import Act, CannotMoveError, Moved, move, rehearse
from kheo.campaigns.models import Campaign
from kheo.office.wording import count
from kheo.records.models import Entry
from kheo.web.answering import page
from kheo.web.awards.seeing import WRITE, awards_of, campaign_of
from kheo.web.awards.sieving import Sieve
from kheo.web.rights import person, seen

MOST = 2_000
_SHOWN_WARNINGS = 60


@require_POST
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """`act=check` shows what would happen; `act=do` does it, where every reason that is asked for is given."""
    campaign = campaign_of(request, slug, WRITE)
    chosen, reached = _chosen(request, campaign), request.POST.get("to", "")
    if not chosen or reached not in stages.stages():
        messages.error(request, "Hãy đánh dấu ít nhất một dòng và chọn bước cần chuyển đến.")
        return redirect("proposals", campaign.slug)
    act = Act(reason=request.POST.get("reason", ""), award=_award(request, campaign))
    problem = ""
    if request.POST.get("act") == "do":
        try:
            moved = move(chosen, reached, act, actor=person(request))
        except CannotMoveError as error:
            problem = str(error)
        else:
            return _done(request, campaign, moved, reached)
    moved, warned = rehearse(chosen, reached, act)
    context = _context(campaign, reached, moved, warned) | {"act": act, "problem": problem}
    return page(request, "awards/step.html", context | {"chosen": chosen})


def _context(
    campaign: Campaign, reached: str, moved: Moved, warned: Sequence[tuple[Proposal, Caution]]
) -> dict[str, Any]:
    return {
        "campaign": campaign,
        "stage": stages.stages()[reached],
        "moved": moved,
        "counts": amounts(moved.moved),
        "warned": warned[:_SHOWN_WARNINGS],
        "more": max(0, len(warned) - _SHOWN_WARNINGS),
        "many": len(warned),
        "stayed": Counter(one.why for one in moved.stayed).most_common(),
    }


def amounts(proposals: Sequence[Proposal]) -> str:
    """'02 tập thể, 01 cá nhân'."""
    found = Counter(one.subject for one in proposals)
    return ", ".join(
        f"{count(found[subject])} {label.lower()}" for subject, label in Entry.Subject.choices if found[subject]
    )


def _done(request: HttpRequest, campaign: Campaign, moved: Moved, reached: str) -> HttpResponse:
    name = stages.stages()[reached].name
    if moved.moved:
        messages.success(request, f"Đã chuyển {amounts(moved.moved)} sang “{name}”.")
    if moved.stayed:
        messages.warning(request, f"{len(moved.stayed)} trường hợp không chuyển được vì đã ở bước khác hoặc đã rút.")
    if len(moved.moved) == 1:
        return redirect("proposal", campaign.slug, moved.moved[0].pk)
    return redirect("proposals", campaign.slug)


def _chosen(request: HttpRequest, campaign: Campaign) -> list[Proposal]:
    """The rows ticked, or all that the list was filtered to."""
    if "everything" in request.POST:
        sieve = Sieve(QueryDict(request.POST.get("query", "")), campaign, awards_of(campaign))
        return list(sieve.proposals()[:MOST])
    pks = [int(pk) for pk in request.POST.getlist("row")[:MOST] if pk.isdecimal() and len(pk) < 18]
    return list(Proposal.objects.filter(campaign=campaign, pk__in=pks).order_by("pk"))


def _award(request: HttpRequest, campaign: Campaign) -> Award | None:
    number = request.POST.get("award", "")
    if not number.isdecimal():
        return None
    return seen(Award.objects.of(campaign.root).filter(form=Award.Form.COMMENDATION), pk=number)


def open_decisions(campaign: Campaign) -> list[Decision]:
    """Those whose list can still change."""
    return list(Decision.objects.filter(campaign=campaign, state__in=OPEN).select_related("award"))
