"""A meeting called, its members and agenda, its votes entered; closed, so that its outcomes hold; reopened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.awards.catalogue.keeping import terms_of
from kheo.awards.council.models import Attendance, Ballot, Meeting
from kheo.awards.council.voting import Counts, House, faults, is_quorate
from kheo.awards.proposals import stages
from kheo.awards.proposals.models import Proposal, Step
from kheo.awards.proposals.moving import Act, CannotMoveError, Stayed, move, take_back
from kheo.awards.proposals.naming import said
from kheo.campaigns.models import Campaign
from kheo.journal.book import note

DESCRIBED = ("title", "starts_at", "ends_at", "place", "chair", "secretary", "mode", "opinions", "conclusion")
MOST_MEMBERS = 200


class CannotMeetError(Exception):
    """Why the meeting cannot go so, as a sentence."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What is entered for one line of the agenda: the counts (None: not yet), the outcome and why."""

    counts: Counts | None
    outcome: str = ""
    reason: str = ""


@transaction.atomic
def call(campaign: Campaign, said_of_it: Mapping[str, Any], *, actor: User | None) -> Meeting:
    """A meeting with the members of the one before, all of them present, and all who are proposed on its agenda."""
    last = Meeting.objects.filter(campaign__root=campaign.root, withdrawn_at=None).order_by("-pk").first()
    made = Meeting(campaign=campaign, called_at=timezone.now(), called_by=actor)
    for name in DESCRIBED:
        if name in said_of_it:
            setattr(made, name, said_of_it[name])
    made.save()
    if last is not None:
        Attendance.objects.bulk_create(
            Attendance(meeting=made, name=one.name, post=one.post) for one in last.attendances.filter(struck_at=None)
        )
    note("meeting.called", made, actor=actor, campaign=campaign.slug)
    put_on(made, Proposal.objects.standing().filter(campaign=campaign, stage=stages.PROPOSED), actor=actor)
    return made


@transaction.atomic
def describe(meeting: Meeting, said_of_it: Mapping[str, Any], *, actor: User | None) -> Meeting:
    """When, where, who chairs, how votes are cast, what was said. Raises CannotMeetError once it is closed."""
    found = _open(meeting)
    changed = [name for name in DESCRIBED if name in said_of_it and getattr(found, name) != said_of_it[name]]
    for name in changed:
        setattr(found, name, said_of_it[name])
    if changed:
        found.save(update_fields=changed)
        note("meeting.described", found, actor=actor, fields=changed)
    return found


@transaction.atomic
def add_members(meeting: Meeting, lines: str, *, actor: User | None) -> int:
    """One a line: name, post – parted by a comma; who is there already is not doubled. How many were added."""
    found = _open(meeting)
    there = set(found.attendances.filter(struck_at=None).values_list("name", "post"))
    wanted = []
    for line in lines.splitlines():
        name, _, post = (said(part, 250) for part in line.partition(","))
        if name and (name[:120], post) not in there:
            there.add((name[:120], post))
            wanted.append(Attendance(meeting=found, name=name[:120], post=post))
    if len(there) > MOST_MEMBERS:
        raise CannotMeetError(f"Hội đồng có nhiều nhất {MOST_MEMBERS} thành viên.")
    Attendance.objects.bulk_create(wanted)
    if wanted:
        note("meeting.members_added", found, actor=actor, many=len(wanted))
    return len(wanted)


@transaction.atomic
def attend(meeting: Meeting, rows: Mapping[int, tuple[bool, str, bool]], *, actor: User | None) -> House:
    """Attendance.pk → (present, why absent, struck off); who is not named stays as they were."""
    found = _open(meeting)
    for one in found.attendances.filter(pk__in=rows):
        one.present, why, struck = rows[one.pk]
        one.absent_reason = "" if one.present else said(why, 250)
        one.struck_at = (one.struck_at or timezone.now()) if struck else None
        one.save(update_fields=["present", "absent_reason", "struck_at"])
    house = house_of(found)
    note("meeting.attended", found, actor=actor, members=house.members, present=house.present)
    return house


