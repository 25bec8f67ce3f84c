"""Waiting at a mailbox: told at once by the server, ended when asked to; and signing in with a token."""

import json
import threading
import time
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kheo.demo.servers.dovecot import Dovecot
from kheo.intake.models import Submission
from kheo.mail import tokens
from kheo.post import waiting
from kheo.post.models import Mailbox
from kheo.post.sealing import seal
from tests.cast import Cast
from tests.post.letterbox import campaign_of, letter, letterbox
from tests.post.token_server import TokenServer

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_letter_is_called_out_as_soon_as_it_comes(
    dovecot: Dovecot, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kheo.mail.imap.SECONDS_BETWEEN_LOOKS", 0.2)
    box = letterbox(dovecot, cast.district, "doi-thu")
    box.deliver(letter("cu"))
    stop, called = threading.Event(), threading.Event()
    heard: list[int] = []

    def arrived(pk: int, _: datetime) -> None:
        heard.append(pk)
        called.set()

    thread = threading.Thread(target=waiting.wait_at_mailboxes, args=(stop, arrived))
    thread.start()
    until = time.monotonic() + 15
    while not called.is_set() and time.monotonic() < until:
        box.deliver(letter("moi"))
        called.wait(2)
    stop.set()
    thread.join(timeout=10)

    assert (heard[:1], thread.is_alive()) == ([box.mailbox.pk], False)


class Issuer(TokenServer):
    """Gives tokens, and tells Dovecot whose a token is."""

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        issuer = self

        class Handler(super()._handler()):  # type: ignore[misc]
            def do_GET(self) -> None:  # noqa: N802 - the name the library calls
                given = parse_qs(urlsplit(self.path).query).get("access_token")
                good = given == [issuer.access]
                self.send_response(200 if good else 401)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                said: dict[str, Any] = {"email": "co-ma", "active": True} if good else {"error": "invalid_token"}
                self.wfile.write(json.dumps(said).encode())

        return Handler


def test_a_token_is_got_used_and_got_anew_when_the_server_refuses_it(cast: Cast) -> None:
    campaign_of(cast.district)
    with Issuer(refresh="lam-moi", access="ma-1") as issuer:
        server = Dovecot(token_info=issuer.url)
        server.start()
        try:
            box = letterbox(
                server,
                cast.district,
                "co-ma",
                sign_in=Mailbox.SignIn.OAUTH2,
                sealed_secret=seal("lam-moi"),
                token_url=issuer.url,
                client_id="kheo",
            )
            box.deliver(letter("mot"))
            first = box.fetch()
            issuer.access = "ma-2"
            box.deliver(letter("hai"))
            second = box.fetch()
        finally:
            server.close()
            tokens._known.clear()

    assert (box.mailbox.last_error, first.kept, second.kept, issuer.asked) == ("", 1, 1, 2)
    assert Submission.objects.count() == 2
