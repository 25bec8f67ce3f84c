"""Decisions: prepared, held back, published together, cancelled, made good; awards recovered and given back."""

import datetime as dt

import pytest

from kheo.awards.catalogue.models import Terms
from kheo.awards.council.papers import decision_answers
from kheo.awards.decisions.announcing import cancel, give_back, make_good, publish, recover
from kheo.awards.decisions.deciding import CannotDecideError, describe, enlist, hold, prepare, strike
from kheo.awards.decisions.models import Decision, Grant
from kheo.awards.proposals import stages
from kheo.awards.proposals.beginning import bring_in
from kheo.awards.proposals.models import Proposal
from kheo.awards.proposals.moving import CannotMoveError, ReasonNeededError, undo, withdraw
from kheo.awards.proposals.noting import clear
from kheo.records.models import Entry
from tests.asked import Asked, ask
from tests.awards.grounds import award, choose, of, register
from tests.cast import Cast

DAY = dt.date(2023, 11, 20)


@pytest.fixture
def asked(cast: Cast) -> Asked:
    return ask(cast)


@pytest.fixture
def entries(asked: Asked, cast: Cast) -> list[Entry]:
    made = register(asked, cast.an_binh, "Đường hoa", people=("Phạm Thị Mẫu",))
    bring_in(asked.campaign, actor=None)
    return made


def numbered(asked: Asked, code: str, proposals: list[Proposal], number: str) -> Decision:
    made = prepare(asked.campaign, award(asked.campaign, code), actor=None)
    enlist(made, proposals, actor=None)
    return describe(made, title="", number=number, dated=DAY, actor=None)


def commending(asked: Asked, entries: list[Entry]) -> Decision:
    given = award(asked.campaign)
    return numbered(asked, given.code, choose(asked.campaign, entries, given), "5-QĐ/UBND")


def test_one_entry_is_recognised_at_several_levels_each_by_its_own_decision(asked: Asked, entries: list[Entry]) -> None:
    one = of(entries[0])
    base = numbered(asked, "cong-nhan-co-so", [one], "3-QĐ/ĐU")
    district = numbered(asked, "cong-nhan-huyen", [one], "9-QĐ/BCĐ")
    before = of(entries[0]).stage

    at = publish([base, district], actor=None)
    told = [(grant.decision.number, grant.decision.award.level) for grant in Grant.objects.given()]
    cancel(base, reason="Sai số", actor=None)
    still = of(entries[0]).stage
    cancel(district, reason="Sai số", actor=None)

    assert (before, still, of(entries[0]).stage) == (stages.REGISTERED, stages.RECOGNISED, stages.REGISTERED)
    assert told == [("3-QĐ/ĐU", "base"), ("9-QĐ/BCĐ", "district")]
    assert set(Decision.objects.values_list("published_at", flat=True)) == {at}


def test_a_held_decision_is_published_with_its_prizes(asked: Asked, cast: Cast, entries: list[Entry]) -> None:
    Terms.objects.create(campaign=asked.campaign, rounding="nearest_10000")
    decision = commending(asked, entries)
    hold(decision, held=True, actor=cast.lan)
    with pytest.raises(CannotDecideError, match="mở lại danh sách"):
        enlist(decision, [], actor=cast.lan)

    publish([decision], reason="x", actor=cast.chief)

    # 0,60 and 0,30 of 1.800.000 đồng on 20/11/2023.
    assert [grant.prize["amount"] for grant in Grant.objects.all()] == [1_080_000, 540_000]
    assert decision_answers(decision)["recipients"] == f"#{entries[0].pk}\n#{entries[1].pk}"


def test_without_a_known_coefficient_there_is_no_amount(asked: Asked, cast: Cast, entries: list[Entry]) -> None:
    decision = commending(asked, entries)
    describe(decision, title="", number="5-QĐ/UBND", dated=dt.date(2024, 3, 1), actor=None)

    publish([decision], reason="x", actor=cast.chief)

    assert [grant.prize for grant in Grant.objects.all()] == [{}, {}]


