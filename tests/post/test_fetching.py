"""Letters fetched from a real server: each kept once, whatever breaks, and touched only when it is kept."""

import datetime as dt

import pytest
from django.test import override_settings
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.demo.servers.dovecot import Dovecot
from kheo.intake.models import Submission
from kheo.journal import vault
from kheo.journal.models import Event
from kheo.post import fetching
from kheo.post.models import Fetched, Mailbox
from kheo.post.sorting import REPEATED, TOO_LARGE
from tests.cast import Cast
from tests.post.letterbox import CAME, PUBLISHED, Letterbox, campaign_of, letter, letterbox

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def box(dovecot: Dovecot, cast: Cast, request: pytest.FixtureRequest) -> Letterbox:
    """Each test has an account of its own."""
    campaign_of(cast.district)
    return letterbox(dovecot, cast.district, f"{abs(hash(request.node.name))}")


def kept() -> list[bytes]:
    return [vault.read(one.original) for one in Submission.objects.filter(part_of=None).order_by("pk")]


def test_new_letters_are_kept_byte_for_byte_and_marked_as_read(box: Letterbox) -> None:
    letters = [letter(f"thu {number}") for number in range(3)]
    box.deliver(*letters)

    done = box.fetch()

    assert (done.met, done.kept, kept()) == (3, 3, letters)
    one = Submission.objects.order_by("pk")[0]
    assert (one.mailbox, one.sender, one.subject, one.received_at) == (box.mailbox, "anbinh@example.vn", "thu 0", CAME)
    assert one.message_id.startswith("<")
    assert sorted(box.inbox().values()) == [True, True, True]
    assert box.fetch().met == 0


def test_letters_are_moved_to_a_folder_with_a_vietnamese_name(box: Letterbox) -> None:
    Mailbox.objects.update(done_folder="Đã nhận & xong")
    box.deliver(letter("mot"), letter("hai"))

    box.fetch()

    assert box.inbox() == {}
    assert list(box.server.subjects(box.account, "Đã nhận & xong").values()) == [True, True]


def test_a_letter_is_not_touched_before_it_is_kept(box: Letterbox) -> None:
    box.deliver(letter("mot"))

    def keep(*_: object) -> None:
        raise RuntimeError("the power goes")

    with pytest.raises(RuntimeError, match="the power goes"):
        fetching.fetch(box.mailbox.pk, keep)

    assert (list(box.inbox().values()), Fetched.objects.count()) == ([False], 0)


def test_filing_that_was_cut_off_is_made_up_for(box: Letterbox) -> None:
    Mailbox.objects.update(done_folder="Xong")
    box.deliver(letter("mot"))
    box.fetch()
    box.deliver(letter("hai"))
    box.fetch()
    Fetched.objects.update(filed_at=None)

    box.fetch()

    assert (len(box.server.subjects(box.account, "Xong")), Submission.objects.count()) == (2, 2)
    assert Fetched.objects.filter(filed_at=None).count() == 0


def test_what_a_person_marked_as_deleted_is_left_alone(box: Letterbox) -> None:
    box.deliver(letter("mot"), letter("hai"))
    talk = box.server.imap(box.account)
    talk.select("INBOX")
    talk.store("1", "+FLAGS", "\\Deleted")

    box.fetch()

    assert len(box.inbox()) == 2
    talk.logout()


def test_a_folder_numbered_anew_gives_nothing_twice_and_skips_nothing(box: Letterbox) -> None:
    box.deliver(letter("mot"), letter("hai"))
    box.fetch()
    box.server.kill()
    box.server.renumber(box.account)
    box.server.start()
    box.deliver(letter("ba"))

    done = box.fetch()

    assert (done.met, done.kept) == (3, 1)
    assert sorted(box.notes()) == ["", "", "", REPEATED, REPEATED]


def test_another_server_with_the_same_letters_gives_nothing_twice(box: Letterbox) -> None:
    letters = [letter("mot"), letter("hai")]
    box.deliver(*letters)
    box.fetch()
    Mailbox.objects.update(username=f"{box.account}-moved")
    box.mailbox.refresh_from_db()

    box.deliver(*letters, letter("ba"))

    assert (box.fetch().kept, Submission.objects.count()) == (1, 3)


def test_the_same_message_id_with_another_body_is_another_letter(box: Letterbox) -> None:
    box.deliver(letter("mot", message_id="<a@example.vn>"), letter("mot", body="Khác.", message_id="<a@example.vn>"))

    assert (box.fetch().kept, Submission.objects.count()) == (2, 2)


def test_a_letter_delivered_twice_by_different_ways_is_kept_once(box: Letterbox) -> None:
    one = letter("mot")
    box.deliver(one, b"Delivered-To: khac@example.vn\r\nReceived: by x; Mon, 1 Jan 2024 00:00:00 +0000\r\n" + one)

    assert (box.fetch().kept, kept(), sorted(box.notes())) == (1, [one], ["", REPEATED])


def test_a_repetition_counts_only_once_the_letter_it_repeats_is_kept(box: Letterbox) -> None:
    one = letter("mot")
    box.deliver(one, b"Delivered-To: khac@example.vn\r\n" + one)

    def keep(*_: object) -> None:
        raise RuntimeError("the power goes")

    with pytest.raises(RuntimeError, match="the power goes"):
        fetching.fetch(box.mailbox.pk, keep)
    Mailbox.objects.update(fetch_after=None)

    assert (box.fetch().kept, kept()) == (1, [one])


def test_letters_without_message_id_are_told_apart_by_what_they_say(box: Letterbox) -> None:
    head = b"From: a@example.vn\r\nSubject: x\r\n\r\n"
    box.deliver(head + b"mot", head + b"hai", head + b"mot  \r\n")

    assert box.fetch().kept == 2


def test_old_letters_are_not_even_looked_at(box: Letterbox) -> None:
    for number in range(30):
        box.deliver(letter(f"cu {number}"), at=PUBLISHED - dt.timedelta(days=40 + number))
    box.deliver(letter("moi"))

    done = box.fetch()

    assert (done.met, done.kept, sum(box.inbox().values())) == (1, 1, 1)


def test_the_office_may_set_a_later_day(box: Letterbox) -> None:
    Mailbox.objects.update(since=CAME.date())
    box.deliver(letter("truoc"), at=CAME - dt.timedelta(days=1))
    box.deliver(letter("dung ngay"))

    assert box.fetch().kept == 1


def test_a_letter_that_is_too_large_stays_unread(box: Letterbox) -> None:
    box.deliver(letter("lon", body="x" * 4000), letter("nho"))

    with override_settings(MAX_LETTER_BYTES=3000):
        done = box.fetch()

    assert (done.met, done.kept) == (2, 1)
    assert sorted(box.notes()) == ["", TOO_LARGE]
    assert sorted(box.inbox().values()) == [False, True]
    assert Event.objects.filter(happened="mailbox.leftout").count() == 1


def test_nothing_is_fetched_where_no_campaign_is_open(box: Letterbox, cast: Cast) -> None:
    Campaign.objects.update(closed_at=timezone.now())
    box.deliver(letter("mot"))

    assert (box.fetch().met, list(box.inbox().values())) == (0, [False])


def test_several_batches_keep_the_order_of_arrival(box: Letterbox) -> None:
    many = 120
    box.deliver(*[letter(f"thu {number:03d}", at=CAME + dt.timedelta(minutes=number)) for number in range(many)])

    done = box.fetch()

    assert done.kept == many
    subjects = [one.subject for one in Submission.objects.order_by("pk")]
    assert subjects == [f"thu {number:03d}" for number in range(many)]
