"""Proposals moved along their way, one or many at once; the last step undone; withdrawn and restored.

Nothing is deleted: a step undone stays with who undid it and why. `Proposal.stage` is always what its last standing
step reached.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.awards.catalogue.models import Award
from kheo.awards.council.models import Meeting
from kheo.awards.decisions.models import Grant
from kheo.awards.proposals import stages
from kheo.awards.proposals.guards import Caution, cautions
from kheo.awards.proposals.models import Override, Proposal, Step
from kheo.awards.proposals.naming import said
from kheo.awards.proposals.stages import Move
from kheo.journal.book import Happening, note, note_all


class CannotMoveError(Exception):
    """Why it cannot go on, as a sentence."""


class ReasonNeededError(CannotMoveError):
    """Only a reason is missing; `cautions` are the warnings it must answer, if any."""

    def __init__(self, message: str, warned: Sequence[tuple[Proposal, Caution]] = ()) -> None:
        super().__init__(message)
        self.cautions = tuple(warned)


@dataclass(frozen=True, slots=True)
class Stayed:
    proposal: Proposal
    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    moved: tuple[Proposal, ...]
    stayed: tuple[Stayed, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """How a move is made: by what sort of act, for what reason, at which meeting, with which award given on the way."""

    by: str = stages.BY_HAND
    reason: str = ""
    award: Award | None = None
    meeting: Meeting | None = None


@transaction.atomic
def move(proposals: Iterable[Proposal], reached: str, act: Act, *, actor: User | None) -> Moved:
    """Those that can go there go; those that cannot stay, each with why. Rows are locked: nobody moves them at once.

    Raises ReasonNeededError, and moves nothing, where the way or a warning asks for a reason and there is none.
    """
    reason = said(act.reason)
    found = _locked(proposals)
    going, stayed = _sorted_out(found, reached, act.by)
    if not reason and any(way.reason for _, way in going):
        raise ReasonNeededError("Hãy ghi lý do.")
    steps = _stepped([one for one, _ in going], reached, act, reason, actor)
    Step.objects.bulk_create(steps, batch_size=500)
    Proposal.objects.bulk_update([one for one, _ in going], ["stage", "award"], batch_size=500)
    # Only now, so that a quota is looked at with all of these in it.
    _answer_cautions([one for one, way in going if way.guarded], reason, actor)
    note_all([Happening("proposal.moved", step.proposal, actor, _told(step)) for step in steps])
    return Moved(tuple(one for one, _ in going), tuple(stayed))


@transaction.atomic
def undo(proposal: Proposal, *, reason: str, actor: User | None) -> Proposal:
    """The last step taken back, with the award it gave. Raises CannotMoveError for the first step, for one that a
    meeting or a decision made, and where a decision already lists the proposal for what it reached.
    """
    one = _one(proposal)
    step = last_step(one)
    if step.left == "":
        raise CannotMoveError("Đây là bước đầu tiên; nếu đưa vào nhầm, hãy rút đề nghị.")
    if step.meeting_id is not None:
        raise CannotMoveError("Bước này do cuộc họp Hội đồng quyết định; hãy mở lại cuộc họp.")
    if step.decision_id is not None:
        raise CannotMoveError("Bước này do quyết định công nhận; hãy hủy quyết định hoặc thu hồi của đối tượng này.")
    take_back([(one, step)], reason=reason, actor=actor)
    return one


def take_back(pairs: Sequence[tuple[Proposal, Step]], *, reason: str, actor: User | None) -> None:
    """Steps that are the last of their (locked) proposals undone; call it in a transaction. Raises CannotMoveError."""
    listed = set(
        Grant.objects.live()
        .filter(proposal__in=[one.pk for one, _ in pairs], decision__award__form=Award.Form.COMMENDATION)
        .values_list("proposal_id", flat=True)
    )
    held = [one.name for one, step in pairs if one.pk in listed and step.reached == stages.CHOSEN]
    if held:
        raise CannotMoveError(
            f"Đã có trong quyết định khen thưởng: {'; '.join(held[:5])}. Hãy bỏ khỏi quyết định trước."
        )
    for one, step in pairs:
        step.undone_at, step.undone_by, step.undone_reason = timezone.now(), actor, said(reason)
        step.save(update_fields=["undone_at", "undone_by", "undone_reason"])
        if step.award_set:
            one.award_id = step.award_before_id
        settle(one)
        note("proposal.stepped_back", one, actor=actor, left=step.reached, reached=one.stage, reason=said(reason))


def settle(one: Proposal) -> None:
    """The stage its last standing step reached."""
    one.stage = last_step(one).reached
    one.save(update_fields=["stage", "award"])


def last_step(one: Proposal) -> Step:
    """The last that stands; every proposal has its first."""
    return one.steps.filter(undone_at=None).order_by("-pk")[0]


@transaction.atomic
def withdraw(proposal: Proposal, *, reason: str, actor: User | None) -> Proposal:
    """It counts nowhere any more, keeps its steps, and can be restored. Raises CannotMoveError."""
    one = _one(proposal)
    reason = said(reason, 300)
    if not reason:
        raise ReasonNeededError("Hãy ghi lý do rút.")
    if one.withdrawn_at is not None:
        raise CannotMoveError("Đề nghị này đã rút trước đó.")
    if Grant.objects.live().filter(proposal=one).exists():
        raise CannotMoveError("Đang có trong danh sách của một quyết định; hãy bỏ khỏi quyết định trước.")
    if one.ballots.filter(struck_at=None, meeting__closed_at=None, meeting__withdrawn_at=None).exists():
        raise CannotMoveError("Đang trong chương trình một cuộc họp chưa kết thúc; hãy bỏ khỏi chương trình trước.")
    one.withdrawn_at, one.withdrawn_reason = timezone.now(), reason
    one.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    note("proposal.withdrawn", one, actor=actor, reason=reason)
    return one


@transaction.atomic
def restore(proposal: Proposal, *, actor: User | None) -> Proposal:
    """As it was before it was withdrawn; restoring what stands changes nothing."""
    one = _one(proposal)
    if one.withdrawn_at is not None:
        one.withdrawn_at, one.withdrawn_reason = None, ""
        one.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        note("proposal.restored", one, actor=actor)
    return one


def open_cautions(proposals: Sequence[Proposal]) -> list[tuple[Proposal, Caution]]:
    """Warnings that ask for a reason before these (of one campaign, unit, award and entry fetched) go on."""
    warned = cautions(proposals, day=timezone.localdate())
    return [(one, caution) for one in proposals for caution in warned[one.pk] if caution.open]


def rehearse(proposals: Iterable[Proposal], reached: str, act: Act) -> tuple[Moved, list[tuple[Proposal, Caution]]]:
    """What `move` would do, and every warning it would ask a reason for; nothing is changed."""
    with transaction.atomic():
        going, stayed = _sorted_out(_locked(proposals), reached, act.by)
        for one, _ in going:
            one.stage, one.award = reached, act.award or one.award
        Proposal.objects.bulk_update([one for one, _ in going], ["stage", "award"], batch_size=500)
        warned = open_cautions([one for one, way in going if way.guarded])
        transaction.set_rollback(True)
    return Moved(tuple(one for one, _ in going), tuple(stayed)), warned


def _stepped(going: Sequence[Proposal], reached: str, act: Act, reason: str, actor: User | None) -> list[Step]:
    """The steps of these, who are put at their new stage in memory."""
    now = timezone.now()
    steps = []
    for one in going:
        step = Step(
            proposal=one, left=one.stage, reached=reached, at=now, actor=actor, reason=reason, meeting=act.meeting
        )
        if act.award is not None and act.award != one.award:
            step.award_before, step.award_set, one.award = one.award, True, act.award
        one.stage = reached
        steps.append(step)
    return steps


def _answer_cautions(proposals: Sequence[Proposal], reason: str, actor: User | None) -> None:
    warned = open_cautions(proposals)
    if warned and not reason:
        raise ReasonNeededError("Có cảnh báo chưa được trả lời; hãy ghi lý do vẫn tiếp tục.", warned)
    pass_over(warned, reason=reason, actor=actor)


def pass_over(warned: Sequence[tuple[Proposal, Caution]], *, reason: str, actor: User | None) -> None:
    """The warnings passed over, each with the reason; call it in the transaction of the act."""
    now = timezone.now()
    Override.objects.bulk_create(
        Override(proposal=one, guard=caution.guard.code, sentence=caution.sentence, reason=reason, at=now, actor=actor)
        for one, caution in warned
    )
    note_all(
        [
            Happening("guard.passed_over", one, actor, {"guard": caution.guard.code, "reason": reason})
            for one, caution in warned
        ]
    )


def _sorted_out(found: Sequence[Proposal], reached: str, by: str) -> tuple[list[tuple[Proposal, Move]], list[Stayed]]:
    going, stayed = [], []
    for one in found:
        way = stages.move_of(one.stage, reached, by)
        if one.withdrawn_at is not None:
            stayed.append(Stayed(one, "đã rút"))
        elif way is None:
            stayed.append(Stayed(one, f"đang ở bước “{stages.stages()[one.stage].name}”"))
        else:
            going.append((one, way))
    return going, stayed


def _told(step: Step) -> dict[str, object]:
    return {"left": step.left, "reached": step.reached, "reason": step.reason, "meeting": step.meeting_id}


def _locked(proposals: Iterable[Proposal]) -> list[Proposal]:
    pks = [one.pk for one in proposals]
    rows = Proposal.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    return list(rows.select_related("unit", "award", "entry", "campaign").order_by("pk"))


def _one(proposal: Proposal) -> Proposal:
    return _locked([proposal])[0]
