import datetime as dt

import pytest

from kheo.journal.models import Event
from kheo.publishing.register.giving import give
from kheo.publishing.register.models import Number
from kheo.publishing.register.terms import CannotTurnError, begin_term, mend_term
from tests.cast import Cast
from tests.publishing.issuers.organs import TERM, party

NEXT = dt.date(2030, 9, 20)
MARCH = dt.date(2026, 3, 5)


def test_the_first_term_is_simply_written_down(cast: Cast) -> None:
    issuer = begin_term(party(cast.district, term_started_on=None), TERM, actor=cast.lan)

    assert (give(issuer, "Công văn", MARCH).number, issuer.term_started_on) == (1, TERM)


def test_a_new_term_begins_a_new_book(cast: Cast) -> None:
    issuer = party(cast.district)
    give(issuer, "Công văn", MARCH)

    issuer = begin_term(issuer, NEXT, actor=cast.lan)

    assert (give(issuer, "Công văn", NEXT).number, give(issuer, "Công văn", dt.date(2030, 9, 1)).number) == (1, 2)
    event = Event.objects.get(happened="issuer.termbegun")
    assert (event.actor, event.details["started"]) == (cast.lan, "2030-09-20")


def test_a_new_term_is_later_than_the_one_that_holds_numbers(cast: Cast) -> None:
    issuer = party(cast.district)
    give(issuer, "Công văn", MARCH)

    with pytest.raises(CannotTurnError, match="phải bắt đầu sau ngày 12/9/2025"):
        begin_term(issuer, dt.date(2025, 9, 1), actor=cast.lan)

    assert begin_term(party(cast.an_binh), dt.date(2025, 7, 1), actor=cast.lan).term_started_on == dt.date(2025, 7, 1)


def test_a_day_written_wrong_takes_its_numbers_along(cast: Cast) -> None:
    issuer = party(cast.district)
    give(issuer, "Công văn", MARCH)

    issuer = mend_term(issuer, dt.date(2025, 9, 21), "Gõ nhầm 12 thành 21", actor=cast.lan)

    assert (give(issuer, "Công văn", MARCH).number, {one.period for one in Number.objects.all()}) == (
        2,
        {"từ 21/9/2025"},
    )
    assert Event.objects.get(happened="issuer.termmended").details["numbers"] == 1


@pytest.mark.parametrize(
    ("day", "reason", "why"),
    [
        (dt.date(2025, 9, 1), "", "Ghi lý do"),
        (dt.date(2026, 4, 1), "nhầm", "ghi ngày 05/3/2026, trước ngày 01/4/2026"),
        (dt.date(2020, 7, 1), "nhầm", "đã có một nhiệm kỳ bắt đầu ngày 01/7/2020"),
    ],
)
def test_what_would_tear_the_book_is_refused(cast: Cast, day: dt.date, reason: str, why: str) -> None:
    issuer = party(cast.district, term_started_on=dt.date(2020, 7, 1))
    give(issuer, "Công văn", dt.date(2021, 1, 1))
    issuer = begin_term(issuer, TERM, actor=cast.lan)
    give(issuer, "Công văn", MARCH)

    with pytest.raises(CannotTurnError, match=why):
        mend_term(issuer, day, reason, actor=cast.lan)


def test_without_a_term_there_is_none_to_mend(cast: Cast) -> None:
    with pytest.raises(CannotTurnError, match="Chưa ghi ngày"):
        mend_term(party(cast.district, term_started_on=None), TERM, "x", actor=cast.lan)
