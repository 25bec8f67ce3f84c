"""The office's side of links: given, sent once, taken out, renewed, revoked; the common door; contacts."""

import csv
import datetime as dt
import io
import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from kheo.campaigns.doors.models import Door
from kheo.intake.links.models import Link
from kheo.intake.links.tokens import token_of
from kheo.journal.models import Event
from kheo.post.models import Outgoing
from kheo.units.models import Contact
from tests.asked import Asked
from tests.cast import Cast
from tests.web.links_ground import CLERK, Clerk, due_later, last_code, mailbox
from tests.web.reading import texts

LINKS = "/campaigns/huyen-2024/links/"


@pytest.fixture
def ready(asked: Asked, cast: Cast) -> None:
    mailbox(asked)
    due_later(asked)
    Contact.objects.create(unit=cast.an_binh, email=CLERK, phone="0912 345 512")


def test_every_unit_gets_one_link_and_no_second(ready: None, lan: Client) -> None:
    lan.post(f"{LINKS}giving/", {"call": "registration"})
    first = set(Link.objects.values_list("digest", flat=True))
    lan.post(f"{LINKS}giving/", {"call": "registration"})

    assert len(first) == 3
    assert set(Link.objects.values_list("digest", flat=True)) == first


def test_letters_are_asked_for_with_their_names_and_go_once(ready: None, lan: Client) -> None:
    lan.post(f"{LINKS}giving/", {"call": "registration"})
    page = lan.get(f"{LINKS}letters/?call=registration").content.decode()
    rounds = re.findall(r'name="rounds" value="([^"]*)"', page)[0]

    for _ in range(2):
        lan.post(f"{LINKS}letters/", {"call": "registration", "rounds": rounds})

    letter = Outgoing.objects.get(kind="link")
    assert "Sẽ gửi 1 thư" in page
    assert "Xã Bình Minh; Trường Mầm non Hoa Sen" in page
    assert (letter.to, letter.state) == ([CLERK], "queued")
    assert f"/l/{token_of(Link.objects.get(letters=1))}/" in letter.body


def test_the_file_for_mail_merge_opens_each_units_own_form(ready: None, lan: Client) -> None:
    lan.post(f"{LINKS}giving/", {"call": "registration"})

    body = lan.get(f"{LINKS}file/csv/?call=registration").content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(body)))
    units = [Client().get(row["Đường dẫn riêng"].partition("testserver")[2]).content.decode() for row in rows]
    assert [row["Mã đơn vị"] for row in rows] == ["AB", "BM", "MN"]
    assert [row["Đơn vị"] in page for row, page in zip(rows, units, strict=True)] == [True, True, True]
    assert Event.objects.filter(happened="links.exported").count() == 1


def test_sheets_show_a_code_for_each_link(ready: None, lan: Client) -> None:
    lan.post(f"{LINKS}giving/", {"call": "registration"})

    body = lan.get(f"{LINKS}sheet/?call=registration").content.decode()

    assert body.count("<svg") == 3
    assert "style=" not in body


def test_a_renewed_or_revoked_link_opens_nothing(ready: None, lan: Client, asked: Asked, cast: Cast) -> None:
    lan.post(f"{LINKS}giving/", {"call": "registration"})
    links = {link.obligation.unit.code: link for link in Link.objects.select_related("obligation__unit")}
    lan.post(f"{LINKS}{links['AB'].pk}/renewal/")
    lan.post(f"{LINKS}{links['BM'].pk}/revocation/")
    fresh = Link.objects.get(obligation=asked.duty(cast.an_binh), revoked_at=None)

    opened = {name: Client().get(f"/l/{token_of(link)}/").status_code for name, link in links.items()}
    assert opened == {"AB": 404, "BM": 404, "MN": 200}
    assert Client().get(f"/l/{token_of(fresh)}/").status_code == 200


def test_a_link_given_after_the_deadline_lasts_and_says_until_when(asked: Asked, cast: Cast, lan: Client) -> None:
    mailbox(asked)
    duty = asked.duty(cast.an_binh)

    told = lan.post(f"{LINKS}giving/", {"call": "registration", "duty": duty.pk}, follow=True).content.decode()

    link = Link.objects.get()
    until = timezone.localtime(link.expires_at)
    assert link.expires_at > timezone.now() + dt.timedelta(days=59)
    assert Client().get(f"/l/{token_of(link)}/").status_code == 200
    assert texts(told, '<li class="notice notice-success">') == [f"Đã cấp 1 đường dẫn, dùng được đến {until:%d/%m/%Y}."]
    again = lan.post(f"{LINKS}{link.pk}/renewal/", follow=True).content.decode()
    assert f"dùng được đến {until:%d/%m/%Y}" in texts(again, '<li class="notice notice-success">')[0]


def test_the_list_says_that_a_link_was_taken_away(ready: None, lan: Client, asked: Asked, cast: Cast) -> None:
    lan.post(f"{LINKS}giving/", {"call": "registration", "duty": asked.duty(cast.an_binh).pk})
    revoked = Link.objects.get()
    lan.post(f"{LINKS}{revoked.pk}/revocation/")
    body = lan.get(f"{LINKS}?call=registration").content.decode()
    lan.post(f"{LINKS}giving/", {"call": "registration", "duty": asked.duty(cast.an_binh).pk})

    after = lan.get(f"{LINKS}?call=registration").content.decode()
    assert (body.count("đã thu hồi</span>"), body.count("chưa có</span>")) == (1, 2)
    assert (after.count("đã thu hồi</span>"), after.count("chưa có</span>")) == (0, 2)


