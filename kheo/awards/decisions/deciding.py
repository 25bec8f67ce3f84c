"""Decisions prepared and held back: their list, number and day. Nothing on them is told until they are published."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kheo.awards.catalogue.models import Award
from kheo.awards.decisions.models import Decision, Grant
from kheo.awards.proposals import stages
from kheo.awards.proposals.models import Proposal
from kheo.awards.proposals.moving import Stayed
from kheo.awards.proposals.naming import said
from kheo.campaigns.models import Campaign
from kheo.journal.book import note

_State = Decision.State
OPEN = (_State.PREPARED, _State.HELD)


class CannotDecideError(Exception):
    """Why the decision cannot be made so, as a sentence."""


@dataclass(frozen=True, slots=True)
class Listed:
    grants: tuple[Grant, ...]
    stayed: tuple[Stayed, ...]


@transaction.atomic
def prepare(campaign: Campaign, award: Award, *, title: str = "", actor: User | None) -> Decision:
    """An empty list for one award. Raises CannotDecideError for an award that is offered no more."""
    if award.retired_at is not None:
        raise CannotDecideError(f"“{award.name}” không còn trong danh mục đang dùng.")
    made = Decision.objects.create(
        campaign=campaign,
        award=award,
        title=said(title, 250) or award.name,
        prepared_at=timezone.now(),
        prepared_by=actor,
    )
    note("decision.prepared", made, actor=actor, award=award.code)
    return made


@transaction.atomic
def describe(decision: Decision, *, title: str, number: str, dated: dt.date | None, actor: User | None) -> Decision:
    """Its title, number and day, while it is not published. Raises CannotDecideError."""
    found = open_one(decision)
    before = {"title": found.title, "number": found.number, "dated": found.dated.isoformat() if found.dated else ""}
    found.title, found.number, found.dated = said(title, 250) or found.title, said(number, 60), dated
    found.save(update_fields=["title", "number", "dated"])
    note("decision.described", found, actor=actor, before=before, number=found.number)
    return found


@transaction.atomic
def enlist(decision: Decision, proposals: Iterable[Proposal], *, actor: User | None) -> Listed:
    """Those who may stand on it are put there, once each; the others stay out, each with why."""
    found = open_one(decision)
    if found.state == _State.HELD:
        raise CannotDecideError("Quyết định đang giữ lại để công bố; hãy mở lại danh sách trước khi thêm.")
    pks = [one.pk for one in proposals]
    rows = list(Proposal.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
    there = {grant.proposal_id: grant for grant in found.grants.all()}
    elsewhere = dict(
        Grant.objects.live()
        .filter(proposal__in=pks, decision__award=found.award)
        .exclude(decision=found)
        .values_list("proposal_id", "decision__title")
    )
    now, made, stayed = timezone.now(), [], []
    for one in rows:
        why = _why_not(one, found, elsewhere)
        grant = there.get(one.pk)
        if why:
            stayed.append(Stayed(one, why))
        elif grant is None:
            made.append(Grant.objects.create(decision=found, proposal=one, listed_at=now))
        elif grant.struck_at is not None:
            grant.struck_at = None
            grant.save(update_fields=["struck_at"])
            made.append(grant)
    if made:
        note("decision.enlisted", found, actor=actor, proposals=[grant.proposal_id for grant in made])
    return Listed(tuple(made), tuple(stayed))


@transaction.atomic
def strike(grant: Grant, *, struck: bool, actor: User | None) -> Grant:
    """Off the list, or back on it, while the decision is not published. Raises CannotDecideError."""
    open_one(grant.decision)
    found = Grant.objects.select_for_update(of=("self",)).select_related("proposal", "decision__award").get(pk=grant.pk)
    if (found.struck_at is not None) == struck:
        return found
    if not struck:
        why = _why_not(found.proposal, found.decision, {})
        if why:
            raise CannotDecideError(f"{found.proposal.name}: {why}.")
    found.struck_at = timezone.now() if struck else None
    found.save(update_fields=["struck_at"])
    note("grant.struck" if struck else "grant.put_back", found, actor=actor, decision=found.decision_id)
    return found


@transaction.atomic
def hold(decision: Decision, *, held: bool, actor: User | None) -> Decision:
    """Ready and kept back until it is told; or its list opened again. Raises CannotDecideError with nobody on it."""
    found = open_one(decision)
    wanted = _State.HELD if held else _State.PREPARED
    if found.state == wanted:
        return found
    if held and not found.grants.listed().exists():
        raise CannotDecideError("Chưa có ai trong danh sách.")
    found.state = wanted
    found.save(update_fields=["state"])
    note("decision.held" if held else "decision.released", found, actor=actor)
    return found


def open_one(decision: Decision) -> Decision:
    """Locked. Raises CannotDecideError where it is published or cancelled."""
    found = locked(decision)
    if found.state not in OPEN:
        raise CannotDecideError(f"Quyết định này {found.get_state_display().lower()} nên không sửa được danh sách.")
    return found


def locked(decision: Decision) -> Decision:
    rows = Decision.objects.select_for_update(of=("self",)).select_related("award", "campaign__root")
    return rows.get(pk=decision.pk)


def _why_not(one: Proposal, decision: Decision, elsewhere: dict[int, str]) -> str:
    """Why this one may not stand on the list, or nothing."""
    commends = decision.award.form == Award.Form.COMMENDATION
    reasons = (
        (one.campaign_id != decision.campaign_id, "thuộc đợt khác"),
        (one.withdrawn_at is not None, "đã rút"),
        (one.pk in elsewhere, f"đã có trong “{elsewhere.get(one.pk)}”"),
        (
            commends and one.stage != stages.CHOSEN,
            f"chưa được chọn (đang ở bước “{stages.stages()[one.stage].name}”)",
        ),
        (commends and one.award_id not in {None, decision.award_id}, "được chọn cho hình thức khác"),
        (not commends and one.entry_id is None, "không phải mô hình, điển hình đã đăng ký"),
    )
    return next((why for holds, why in reasons if holds), "")
