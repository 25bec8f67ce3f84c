"""Reminders on screen: each step off until switched on, shown before it goes, sent only after a second question."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kheo.campaigns.models import Obligation
from kheo.post.models import Outgoing
from kheo.reminders.models import ReminderRule
from kheo.units.models import Contact
from tests.asked import Asked
from tests.cast import Cast
from tests.post.mailboxes import ADDRESS, mailbox_at
from tests.web.arrivals import FULL, arrive

PAGE = "/campaigns/huyen-2024/reminders/"


@pytest.fixture
def asked(asked: Asked, cast: Cast) -> Asked:
    """Two units have an address, the school has none; the deadline is a week ahead."""
    asked.campaign.email = ADDRESS
    asked.campaign.save(update_fields=["email"])
    mailbox_at(cast.district, 25)
    Contact.objects.create(unit=cast.an_binh, email="anbinh@example.vn")
    Contact.objects.create(unit=cast.binh_minh, email="binhminh@example.vn")
    Obligation.objects.update(due_at=timezone.now() + dt.timedelta(days=7))
    return asked


def names(client: Client, address: str) -> list[str]:
    return [one.unit.name for one in client.get(address).context["due"]]


def test_every_step_is_off_until_it_is_switched_on(asked: Asked, cast: Cast, lan: Client) -> None:
    before = lan.get(PAGE)
    lan.post(f"{PAGE}half/switch/", {"on": "1"})
    on = list(ReminderRule.objects.exclude(enabled_at=None).values_list("step", "enabled_by__username"))
    lan.post(f"{PAGE}half/switch/", {"on": "0"})

    assert [line.rule.enabled_at for line in before.context["steps"]] == [None] * 5
    assert (on, ReminderRule.objects.exclude(enabled_at=None).count()) == ([("half", "lan")], 0)


def test_the_page_counts_who_owes_and_names_who_has_no_address(asked: Asked, cast: Cast, lan: Client) -> None:
    page = lan.get(PAGE)

    body = page.content.decode()
    assert (page.context["owing"], [unit.code for unit in page.context["without"]]) == (3, ["MN"])
    assert body.count("1 đơn vị còn phải gửi mà chưa có địa chỉ") == 1


def test_a_step_shows_who_would_get_what(asked: Asked, cast: Cast, lan: Client) -> None:
    arrive(asked, cast.binh_minh, FULL)
    Obligation.objects.filter(unit=cast.binh_minh).update(state="accepted")

    page = lan.get(f"{PAGE}half/?unit=AB")

    assert names(lan, f"{PAGE}half/") == ["Xã An Bình", "Trường Mầm non Hoa Sen"]
    assert (page.context["count"], page.context["sample"].to) == (1, ("anbinh@example.vn",))
    assert page.content.decode().count("- Đăng ký thi đua (hạn: trước") == 1


def test_the_words_are_the_offices_own(asked: Asked, cast: Cast, lan: Client) -> None:
    wrong = lan.post(f"{PAGE}half/wording/", {"subject": "Nhắc {dot}", "text": "Gửi {han_chot}"})
    lan.post(f"{PAGE}half/wording/", {"subject": "Nhắc {dot}", "text": "Gửi {noi_dung}"})

    assert wrong.content.decode().count("Không có gì để điền vào {han_chot}") == 1
    assert lan.get(f"{PAGE}half/").context["sample"].subject == "Nhắc Dân vận khéo 2024"


def test_sending_now_asks_with_the_names_and_adds_nobody(asked: Asked, cast: Cast, lan: Client) -> None:
    asking = lan.get(f"{PAGE}half/sending/")
    named = asking.context["form"].initial["units"]
    Obligation.objects.filter(unit=cast.binh_minh).update(state="received")
    Contact.objects.create(unit=cast.school, email="mn@example.vn")

    done = lan.post(f"{PAGE}half/sending/", {"units": named}, follow=True).content.decode()

    body = asking.content.decode()
    assert [body.count(said) for said in ("Gửi ngay 2 thư?", "anbinh@example.vn", "Trường Mầm non")] == [1, 1, 0]
    assert (done.count("Đã xếp hàng gửi 1 thư."), [one.to for one in Outgoing.objects.all()]) == (
        1,
        [["anbinh@example.vn"]],
    )
    assert lan.get(PAGE).context["steps"][0].letters == 1


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [(PAGE, 14), (f"{PAGE}half/", 15), (f"{PAGE}half/sending/", 11)])
def test_queries_do_not_grow_with_the_rows(
    address: str,
    queries: int,
    rows: int,
    asked: Asked,
    cast: Cast,
    lan: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Contact.objects.create(unit=cast.school, email="mn@example.vn")
    for unit in (cast.binh_minh, cast.school)[: 3 - rows]:
        Obligation.objects.filter(unit=unit).update(state="accepted")

    with django_assert_num_queries(queries):
        lan.get(address)
