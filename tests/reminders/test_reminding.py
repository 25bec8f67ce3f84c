"""Those who owe are reminded, and only those: once a step, never twice in a day, and not after they have answered."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import Settings

from kheo.campaigns import deciding
from kheo.campaigns.models import Obligation
from kheo.intake.links.giving import give
from kheo.intake.links.models import Link
from kheo.intake.links.tokens import address_of
from kheo.intake.models import Submission
from kheo.post import deciding as letters
from kheo.post.models import Mailbox, Outgoing
from kheo.reminders import due, ruling
from kheo.reminders.models import Reminder, Step
from kheo.reminders.sending import remind, remind_now, unwanted
from kheo.units.models import Contact, Unit
from kheo.units.tree import found as founded
from tests.asked import Asked
from tests.cast import Cast
from tests.reminders.conftest import at
from tests.web.arrivals import FULL, arrive


def switch_on(asked: Asked, cast: Cast, *steps: Step, since: dt.datetime | None = None) -> None:
    for step in steps:
        ruling.switch(asked.campaign, step, on=True, at=since or at(10), actor=cast.lan)


def gone() -> list[tuple[str, list[str]]]:
    """Who was written to by letters that are to go, oldest first."""
    rows = Outgoing.objects.filter(state="queued").order_by("pk").select_related("unit")
    return [(one.unit.code if one.unit else "", one.to) for one in rows]


BOTH = [("AB", ["anbinh@example.vn"]), ("BM", ["binhminh@example.vn"])]


def test_nobody_is_reminded_unless_an_officer_switched_it_on(asked: Asked, mailbox: Mailbox) -> None:
    assert ([remind(at(day)) for day in (21, 26, 30)], gone()) == ([0, 0, 0], [])


def test_one_letter_a_unit_with_all_it_owes_and_none_twice(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    switch_on(asked, cast, Step.HALF)

    written = [remind(at(20)), remind(at(21)), remind(at(21, 10)), remind(at(22))]

    assert (written, gone()) == ([0, 2, 0, 0], BOTH)
    letter = Outgoing.objects.order_by("pk")[0]
    assert (letter.kind, letter.subject, letter.campaign) == (
        "reminder",
        "Nhắc thực hiện: Dân vận khéo 2024",
        asked.campaign,
    )
    assert [line for line in letter.body.splitlines() if line.startswith("- ")] == [
        "- Đăng ký thi đua (hạn: trước ngày 01/02/2024)",
        "- Báo cáo kết quả (hạn: trước ngày 01/02/2024)",
    ]
    assert letter.body.count("bdv@hoabinhha.example.vn") == 1
    assert "{" not in letter.body


def test_each_step_in_its_turn(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    switch_on(asked, cast, Step.HALF, Step.THREE_QUARTERS, Step.DAY_BEFORE, Step.AFTER)

    written = {day: remind(at(day)) for day in range(20, 32)} | {
        31 + day: remind(at(day, month=2)) for day in (1, 2, 3)
    }

    assert {day: number for day, number in written.items() if number} == {21: 2, 27: 2, 30: 2, 32: 2}


def test_who_has_answered_or_was_excused_owes_nothing(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    switch_on(asked, cast, Step.HALF)
    arrive(asked, cast.an_binh, FULL)
    deciding.excuse(
        [asked.duty(cast.an_binh, asked.results), asked.duty(cast.binh_minh)], at=at(20), reason="x", actor=cast.lan
    )

    remind(at(21))

    assert gone() == BOTH[1:]
    assert Reminder.objects.get().obligation == asked.duty(cast.binh_minh, asked.results)


def test_who_must_send_again_is_reminded_with_that(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    switch_on(asked, cast, Step.HALF)
    Obligation.objects.update(state="accepted")
    Obligation.objects.filter(pk=asked.duty(cast.an_binh).pk).update(state="returned")

    remind(at(21))

    assert gone() == BOTH[:1]
    assert Outgoing.objects.get().body.count("bản đã gửi cần bổ sung rồi gửi lại") == 1


def test_what_waits_at_the_desk_is_not_the_units_to_do(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    switch_on(asked, cast, Step.HALF)
    waits = arrive(asked, None, FULL, head="Nơi lạ")
    Submission.objects.filter(pk=waits.pk).update(guesses=[{"unit": "AB", "name": "", "score": 0.6, "why": "head"}])

    remind(at(21))

    assert gone() == BOTH[1:]


def test_a_rule_makes_up_for_nothing_from_before_it_was_switched_on(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    switch_on(asked, cast, Step.HALF, since=at(22))

    assert [remind(at(day)) for day in (22, 23)] == [0, 0]


def test_a_closed_or_unpublished_campaign_reminds_nobody(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    switch_on(asked, cast, Step.HALF)
    asked.campaign.closed_at = at(20)
    asked.campaign.save(update_fields=["closed_at"])

    assert remind(at(21)) == 0


def test_two_deadlines_on_one_day_are_one_letter_and_tomorrow_is_another_day(
    asked: Asked, mailbox: Mailbox, cast: Cast
) -> None:
    """The registration's deadline is put forward so that its day before is the results' three quarters."""
    switch_on(asked, cast, Step.THREE_QUARTERS, Step.DAY_BEFORE)
    Obligation.objects.filter(call=asked.registration).update(due_at=at(29, 0))

    written = {day: remind(at(day)) for day in range(25, 32)}

    # 27/01: both fall due; the more pressing step gives the words. 30/01: the day before the results' deadline.
    assert {day: number for day, number in written.items() if number} == {25: 2, 27: 2, 30: 2}
    letters = Outgoing.objects.filter(unit=cast.an_binh).order_by("pk")
    assert [(one.subject.split(":")[0], one.body.count("(hạn:")) for one in letters] == [
        ("Nhắc lần hai", 1),
        ("Sắp đến hạn", 2),
        ("Sắp đến hạn", 1),
    ]


def test_answered_between_the_writing_and_the_going_is_dropped(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    switch_on(asked, cast, Step.HALF)
    remind(at(21))
    mine, others = Outgoing.objects.order_by("pk")
    Obligation.objects.filter(unit=cast.an_binh).update(state="received")

    assert [unwanted(mine), unwanted(others)] == [
        "Đơn vị đã gửi (hoặc được miễn, gia hạn) sau khi thư nhắc được soạn.",
        "",
    ]


def test_answered_in_part_is_reminded_of_the_rest(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    switch_on(asked, cast, Step.HALF)
    remind(at(21))
    mine = Outgoing.objects.order_by("pk")[0]
    Obligation.objects.filter(unit=cast.an_binh, call=asked.registration).update(state="received")

    reason = unwanted(mine)

    assert (reason, [line for line in mine.body.splitlines() if line.startswith("- ")]) == (
        "",
        ["- Báo cáo kết quả (hạn: trước ngày 01/02/2024)"],
    )


def test_a_deadline_put_off_begins_anew(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    switch_on(asked, cast, Step.DAY_BEFORE)
    remind(at(30))
    waiting = list(Outgoing.objects.order_by("pk"))
    Obligation.objects.update(due_at=at(11, 0, month=2))

    after = {day: remind(at(day, month=2)) for day in (1, 8, 9)}

    assert [unwanted(one)[:14] for one in waiting] == ["Đơn vị đã gửi "] * 2
    assert after == {1: 0, 8: 0, 9: 2}


def test_the_unit_above_gets_the_list_of_its_silent_ones(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    schools = [founded(code=f"T{n}", name=f"Trường số {n}", kind="trường", parent=cast.an_binh) for n in (1, 2)]
    for unit in schools:
        Obligation.objects.create(
            call=asked.registration, unit=unit, unit_kind="trường", due_at=asked.registration.due_at
        )
    switch_on(asked, cast, Step.ESCALATE)

    written = {day: remind(at(day, month=2)) for day in (3, 4, 5)}

    (letter,) = Outgoing.objects.all()
    assert (written, letter.kind, letter.to) == ({3: 0, 4: 1, 5: 0}, "escalation", ["anbinh@example.vn"])
    assert [line for line in letter.body.splitlines() if line.startswith("- ")] == [
        "- Trường số 1: Đăng ký thi đua (hạn: trước ngày 01/02/2024)",
        "- Trường số 2: Đăng ký thi đua (hạn: trước ngày 01/02/2024)",
    ]
    Obligation.objects.filter(unit=schools[0]).update(state="received")
    assert (unwanted(letter), letter.body.count("Trường số")) == ("", 1)
    Obligation.objects.filter(unit=schools[1]).update(state="received")
    assert unwanted(letter)[:14] == "Đơn vị đã gửi "


def test_sent_now_goes_to_the_named_units_once(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    now = timezone.now()
    named = {cast.an_binh.pk, cast.school.pk}

    sent = [remind_now(asked.campaign, Step.AFTER, units=named, now=now, actor=cast.lan) for now in (now, now)]

    # The school has no address: it is listed on the page, and gets nothing.
    assert (sent, gone()) == ([1, 0], BOTH[:1])
    assert [one.unit.code for one in due.due_at_step(asked.campaign, Step.AFTER, now + dt.timedelta(days=1))] == [
        "BM",
        "MN",
    ]


def test_the_offices_own_words_with_places_filled(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    ruling.word(
        asked.campaign,
        Step.HALF,
        subject="Gửi {don_vi}",
        text="Còn:\n{noi_dung}\n{la} {co_quan}",
        days=3,
        actor=cast.lan,
    )
    switch_on(asked, cast, Step.HALF)

    remind(at(21))

    letter = Outgoing.objects.order_by("pk")[0]
    assert (letter.subject, letter.body.splitlines()[-1]) == ("Gửi Xã An Bình", "{la} Ban Dân vận")


def test_a_letter_the_officer_edited_keeps_his_words(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    switch_on(asked, cast, Step.HALF)
    remind(at(21))
    mine = Outgoing.objects.order_by("pk")[0]
    letters.edit(mine, subject="Lời Lan", body="Chị Hoa ơi", actor=cast.lan)
    Obligation.objects.filter(unit=cast.an_binh, call=asked.registration).update(state="received")
    mine.refresh_from_db()

    assert (unwanted(mine), mine.body) == ("", "Chị Hoa ơi")


@pytest.mark.parametrize("units", [3, 200])
def test_a_large_campaign_is_written_in_parcels(asked: Asked, mailbox: Mailbox, cast: Cast, units: int) -> None:
    made = [founded(code=f"X{n}", name=f"Xã số {n}", kind="xã", parent=cast.district) for n in range(units)]
    Contact.objects.bulk_create(Contact(unit=unit, email=f"{unit.code.lower()}@example.vn") for unit in made)
    Obligation.objects.bulk_create(
        Obligation(call=asked.registration, unit=unit, unit_kind="xã", due_at=asked.registration.due_at)
        for unit in made
    )
    switch_on(asked, cast, Step.HALF)

    assert (remind(at(21)), remind(at(21, 12))) == (units + 2, 0)
    assert Outgoing.objects.values("unit").distinct().count() == units + 2
    assert Unit.objects.filter(code="X1").exists()


def test_a_place_for_the_units_own_link(asked: Asked, mailbox: Mailbox, cast: Cast, settings: Settings) -> None:
    settings.PUBLIC_ADDRESS = "https://kheo.example.vn"
    (link,) = give([asked.duty(cast.an_binh)], actor=None)
    Link.objects.update(expires_at=timezone.now() + dt.timedelta(days=1))
    switch_on(asked, cast, Step.HALF)

    remind(at(21))

    bodies = [one.body.count("https://") for one in Outgoing.objects.order_by("pk")]
    assert bodies == [1, 0]
    assert Outgoing.objects.order_by("pk")[0].body.count(f"- Đăng ký thi đua: {address_of(link)}") == 1
