"""Decisions published together at one moment; cancelled, and made good again; one award recovered, and given back."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.awards.catalogue.keeping import terms_of
from kheo.awards.catalogue.models import Award
from kheo.awards.catalogue.money import prize, rates_of, wages_of
from kheo.awards.decisions.deciding import OPEN, CannotDecideError, locked
from kheo.awards.decisions.models import Decision, Grant
from kheo.awards.proposals import stages
from kheo.awards.proposals.guards import Caution
from kheo.awards.proposals.models import Proposal, Step
from kheo.awards.proposals.moving import ReasonNeededError, open_cautions, pass_over, settle
from kheo.awards.proposals.naming import said
from kheo.journal.book import note

_State = Decision.State
# These are behind a recognition or level with it; whoever is further on keeps the stage.
_BEFORE_RECOGNITION = (stages.REGISTERED, stages.REPORTED)


@transaction.atomic
def publish(decisions: Sequence[Decision], *, reason: str = "", actor: User | None) -> datetime:
    """All of them at one instant, or none. What was recognised moves on; prizes are reckoned by the day of each.

    Raises CannotDecideError for one without number, day or list, ReasonNeededError where warnings ask for a reason.
    """
    found = [locked(one) for one in sorted(decisions, key=lambda one: one.pk)]
    lacks = [f"{one.title}: {lack}" for one in found for lack in _lacks(one)]
    if lacks:
        raise CannotDecideError("Chưa công bố được. " + "; ".join(lacks) + ".")
    warned = warnings(found)
    reason = said(reason)
    if warned and not reason:
        raise ReasonNeededError("Có cảnh báo chưa được trả lời; hãy ghi lý do vẫn công bố.", warned)
    pass_over(warned, reason=reason, actor=actor)
    now = timezone.now()
    for one in found:
        one.state, one.published_at, one.published_by = _State.PUBLISHED, now, actor
        one.save(update_fields=["state", "published_at", "published_by"])
        _reckon(one)
        note("decision.published", one, actor=actor, number=one.number, together=[other.pk for other in found])
        if one.award.form == Award.Form.RECOGNITION:
            _settle_recognition(one, actor)
    return now


def warnings(decisions: Sequence[Decision]) -> list[tuple[Proposal, Caution]]:
    """Open warnings about who stands on decisions of commendation."""
    wanted = [one.pk for one in decisions if one.award.form == Award.Form.COMMENDATION]
    grants = Grant.objects.listed().filter(decision__in=wanted)
    rows = grants.select_related("proposal__unit", "proposal__award", "proposal__entry", "proposal__campaign")
    by_campaign: dict[int, list[Proposal]] = {}
    for grant in rows:
        by_campaign.setdefault(grant.proposal.campaign_id, []).append(grant.proposal)
    return [warned for proposals in by_campaign.values() for warned in open_cautions(proposals)]


@transaction.atomic
def cancel(decision: Decision, *, reason: str, actor: User | None) -> Decision:
    """It is worth nothing from now on, and so are its awards; all of it stays. Raises CannotDecideError."""
    found = locked(decision)
    reason = said(reason)
    if not reason:
        raise CannotDecideError("Hãy ghi lý do hủy quyết định.")
    if found.state == _State.CANCELLED:
        raise CannotDecideError("Quyết định này đã hủy trước đó.")
    found.state_before, found.state = found.state, _State.CANCELLED
    found.cancelled_at, found.cancelled_reason = timezone.now(), reason
    found.save(update_fields=["state", "state_before", "cancelled_at", "cancelled_reason"])
    note("decision.cancelled", found, actor=actor, reason=reason, before=found.state_before)
    _settle_recognition(found, actor)
    return found


@transaction.atomic
def make_good(decision: Decision, *, actor: User | None) -> Decision:
    """As it was before it was cancelled. Raises CannotDecideError where its people stand on another meanwhile."""
    found = locked(decision)
    if found.state != _State.CANCELLED:
        return found
    mine = found.grants.listed().filter(recovered_at=None).values("proposal")
    doubled = Grant.objects.live().filter(proposal__in=mine, decision__award=found.award).exclude(decision=found)
    if double := doubled.select_related("decision", "proposal").first():
        raise CannotDecideError(f"{double.proposal.name} đã có trong “{double.decision.title}”; hãy bỏ khỏi đó trước.")
    if found.award.form == Award.Form.COMMENDATION:
        moved = Proposal.objects.filter(pk__in=mine).exclude(stage=stages.CHOSEN, withdrawn_at=None).first()
        if moved is not None:
            raise CannotDecideError(f"{moved.name} không còn ở bước được chọn; hãy đưa trở lại trước.")
    elif gone := Proposal.objects.filter(pk__in=mine, withdrawn_at__isnull=False).first():
        raise CannotDecideError(f"{gone.name} đã rút; hãy khôi phục đề nghị trước.")
    found.state, found.state_before = _State(found.state_before), ""
    found.cancelled_at, found.cancelled_reason = None, ""
    found.save(update_fields=["state", "state_before", "cancelled_at", "cancelled_reason"])
    note("decision.made_good", found, actor=actor)
    _settle_recognition(found, actor)
    return found


@transaction.atomic
def recover(grant: Grant, *, reason: str, actor: User | None) -> Grant:
    """One award of a published decision taken back, with its prize (Luật 06/2022/QH15). Raises CannotDecideError."""
    decision = locked(grant.decision)
    found = _grant(grant)
    reason = said(reason)
    if not reason:
        raise CannotDecideError("Hãy ghi lý do thu hồi.")
    if decision.state != _State.PUBLISHED or found.recovered_at is not None or found.struck_at is not None:
        raise CannotDecideError("Chỉ thu hồi được của người đang có trong quyết định đã công bố.")
    found.recovered_at, found.recovered_reason = timezone.now(), reason
    found.save(update_fields=["recovered_at", "recovered_reason"])
    note("grant.recovered", found, actor=actor, decision=decision.pk, reason=reason)
    _settle_recognition(decision, actor)
    return found


@transaction.atomic
def give_back(grant: Grant, *, actor: User | None) -> Grant:
    """Recovered wrongly: it stands again. Raises CannotDecideError where another decision gave it meanwhile."""
    decision = locked(grant.decision)
    found = _grant(grant)
    if found.recovered_at is None:
        return found
    others = Grant.objects.live().filter(proposal=found.proposal, decision__award=decision.award).exclude(pk=found.pk)
    if others.exists():
        raise CannotDecideError(f"{found.proposal.name} đã có trong quyết định khác cùng hình thức.")
    if found.proposal.withdrawn_at is not None:
        raise CannotDecideError(f"{found.proposal.name} đã rút; hãy khôi phục đề nghị trước.")
    if decision.award.form == Award.Form.COMMENDATION and found.proposal.stage != stages.CHOSEN:
        raise CannotDecideError(f"{found.proposal.name} không còn ở bước được chọn; hãy đưa trở lại trước.")
    found.recovered_at, found.recovered_reason = None, ""
    found.save(update_fields=["recovered_at", "recovered_reason"])
    note("grant.given_back", found, actor=actor, decision=decision.pk)
    _settle_recognition(decision, actor)
    return found


def _lacks(one: Decision) -> list[str]:
    if one.state not in OPEN:
        return [one.get_state_display().lower()]
    lacks = [] if one.number else ["chưa ghi số"]
    lacks += [] if one.dated else ["chưa ghi ngày"]
    return lacks + ([] if one.grants.listed().exists() else ["chưa có ai trong danh sách"])


def _reckon(one: Decision) -> None:
    """Each listed recipient's prize by the day of the decision; nothing where no rate is known."""
    if one.award.form != Award.Form.COMMENDATION or one.dated is None:
        return
    rates, wages = rates_of(one.award), wages_of(one.campaign.root)
    rounding = terms_of(one.campaign).rounding
    grants = list(one.grants.listed().select_related("proposal"))
    for grant in grants:
        found = prize(rates.get(grant.proposal.subject, ()), wages, day=one.dated, rounding=rounding)
        grant.prize = found.as_plain() if found else {}
    Grant.objects.bulk_update(grants, ["prize"], batch_size=500)


