"""Mailboxes that fail: the line breaks, the folder is gone, the password wrong, another process is at it."""

import datetime as dt
import ssl
import threading

import pytest
from django.utils import timezone

from kheo.demo.servers.dovecot import Dovecot
from kheo.intake import doors
from kheo.intake.models import Submission
from kheo.journal.models import Event
from kheo.post import fetching
from kheo.post.models import Fetched, Mailbox
from tests.cast import Cast
from tests.post.letterbox import Letterbox, campaign_of, letter, letterbox

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def box(dovecot: Dovecot, cast: Cast, request: pytest.FixtureRequest) -> Letterbox:
    """Each test has an account of its own."""
    campaign_of(cast.district)
    return letterbox(dovecot, cast.district, f"{abs(hash(request.node.name))}")


def test_a_vanished_folder_is_told_by_name(box: Letterbox) -> None:
    Mailbox.objects.update(folder="Công văn đến")
    box.deliver(letter("mot"))

    box.fetch()

    assert box.mailbox.last_error == (
        "Không mở được thư mục “Công văn đến” trong hộp thư (đã đổi tên hoặc bị xóa?). Hiện có: “INBOX”."
    )
    assert box.mailbox.failing_since is not None
    assert box.mailbox.fetch_after is not None
    assert box.mailbox.fetch_after > timezone.now()


def test_after_a_failure_the_mailbox_rests_and_recovers(box: Letterbox) -> None:
    good = box.mailbox.sealed_secret
    Mailbox.objects.update(sealed_secret="")
    box.deliver(letter("mot"))

    box.fetch()
    box.fetch()
    said = box.mailbox.last_error
    Mailbox.objects.update(sealed_secret=good, fetch_after=None)
    box.fetch()

    told = "Máy chủ hộp thư không cho đăng nhập ([AUTHENTICATIONFAILED] Authentication failed.). Kiểm tra tên đăng nhập"
    assert said.startswith(told)
    assert (box.mailbox.failing_since, box.mailbox.last_error, Submission.objects.count()) == (None, "", 1)
    happened = Event.objects.filter(subject_kind="mailbox").order_by("pk").values_list("happened", flat=True)
    assert list(happened) == ["mailbox.failed", "mailbox.recovered", "mailbox.fetched"]


def test_one_process_at_a_time_and_a_dead_one_not_for_long(box: Letterbox) -> None:
    Mailbox.objects.update(fetch_after=timezone.now() + dt.timedelta(minutes=1))
    box.deliver(letter("mot"))
    met_while_held = box.fetch().met
    Mailbox.objects.update(fetch_after=timezone.now() - dt.timedelta(seconds=1))

    assert (met_while_held, box.fetch().met) == (0, 1)


def test_who_lost_the_mailbox_keeps_nothing_more(box: Letterbox) -> None:
    box.deliver(letter("mot"))

    def keep(*args: object) -> None:
        doors.by_mailbox(*args)  # type: ignore[arg-type]
        Mailbox.objects.update(fetch_after=timezone.now() + dt.timedelta(minutes=9))

    fetching.fetch(box.mailbox.pk, keep)
    box.deliver(letter("hai"))
    fetching.fetch(box.mailbox.pk, doors.by_mailbox)

    assert Submission.objects.count() == 1


def test_a_fetching_stops_when_its_time_is_over_and_goes_on_later(
    box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_AT_ONCE", 2)
    box.deliver(*[letter(f"thu {number}") for number in range(5)])

    first = fetching.fetch(box.mailbox.pk, doors.by_mailbox, seconds=0)
    box.mailbox.refresh_from_db()
    looked_at = box.mailbox.last_fetched_at
    second = box.fetch()

    assert (first.met, first.more, looked_at, second.met, second.more) == (2, True, None, 3, False)
    assert box.mailbox.last_fetched_at is not None


def test_a_broken_line_is_taken_up_again(box: Letterbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_AT_ONCE", 2)
    box.deliver(*[letter(f"thu {number}") for number in range(6)])
    dropped: list[int] = []

    def keep(*args: object) -> None:
        doors.by_mailbox(*args)  # type: ignore[arg-type]
        if not dropped:
            dropped.append(1)
            box.server.kill()
            threading.Timer(0.2, box.server.start).start()

    fetching.fetch(box.mailbox.pk, keep)

    assert (Submission.objects.count(), Fetched.objects.filter(filed_at=None).count()) == (6, 0)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_the_line_is_encrypted_and_the_certificate_looked_at(
    box: Letterbox, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = box.server.tls_port if security == "tls" else box.server.port
    Mailbox.objects.update(imap_host="localhost", imap_port=port, imap_security=security)
    box.deliver(letter("mot"))
    monkeypatch.setattr(fetching, "_PAUSES", ())

    box.fetch()
    said = box.mailbox.last_error
    Mailbox.objects.update(fetch_after=None)
    monkeypatch.setenv(ssl.get_default_verify_paths().openssl_cafile_env, str(box.server.certificate))
    box.fetch()

    assert said == (
        "Chứng chỉ của localhost không được tin cậy (hết hạn, tự cấp, khác tên); hỏi người quản trị máy chủ thư."
    )
    assert (box.mailbox.last_error, Submission.objects.count()) == ("", 1)


def test_without_encryption_only_within_this_machine(box: Letterbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_PAUSES", ())
    Mailbox.objects.update(imap_host="192.0.2.1")

    box.fetch()

    assert box.mailbox.last_error == "Chỉ kết nối không mã hóa trong chính máy này; đề nghị chọn TLS hoặc STARTTLS."
