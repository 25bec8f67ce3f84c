"""Numbers in turn, by hand, late and taken back; what the book says no to, and with which sentence."""

import datetime as dt

import pytest

from kheo.campaigns.models import Campaign
from kheo.journal.models import Event
from kheo.publishing.issuers.finding import issuer_of
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.register.giving import give, next_number, void
from kheo.publishing.register.models import Number
from kheo.publishing.register.series import CannotGiveError, NoTermError, ReasonNeededError, period_of, type_of
from tests.cast import Cast
from tests.publishing.issuers.organs import party, state

MARCH = dt.date(2026, 3, 5)
LATER = dt.date(2026, 3, 9)


def numbers(issuer: Issuer, type_name: str = "Công văn") -> list[int]:
    return list(issuer.numbers.filter(type_name=type_name).order_by("pk").values_list("number", flat=True))


def test_each_type_has_a_series_of_its_own_from_one(cast: Cast) -> None:
    issuer = party(cast.district)

    given = [give(issuer, name, MARCH, actor=cast.lan).number for name in ("Công văn", "Kế hoạch", "công văn")]

    assert (given, next_number(issuer, "Công văn", MARCH)) == ([1, 1, 2], 3)


def test_quyet_dinh_and_quy_dinh_never_collide(cast: Cast) -> None:
    """Both are printed QĐ (05-HD/VPTW, I.3): 02-QĐ may stand twice in a term."""
    issuer = party(cast.district)

    given = [give(issuer, name, MARCH).number for name in ("Quyết định", "Quy định", "Quy định", "Quyết định")]

    assert (given, numbers(issuer, "Quyết định"), numbers(issuer, "Quy định")) == ([1, 1, 2, 2], [1, 2], [1, 2])


def test_two_issuers_with_one_symbol_have_a_series_each(cast: Cast) -> None:
    first, other = (party(cast.district, organ, symbol="BCĐ") for organ in ("Ban Chỉ đạo A", "Ban Chỉ đạo B"))

    assert [give(one, "Công văn", MARCH).number for one in (first, other, first)] == [1, 1, 2]


def test_party_numbers_run_on_over_new_year_and_state_numbers_begin_anew(cast: Cast) -> None:
    days = (dt.date(2025, 12, 31), dt.date(2026, 1, 2))
    ban, people = party(cast.district), state(cast.an_binh)

    assert [give(ban, "Công văn", day).number for day in days] == [1, 2]
    assert [give(people, "Công văn", day).number for day in days] == [1, 1]
    assert [period_of(people, day) for day in days] == ["2025", "2026"]


def test_a_new_term_begins_from_one_and_keeps_the_old_book(cast: Cast) -> None:
    issuer = party(cast.district, term_started_on=dt.date(2020, 7, 15))
    old = give(issuer, "Công văn", dt.date(2025, 6, 1))
    issuer.term_started_on = dt.date(2025, 9, 12)
    issuer.save()

    new = give(issuer, "Công văn", dt.date(2025, 9, 12))
    forgotten = give(issuer, "Công văn", dt.date(2025, 9, 1), reason="Văn thư vào sổ sót")

    assert [(one.period, one.number) for one in (old, new, forgotten)] == [
        ("từ 15/7/2020", 1), ("từ 12/9/2025", 1), ("từ 15/7/2020", 2)
    ]  # fmt: skip


def test_a_day_before_every_term_the_book_knows_is_refused(cast: Cast) -> None:
    with pytest.raises(CannotGiveError, match="trước ngày bắt đầu nhiệm kỳ"):
        give(party(cast.district), "Công văn", dt.date(2025, 9, 11))


def test_without_a_term_the_officer_is_asked_for_it(cast: Cast) -> None:
    issuer = party(cast.district, term_started_on=None)

    with pytest.raises(NoTermError, match="ghi ngày bắt đầu nhiệm kỳ rồi làm lại"):
        give(issuer, "Công văn", MARCH)

    assert numbers(issuer) == []


def test_a_number_by_hand_says_why_and_leaves_a_gap_behind(cast: Cast) -> None:
    issuer = party(cast.district)
    with pytest.raises(ReasonNeededError, match="Ghi lý do nhập tay số 45"):
        give(issuer, "Công văn", MARCH, number=45)

    given = give(issuer, "Công văn", MARCH, number=45, reason="Ban hành trước khi dùng Khéo", actor=cast.lan)

    assert (given.reason, next_number(issuer, "Công văn", MARCH)) == ("Ban hành trước khi dùng Khéo", 46)
    event = Event.objects.get(happened="number.given")
    details = {name: event.details[name] for name in ("by_hand", "skipped", "late", "reason")}
    assert event.actor == cast.lan
    assert details == {"by_hand": True, "skipped": 44, "late": False, "reason": given.reason}


