"""Letters in a storm: each kept exactly once, each answered exactly once, the mailbox as it should be.

KHEO_STORM_LETTERS=2000 makes it the whole storm; without it a shorter one of the same kind.
"""

import datetime as dt
import logging
import os
import random
import time
from collections import Counter
from dataclasses import dataclass
from email import message_from_string
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kheo.demo.forms import registration_form
from kheo.demo.letters import Posted, make_letter
from kheo.demo.servers.dovecot import PROGRAM
from kheo.post.sorting import COPY, REPEATED
from tests.storm.relay import accepted
from tests.storm.storm import ACCOUNT, ADDRESS, DONE, Storm

LETTERS = int(os.environ.get("KHEO_STORM_LETTERS", "120"))
# So many letters a second come in: more than a real office sees in an hour.
A_SECOND = 12
# When nothing has changed for so long, nothing will; and a storm is over some day, also on a busy machine.
SECONDS_WITHOUT_CHANGE = 45
SECONDS_TO_SETTLE = 180 + LETTERS / 2

logger = logging.getLogger(__name__)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None or not hasattr(os, "fork"), reason="Dovecot is not installed, or no fork"),
]


def posted(number: int) -> Posted:
    """What one unit sends, with its form."""
    form = registration_form(random.Random(number), unit=f"Xã Thử Nghiệm {number}")
    return Posted(
        sender=f"Xã Thử Nghiệm {number} <x{number}@example.vn>",
        to=ADDRESS,
        subject=f"Đăng ký của Xã Thử Nghiệm {number}",
        body="Xin gửi biểu.",
        at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=number),
        attachments=((form.filename, form.data),),
    )


def notice_of(number: int) -> bytes:
    """What the program of an absent clerk sends."""
    head = f"From: x{number}@example.vn\r\nSubject: Vang mat {number}\r\nMessage-ID: <vang-{number}@example.vn>\r\n"
    return head.encode() + b"Auto-Submitted: auto-replied\r\n\r\nDi cong tac.\r\n"


def deliveries(rng: random.Random) -> tuple[list[bytes], int, int]:
    """All that comes in, in the order it comes; how many of it are notices, and how many came before by another way."""
    letters = [make_letter(posted(number)) for number in range(1, LETTERS + 1)]
    notices = [notice_of(number) for number in range(1, LETTERS // 20 + 1)]
    again = [b"Delivered-To: chung@example.vn\r\n" + letter for letter in rng.sample(letters, LETTERS // 20)]
    every = letters + notices + again
    rng.shuffle(every)
    return every, len(notices), len(again)


def settled(figures: dict[str, Any], *, kept: int) -> bool:
    """Is nothing left to be done?"""
    outgoing = figures.get("outgoing", {})
    return (
        figures.get("kept") == kept
        and figures["waiting"] == figures["unfiled"] == 0
        and (figures["answered"], figures["silent"]) == (LETTERS, {"automatic": kept - LETTERS})
        and outgoing == {"sent": LETTERS}
        and figures["notes"].get(COPY, 0) >= LETTERS
    )


@dataclass(frozen=True)
class After:
    """What is there when the storm is over: figures of the instance, letters in the mailbox, letters in the world."""

    figures: dict[str, Any]
    inbox: list[tuple[str, bool]]
    done: list[tuple[str, bool]]
    sent: list[dict[str, Any]]


def weathered(folder: Path, every: list[bytes], *, kept: int) -> After:
    """Let all of it come in during a storm, and wait until nothing is left to be done."""
    begun = time.monotonic()
    with Storm(folder, letters=LETTERS, postgres=connection.vendor == "postgresql", seed=2026) as storm:
        delivering = storm.deliver(every, seconds=len(every) / A_SECOND)
        storm.rage(delivering.is_alive)
        settle(storm, kept=kept)
        figures = storm.ask("figures")
        inbox, done = (storm.dovecot.lying(ACCOUNT, name) for name in ("INBOX", DONE))
        sent = [one for one in accepted(storm.queue) if one["to"] != [ADDRESS]]
    logger.info("%d letters, %.0f s, %s, %s", LETTERS, time.monotonic() - begun, storm.happened, figures["notes"])
    return After(figures, inbox, done, sent)


def settle(storm: Storm, *, kept: int) -> None:
    """Wait until nothing is left to be done, or nothing is done any more."""
    until = time.monotonic() + SECONDS_TO_SETTLE
    before, changed_at = storm.ask("count"), time.monotonic()
    while not settled(before, kept=kept) and time.monotonic() < min(until, changed_at + SECONDS_WITHOUT_CHANGE):
        time.sleep(1)
        now = storm.ask("count")
        if now != before:
            before, changed_at = now, time.monotonic()
    if not settled(before, kept=kept):
        storm.tell_where_they_are()


def test_in_a_storm_each_letter_is_kept_once_and_answered_once(tmp_path: Path) -> None:
    every, notices, again = deliveries(random.Random(2026))

    after = weathered(tmp_path, every, kept=LETTERS + notices)

    figures = after.figures
    assert settled(figures, kept=LETTERS + notices), {name: each for name, each in figures.items() if name != "letters"}
    assert figures["states"] == {"letter opened": LETTERS, "file taken": LETTERS, "letter aside": notices}
    assert (figures["registrations"], figures["replaced"], figures["received"]) == (LETTERS, 0, LETTERS)
    assert (figures["received twice"], figures["damages"], figures["book broken at"]) == (0, [], None)
    assert figures["notes"][REPEATED] >= again

    answered = Counter((one["to"][0], str(message_from_string(one["data"])["In-Reply-To"])) for one in after.sent)
    ids = {number: f"<{posted(number).key}@mail.example.vn>" for number in range(1, LETTERS + 1)}
    assert answered == {(f"x{number}@example.vn", known): 1 for number, known in ids.items()}
    absent = {f"<vang-{number}@example.vn>" for number in range(1, notices + 1)}
    assert (after.inbox, {known for known, _ in after.done}) == ([], {*ids.values(), *absent, *figures["letters"]})
    assert all(is_read for _, is_read in after.done)
