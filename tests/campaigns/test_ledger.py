from collections.abc import Sequence

import pytest
from pytest_django import DjangoAssertNumQueries

from kheo.campaigns.deciding import accept, excuse, extend, give_back, join, withdraw
from kheo.campaigns.ledger import Answer, settle, standing_as_of
from kheo.campaigns.models import Call, Obligation, Standing
from kheo.journal.models import Event
from kheo.units.models import Unit
from tests.campaigns.ledger_world import SHORT, answer, duty_of, hours, published
from tests.cast import Cast


@pytest.fixture
def call(cast: Cast) -> Call:
    return published(cast)


@pytest.fixture
def duty(call: Call) -> Obligation:
    return duty_of(call, "AB")


def take(*answers: Answer) -> list[Obligation]:
    return settle(answers, noted_at=hours(500))


def as_of(call: Call, at: float) -> list[tuple[str, str, bool | None]]:
    standing = standing_as_of(call, hours(at)).order_by("obligation__unit__path")
    return [(row.obligation.unit.code, row.state, row.on_time) for row in standing]


def stand(duty: Obligation) -> tuple[str, bool | None, bool]:
    duty.refresh_from_db()
    return (duty.state, duty.on_time, duty.is_short)


def test_answer_before_the_deadline_is_on_time_and_at_it_is_late(call: Call, duty: Obligation) -> None:
    other = duty_of(call, "BM")
    take(answer(duty, -0.001), answer(other, 0, "received", SHORT))

    assert (stand(duty), stand(other)) == (("accepted", True, False), ("received", False, True))
    assert other.short == list(SHORT)


def test_board_of_a_past_instant_shows_what_had_come_by_then(call: Call, duty: Obligation) -> None:
    take(answer(duty, -5, "received", SHORT), answer(duty_of(call, "MN"), -3))
    take(answer(duty, 2))

    assert as_of(call, -6) == []
    assert as_of(call, -4) == [("AB", "received", True)]
    assert as_of(call, -3) == [("AB", "received", True), ("MN", "accepted", True)]
    assert as_of(call, 2) == [("AB", "accepted", False), ("MN", "accepted", True)]


def test_replacement_of_a_punctual_full_answer_stays_on_time(duty: Obligation) -> None:
    take(answer(duty, -5))
    take(answer(duty, 5))
    take(answer(duty, 9, "received", SHORT))

    assert (stand(duty), duty.received_at) == (("received", True, True), hours(9))


def test_replacement_of_a_punctual_short_answer_is_late(duty: Obligation) -> None:
    take(answer(duty, -5, "received", SHORT))
    take(answer(duty, 5))

    assert stand(duty) == ("accepted", False, False)


def test_older_letter_taken_later_does_not_overwrite_what_is_newer(call: Call, duty: Obligation) -> None:
    take(answer(duty, -1, "received", SHORT))
    take(answer(duty, -9))

    assert stand(duty) == ("received", True, True)
    assert as_of(call, -8) == [("AB", "accepted", True)]
    assert as_of(call, -1) == [("AB", "received", True)]


def test_older_punctual_letter_found_on_the_desk_makes_the_late_replacement_punctual(
    call: Call, duty: Obligation
) -> None:
    take(answer(duty, 5))
    assert stand(duty) == ("accepted", False, False)

    take(answer(duty, -5))

    assert stand(duty) == ("accepted", True, False)
    assert as_of(call, 6) == [("AB", "accepted", True)]


def test_answer_found_after_an_extension_counts_by_the_longer_deadline(call: Call, duty: Obligation) -> None:
    extend([duty], due_at=hours(48), at=hours(20), reason="Mưa lũ")
    take(answer(duty, 10))

    assert stand(duty) == ("accepted", True, False)
    assert as_of(call, 12) == [("AB", "accepted", False)]


def test_what_cannot_be_read_displaces_nothing_better(duty: Obligation) -> None:
    take(answer(duty, -9, "returned", reason="Tệp hỏng"))
    assert stand(duty) == ("returned", True, False)

    take(answer(duty, -8))
    take(answer(duty, -7, "returned"))

    assert stand(duty) == ("accepted", True, False)
    assert duty.standings.count() == 2


