"""The mailboxes' screen: connected once, secrets never shown again and never sent elsewhere, on and off."""

import pytest
from django.test import Client

from kheo.demo.servers.dovecot import PASSWORD, Dovecot
from kheo.journal.models import Event
from kheo.post.models import Mailbox
from kheo.post.sealing import unseal
from kheo.units.models import Membership, Role
from tests.asked import Asked
from tests.cast import Cast

# One Dovecot for these tests too.
from tests.post.conftest import dovecot  # noqa: F401 - a fixture
from tests.post.mailboxes import mailbox_at, with_password
from tests.web.conftest import SignedIn
from tests.web.reading import texts


def typed(cast: Cast, **changes: object) -> dict[str, object]:
    said: dict[str, object] = {
        "address": "bdv@hoabinhha.example.vn",
        "name": "Ban Dân vận",
        "office": cast.district.pk,
        "sign_in": "password",
        "username": "thu",
        "secret": PASSWORD,
        "imap_host": "127.0.0.1",
        "imap_port": 1,
        "imap_security": "none",
        "folder": "INBOX",
        "smtp_host": "",
        "smtp_port": 465,
        "smtp_security": "tls",
        "answering": "hold",
        "per_minute": 20,
        "copies_itself": "on",
    }
    return said | changes


def test_a_mailbox_is_added_tried_and_turned_on(asked: Asked, cast: Cast, lan: Client, dovecot: Dovecot) -> None:  # noqa: F811
    answer = lan.post("/mailboxes/+/", typed(cast, imap_port=dovecot.port, **{"try": "1"}), follow=True)

    one = Mailbox.objects.get()
    assert texts(answer.content.decode(), '<li class="notice notice-success">') == [
        "bdv@hoabinhha.example.vn: kết nối được (nhận)."
    ]
    assert (one.enabled, unseal(one.sealed_secret), one.last_error) == (True, PASSWORD, "")
    assert [event.happened for event in Event.objects.filter(subject_kind="mailbox").order_by("pk")] == [
        "mailbox.added",
        "mailbox.tried",
        "mailbox.enabled",
    ]
    assert sum(PASSWORD in str(event.details) for event in Event.objects.all()) == 0


def test_one_that_cannot_be_reached_is_kept_off_with_the_reason(asked: Asked, cast: Cast, lan: Client) -> None:
    answer = lan.post("/mailboxes/+/", typed(cast, **{"try": "1"}), follow=True)

    one = Mailbox.objects.get()
    assert (one.enabled, one.last_error) == (
        False,
        "Máy chủ 127.0.0.1 không nhận kết nối ở cổng 1: kiểm tra lại cổng và kiểu bảo mật.",
    )
    assert answer.redirect_chain == [(f"/mailboxes/{one.pk}/", 302)]
    assert lan.get("/mailboxes/").content.decode().count(one.last_error) == 1


def test_one_whose_first_try_failed_is_turned_on_by_a_later_one(
    asked: Asked,
    cast: Cast,
    lan: Client,
    dovecot: Dovecot,  # noqa: F811
) -> None:
    lan.post("/mailboxes/+/", typed(cast, **{"try": "1"}))
    one = Mailbox.objects.get()
    off = one.enabled

    changed = typed(cast, imap_port=dovecot.port, **{"try": "1"})
    answer = lan.post(f"/mailboxes/{one.pk}/", changed, follow=True).content.decode()

    one.refresh_from_db()
    assert (off, one.enabled) == (False, True)
    assert "bdv@hoabinhha.example.vn: Đã bật: thư mới sẽ được lấy về." in texts(
        answer, '<li class="notice notice-success">'
    )


