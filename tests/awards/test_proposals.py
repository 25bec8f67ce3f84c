"""Proposals on their way: begun from entries, moved, warned of, undone, withdrawn and restored."""

import datetime as dt

import pytest

from kheo.awards.catalogue.models import Award
from kheo.awards.decisions.announcing import publish
from kheo.awards.decisions.deciding import describe, enlist, prepare
from kheo.awards.proposals import stages
from kheo.awards.proposals.beginning import Brought, CannotBeginError, begin_again, begin_beside, bring_in, waiting
from kheo.awards.proposals.guards import cautions
from kheo.awards.proposals.models import Override, Proposal
from kheo.awards.proposals.moving import (
    Act,
    CannotMoveError,
    ReasonNeededError,
    move,
    rehearse,
    restore,
    undo,
    withdraw,
)
from kheo.awards.proposals.noting import clear
from kheo.awards.proposals.quotas import rooms, set_quota
from kheo.journal.models import Event
from kheo.records.models import Entry
from kheo.units.merging import close
from tests.asked import Asked, ask
from tests.awards.grounds import award, choose, go, of, register, report, today
from tests.cast import Cast


@pytest.fixture
def asked(cast: Cast) -> Asked:
    return ask(cast)


def warned(one: Proposal) -> list[str]:
    fetched = Proposal.objects.select_related("unit", "award", "entry", "campaign").get(pk=one.pk)
    return [caution.guard.code for caution in cautions([fetched], day=today())[one.pk]]


def test_each_entry_gets_one_proposal_and_is_lifted_when_its_results_come(asked: Asked, cast: Cast) -> None:
    first, second = register(asked, cast.an_binh, "Đường hoa", "Tiếng kẻng")

    before = (waiting(asked.campaign), bring_in(asked.campaign, actor=cast.lan), waiting(asked.campaign))
    report(asked, [first])
    after = bring_in(asked.campaign, actor=cast.lan)

    assert (before, after) == ((2, Brought(2, 0), 0), Brought(0, 1))
    assert [of(one).stage for one in (first, second)] == [stages.REPORTED, stages.REGISTERED]
    assert bring_in(asked.campaign, actor=cast.lan) == Brought(0, 0)


def test_a_later_version_of_an_entry_begins_nothing_new(asked: Asked, cast: Cast) -> None:
    (first,) = register(asked, cast.an_binh, "Đường hoa")
    bring_in(asked.campaign, actor=None)
    Entry.objects.filter(pk=first.pk).update(current=False)
    later = register(asked, cast.an_binh, "Đường hoa nông thôn")[0]
    Entry.objects.filter(pk=later.pk).update(same_as=first)

    assert bring_in(asked.campaign, actor=None) == Brought(0, 0)
    assert "entry_gone" not in warned(of(first))


def test_a_way_there_is_not_leaves_it_where_it_is(asked: Asked, cast: Cast) -> None:
    entries = register(asked, cast.an_binh, "Đường hoa", "Tiếng kẻng")
    bring_in(asked.campaign, actor=None)
    go([of(entries[0])], stages.TYPICAL)

    moved = move([of(one) for one in entries], stages.CHOSEN, Act(reason="x"), actor=cast.lan)

    assert [(one.proposal.name, one.why) for one in moved.stayed] == [
        ("Xã An Bình", "đang ở bước “Tiêu biểu”"),
        ("Xã An Bình", "đang ở bước “Đã đăng ký”"),
    ]


def test_a_warning_asks_for_a_reason_and_the_reason_is_kept(asked: Asked, cast: Cast) -> None:
    (entry,) = register(asked, cast.an_binh, "Đường hoa")
    bring_in(asked.campaign, actor=None)
    go([of(entry)], stages.TYPICAL)

    with pytest.raises(ReasonNeededError) as refused:
        move([of(entry)], stages.PROPOSED, Act(), actor=cast.lan)
    untouched = of(entry).stage
    move([of(entry)], stages.PROPOSED, Act(reason="Sẽ xác minh trước họp"), actor=cast.lan)

    assert [caution.guard.code for _, caution in refused.value.cautions] == ["no_clearance"]
    assert untouched == stages.TYPICAL
    assert [(one.guard, one.reason, one.actor) for one in Override.objects.all()] == [
        ("no_clearance", "Sẽ xác minh trước họp", cast.lan)
    ]
    # What was answered once does not ask again.
    move([of(entry)], stages.CHOSEN, Act(), actor=cast.lan)
    assert of(entry).stage == stages.CHOSEN


def test_what_is_pending_warns_in_its_own_words(asked: Asked, cast: Cast) -> None:
    (entry,) = register(asked, cast.an_binh, "Đường hoa")
    bring_in(asked.campaign, actor=None)
    one = of(entry)

    clear(one, clear=False, said_by="Đang kiểm tra theo đơn", dated=None, actor=cast.lan)
    pending = warned(one)
    clear(one, clear=True, said_by="Ủy ban Kiểm tra: không vướng", dated=dt.date(2024, 11, 1), actor=cast.lan)

    assert (pending, warned(one)) == (["under_review"], [])


