"""The council meets: votes entered, outcomes held, the meeting reopened; what its papers say."""

import pytest

from kheo.awards.catalogue.models import Terms
from kheo.awards.council.meeting import (
    CannotMeetError,
    Vote,
    add_members,
    attend,
    call,
    close,
    describe,
    enter,
    house_of,
    put_on,
    reopen,
    take_off,
    withdraw,
)
from kheo.awards.council.models import Ballot, Meeting
from kheo.awards.council.papers import minutes_answers, pack_answers
from kheo.awards.council.voting import Counts, House, faults, is_carried, is_quorate, said
from kheo.awards.decisions.deciding import enlist, prepare
from kheo.awards.proposals import stages
from kheo.awards.proposals.beginning import begin_beside, bring_in
from kheo.awards.proposals.models import Proposal
from kheo.publishing.documents.council_minutes.composing import KIND as MINUTES
from kheo.publishing.documents.council_pack.composing import KIND as PACK
from kheo.tally.instants import instant
from tests.asked import Asked, ask
from tests.awards.grounds import award, go, of, register
from tests.cast import Cast

MEMBERS = "Trần Thị Mẫu, Chủ tịch\nLê Văn Mẫu, Thư ký\nĐỗ Mẫu"


@pytest.fixture
def asked(cast: Cast) -> Asked:
    found = ask(cast)
    entries = register(found, cast.an_binh, "Đường hoa", people=("Phạm Thị Mẫu",))
    bring_in(found.campaign, actor=None)
    go([of(one) for one in entries], stages.PROPOSED, given=award(found.campaign))
    return found


@pytest.fixture
def meeting(asked: Asked, cast: Cast) -> Meeting:
    made = call(asked.campaign, {"title": "Họp Hội đồng", "starts_at": instant("2024-11-20T08:00")}, actor=cast.lan)
    add_members(made, MEMBERS, actor=cast.lan)
    return made


def votes(meeting: Meeting, *entered: Vote) -> dict[int, Vote]:
    return dict(zip(meeting.ballots.filter(struck_at=None).values_list("pk", flat=True), entered, strict=True))


@pytest.mark.parametrize(
    ("share", "present", "reached"),
    [("", 1, None), (">1/2", 3, False), (">1/2", 4, True), ("2/3", 4, True), ("2/3", 3, False), ("4/5", 5, True)],
)
def test_a_quorum_is_a_share_of_the_members(share: str, present: int, reached: bool | None) -> None:  # noqa: FBT001
    assert is_quorate(House(6, present), Terms(quorum=share)) is reached


def test_a_majority_is_of_the_members_or_of_those_present() -> None:
    counts, house = Counts(4, 1), House(9, 5)

    assert is_carried(counts, house, Terms(majority=">1/2", majority_of="members")) is False
    assert is_carried(counts, house, Terms(majority=">1/2", majority_of="present")) is True
    assert is_carried(counts, house, Terms()) is None
    assert is_carried(counts, House(0, 0), Terms(majority="2/3")) is False


def test_counts_that_cannot_be_right_are_told() -> None:
    house = House(7, 6)

    assert faults(Counts(5, 1, 1), house, secret=True) == ["có 7 phiếu nhưng chỉ 6 người dự"]
    assert faults(Counts(5), house, secret=True) == []
    assert faults(Counts(5), house, secret=False) == ["mới có 5 ý kiến trong 6 người dự"]
    assert faults(Counts(5, invalid=1), house, secret=False) == ["biểu quyết công khai không có phiếu không hợp lệ"]
    assert said(Counts(4, 1, 1, 0), house, secret=True) == "4/7 đồng ý, 1 không đồng ý, 1 phiếu trắng"


def test_a_meeting_closes_and_reopens_to_the_same_state(asked: Asked, cast: Cast, meeting: Meeting) -> None:
    before = list(Proposal.objects.order_by("pk").values())
    entered = votes(meeting, Vote(Counts(3), "chosen"), Vote(Counts(1, 2), "returned", "Thành tích trong đơn vị"))

    refused = enter(meeting, entered, actor=cast.lan)
    stayed = close(meeting, actor=cast.lan)
    reached = list(Proposal.objects.order_by("pk").values_list("stage", flat=True))
    reopen(meeting, reason="Nhập nhầm phiếu", actor=cast.lan)

    assert (refused, stayed, reached) == ([], (), ["chosen", "returned"])
    assert list(Proposal.objects.order_by("pk").values()) == before
    assert meeting.ballots.filter(outcome="").count() == 0