def house_of(meeting: Meeting) -> House:
    present = list(meeting.attendances.filter(struck_at=None).values_list("present", flat=True))
    return House(len(present), sum(present))


@transaction.atomic
def put_on(meeting: Meeting, proposals: Iterable[Proposal], *, actor: User | None) -> int:
    """On the agenda, once each; only who is proposed now. How many came on."""
    found = _open(meeting)
    pks = [one.pk for one in proposals]
    there = {ballot.proposal_id: ballot for ballot in found.ballots.all()}
    rows = Proposal.objects.standing().filter(pk__in=pks, campaign=found.campaign_id, stage=stages.PROPOSED)
    came = 0
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        ballot = there.get(pk)
        if ballot is None:
            Ballot.objects.create(meeting=found, proposal_id=pk)
        elif ballot.struck_at is not None:
            Ballot.objects.filter(pk=ballot.pk).update(struck_at=None)
        else:
            continue
        came += 1
    if came:
        note("meeting.agenda_grew", found, actor=actor, many=came)
    return came


@transaction.atomic
def take_off(ballot: Ballot, *, actor: User | None) -> None:
    """Off the agenda, with its counts kept should it come back."""
    found = _open(ballot.meeting)
    if Ballot.objects.filter(pk=ballot.pk, struck_at=None).update(struck_at=timezone.now()):
        note("meeting.agenda_shrank", found, actor=actor, proposal=ballot.proposal_id)


@transaction.atomic
def enter(meeting: Meeting, votes: Mapping[int, Vote], *, actor: User | None) -> list[str]:
    """Ballot.pk → what is entered; what cannot be right is refused line by line, the rest is kept.

    The sentences of the lines refused.
    """
    found = _open(meeting)
    house, secret = house_of(found), found.mode == Meeting.Mode.SECRET
    refused, kept = [], []
    for ballot in found.ballots.filter(pk__in=votes, struck_at=None).select_related("proposal"):
        vote = votes[ballot.pk]
        wrong = faults(vote.counts, house, secret=secret) if vote.counts else []
        if vote.outcome and stages.move_of(stages.PROPOSED, vote.outcome, stages.BY_MEETING) is None:
            wrong.append("kết quả không có trong quy trình")
        if wrong:
            refused.append(f"{ballot.proposal.name}: {'; '.join(wrong)}.")
            continue
        counts = vote.counts or Counts(0)
        ballot.agreed = counts.agreed if vote.counts else None
        ballot.disagreed, ballot.abstained, ballot.invalid = counts.disagreed, counts.abstained, counts.invalid
        ballot.outcome, ballot.reason = vote.outcome, said(vote.reason)
        kept.append(ballot)
    Ballot.objects.bulk_update(kept, ["agreed", "disagreed", "abstained", "invalid", "outcome", "reason"])
    if kept:
        told = [[one.proposal_id, one.agreed, one.disagreed, one.abstained, one.invalid, one.outcome] for one in kept]
        note("meeting.voted", found, actor=actor, votes=told)
    return refused


@transaction.atomic
def close(meeting: Meeting, *, reason: str = "", actor: User | None) -> tuple[Stayed, ...]:
    """Each line goes where its outcome says. Those that could not go (moved meanwhile) are given back with why.

    Raises CannotMeetError where lines have no outcome or lack their reason or votes, or there is no quorum and no
    reason; ReasonNeededError where warnings about who is chosen ask for one.
    """
    found = _open(meeting)
    reason = said(reason)
    ballots = list(found.ballots.filter(struck_at=None).select_related("proposal"))
    _must_be_whole(found, ballots, reason)
    stayed: list[Stayed] = []
    groups: dict[tuple[str, str], list[Proposal]] = {}
    for ballot in ballots:
        groups.setdefault((ballot.outcome, ballot.reason), []).append(ballot.proposal)
    for (outcome, why), proposals in groups.items():
        how = Act(by=stages.BY_MEETING, reason=why or reason, meeting=found)
        stayed += move(proposals, outcome, how, actor=actor).stayed
    found.closed_at, found.closed_reason = timezone.now(), reason
    found.save(update_fields=["closed_at", "closed_reason"])
    note("meeting.closed", found, actor=actor, reason=reason, lines=len(ballots))
    return tuple(stayed)