def test_one_that_was_turned_off_stays_off_and_is_said_to_be(
    asked: Asked,
    cast: Cast,
    lan: Client,
    dovecot: Dovecot,  # noqa: F811
) -> None:
    settings = {"smtp_host": "", "imap_port": dovecot.port, "imap_security": "none"}
    one = mailbox_at(cast.district, 1, **settings, **with_password("thu", PASSWORD))
    lan.post(f"/mailboxes/{one.pk}/switch/", {"enabled": "0"})

    answer = lan.post(f"/mailboxes/{one.pk}/trial/", follow=True).content.decode()

    one.refresh_from_db()
    assert one.enabled is False
    assert texts(answer, '<li class="notice notice-warning">') == [
        f"{one.address}: hộp thư đang tắt nên chưa lấy, chưa gửi thư; bấm “Bật” để dùng."
    ]
    assert texts(answer, '<button class="action action-main">') == ["Bật"]


def test_a_secret_is_never_shown_again(asked: Asked, cast: Cast, lan: Client) -> None:
    one = mailbox_at(cast.district, 1, **with_password("thu", PASSWORD))

    pages = [lan.get(address).content.decode() for address in ("/mailboxes/", f"/mailboxes/{one.pk}/")]
    wrong = lan.post(f"/mailboxes/{one.pk}/", typed(cast, imap_port="x")).content.decode()

    assert [(PASSWORD in body, one.sealed_secret in body) for body in (*pages, wrong)] == [(False, False)] * 3


def test_an_empty_secret_keeps_the_one_there_is(asked: Asked, cast: Cast, lan: Client) -> None:
    one = mailbox_at(cast.district, 1, smtp_host="", **with_password("thu", PASSWORD))

    lan.post(f"/mailboxes/{one.pk}/", typed(cast, secret="", per_minute=5, imap_port=993, imap_security="tls"))

    one.refresh_from_db()
    assert (one.per_minute, unseal(one.sealed_secret)) == (5, PASSWORD)


@pytest.mark.parametrize(
    "change", [{"imap_host": "doi.example.com"}, {"smtp_host": "doi.example.com"}, {"username": "k"}]
)
def test_a_kept_secret_goes_to_no_other_server_or_name(
    change: dict[str, str], asked: Asked, cast: Cast, lan: Client
) -> None:
    one = mailbox_at(cast.district, 1, smtp_host="", **with_password("thu", PASSWORD))

    answer = lan.post(f"/mailboxes/{one.pk}/", typed(cast, secret="", imap_security="tls", **change))

    one.refresh_from_db()
    assert answer.context["form"].errors["secret"] == [
        "Đã đổi máy chủ hoặc tài khoản: hãy nhập lại mật khẩu hoặc refresh token."
    ]
    assert (one.imap_host, one.smtp_host, one.username) == ("127.0.0.1", "", "thu")


def test_nothing_goes_unencrypted_beyond_this_machine(asked: Asked, cast: Cast, lan: Client) -> None:
    answer = lan.post("/mailboxes/+/", typed(cast, imap_host="mail.example.com"))

    assert list(answer.context["form"].errors) == ["imap_security"]
    assert Mailbox.objects.count() == 0


def test_presets_fill_the_form(asked: Asked, cast: Cast, lan: Client) -> None:
    form = lan.get("/mailboxes/+/?preset=microsoft").context["form"]

    filled = {name: form[name].value() for name in ("imap_host", "smtp_port", "smtp_security", "sign_in")}
    assert filled == {
        "imap_host": "outlook.office365.com",
        "smtp_port": 587,
        "smtp_security": "starttls",
        "sign_in": "oauth2",
    }


def test_a_mailbox_is_turned_off_and_on(asked: Asked, cast: Cast, lan: Client) -> None:
    one = mailbox_at(cast.district, 1)

    states = []
    for enabled in ("0", "1"):
        lan.post(f"/mailboxes/{one.pk}/switch/", {"enabled": enabled})
        one.refresh_from_db()
        states.append(one.enabled)

    assert states == [False, True]


def test_an_officer_of_a_commune_puts_none_at_the_district(asked: Asked, cast: Cast, signed_in: SignedIn) -> None:
    Membership.objects.create(user=cast.stranger, unit=cast.an_binh, role=Role.OFFICER)

    answer = signed_in(cast.stranger).post("/mailboxes/+/", typed(cast))

    assert list(answer.context["form"].errors) == ["office"]
    assert Mailbox.objects.count() == 0