def test_a_meeting_does_not_close_half_done(asked: Asked, cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(CannotMeetError, match="Còn 2 trường hợp"):
        close(meeting, actor=cast.lan)
    enter(meeting, votes(meeting, Vote(Counts(3), "chosen"), Vote(Counts(0, 3), "not_chosen")), actor=cast.lan)
    with pytest.raises(CannotMeetError, match="lý do cho: Phạm Thị Mẫu"):
        close(meeting, actor=cast.lan)


def test_without_a_quorum_it_must_be_said_why(asked: Asked, cast: Cast, meeting: Meeting) -> None:
    Terms.objects.create(campaign=asked.campaign, quorum="2/3")
    _first, second, third = meeting.attendances.order_by("pk")
    attend(meeting, {second.pk: (False, "Đi công tác", False), third.pk: (False, "", False)}, actor=cast.lan)
    enter(meeting, votes(meeting, *[Vote(Counts(1), "chosen")] * 2), actor=cast.lan)

    with pytest.raises(CannotMeetError, match="Chưa đủ số thành viên"):
        close(meeting, actor=cast.lan)
    close(meeting, reason="Đã xin ý kiến bằng văn bản", actor=cast.lan)

    assert house_of(meeting) == House(3, 1)
    assert Meeting.objects.get().closed_reason == "Đã xin ý kiến bằng văn bản"


def test_wrong_lines_are_refused_and_the_others_kept(asked: Asked, cast: Cast, meeting: Meeting) -> None:
    refused = enter(meeting, votes(meeting, Vote(Counts(9), "chosen"), Vote(Counts(3), "typical")), actor=cast.lan)

    assert refused == [
        "Xã An Bình: có 9 phiếu nhưng chỉ 3 người dự.",
        "Phạm Thị Mẫu: kết quả không có trong quy trình.",
    ]


def test_what_went_on_since_keeps_the_meeting_closed(asked: Asked, cast: Cast, meeting: Meeting) -> None:
    enter(meeting, votes(meeting, *[Vote(Counts(3), "chosen")] * 2), actor=cast.lan)
    close(meeting, actor=cast.lan)
    enlist(prepare(asked.campaign, award(asked.campaign), actor=cast.lan), Proposal.objects.all(), actor=cast.lan)

    with pytest.raises(CannotMeetError, match="Đã có trong quyết định khen thưởng"):
        reopen(meeting, reason="x", actor=cast.lan)
    assert Meeting.objects.get().closed_at is not None


def test_agenda_members_and_the_meeting_itself_come_and_go(asked: Asked, cast: Cast, meeting: Meeting) -> None:
    ballot = meeting.ballots.order_by("pk")[0]
    take_off(ballot, actor=cast.lan)
    off = Ballot.objects.filter(struck_at=None).count()
    came = put_on(meeting, Proposal.objects.all(), actor=cast.lan)
    withdraw(meeting, withdrawn=True, actor=cast.lan)
    with pytest.raises(CannotMeetError, match="đã rút"):
        describe(meeting, {"place": "x"}, actor=cast.lan)
    withdraw(meeting, withdrawn=False, actor=cast.lan)
    again = call(asked.campaign, {"title": "Họp lần 2"}, actor=cast.lan)

    assert (off, came, Ballot.objects.filter(meeting=meeting, struck_at=None).count()) == (1, 1, 2)
    assert [one.name for one in again.attendances.all()] == ["Trần Thị Mẫu", "Lê Văn Mẫu", "Đỗ Mẫu"]


def test_the_papers_get_lines_their_kinds_know(asked: Asked, cast: Cast, meeting: Meeting) -> None:
    begin_beside(
        asked.campaign, unit=cast.school, subject="household", name="Hộ ông Mẫu", post="Ấp 3",
        achievement="Hiến đất | mở đường", reason="CV 1", actor=None,
    )  # fmt: skip
    put_on(meeting, Proposal.objects.all(), actor=cast.lan)
    third = meeting.attendances.order_by("pk")[2]
    attend(meeting, {third.pk: (False, "Ốm", False)}, actor=cast.lan)
    chosen = Vote(Counts(2), "chosen")
    enter(meeting, votes(meeting, chosen, chosen, Vote(Counts(1, 1), "returned", "Chờ năm sau")), actor=cast.lan)
    first, second = (one.entry_id for one in Proposal.objects.order_by("pk")[:2])

    minutes, pack = minutes_answers(meeting), pack_answers(meeting)

    household = "Hộ gia đình | Hộ ông Mẫu | Ấp 3, Trường Mầm non Hoa Sen"
    assert minutes["recipients"].splitlines() == [
        f"#{first} | 2/3 đồng ý; được chọn khen",
        f"#{second} | 2/3 đồng ý; được chọn khen",
        f"{household} | 1/3 đồng ý, 1 không đồng ý; đơn vị tự khen (Chờ năm sau)",
    ]
    assert minutes["conclusion"] == "Được chọn khen: 01 tập thể, 01 cá nhân\nĐơn vị tự khen: 01 hộ gia đình"
    assert minutes["present"].splitlines() == [
        "02/03 thành viên Hội đồng",
        "Trần Thị Mẫu, Chủ tịch",
        "Lê Văn Mẫu, Thư ký",
    ]
    assert (minutes["absent"], minutes["starts"]) == ("Đỗ Mẫu (lý do: Ốm)", "2024-11-20T08:00")
    assert pack["recipients"].splitlines()[2] == (
        "Hộ gia đình | Hộ ông Mẫu | Ấp 3, Trường Mầm non Hoa Sen | Hiến đất / mở đường"
    )
    assert set(minutes) <= {need.key for need in MINUTES.needs}
    assert set(pack) <= {need.key for need in PACK.needs}