def test_a_number_taken_or_taken_back_is_not_entered_again(cast: Cast) -> None:
    issuer = party(cast.district)
    first, second = (give(issuer, "Công văn", MARCH) for _ in range(2))
    void(second, "Hỏng", cast.lan)

    for number, why in ((first.number, "đã cấp cho văn bản ngày 05/3/2026"), (second.number, "không cấp lại")):
        with pytest.raises(CannotGiveError, match=why):
            give(issuer, "Công văn", MARCH, number=number, reason="x")
    assert give(issuer, "Công văn", MARCH).number == 3


@pytest.mark.parametrize("number", [0, -1, 100_000, 10**30])
def test_a_number_no_paper_bears_is_refused(cast: Cast, number: int) -> None:
    with pytest.raises(CannotGiveError, match="từ 1 đến 99999"):
        give(party(cast.district), "Công văn", MARCH, number=number, reason="x")


def test_after_the_last_number_there_is_none(cast: Cast) -> None:
    issuer = party(cast.district)
    give(issuer, "Công văn", MARCH, number=99_999, reason="gõ nhầm")

    with pytest.raises(CannotGiveError, match="số cuối đã là 99999"):
        next_number(issuer, "Công văn", MARCH)

    assert give(issuer, "Công văn", MARCH, number=7, reason="văn bản giấy").number == 7


def test_a_paper_dated_before_earlier_numbers_says_why(cast: Cast) -> None:
    issuer = party(cast.district)
    give(issuer, "Công văn", LATER)
    with pytest.raises(ReasonNeededError, match="ghi lý do cấp số muộn"):
        give(issuer, "Công văn", MARCH)

    late = give(issuer, "Công văn", MARCH, reason="Ký ngày 05/3, vào sổ muộn")

    assert (late.number, late.reason) == (2, "Ký ngày 05/3, vào sổ muộn")
    assert [event.details["late"] for event in Event.objects.filter(happened="number.given").order_by("pk")] == [
        False, True
    ]  # fmt: skip


def test_a_number_typed_far_too_high_and_taken_back_does_not_drag_the_series(cast: Cast) -> None:
    issuer = party(cast.district)
    give(issuer, "Công văn", MARCH)
    wrong = give(issuer, "Công văn", MARCH, number=5000, reason="gõ nhầm")
    void(wrong, "Gõ nhầm 5000 thay vì 2", cast.lan)

    assert [give(issuer, "Công văn", MARCH).number for _ in range(2)] == [2, 3]


def test_taking_back_says_why_and_happens_once(cast: Cast) -> None:
    given = give(party(cast.district), "Công văn", MARCH, subject="đôn đốc")
    with pytest.raises(ReasonNeededError, match="Ghi lý do thu hồi số 01"):
        void(given, " ", cast.lan)
    void(given, "In nhầm mẫu", cast.lan)
    with pytest.raises(CannotGiveError, match="đã thu hồi trước đó; lý do: In nhầm mẫu"):
        void(given, "lần nữa", cast.lan)

    given.refresh_from_db()
    assert (given.voided_at is not None, given.void_reason, given.subject) == (True, "In nhầm mẫu", "đôn đốc")
    assert Event.objects.filter(happened="number.voided").count() == 1


def test_an_organ_that_ended_gives_no_more_numbers(cast: Cast) -> None:
    issuer = party(cast.district, closed_on=dt.date(2026, 3, 6))

    give(issuer, "Công văn", MARCH)

    with pytest.raises(CannotGiveError, match="thôi ban hành văn bản từ ngày 06/3/2026"):
        give(issuer, "Công văn", LATER)


def test_the_campaign_s_own_letter_holds_its_number(phong_tho: Campaign) -> None:
    """35-CV/BDVHU went out before there was a book: the next letter is 36, and 35 may be entered for it."""
    issuer = issuer_of(phong_tho)
    Issuer.objects.filter(pk=issuer.pk).update(term_started_on=dt.date(2020, 7, 1))
    issuer.refresh_from_db()
    february = dt.date(2024, 2, 20)

    given = give(issuer, "Công văn", february)
    entered = give(issuer, "Công văn", dt.date(2024, 1, 23), number=35, reason="Công văn phát động")

    assert (given.number, entered.number) == (36, 35)
    assert [next_number(issuer, name, february) for name in ("Công văn", "Kế hoạch")] == [37, 1]


def test_long_and_strangely_typed_words_are_kept_short_and_whole(cast: Cast) -> None:
    given = give(party(cast.district), "  KẾ  HOẠCH ", MARCH, subject="ke\u0301 hoa\u0323ch\n" + "x" * 400)

    assert (given.type_name, len(given.subject), given.subject[:9]) == ("Kế hoạch", 300, "ké hoạch ")
    assert Number.objects.get() == given


@pytest.mark.parametrize("typed", ["", "  ", "x" * 61])
def test_a_type_must_be_said(typed: str) -> None:
    with pytest.raises(CannotGiveError, match="Chưa ghi tên loại"):
        type_of(typed)
