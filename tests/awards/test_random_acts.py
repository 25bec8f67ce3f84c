"""Whatever is done in any order: no entry and no award is lost, each stage is what its steps say, and what is withdrawn
comes back as it was."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.awards.council.meeting import CannotMeetError, Vote, add_members, call, close, enter, reopen
from kheo.awards.council.models import Meeting
from kheo.awards.council.voting import Counts
from kheo.awards.decisions.announcing import cancel, give_back, make_good, publish, recover
from kheo.awards.decisions.deciding import CannotDecideError, describe, enlist, hold, prepare, strike
from kheo.awards.decisions.models import Decision, Grant
from kheo.awards.proposals import stages
from kheo.awards.proposals.beginning import bring_in
from kheo.awards.proposals.funnel import funnel, having_reached
from kheo.awards.proposals.models import Proposal, Step
from kheo.awards.proposals.moving import Act, CannotMoveError, move, restore, undo, withdraw
from tests.asked import Asked, ask
from tests.awards.grounds import award, register
from tests.cast import Cast

_REFUSALS = (CannotMoveError, CannotDecideError, CannotMeetError)
_NAMES = ("move", "undo", "withdraw", "restore", "prepare", "strike", "hold", "publish", "cancel", "good", "recover",
          "back", "meet", "reopen")  # fmt: skip
_ACTS = st.lists(st.tuples(st.sampled_from(_NAMES), st.integers(0, 8), st.integers(0, 8)), max_size=18)


def at(rows: Any, number: int) -> Any:
    found = list(rows.order_by("pk"))
    return found[number % len(found)] if found else None


class Office:
    """Does the acts by their names, over whatever rows there are."""

    def __init__(self, asked: Asked) -> None:
        self.campaign = asked.campaign
        self.awards = [award(asked.campaign), award(asked.campaign, "cong-nhan-huyen")]

    def do(self, name: str, which: int, how: int) -> None:
        act: Callable[[int, int], object] = getattr(self, name)
        with suppress(*_REFUSALS):
            act(which, how)

    def move(self, which: int, how: int) -> None:
        move([at(Proposal.objects.all(), which)], list(stages.stages())[how], Act(reason="thử"), actor=None)

    def undo(self, which: int, _: int) -> None:
        undo(at(Proposal.objects.all(), which), reason="thử", actor=None)

    def withdraw(self, which: int, _: int) -> None:
        withdraw(at(Proposal.objects.all(), which), reason="thử", actor=None)

    def restore(self, which: int, _: int) -> None:
        restore(at(Proposal.objects.all(), which), actor=None)

    def prepare(self, which: int, how: int) -> None:
        made = prepare(self.campaign, self.awards[how % 2], actor=None)
        enlist(made, Proposal.objects.all(), actor=None)
        describe(made, title="", number=f"{which}-QĐ", dated=dt.date(2023, 11, 1), actor=None)

    def strike(self, which: int, how: int) -> None:
        if grant := at(Grant.objects.all(), which):
            strike(grant, struck=bool(how % 2), actor=None)

    def hold(self, which: int, how: int) -> None:
        if decision := at(Decision.objects.all(), which):
            hold(decision, held=bool(how % 2), actor=None)

    def publish(self, which: int, _: int) -> None:
        if decision := at(Decision.objects.all(), which):
            publish([decision], reason="thử", actor=None)

    def cancel(self, which: int, _: int) -> None:
        if decision := at(Decision.objects.all(), which):
            cancel(decision, reason="thử", actor=None)

    def good(self, which: int, _: int) -> None:
        if decision := at(Decision.objects.all(), which):
            make_good(decision, actor=None)

    def recover(self, which: int, _: int) -> None:
        if grant := at(Grant.objects.all(), which):
            recover(grant, reason="thử", actor=None)

    def back(self, which: int, _: int) -> None:
        if grant := at(Grant.objects.all(), which):
            give_back(grant, actor=None)

    def meet(self, _: int, how: int) -> None:
        made = call(self.campaign, {"title": "Họp"}, actor=None)
        add_members(made, "Trần Thị Mẫu", actor=None)
        outcome = (stages.CHOSEN, stages.RETURNED, stages.HIGHER, stages.NOT_CHOSEN)[how % 4]
        votes = {one.pk: Vote(Counts(1), outcome, "thử") for one in made.ballots.all()}
        enter(made, votes, actor=None)
        close(made, reason="thử", actor=None)

    def reopen(self, which: int, _: int) -> None:
        if meeting := at(Meeting.objects.all(), which):
            reopen(meeting, reason="thử", actor=None)


def state() -> tuple[list[Any], ...]:
    tables = (Proposal.objects.all(), Step.objects.all(), Decision.objects.all(), Grant.objects.all())
    return tuple(list(rows.order_by("pk").values()) for rows in tables)


def wrong(office: Office) -> list[object]:
    """Whatever should never be."""
    rows = Proposal.objects.all()
    found: list[object] = [
        (one.pk, one.stage) for one in rows if one.steps.filter(undone_at=None).order_by("-pk")[0].reached != one.stage
    ]
    doubled = Grant.objects.live().values_list("proposal", "decision__award")
    found += [pair for pair in set(doubled) if list(doubled).count(pair) > 1]
    commended = Grant.objects.live().filter(decision__award=office.awards[0])
    found += list(commended.exclude(proposal__stage=stages.CHOSEN))
    found += list(Grant.objects.live().filter(proposal__withdrawn_at__isnull=False))
    standing = rows.standing()
    found += [
        band.stage.code
        for band in funnel(office.campaign)[2:]
        if band.total != having_reached(standing, band.stage.code).count()
        or sum(band.here) != standing.filter(stage=band.stage.code).count()
    ]
    return found


@given(acts=_ACTS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_no_path_loses_an_entry_or_an_award(cast: Cast, acts: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        asked = ask(cast)
        entries = register(asked, cast.an_binh, "Đường hoa", "Tiếng kẻng", people=("Phạm Thị Mẫu",))
        bring_in(asked.campaign, actor=None)
        office = Office(asked)
        ever = 0
        for act in acts:
            office.do(*act)
            assert wrong(office) == []
            assert Grant.objects.count() >= ever
            ever = Grant.objects.count()
        bring_in(asked.campaign, actor=None)

        assert sorted(Proposal.objects.values_list("entry", flat=True)) == sorted(one.pk for one in entries)
        transaction.set_rollback(True)


@given(acts=_ACTS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_withdrawing_and_restoring_gives_the_same_state_back(cast: Cast, acts: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        asked = ask(cast)
        register(asked, cast.an_binh, "Đường hoa", people=("Phạm Thị Mẫu",))
        bring_in(asked.campaign, actor=None)
        office = Office(asked)
        for act in acts:
            office.do(*act)
        before = state()

        for one in Proposal.objects.standing():
            with suppress(CannotMoveError):
                withdraw(one, reason="thử", actor=None)
                restore(one, actor=None)
        for decision in Decision.objects.exclude(state="cancelled"):
            cancel(decision, reason="thử", actor=None)
            make_good(decision, actor=None)
        for grant in Grant.objects.given():
            recover(grant, reason="thử", actor=None)
            give_back(grant, actor=None)
        after = state()

        # Steps revived keep who made them; nothing else of any row differs.
        assert after == before
        transaction.set_rollback(True)