def test_a_code_read_out_opens_the_form_and_is_noted_without_its_figures(ready: None, lan: Client, cast: Cast) -> None:
    lan.post(f"{LINKS}giving/", {"call": "registration"})
    link = Link.objects.get(obligation__unit=cast.an_binh)
    contact = Contact.objects.get()

    body = lan.post(f"{LINKS}{link.pk}/code/", {"contact": contact.pk}).content.decode()

    figures = re.findall(r"\d{3} \d{3}(?=</p>)", body)[0]
    clerk = Clerk(link)
    clerk.client.post(f"{clerk.at}entry/", {"code": figures})
    event = Event.objects.get(happened="code.readout")
    assert "Gửi chính thức" in clerk.client.get(clerk.at).content.decode()
    assert (event.actor, event.details) == (cast.lan, {"to": "0912 345 512"})


def test_a_unit_picks_itself_at_the_common_door_and_still_needs_its_code(ready: None, lan: Client, cast: Cast) -> None:
    lan.post(f"{LINKS}door/", {"call": "registration", "open": "on"})
    door = Door.objects.get()
    browser = Client()
    found = browser.get(f"/g/{door.code}/?q=xa+an+binh").content.decode()
    duty = re.findall(r'name="duty" value="(\d+)">Đăng ký', found)[0]

    answer = browser.post(f"/g/{door.code}/", {"q": "xa an binh", "unit": "AB", "duty": duty})
    clerk = Clerk(Link.objects.get(), browser)
    before = browser.get(clerk.at).content.decode()
    clerk.come_in()

    assert answer.headers["Location"] == clerk.at
    assert CLERK not in found + before
    assert ("2. Gõ mã" in before, "Gửi chính thức" in browser.get(clerk.at).content.decode()) == (True, True)
    assert last_code()


@pytest.mark.parametrize("typed", ["", "an", "xa", "   b "])
def test_the_door_lists_no_units_to_whoever_names_none(typed: str, ready: None, lan: Client) -> None:
    lan.post(f"{LINKS}door/", {"call": "registration", "open": "on"})

    body = Client().get(f"/g/{Door.objects.get().code}/", {"q": typed}).content.decode()

    assert "Có phải đơn vị này?" not in body


def test_a_shut_door_is_like_one_that_never_was(ready: None, lan: Client) -> None:
    lan.post(f"{LINKS}door/", {"call": "registration", "open": "on"})
    code = Door.objects.get().code
    opened = Client().get(f"/g/{code}/").status_code
    lan.post(f"{LINKS}door/", {"call": "registration"})

    shut, unknown = Client().get(f"/g/{code}/"), Client().get("/g/ZZZZZZ/")

    assert (opened, shut.status_code, unknown.status_code) == (200, 404, 404)
    assert shut.content == unknown.content


def test_links_are_made_for_the_public_address_where_one_is_set(ready: None, lan: Client, settings: Settings) -> None:
    settings.PUBLIC_ADDRESS = "https://kheo.example.vn"
    lan.post(f"{LINKS}giving/", {"call": "registration"})

    body = lan.get(f"{LINKS}?call=registration").content.decode()

    assert f"https://kheo.example.vn/l/{token_of(Link.objects.all()[0])}/" in body


def test_the_office_confirms_a_handover(ready: None, lan: Client, asked: Asked, cast: Cast) -> None:
    lan.post(f"{LINKS}giving/", {"call": "registration"})
    clerk = Clerk(Link.objects.get(obligation__unit=cast.an_binh)).come_in()
    clerk.client.post(f"{clerk.at}holder/", {"name": "Lê Mới", "email": "moi@anbinh.example.vn", "old": "0"})
    page = lan.get("/units/AB/contacts/").content.decode()
    number = re.findall(r"/handovers/(\d+)/", page)[0]

    lan.post(f"/units/AB/contacts/handovers/{number}/", {"verdict": "confirmed"})

    assert list(cast.an_binh.contacts.values_list("email", flat=True)) == ["moi@anbinh.example.vn"]
    # Whoever was inside must ask for a code again, which goes to the new address.
    assert "2. Gõ mã" in clerk.client.get(clerk.at).content.decode()


def test_contacts_are_written_and_taken_away_with_a_trace(ready: None, lan: Client, cast: Cast) -> None:
    lan.post("/units/AB/contacts/", {"email": "Hai@anbinh.example.vn", "name": "Hai", "phone": "0912 000 111"})
    lan.post("/units/AB/contacts/", {"email": "hai@anbinh.example.vn", "phone": "0912 000 222"})
    wrong = lan.post("/units/AB/contacts/", {"email": "hai"}).content.decode()
    second = Contact.objects.get(email="hai@anbinh.example.vn")
    lan.post(f"/units/AB/contacts/{Contact.objects.get(email=CLERK).pk}/removal/")

    assert (second.name, second.phone) == ("Hai", "0912 000 222")
    assert 'role="alert"' in wrong
    told = Event.objects.filter(happened__startswith="contact.").order_by("pk").values_list("happened", "actor")
    assert list(told) == [
        ("contact.added", cast.lan.pk),
        ("contact.changed", cast.lan.pk),
        ("contact.removed", cast.lan.pk),
    ]


@pytest.mark.parametrize("given", [1, 3])
def test_the_list_costs_the_same_for_one_link_and_for_three(
    given: int, ready: None, lan: Client, asked: Asked, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    duties = list(asked.registration.obligations.order_by("pk")[:given])
    for duty in duties:
        lan.post(f"{LINKS}giving/", {"call": "registration", "duty": duty.pk})
    lan.get(f"{LINKS}?call=registration")

    with django_assert_num_queries(14):
        lan.get(f"{LINKS}?call=registration")