def _settle_recognition(decision: Decision, actor: User | None) -> None:
    """Who stands on a decision of recognition is recognised as long as one such decision stands, of whatever level."""
    if decision.award.form != Award.Form.RECOGNITION:
        return
    pks = list(decision.grants.values_list("proposal_id", flat=True))
    rows = Grant.objects.given().filter(proposal__in=pks, decision__award__form=Award.Form.RECOGNITION)
    standing = set(rows.values_list("proposal_id", flat=True))
    for one in Proposal.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"):
        step = one.steps.filter(reached=stages.RECOGNISED).order_by("-pk").first()
        if one.pk in standing:
            _recognise(one, step, decision, actor)
        elif step is not None and step.undone_at is None:
            step.undone_at, step.undone_by, step.undone_reason = timezone.now(), actor, "Không còn quyết định công nhận"
            step.save(update_fields=["undone_at", "undone_by", "undone_reason"])
            settle(one)


def _recognise(one: Proposal, step: Step | None, decision: Decision, actor: User | None) -> None:
    """A step of its own, or the one it had revived; whoever went on without recognition keeps the stage."""
    if step is not None and step.undone_at is not None:
        step.undone_at, step.undone_by, step.undone_reason = None, None, ""
        step.save(update_fields=["undone_at", "undone_by", "undone_reason"])
        settle(one)
    elif step is None and one.stage in _BEFORE_RECOGNITION:
        Step.objects.create(
            proposal=one, left=one.stage, reached=stages.RECOGNISED, at=timezone.now(), actor=actor, decision=decision,
            reason=said(f"{decision.award.name}, quyết định {decision.number}"),
        )  # fmt: skip
        settle(one)


def _grant(grant: Grant) -> Grant:
    return Grant.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=grant.pk)
