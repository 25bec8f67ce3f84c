"""Trying a mailbox against real servers: what is wrong comes back as a sentence, in a bounded time."""

import socket
import time
from collections.abc import Iterator

import pytest

from kheo.demo.servers.dovecot import PASSWORD, Dovecot, free_port
from kheo.post.mailboxes.trying import try_connection
from kheo.post.models import Mailbox
from tests.cast import Cast
from tests.post.mailboxes import mailbox_at, with_password
from tests.post.smtp_server import MailServer
from tests.post.token_server import TokenServer


@pytest.fixture
def box(cast: Cast, dovecot: Dovecot) -> Mailbox:
    """Receives from Dovecot and sends nothing."""
    fields = with_password("thu", PASSWORD) | {"imap_port": dovecot.port, "imap_security": "none", "smtp_host": ""}
    return mailbox_at(cast.district, 0, **fields)


@pytest.fixture
def silent() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        opened.listen()
        yield int(opened.getsockname()[1])


def test_a_mailbox_that_works_is_found_to_work_both_ways(box: Mailbox) -> None:
    with MailServer(users={"thu": PASSWORD}) as server:
        box.smtp_host, box.smtp_port = "127.0.0.1", server.port

        found = try_connection(box)

    assert (found.fetching, found.sending, found.works) == ("", "", True)


def test_a_mailbox_that_only_receives_has_nothing_to_try_of_sending(box: Mailbox) -> None:
    found = try_connection(box)

    assert (found.fetching, found.sending, found.works) == ("", None, True)


def test_a_wrong_password_is_named_with_what_to_look_at(cast: Cast, box: Mailbox) -> None:
    box.sealed_secret = str(with_password("thu", "sai")["sealed_secret"])
    with MailServer(users={"thu": PASSWORD}) as server:
        box.smtp_host, box.smtp_port = "127.0.0.1", server.port

        found = try_connection(box)

    for said in (found.fetching, found.sending):
        assert said is not None
        assert said.count("không cho đăng nhập") == 1
        assert said.count("mật khẩu ứng dụng") == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"imap_host": "may-chu.khong-co.invalid", "imap_security": "tls"},
            "Không tìm thấy máy chủ “may-chu.khong-co.inv",
        ),
        ({"imap_port": 0}, "không nhận kết nối ở cổng"),
        ({"folder": "Không có"}, "Không mở được thư mục “Không có” trong hộp thư"),
        ({"imap_security": "tls"}, "không dùng kiểu bảo mật đã chọn"),
        ({"sealed_secret": "hỏng"}, "đề nghị nhập lại"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(box: Mailbox, changes: dict[str, object], said: str) -> None:
    for name, value in changes.items():
        setattr(box, name, value or free_port())

    found = try_connection(box)

    assert (found.works, str(found.fetching).count(said)) == (False, 1)


def test_a_certificate_nobody_vouches_for_is_not_accepted(box: Mailbox, dovecot: Dovecot) -> None:
    box.imap_port, box.imap_security = dovecot.tls_port, "tls"

    said = try_connection(box).fetching

    assert said == (
        "Chứng chỉ của 127.0.0.1 không được tin cậy (hết hạn, tự cấp, khác tên); hỏi người quản trị máy chủ thư."
    )


def test_a_server_that_says_nothing_is_not_waited_for_long(box: Mailbox, silent: int) -> None:
    box.imap_port = silent
    began = time.monotonic()

    said = try_connection(box, seconds=0.5).fetching

    assert time.monotonic() - began < 3
    assert str(said).startswith(f"Máy chủ 127.0.0.1 không trả lời ở cổng {silent}")


def test_a_refused_refresh_token_is_said(box: Mailbox) -> None:
    with TokenServer(refresh="đúng", access="x") as server:
        box.sign_in, box.token_url, box.client_id = "oauth2", server.url, "ứng dụng"

        found = try_connection(box)

    assert (found.works, found.sending, bool(found.fetching)) == (False, None, True)
