import pytest

from kheo.campaigns.deciding import Refused, accept, excuse, extend, give_back, join, may, withdraw
from kheo.campaigns.ledger import settle
from kheo.campaigns.models import Call
from kheo.campaigns.standings import State
from tests.campaigns.ledger_world import answer, duty_of, hours, published
from tests.cast import Cast


@pytest.fixture
def call(cast: Cast) -> Call:
    return published(cast)


def test_reason_is_asked_for(call: Call) -> None:
    duty = duty_of(call, "AB")

    with pytest.raises(Refused, match=r"^Cần ghi lý do; lý do được hiện trên bảng theo dõi.$"):
        excuse([duty], at=hours(0), reason="  ")


def test_short_answer_is_accepted_only_with_a_reason(call: Call) -> None:
    duty = duty_of(call, "AB")
    settle([answer(duty, -1, "received", ({"rule": "individuals", "has": 1, "needs": 2},))], noted_at=hours(0))

    with pytest.raises(Refused):
        accept([duty], at=hours(0))


def test_missing_answer_can_be_neither_accepted_nor_given_back(call: Call) -> None:
    duty = duty_of(call, "AB")

    with pytest.raises(Refused, match=r"^Xã An Bình: đang ở trạng thái “Chưa gửi”, không làm việc này được.$"):
        accept([duty], at=hours(0), reason="Đã gọi")
    with pytest.raises(Refused):
        give_back([duty], at=hours(0), reason="Sai")
    with pytest.raises(Refused):
        withdraw([duty], at=hours(0), reason="Nhầm")


def test_deadline_is_only_ever_extended(call: Call) -> None:
    with pytest.raises(Refused, match=r"^Hạn mới phải sau hạn đang áp dụng.$"):
        extend([duty_of(call, "AB")], due_at=hours(0), at=hours(-1), reason="Sớm")


def test_duties_are_joined_only_into_one_that_stands_itself(call: Call) -> None:
    one, two, three = (duty_of(call, code) for code in ("AB", "BM", "MN"))
    with pytest.raises(Refused):
        join([one], into=one, at=hours(0), reason="Chung")
    join([one], into=two, at=hours(0), reason="Chung")

    with pytest.raises(Refused):
        join([three], into=one, at=hours(0), reason="Chung")
    with pytest.raises(Refused):
        join([two], into=three, at=hours(0), reason="Chung")


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        (State.MISSING, ["excuse", "join", "extend"]),
        (State.RECEIVED, ["accept", "give_back", "excuse", "join", "extend"]),
        (State.RETURNED, ["accept", "excuse", "join", "extend"]),
        (State.ACCEPTED, ["give_back", "extend"]),
        (State.EXCUSED, ["withdraw"]),
        (State.MERGED, ["withdraw"]),
    ],
)
def test_each_state_offers_its_verbs(call: Call, state: State, verbs: list[str]) -> None:
    duty = duty_of(call, "AB")
    duty.state = state

    assert [
        verb for verb in ("accept", "give_back", "excuse", "join", "extend", "withdraw") if may(verb, duty)
    ] == verbs