def test_what_was_taken_by_mistake_leaves_the_duty_missing(call: Call, duty: Obligation) -> None:
    take(answer(duty, -9))
    take(answer(duty, 3, "missing", reason="Nhầm đơn vị"))

    assert stand(duty) == ("missing", None, False)
    assert as_of(call, -9) == [("AB", "accepted", True)]


def test_excused_duty_stands_again_when_the_excuse_is_withdrawn(call: Call, duty: Obligation) -> None:
    take(answer(duty, -9, "received", SHORT))
    excuse([duty], at=hours(1), reason="Đang sáp nhập")
    assert stand(duty) == ("excused", True, True)

    withdraw([duty], at=hours(2), reason="Nhầm đơn vị")

    assert stand(duty) == ("received", True, True)
    assert [state for _, state, _ in as_of(call, 1)] == ["excused"]


def test_readable_answer_ends_an_excuse_and_an_older_one_does_not(duty: Obligation) -> None:
    excuse([duty], at=hours(1), reason="Đang sáp nhập")
    take(answer(duty, -4))
    assert stand(duty) == ("excused", True, False)

    take(answer(duty, 4))

    assert stand(duty) == ("accepted", True, False)


def test_joint_duty_points_at_the_unit_that_answers_for_both(call: Call, duty: Obligation) -> None:
    other = duty_of(call, "BM")
    join([duty], into=other, at=hours(1), reason="Chung một chi bộ")
    duty.refresh_from_db()
    assert (duty.state, duty.joint_with) == ("merged", other)

    withdraw([duty], at=hours(2), reason="Làm riêng")

    duty.refresh_from_db()
    assert (duty.state, duty.joint_with) == ("missing", None)


def test_officer_accepts_with_a_reason_and_gives_back(duty: Obligation, cast: Cast) -> None:
    take(answer(duty, -9, "received", SHORT))
    accept([duty], at=hours(1), reason="Đã gọi điện xác nhận", actor=cast.lan)
    assert stand(duty) == ("accepted", True, True)

    give_back([duty], at=hours(2), reason="Sai mẫu", actor=cast.lan)

    last = duty.standings.order_by("at", "id").last()
    assert (stand(duty), last.reason if last else "") == (("returned", True, True), "Sai mẫu")


def test_withdrawn_extension_brings_the_first_deadline_back(duty: Obligation) -> None:
    extend([duty], due_at=hours(48), at=hours(-1), reason="Mưa lũ")
    take(answer(duty, 10))
    assert (stand(duty), duty.due_at) == (("accepted", True, False), hours(48))

    withdraw([duty], at=hours(50), reason="Gia hạn nhầm")

    assert (stand(duty), duty.due_at) == (("accepted", False, False), hours(0))


def test_each_decision_is_in_the_journal_with_its_reason(duty: Obligation, cast: Cast) -> None:
    take(answer(duty, -1))
    extend([duty], due_at=hours(2), at=hours(0), reason="Mưa lũ", actor=cast.lan)

    settled, extended = Event.objects.order_by("-id")[:2][::-1]
    assert (settled.happened, settled.details) == (
        "call.answered",
        {"answers": [[duty.pk, "accepted", str(hours(-1))]]},
    )
    assert (extended.happened, extended.actor, extended.subject_id, extended.details["reason"]) == (
        "obligation.extended",
        cast.lan,
        duty.pk,
        "Mưa lũ",
    )


def test_two_hundred_answers_take_a_handful_of_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    units = [Unit(code=f"U{n}", name="U", path=f"{cast.district.path}1{n:03d}", key="u") for n in range(200)]
    Unit.objects.bulk_create(units)
    duties: Sequence[Obligation] = list(published(cast).obligations.all())

    # SQLite takes 999 values a statement, so two inserts of 203 rows become six.
    with django_assert_max_num_queries(17):
        take(*[answer(duty, -1) for duty in duties])

    assert (Obligation.objects.filter(state="accepted").count(), Standing.objects.count()) == (203, 203)
