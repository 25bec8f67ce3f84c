"""Giving out, the golden book, reissue and withdrawal: numbers never double, nothing given is lost."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection

from kheo.journal.models import Event
from kheo.publishing.certificates.codes import LENGTH, meant, new_code
from kheo.publishing.certificates.giving import (
    Award,
    CannotGiveError,
    give,
    next_book_number,
    printed_of,
    reissue,
    withdraw,
)
from kheo.publishing.certificates.models import Certificate
from kheo.publishing.certificates.recipients import Recipient
from kheo.publishing.issuers.models import Issuer
from tests.asked import Asked

THREE = [
    Recipient("Lê Thị Hoa", "Xã An Bình"),
    Recipient("Trần Văn Sáu"),
    Recipient("Xã Bình Minh", "", "Thành tích riêng"),
]


def numbers() -> list[int | None]:
    return list(Certificate.objects.order_by("pk").values_list("book_number", flat=True))


def test_each_gets_one_with_a_number_a_code_and_the_words_of_the_day(asked: Asked, award: Award) -> None:
    given = give(asked.campaign, THREE, award, actor=None)

    one = Certificate.objects.order_by("pk")[0]
    assert (numbers(), given.skipped) == ([1, 2, 3], ())
    assert (one.recipient, one.merit, one.book_year) == ("Lê Thị Hoa", "Đã có thành tích xuất sắc", 2026)
    assert printed_of(one).signer_titles == ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")
    assert Certificate.objects.get(recipient="Xã Bình Minh").merit == "Thành tích riêng"
    assert Event.objects.filter(happened="certificate.given").count() == 3


def test_asking_twice_gives_nobody_a_second_one(asked: Asked, award: Award) -> None:
    give(asked.campaign, THREE, award, actor=None)

    again = give(asked.campaign, [*THREE, Recipient("Người mới"), Recipient("Người mới")], award, actor=None)

    assert ([one.recipient for one in again.certificates], len(again.skipped)) == (["Người mới"], 3)
    assert numbers() == [1, 2, 3, 4]


def test_the_book_goes_on_where_paper_left_off_and_never_back(asked: Asked, award: Award, issuer: Issuer) -> None:
    give(asked.campaign, THREE[:1], replace(award, first=120), actor=None)
    give(asked.campaign, THREE[1:], award, actor=None)

    with pytest.raises(CannotGiveError) as caught:
        give(asked.campaign, [Recipient("Muộn")], replace(award, first=7), actor=None)

    assert numbers() == [120, 121, 122]
    assert str(caught.value) == (
        "Sổ vàng năm 2026 của Huyện uỷ Hoà Bình Hạ đã đến số 122; số đầu tiên phải từ 123 trở lên."
    )
    assert next_book_number(issuer, 2027) == 1


def test_without_the_book_no_number_is_taken(asked: Asked, award: Award) -> None:
    give(asked.campaign, THREE, replace(award, numbered=False), actor=None)

    assert numbers() == [None, None, None]


def test_a_reissue_keeps_both_and_stands_on_the_same_line_of_the_book(asked: Asked, award: Award) -> None:
    (first,) = give(asked.campaign, THREE[:1], award, actor=None).certificates

    second = reissue(first, {"recipient": "Lê Thị Hoà"}, reason="Sai tên", actor=None)

    old = Certificate.objects.get(pk=first.pk)
    assert (old.recipient, old.code, old.book_number) == ("Lê Thị Hoa", first.code, 1)
    assert (second.recipient, second.book_number, second.replaces_id, second.reason) == (
        "Lê Thị Hoà",
        1,
        old.pk,
        "Sai tên",
    )
    assert second.code != old.code
    assert printed_of(second).recipient == "Lê Thị Hoà"
    assert next_book_number(old.issuer, 2026) == 2


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda one: reissue(one, {}, reason=" ", actor=None),
         "Hãy ghi lý do cấp lại, ví dụ: sai họ tên, bị rách, bị mất."),
        (lambda one: reissue(one, {"recipient": ""}, reason="x", actor=None),
         "Hãy ghi tên người nhận; tên và đơn vị dài nhất 250 chữ."),
        (lambda one: withdraw(one, reason="", actor=None), "Hãy ghi lý do thu hồi."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(act: object, said: str, asked: Asked, award: Award) -> None:
    (one,) = give(asked.campaign, THREE[:1], award, actor=None).certificates

    with pytest.raises(CannotGiveError) as caught:
        act(one)  # type: ignore[operator]

    assert str(caught.value) == said


def test_what_was_replaced_or_withdrawn_stays_so(asked: Asked, award: Award) -> None:
    first, second = give(asked.campaign, THREE[:2], award, actor=None).certificates
    reissue(first, {}, reason="Rách", actor=None)
    withdraw(second, reason="Cấp nhầm", actor=None)

    acts: list[Callable[[], object]] = [
        lambda: reissue(first, {}, reason="Rách nữa", actor=None),
        lambda: reissue(second, {}, reason="x", actor=None),
        lambda: withdraw(second, reason="x", actor=None),
    ]
    for act in acts:
        with pytest.raises(CannotGiveError):
            act()

    # Its number is not given again, and who lost it may get another one.
    assert numbers() == [1, 2, 1]
    assert [one.book_number for one in give(asked.campaign, THREE[1:2], award, actor=None).certificates] == [3]


def test_codes_are_drawn_at_random_and_read_as_typed() -> None:
    codes = {new_code() for _ in range(2_000)}

    assert (len(codes), {len(code) for code in codes}) == (2_000, {LENGTH})
    assert set("".join(codes)) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert meant("7xq2-m9pd 4rtk-8abO") == "7XQ2M9PD4RTK8AB0"
    assert [meant(text) for text in ("", "7XQ2", "7XQ2M9PD4RTK8AB!", "Ẫ" * 16)] == [""] * 4


@pytest.mark.django_db(transaction=True)
def test_the_golden_book_has_no_doubles_whoever_gives_at_once(asked: Asked, award: Award) -> None:
    def take(giver: int) -> None:
        try:
            for turn in range(5):
                people = [Recipient(f"Người {giver}.{turn}.{one}") for one in range(3)]
                give(asked.campaign, people, award, actor=None)
        finally:
            connection.close()

    givers = [threading.Thread(target=take, args=(giver,)) for giver in range(6)]
    for giver in givers:
        giver.start()
    for giver in givers:
        giver.join()

    assert sorted(number or 0 for number in numbers()) == list(range(1, 91))