def test_a_second_award_for_one_achievement_is_warned_of(asked: Asked, cast: Cast) -> None:
    (entry,) = register(asked, cast.an_binh, "Đường hoa")
    bring_in(asked.campaign, actor=None)
    choose(asked.campaign, [entry], award(asked.campaign))

    with pytest.raises(CannotBeginError, match="vì sao"):
        begin_again(entry, award=None, reason=" ", actor=cast.lan)
    again = begin_again(
        entry, award=award(asked.campaign, "bang-khen-ubnd-tinh"), reason="Đề nghị tỉnh", actor=cast.lan
    )

    assert (again.turn, warned(again)) == (1, ["same_achievement", "no_clearance"])


def test_earlier_awards_of_a_person_are_known_and_do_not_count_toward_merit(asked: Asked, cast: Cast) -> None:
    (entry,) = register(asked, cast.an_binh, people=("Trần Văn Mẫu",))
    bring_in(asked.campaign, actor=None)
    given = award(asked.campaign)
    decision = prepare(asked.campaign, given, actor=None)
    enlist(decision, choose(asked.campaign, [entry], given), actor=None)
    describe(decision, title="", number="7-QĐ/UBND", dated=dt.date(2023, 11, 1), actor=None)
    publish([decision], reason="x", actor=cast.chief)
    merit = Award.objects.create(
        unit=cast.district, code="cong-trang", name="Bằng khen công trạng", body="Huyện", level="district",
        track="state", form="commendation", subjects=["individual"], thematic=False,
    )  # fmt: skip

    later = begin_beside(
        asked.campaign,
        unit=cast.an_binh,
        subject="individual",
        name="Trần  Văn Mẫu",
        award=merit,
        reason="CV 1",
        actor=None,
    )

    assert warned(later) == ["earlier_awards", "no_clearance", "thematic"]


def test_a_dissolved_unit_and_a_wrong_subject_are_warned_of(asked: Asked, cast: Cast) -> None:
    clause = award(asked.campaign, "giay-khen-dang-uy-co-so")
    one = begin_beside(
        asked.campaign,
        unit=cast.school,
        subject="household",
        name="Hộ ông Mẫu",
        award=clause,
        reason="CV 1",
        actor=None,
    )
    close(cast.school, on=today(), actor=None)

    assert warned(one) == ["no_clearance", "dissolved_unit", "wrong_subject"]


def test_a_quota_by_bloc_is_warned_of_when_it_is_passed(asked: Asked, cast: Cast) -> None:
    entries = register(asked, cast.an_binh, "Đường hoa", "Tiếng kẻng")
    bring_in(asked.campaign, actor=None)
    given = award(asked.campaign)
    set_quota(asked.campaign, award=given, bloc=cast.communes, subject="collective", most=1, actor=cast.lan)

    _, asks = rehearse([of(one) for one in entries], stages.PROPOSED, Act(award=given))
    go([of(one) for one in entries], stages.PROPOSED, given=given)

    assert sorted(caution.guard.code for _, caution in asks) == ["no_clearance"] * 2 + ["over_quota"] * 2
    assert [(room.used, room.left, room.over) for room in rooms(asked.campaign)] == [(2, -1, True)]
    assert "over_quota" in warned(of(entries[0]))


def test_a_step_is_undone_with_the_award_it_gave(asked: Asked, cast: Cast) -> None:
    (entry,) = register(asked, cast.an_binh, "Đường hoa")
    bring_in(asked.campaign, actor=None)
    go([of(entry)], stages.TYPICAL)
    go([of(entry)], stages.PROPOSED, given=award(asked.campaign))

    back = undo(of(entry), reason="nhầm", actor=cast.lan)

    assert (back.stage, back.award) == (stages.TYPICAL, None)
    assert [(step.reached, step.undone_reason) for step in back.steps.all()] == [
        ("registered", ""),
        ("typical", ""),
        ("proposed", "nhầm"),
    ]


def test_the_first_step_is_not_undone_but_withdrawn_and_restored(asked: Asked, cast: Cast) -> None:
    (entry,) = register(asked, cast.an_binh, "Đường hoa")
    bring_in(asked.campaign, actor=None)
    before = Proposal.objects.values().get()

    with pytest.raises(CannotMoveError, match="rút đề nghị"):
        undo(of(entry), reason="x", actor=cast.lan)
    with pytest.raises(ReasonNeededError):
        withdraw(of(entry), reason="", actor=cast.lan)
    withdraw(of(entry), reason="Nhập nhầm", actor=cast.lan)
    stayed = move([of(entry)], stages.TYPICAL, Act(reason="x"), actor=cast.lan).stayed
    restore(of(entry), actor=cast.lan)

    assert [one.why for one in stayed] == ["đã rút"]
    assert Proposal.objects.values().get() == before
    assert Event.objects.filter(happened__startswith="proposal.").count() == 2
