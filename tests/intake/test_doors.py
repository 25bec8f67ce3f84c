import re
import threading
from collections.abc import Sequence

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from kheo.intake.doors import Arrival, by_letter, by_screen, by_upload, is_letter, keep, new_code, shown_name
from kheo.intake.models import Delivery, Submission
from kheo.intake.typed import Typed, filled_of
from kheo.journal import vault
from kheo.journal.models import Event
from tests.asked import IN_TIME, Asked, letter
from tests.cast import Cast


def events() -> list[str]:
    wanted = Event.objects.filter(happened__startswith="submission").order_by("id")
    return list(wanted.values_list("happened", flat=True))


def test_what_arrives_is_kept_byte_for_byte_before_anything_is_understood(asked: Asked) -> None:
    (submission,) = by_upload([("a.xlsx", b"\0not a sheet")], campaign=asked.campaign, received_at=IN_TIME)

    assert vault.read(submission.original) == b"\0not a sheet"
    assert (submission.state, submission.unit, submission.reading) == ("received", None, None)
    assert events() == ["submission.received"]


def test_the_same_bytes_again_are_another_delivery_of_the_same_submission(asked: Asked) -> None:
    first, again = by_upload([("a.xlsx", b"one"), ("b.xlsx", b"one")], campaign=asked.campaign, received_at=IN_TIME)
    (later,) = by_letter([b"one"], campaign=asked.campaign, received_at=IN_TIME)

    assert first.pk == again.pk == later.pk
    deliveries = Delivery.objects.order_by("id").values_list("channel", "filename")
    assert list(deliveries) == [("upload", "a.xlsx"), ("upload", "b.xlsx"), ("letter", "")]
    assert events() == ["submission.received", "submission.repeated", "submission.repeated"]


def test_three_files_cost_as_many_queries_as_one(
    asked: Asked, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    files = [(f"{number}.xlsx", b"file %d" % number) for number in range(4)]
    with django_assert_num_queries(14):
        by_upload(files[:1], campaign=asked.campaign, received_at=IN_TIME)
    with django_assert_num_queries(14):
        by_upload(files[1:], campaign=asked.campaign, received_at=IN_TIME)


def test_what_an_officer_types_is_a_submission_of_that_officer(cast: Cast, asked: Asked) -> None:
    typed = Typed("registration", ({"title": " Mô hình  A ", "place": ""},))

    submission = by_screen(typed, unit=cast.an_binh, call=asked.registration, received_at=IN_TIME, actor=cast.lan)

    assert (submission.channel, submission.unit, submission.decided_by) == ("screen", cast.an_binh, cast.lan)
    filled = filled_of(vault.read(submission.original))
    assert [dict(row.cells) for row in filled.rows] == [{"title": filled.rows[0].cells["title"]}]
    assert (filled.rows[0].text("title"), filled.rows[0].at("title")) == ("Mô hình A", "row 1")


def test_receipt_codes_have_no_letters_that_look_alike() -> None:
    assert re.fullmatch(r"K-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", new_code())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (letter("a@b.vn"), True),
        (b"Return-Path: <>\r\nReceived: from x\r\n\r\n", True),
        (b"PK\x03\x04...", False),
        (b"STT;Ten mo hinh\n1;From: A\n", False),
        (b"", False),
    ],
)
def test_a_letter_is_known_by_its_first_lines(data: bytes, expected: bool) -> None:  # noqa: FBT001
    assert is_letter(data) is expected


def test_a_file_name_is_shown_without_folders_and_tricks() -> None:
    assert shown_name("../../etc/Biểu \u202e1\0.xlsx") == "Biểu 1.xlsx"


@pytest.mark.django_db(transaction=True)
def test_two_processes_with_the_same_bytes_make_one_submission(asked: Asked) -> None:
    contents = [b"file %d" % number for number in range(20)]
    failures: list[Exception] = []

    def send(order: Sequence[bytes]) -> None:
        try:
            keep([Arrival(data, IN_TIME) for data in order], campaign=asked.campaign)
        except Exception as error:  # noqa: BLE001 told by the assertion below
            failures.append(error)
        finally:
            connection.close()

    senders = [threading.Thread(target=send, args=(order,)) for order in (contents, contents[::-1])]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert failures == []
    assert (Submission.objects.count(), Delivery.objects.count()) == (20, 40)
    assert (events().count("submission.received"), events().count("submission.repeated")) == (20, 20)