def test_nothing_is_published_half(asked: Asked, cast: Cast, entries: list[Entry]) -> None:
    whole = numbered(asked, "cong-nhan-huyen", [of(entries[0])], "9-QĐ/BCĐ")
    empty = prepare(asked.campaign, award(asked.campaign, "cong-nhan-co-so"), actor=None)

    with pytest.raises(CannotDecideError, match=r"chưa ghi số.*chưa ghi ngày.*chưa có ai"):
        publish([whole, empty], actor=cast.chief)

    assert list(Decision.objects.values_list("state", flat=True)) == ["prepared", "prepared"]


def test_a_warning_at_publishing_asks_for_a_reason(asked: Asked, cast: Cast, entries: list[Entry]) -> None:
    decision = commending(asked, entries)
    clear(of(entries[1]), clear=False, said_by="Có đơn", dated=None, actor=cast.lan)

    with pytest.raises(ReasonNeededError) as refused:
        publish([decision], actor=cast.chief)

    assert [(one.name, caution.guard.code) for one, caution in refused.value.cautions] == [
        ("Phạm Thị Mẫu", "under_review")
    ]


def test_who_may_not_stand_on_a_list_stays_out_with_why(asked: Asked, entries: list[Entry]) -> None:
    decision = prepare(asked.campaign, award(asked.campaign), actor=None)
    listed = enlist(decision, [of(entries[0])], actor=None)
    first = commending(asked, [entries[1]])
    twice = enlist(decision, [of(entries[1])], actor=None)

    assert [one.why for one in listed.stayed] == ["chưa được chọn (đang ở bước “Đã đăng ký”)"]
    assert [one.why for one in twice.stayed] == [f"đã có trong “{first.title}”"]


def test_a_line_is_struck_and_put_back_and_the_decision_cancelled_and_made_good(
    asked: Asked, cast: Cast, entries: list[Entry]
) -> None:
    decision = commending(asked, entries)
    grant = decision.grants.order_by("pk")[0]
    strike(grant, struck=True, actor=cast.lan)
    strike(grant, struck=False, actor=cast.lan)
    publish([decision], reason="x", actor=cast.chief)
    before = (list(Decision.objects.values()), list(Grant.objects.values()), list(Proposal.objects.values()))

    cancel(decision, reason="Khai không đúng", actor=cast.chief)
    given = Grant.objects.given().count()
    make_good(decision, actor=cast.chief)

    assert given == 0
    assert (list(Decision.objects.values()), list(Grant.objects.values()), list(Proposal.objects.values())) == before


def test_an_award_is_recovered_with_a_reason_and_given_back(asked: Asked, cast: Cast, entries: list[Entry]) -> None:
    decision = commending(asked, entries)
    publish([decision], reason="x", actor=cast.chief)
    grant = decision.grants.order_by("pk")[0]

    with pytest.raises(CannotDecideError, match="lý do thu hồi"):
        recover(grant, reason="", actor=cast.chief)
    recover(grant, reason="Khai gian", actor=cast.chief)
    left = Grant.objects.given().count()
    give_back(grant, actor=cast.chief)

    assert (left, Grant.objects.given().count()) == (1, 2)


def test_what_stands_on_a_decision_neither_steps_back_nor_goes(asked: Asked, entries: list[Entry]) -> None:
    decision = commending(asked, entries)

    with pytest.raises(CannotMoveError, match="Đã có trong quyết định"):
        undo(of(entries[0]), reason="x", actor=None)
    with pytest.raises(CannotMoveError, match="bỏ khỏi quyết định"):
        withdraw(of(entries[0]), reason="x", actor=None)
    cancel(decision, reason="x", actor=None)
    undo(of(entries[0]), reason="x", actor=None)
    with pytest.raises(CannotDecideError, match="không còn ở bước được chọn"):
        make_good(decision, actor=None)
