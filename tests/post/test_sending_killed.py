"""The sender is killed between the server's taking a letter and its writing that down: still one letter each."""

import contextlib
import datetime as dt
import os
import random
import signal
from collections import Counter
from functools import partial

import pytest
from django.utils import timezone

from kheo.post.models import Fetched, Mailbox, Outgoing
from kheo.post.sending import look_after, send_due
from tests.cast import Cast
from tests.kills.processes import fork
from tests.post.mailboxes import ADDRESS, letter_to, mailbox_at
from tests.post.smtp_server import MailServer, Taken

LETTERS = 25

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system"),
    pytest.mark.django_db(transaction=True),
]


class Killer:
    """Kills the sender at some letters: when the server has taken them, or before it does."""

    def __init__(self) -> None:
        self.sender = 0
        self.kills = 0
        self._rng = random.Random(3834)

    def __call__(self, _: Taken) -> None:
        if self.sender and self._rng.random() < 0.4:
            self.kill()

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.sender, signal.SIGKILL)
            self.kills += 1
        self.sender = 0


def send_as_if(now: dt.datetime) -> None:
    send_due(clock=lambda: now)


def fetch_copies(server: MailServer, mailbox: Mailbox, at: dt.datetime) -> None:
    """What fetching our own mailbox writes down: the copies the server delivered to it."""
    for number, taken in enumerate(server.to(ADDRESS), start=1):
        Fetched.objects.get_or_create(
            mailbox=mailbox, folder="INBOX", uidvalidity=1, uid=number,
            defaults={"message_id": taken.message["Message-ID"], "fingerprint": "", "at": at},
        )  # fmt: skip
    Mailbox.objects.filter(pk=mailbox.pk).update(last_fetched_at=at)


def test_kills_make_neither_a_second_letter_nor_a_missing_one(cast: Cast) -> None:
    killer = Killer()
    with MailServer(on_taken=killer) as server:
        mailbox = mailbox_at(cast.district, server.port)
        for number in range(LETTERS):
            letter_to(mailbox, f"{number}@example.vn")
        now = timezone.now()
        for _ in range(LETTERS):
            killer.sender = sender = fork(partial(send_as_if, now))
            os.waitpid(sender, 0)
            # The lease runs out, the mailbox is looked through, the grace runs out.
            now += dt.timedelta(minutes=16)
            look_after(now)
            now += dt.timedelta(minutes=11)
            fetch_copies(server, mailbox, now)
            look_after(now)
            if not Outgoing.objects.exclude(state="sent").exists():
                break

    got = Counter(taken.recipients[0] for taken in server.taken)
    assert got == {f"{number}@example.vn": 1 for number in range(LETTERS)}
    assert set(Outgoing.objects.values_list("state", flat=True)) == {"sent"}
    assert killer.kills >= 5


def test_killed_before_the_server_took_it_it_goes_once_under_its_name(cast: Cast) -> None:
    killer = Killer()
    with MailServer() as server:
        mailbox = mailbox_at(cast.district, server.port)
        outgoing = letter_to(mailbox, "0@example.vn")
        server.on_rcpt = killer.kill
        killer.sender = sender = fork(partial(send_as_if, timezone.now()))
        os.waitpid(sender, 0)
        server.on_rcpt = None
        now = timezone.now() + dt.timedelta(minutes=16)
        look_after(now)
        fetch_copies(server, mailbox, now + dt.timedelta(minutes=11))
        look_after(now + dt.timedelta(minutes=11))
        send_due(clock=lambda: now + dt.timedelta(minutes=12))

    assert killer.kills == 1
    assert [taken.message["Message-ID"] for taken in server.taken] == [outgoing.message_id]
