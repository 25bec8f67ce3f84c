"""The council's table: meetings, attendance, quick entry of votes, closing and reopening, lines for the papers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kheo.awards.catalogue.keeping import terms_of
from kheo.awards.council import meeting as acts
from kheo.awards.council.meeting import CannotMeetError, Vote, house_of
from kheo.awards.council.models import Ballot, Meeting
from kheo.awards.council.papers import minutes_answers, pack_answers
from kheo.awards.council.voting import Counts, House, is_carried, is_quorate
from kheo.awards.proposals import stages
from kheo.awards.proposals.models import Proposal
from kheo.awards.proposals.moving import ReasonNeededError
from kheo.campaigns.models import Campaign
from kheo.web.answering import page
from kheo.web.awards.inputs import MeetingForm
from kheo.web.awards.seeing import WRITE, campaign_of
from kheo.web.rights import need, person, rights_at, seen

_COUNTED = ("agreed", "disagreed", "abstained", "invalid")
# More than any council has; the column holds it.
_MOST_VOTES = 10_000


@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    campaign = campaign_of(request, slug)
    form = MeetingForm(request.POST or None, instance=Meeting(campaign=campaign))
    if request.method == "POST":
        need(request, WRITE, campaign.root)
        if form.is_valid():
            made = acts.call(campaign, form.cleaned_data, actor=person(request))
            return redirect("meeting", campaign.slug, made.pk)
    context = {
        "campaign": campaign,
        "meetings": Meeting.objects.filter(campaign=campaign).order_by("-pk")[:50],
        "form": form,
        "rights": rights_at(request, campaign.root),
    }
    return page(request, "awards/meetings.html", context)


def meeting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    campaign = campaign_of(request, slug)
    return _shown(request, campaign, _found(campaign, number), None)


@require_POST
def act(request: HttpRequest, slug: str, number: int, act: str) -> HttpResponse:
    campaign = campaign_of(request, slug, WRITE)
    if act not in _ACTS:
        raise Http404
    found = _found(campaign, number)
    if act == "particulars":
        form = MeetingForm(request.POST, instance=_found(campaign, number))
        if not form.is_valid():
            return _shown(request, campaign, found, form)
    try:
        messages.success(request, _ACTS[act](request, found))
    except (CannotMeetError, ReasonNeededError) as error:
        messages.error(request, str(error))
        if isinstance(error, ReasonNeededError):
            for one, caution in error.cautions[:10]:
                messages.warning(request, f"{one.name}: {caution.sentence}")
    return redirect("meeting", campaign.slug, found.pk)


def _found(campaign: Campaign, number: int) -> Meeting:
    return seen(Meeting.objects.filter(campaign=campaign).select_related("campaign__root"), pk=number)


def _shown(request: HttpRequest, campaign: Campaign, found: Meeting, form: MeetingForm | None) -> HttpResponse:
    house, terms = house_of(found), terms_of(campaign)
    ballots = found.ballots.filter(struck_at=None).order_by("pk")
    agenda = list(ballots.select_related("proposal__unit", "proposal__award", "proposal__entry"))
    open_ones = Proposal.objects.standing().filter(campaign=campaign, stage=stages.PROPOSED)
    context = {
        "campaign": campaign,
        "one": found,
        "members": found.attendances.filter(struck_at=None),
        "house": house,
        "quorate": is_quorate(house, terms),
        "terms": terms,
        "agenda": [(ballot, _carried(ballot, house, terms)) for ballot in agenda],
        "entered": sum(ballot.agreed is not None for ballot in agenda),
        "outcomes": stages.outcomes(),
        "off": open_ones.exclude(pk__in=[ballot.proposal_id for ballot in agenda]).count(),
        "secret": found.mode == Meeting.Mode.SECRET,
        "form": form or MeetingForm(instance=found),
        "papers": [("Biên bản họp hội đồng", minutes_answers(found)), ("Hồ sơ họp hội đồng", pack_answers(found))],
        "rights": rights_at(request, campaign.root),
    }
    return page(request, "awards/meeting.html", context)


def _carried(ballot: Ballot, house: House, terms: Any) -> bool | None:
    if ballot.agreed is None:
        return None
    return is_carried(Counts(ballot.agreed, ballot.disagreed, ballot.abstained, ballot.invalid), house, terms)


def _particulars(request: HttpRequest, found: Meeting) -> str:
    form = MeetingForm(request.POST, instance=Meeting(campaign=found.campaign))
    if form.is_valid():
        acts.describe(found, form.cleaned_data, actor=person(request))
    return "Đã lưu."


def _members(request: HttpRequest, found: Meeting) -> str:
    added = acts.add_members(found, request.POST.get("lines", ""), actor=person(request))
    return f"Đã thêm {added} thành viên."


def _attendance(request: HttpRequest, found: Meeting) -> str:
    said = request.POST
    rows = {
        one.pk: (f"present-{one.pk}" in said, said.get(f"absent-{one.pk}", ""), f"strike-{one.pk}" in said)
        for one in found.attendances.filter(struck_at=None)
    }
    house = acts.attend(found, rows, actor=person(request))
    return f"Có mặt {house.present}/{house.members} thành viên."


def _agenda(request: HttpRequest, found: Meeting) -> str:
    rows = Proposal.objects.standing().filter(campaign=found.campaign, stage=stages.PROPOSED)
    return f"Đã thêm {acts.put_on(found, rows, actor=person(request))} trường hợp vào chương trình."


def _off_agenda(request: HttpRequest, found: Meeting) -> str:
    number = request.POST.get("ballot", "")
    acts.take_off(seen(found.ballots.all(), pk=_number(number) or 0), actor=person(request))
    return "Đã bỏ khỏi chương trình."


def _votes(request: HttpRequest, found: Meeting) -> str:
    """Lines left empty stay so, or count as agreed by all who attend where the secretary says so."""
    said, house = request.POST, house_of(found)
    votes = {}
    for ballot in found.ballots.filter(struck_at=None):
        typed = [_number(said.get(f"{name}-{ballot.pk}", "")) for name in _COUNTED]
        counts = Counts(*(number or 0 for number in typed)) if any(number is not None for number in typed) else None
        outcome = said.get(f"outcome-{ballot.pk}", "")
        if counts is None and "unanimous" in said:
            counts, outcome = Counts(house.present), outcome or stages.CHOSEN
        votes[ballot.pk] = Vote(counts, outcome, said.get(f"reason-{ballot.pk}", ""))
    refused = acts.enter(found, votes, actor=person(request))
    for sentence in refused[:20]:
        messages.error(request, f"Chưa ghi: {sentence}")
    return f"Đã ghi {len(votes) - len(refused)} dòng."


def _closing(request: HttpRequest, found: Meeting) -> str:
    stayed = acts.close(found, reason=request.POST.get("reason", ""), actor=person(request))
    for one in stayed[:20]:
        messages.warning(request, f"{one.proposal.name} không chuyển được: {one.why}.")
    return "Đã kết thúc cuộc họp; kết quả có hiệu lực với từng trường hợp."


def _reopening(request: HttpRequest, found: Meeting) -> str:
    acts.reopen(found, reason=request.POST.get("reason", ""), actor=person(request))
    return "Đã mở lại cuộc họp; các trường hợp trở về bước đề nghị khen, phiếu đã ghi vẫn giữ."


def _withdrawal(request: HttpRequest, found: Meeting) -> str:
    acts.withdraw(found, withdrawn=True, actor=person(request))
    return "Đã rút cuộc họp."


def _restoration(request: HttpRequest, found: Meeting) -> str:
    acts.withdraw(found, withdrawn=False, actor=person(request))
    return "Đã khôi phục cuộc họp."


def _number(text: str) -> int | None:
    text = text.strip()
    return min(int(text), _MOST_VOTES) if text.isdecimal() and len(text) < 18 else None


_ACTS: dict[str, Callable[[HttpRequest, Meeting], str]] = {
    "particulars": _particulars,
    "members": _members,
    "attendance": _attendance,
    "agenda": _agenda,
    "off-agenda": _off_agenda,
    "votes": _votes,
    "closing": _closing,
    "reopening": _reopening,
    "withdrawal": _withdrawal,
    "restoration": _restoration,
}
