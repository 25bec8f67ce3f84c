"""Servers that are away, let nobody in, or break off: no letter is lost, and none goes twice."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import Settings

from kheo.post import deciding
from kheo.post.models import Fetched, Mailbox, Outgoing
from kheo.post.sending import claim, look_after, send_due
from tests.cast import Cast
from tests.post.mailboxes import letter_to, mailbox_at, with_password
from tests.post.smtp_server import MailServer
from tests.post.token_server import TokenServer

AN_BINH = "anbinh@example.vn"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as found:
        yield found


@pytest.fixture
def mailbox(cast: Cast, server: MailServer) -> Mailbox:
    return mailbox_at(cast.district, server.port)


def fate(outgoing: Outgoing) -> tuple[str, str]:
    outgoing.refresh_from_db()
    return outgoing.state, outgoing.error


def later(**span: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(**span)


def fetched(outgoing: Outgoing, at: dt.datetime) -> None:
    """Our own copy as the fetching of the mailbox notes it."""
    Fetched.objects.create(
        mailbox=outgoing.mailbox, folder="INBOX", uidvalidity=1, uid=outgoing.pk,
        message_id=outgoing.message_id, fingerprint="", note="own", at=at,
    )  # fmt: skip


def test_a_server_that_is_away_leaves_all_letters_waiting(cast: Cast) -> None:
    with MailServer() as gone:
        pass
    mailbox = mailbox_at(cast.district, gone.port)
    letters = [letter_to(mailbox, f"{number}@example.vn") for number in range(3)]

    sent = send_due()
    with MailServer(port=gone.port) as back:
        too_soon = send_due()
        after = send_due(clock=lambda: later(minutes=1))

    assert (sent, too_soon, after, len(back.taken)) == (0, 0, 3, 3)
    assert [fate(one)[0] for one in letters] == ["sent"] * 3


@pytest.mark.parametrize("sign_in", ["password", "oauth2"])
def test_signing_in_by_password_and_by_token(cast: Cast, sign_in: str) -> None:
    secret, said = ("mat-khau", "mat-khau") if sign_in == "password" else ("lau-dai", "trong-gio-nay")
    with (
        TokenServer(refresh="lau-dai", access="trong-gio-nay") as tokens,
        MailServer(users={"bdv": said}) as server,
    ):
        oauth = {"sign_in": sign_in, "token_url": tokens.url, "client_id": "kheo"}
        mailbox = mailbox_at(cast.district, server.port, **with_password("bdv", secret), **oauth)
        outgoing = letter_to(mailbox, AN_BINH)

        send_due()

    assert (fate(outgoing), len(server.taken)) == (("sent", ""), 1)
    assert tokens.asked == (1 if sign_in == "oauth2" else 0)


def test_the_wrong_password_blames_no_letter(cast: Cast) -> None:
    with MailServer(users={"bdv": "dung"}) as server:
        mailbox = mailbox_at(cast.district, server.port, **with_password("bdv", "sai"))
        outgoing = letter_to(mailbox, AN_BINH)
        send_due()

    state, error = fate(outgoing)
    assert (state, error[:36]) == ("queued", "Máy chủ thư không cho đăng nhập: 535")


def test_a_letter_cut_off_is_found_to_have_gone_out_by_its_copy(server: MailServer, mailbox: Mailbox) -> None:
    server.silences = 1
    outgoing = letter_to(mailbox, AN_BINH)
    send_due()
    assert fate(outgoing)[0] == "unsure"

    fetched(outgoing, timezone.now())
    look_after(later(seconds=1))
    send_due(clock=lambda: later(hours=9))

    assert (fate(outgoing), len(server.taken)) == (("sent", "Đã thấy bản lưu trong hộp thư."), 1)


def test_a_claim_without_a_word_is_sent_again_only_when_no_copy_came(
    server: MailServer, mailbox: Mailbox, settings: Settings
) -> None:
    outgoing = letter_to(mailbox, AN_BINH)
    claim(mailbox.pk, timezone.now())
    states = []
    steps = {
        "before the lease ends": later(minutes=14),
        "after it": later(minutes=16),
        "within the grace": later(minutes=20),
        "after the grace, nobody looked": later(minutes=30),
    }
    for at in steps.values():
        look_after(at)
        states.append(fate(outgoing)[0])
    Mailbox.objects.update(last_fetched_at=later(minutes=31))
    look_after(later(minutes=32))
    states.append(fate(outgoing)[0])
    send_due(clock=lambda: later(minutes=33))

    assert states == ["sending", "unsure", "unsure", "unsure", "queued"]
    assert (fate(outgoing)[0], [one.message["Message-ID"] for one in server.taken]) == ("sent", [outgoing.message_id])


def test_without_copies_an_unsure_letter_waits_for_the_officer(
    server: MailServer, mailbox: Mailbox, cast: Cast
) -> None:
    Mailbox.objects.update(copies_itself=False, last_fetched_at=later(days=2))
    server.silences = 1
    first, second = letter_to(mailbox, AN_BINH), letter_to(mailbox, "bm@example.vn")
    send_due()
    send_due()

    look_after(later(days=1))
    stood = [fate(one)[0] for one in (first, second)]
    deciding.believe(first, actor=cast.lan)

    assert (stood, fate(first)[0], fate(second)[0]) == (["unsure", "queued"], "sent", "queued")