@transaction.atomic
def reopen(meeting: Meeting, *, reason: str, actor: User | None) -> Meeting:
    """Its outcomes hold no more; what was voted stays entered. Raises CannotMeetError where one went on since."""
    found = _locked(meeting)
    if found.closed_at is None:
        return found
    if not said(reason):
        raise CannotMeetError("Hãy ghi lý do mở lại cuộc họp.")
    rows = Step.objects.filter(meeting=found, undone_at=None).values_list("proposal", flat=True)
    proposals = Proposal.objects.select_for_update(of=("self",)).filter(pk__in=list(rows)).order_by("pk")
    pairs = [(one, one.steps.filter(undone_at=None).order_by("-pk")[0]) for one in proposals]
    if later := [one.name for one, step in pairs if step.meeting_id != found.pk]:
        raise CannotMeetError(f"Đã sang bước khác sau cuộc họp: {'; '.join(later[:5])}. Hãy lùi bước ấy trước.")
    try:
        take_back(pairs, reason=reason, actor=actor)
    except CannotMoveError as error:
        raise CannotMeetError(str(error)) from None
    found.closed_at, found.closed_reason = None, ""
    found.save(update_fields=["closed_at", "closed_reason"])
    note("meeting.reopened", found, actor=actor, reason=said(reason))
    return found


@transaction.atomic
def withdraw(meeting: Meeting, *, withdrawn: bool, actor: User | None) -> None:
    """Called by mistake, or called after all. Raises CannotMeetError where it is closed."""
    found = _locked(meeting)
    if found.closed_at is not None:
        raise CannotMeetError("Cuộc họp đã kết thúc; hãy mở lại trước.")
    if (found.withdrawn_at is not None) != withdrawn:
        found.withdrawn_at = timezone.now() if withdrawn else None
        found.save(update_fields=["withdrawn_at"])
        note("meeting.withdrawn" if withdrawn else "meeting.restored", found, actor=actor)


def _must_be_whole(meeting: Meeting, ballots: Sequence[Ballot], reason: str) -> None:
    if not ballots:
        raise CannotMeetError("Chương trình họp chưa có trường hợp nào.")
    open_lines = [one.proposal.name for one in ballots if not one.outcome or one.agreed is None]
    if open_lines:
        raise CannotMeetError(
            f"Còn {len(open_lines)} trường hợp chưa ghi phiếu hoặc kết quả: {'; '.join(open_lines[:5])}."
        )
    unsaid = [
        one.proposal.name
        for one in ballots
        if not one.reason
        and (way := stages.move_of(stages.PROPOSED, one.outcome, stages.BY_MEETING)) is not None
        and way.reason
    ]
    if unsaid:
        raise CannotMeetError(f"Hãy ghi lý do cho: {'; '.join(unsaid[:5])}.")
    if is_quorate(house_of(meeting), terms_of(meeting.campaign)) is False and not reason:
        raise CannotMeetError("Chưa đủ số thành viên dự họp theo quy định đã đặt; hãy ghi lý do vẫn kết luận.")


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("campaign__root").get(pk=meeting.pk)


def _open(meeting: Meeting) -> Meeting:
    found = _locked(meeting)
    if found.closed_at is not None:
        raise CannotMeetError("Cuộc họp đã kết thúc; hãy mở lại để sửa.")
    if found.withdrawn_at is not None:
        raise CannotMeetError("Cuộc họp đã rút; hãy khôi phục trước.")
    return found
