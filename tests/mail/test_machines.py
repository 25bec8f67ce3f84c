"""Letters of machines told from those of people, and what their senders' servers found out about them."""

from email import message_from_bytes, policy

import pytest

from kheo.mail.identity import known_of, look
from kheo.mail.machines import is_automatic
from kheo.mail.sender import Authentication, authentication
from tests.mail.letters import read
from tests.post.bounces import by_exchange, by_postfix, delayed, read_receipt

ID = "<0123456789abcdef@hoabinhha.example.vn>"


@pytest.mark.parametrize(
    ("header", "automatic"),
    [
        ("X-Auto-Response-Suppress: All", True),
        ("X-Autorespond: yes", True),
        ("X-Failed-Recipients: a@example.vn", True),
        ("Precedence: auto_reply", True),
        ("Subject: Automatic reply: Kết quả", True),
        ("Subject: Trả lời tự động: Kết quả", True),
        ("Subject: Re: Out of office", True),
        ("Subject: Gửi lại biểu tự động hóa", False),
        ("Subject: Đăng ký tự động", False),
        ("Subject: Re: Kết quả", False),
        ("X-Mailer: Microsoft Outlook", False),
    ],
)
def test_machines_are_known_by_what_they_write(header: str, *, automatic: bool) -> None:
    message = message_from_bytes(f"From: a@example.vn\r\n{header}\r\n\r\nx".encode(), policy=policy.compat32)

    assert is_automatic(message, "a@example.vn") == automatic


@pytest.mark.parametrize(
    ("letter", "reason"),
    [
        (by_postfix(ID), "anbinh@example.vn: 550 5.1.1 <anbinh@example.vn>: Recipient address rejected: User unknown"),
        (
            by_exchange(ID),
            "anbinh@example.vn: Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'",
        ),
    ],
)
def test_bounces_tell_which_letter_and_why(letter: bytes, reason: str) -> None:
    known = known_of(look(letter))

    assert (ID in known.bounced, known.reason, known.automatic) == (True, reason, True)


@pytest.mark.parametrize("letter", [delayed(ID), read_receipt(ID)])
def test_other_reports_tell_of_no_bounce(letter: bytes) -> None:
    known = known_of(look(letter))

    assert (known.bounced, known.automatic) == ((), True)


def test_what_a_person_writes_about_a_bounce_is_none() -> None:
    letter = f"From: lan@example.vn\r\nSubject: Undeliverable\r\n\r\nThư {ID} bị trả lại 550 5.1.1\r\n".encode()

    assert known_of(look(letter)).bounced == ()


def fingerprint(letter: bytes) -> str:
    return known_of(look(letter)).fingerprint


ONE = b"Message-ID: <a@example.vn>\r\nFrom: lan@example.vn\r\nSubject: Dang ky\r\n"


@pytest.mark.parametrize(
    "other",
    [
        b"Received: by x; Mon, 1 Jan 2024 00:00:00 +0000\r\nX-Spam-Score: 1\r\n" + ONE + b"\r\nXin gui.\r\n",
        ONE.replace(b"Dang ky", b"Dang\r\n ky") + b"\r\nXin gui.\r\n",
        ONE + b"\r\nXin gui.  \r\n\r\n",
        (ONE + b"\r\nXin gui.\r\n").replace(b"\r\n", b"\n"),
        ONE + b"Content-Transfer-Encoding: base64\r\n\r\nWGluIGd1aS4K\r\n",
        ONE + b"Content-Transfer-Encoding: quoted-printable\r\n\r\nXin=20gui.\r\n",
    ],
)
def test_the_way_a_letter_took_and_how_it_is_packed_do_not_change_what_it_is(other: bytes) -> None:
    assert fingerprint(other) == fingerprint(ONE + b"\r\nXin gui.\r\n")


@pytest.mark.parametrize(
    "other",
    [
        ONE + b"\r\nXin gui lai.\r\n",
        ONE.replace(b"<a@", b"<b@") + b"\r\nXin gui.\r\n",
        ONE.replace(b"lan@", b"minh@") + b"\r\nXin gui.\r\n",
    ],
)
def test_other_words_are_another_letter(other: bytes) -> None:
    assert fingerprint(other) != fingerprint(ONE + b"\r\nXin gui.\r\n")


OURS = "Received: from mx.xa.example.vn by mail.office.gov.vn; Mon, 1 Jan 2024 00:00:00 +0000"
OTHERS = "Received: from pc by mx.xa.example.vn; Mon, 1 Jan 2024 00:00:00 +0000"
PASSED = "Authentication-Results: mail.office.gov.vn; dmarc=pass header.from=x; spf=pass; dkim=fail"
FORGED = "Authentication-Results: mail.office.gov.vn; dmarc=pass; spf=pass; dkim=pass"
GMAIL = "Received: from mail-x by mx.google.com with ESMTPS id 1"
BY_GMAIL = "Authentication-Results: mx.google.com; dkim=pass; spf=softfail; dmarc=fail"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([PASSED, OURS, OTHERS], Authentication("mail.office.gov.vn", "pass", "fail", "pass")),
        (["Received-SPF: pass (x)", OURS], Authentication("mail.office.gov.vn", "pass", "", "")),
        ([OURS, FORGED, OTHERS], Authentication()),
        ([OURS, OTHERS, FORGED], Authentication()),
        (["Authentication-Results: evil.example.com; dmarc=pass", OURS], Authentication()),
        ([PASSED], Authentication()),
        ([], Authentication()),
        (
            ["Received: by 2002:a05 with SMTP id x", GMAIL, BY_GMAIL, "Authentication-Results: x; dmarc=pass", OTHERS],
            Authentication("mx.google.com", "softfail", "pass", "fail"),
        ),
    ],
)
def test_only_what_our_own_server_found_counts(lines: list[str], found: Authentication) -> None:
    assert authentication(lines) == found


def test_the_lines_kept_with_a_letter_are_enough() -> None:
    kept = read(f"{PASSED}\r\n{OURS}\r\nFrom: x@xa.example.vn\r\n\r\nx".encode()).authenticity

    assert (authentication(kept).is_proven, authentication(kept).has_failed) == (True, True)
