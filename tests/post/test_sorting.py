"""What a letter is taken for: an answer, our own copy, a bounce, a notice of absence; and for which campaign."""

import datetime as dt

import pytest
from django.utils import timezone

from kheo.campaigns.models import Campaign
from kheo.demo.servers.dovecot import Dovecot
from kheo.intake.models import Submission
from kheo.intake.pipeline import work_off
from kheo.journal.models import Event
from kheo.post.copies import copy_seen
from kheo.post.models import Fetched, Mailbox, Outgoing
from kheo.post.outbox import Draft, queue
from kheo.post.sorting import BOUNCE, COPY
from tests.cast import Cast
from tests.post.bounces import by_exchange, by_postfix, delayed, read_receipt
from tests.post.letterbox import ADDRESS, PUBLISHED, Letterbox, campaign_of, letter, letterbox

pytestmark = pytest.mark.django_db(transaction=True)
State = Outgoing.State


@pytest.fixture
def box(dovecot: Dovecot, cast: Cast, request: pytest.FixtureRequest) -> Letterbox:
    campaign_of(cast.district)
    return letterbox(dovecot, cast.district, f"{abs(hash(request.node.name))}")


def outgoing(box: Letterbox, state: State = State.SENT, **fields: object) -> Outgoing:
    draft = Draft(key="thu", kind=Outgoing.Kind.ANSWER, to=["anbinh@example.vn"], subject="Đã nhận", body="Đã nhận.")
    row = queue(draft, box.mailbox, held=False)
    now = timezone.now()
    Outgoing.objects.filter(pk=row.pk).update(**({"state": state, "claimed_at": now, "next_try_at": now} | fields))
    row.refresh_from_db()
    return row


def copy_of(row: Outgoing, sender: str = ADDRESS) -> bytes:
    return letter(row.subject, sender=f"Ban Dân vận <{sender}>", message_id=row.message_id)


def test_copies_of_our_own_letters_are_filed_and_nothing_else(box: Letterbox) -> None:
    row = outgoing(box, State.UNSURE)
    box.deliver(copy_of(row))

    box.fetch()

    assert (box.notes(), Submission.objects.count(), list(box.inbox().values())) == ([COPY], 0, [True])
    assert copy_seen(Outgoing.objects.get(pk=row.pk)) is True


def test_a_letter_of_others_under_our_message_id_is_no_copy(box: Letterbox) -> None:
    box.deliver(copy_of(outgoing(box), sender="anbinh@example.vn"))

    assert (box.fetch().kept, box.notes()) == (1, [""])


def test_no_copy_after_a_whole_look_means_it_did_not_go_out(box: Letterbox) -> None:
    row = outgoing(box, State.UNSURE)
    before = copy_seen(Outgoing.objects.get(pk=row.pk))

    box.fetch()

    assert (before, copy_seen(Outgoing.objects.get(pk=row.pk))) == (None, False)


def test_a_copy_moved_by_a_rule_is_found_where_it_lies(box: Letterbox) -> None:
    row = outgoing(box, State.UNSURE)
    box.server.deliver(box.account, copy_of(row), folder="Thư đã gửi")

    box.fetch()

    fetched = Fetched.objects.get()
    assert (fetched.folder, fetched.note, fetched.message_id) == ("Thư đã gửi", COPY, row.message_id)
    assert copy_seen(Outgoing.objects.get(pk=row.pk)) is True
    assert list(box.server.subjects(box.account, "Thư đã gửi").values()) == [False]


def test_copies_are_found_even_where_no_campaign_is_open(box: Letterbox) -> None:
    row = outgoing(box, State.UNSURE)
    Campaign.objects.update(closed_at=timezone.now())
    box.deliver(copy_of(row), letter("mot"))

    box.fetch()

    assert (copy_seen(Outgoing.objects.get(pk=row.pk)), Submission.objects.count()) == (True, 0)


@pytest.mark.parametrize("bounce", [by_postfix, by_exchange])
def test_a_bounce_is_filed_beside_the_letter_it_speaks_of(box: Letterbox, bounce: object) -> None:
    row = outgoing(box)
    box.deliver(bounce(row.message_id))  # type: ignore[operator]

    box.fetch()

    row.refresh_from_db()
    assert (row.state, box.notes(), Submission.objects.count()) == (State.BOUNCED, [BOUNCE], 0)
    assert row.error.startswith("Thư bị trả lại: anbinh@example.vn: ")
    assert "550 5.1.1" in row.error
    assert Fetched.objects.get().original is not None
    assert Event.objects.filter(happened="letter.bounced", subject_id=row.pk).count() == 1


@pytest.mark.parametrize("report", [delayed, read_receipt])
def test_reports_of_delays_and_of_reading_are_no_bounces(box: Letterbox, report: object) -> None:
    row = outgoing(box)
    box.deliver(report(row.message_id))  # type: ignore[operator]

    box.fetch()

    row.refresh_from_db()
    assert (row.state, Submission.objects.get().automatic) == (State.SENT, True)


def test_a_bounce_of_somebody_elses_letter_is_never_answered(box: Letterbox) -> None:
    box.deliver(by_postfix("<khac@example.vn>"))

    box.fetch()

    assert Submission.objects.get().automatic


def test_a_notice_of_absence_is_set_aside(box: Letterbox) -> None:
    box.deliver(b"From: x@example.vn\r\nSubject: Automatic reply: Kq\r\n\r\nDi cong tac.\r\n")

    box.fetch()
    work_off(Submission.objects.values_list("pk", flat=True))

    one = Submission.objects.get()
    assert (one.state, one.automatic) == (Submission.State.ASIDE, True)
    assert [problem["code"] for problem in one.problems] == ["automatic_letter"]


def test_a_letter_with_links_only_goes_back(box: Letterbox) -> None:
    box.deliver(letter("Gửi biểu", body="Xem https://drive.google.com/file/d/1"))

    box.fetch()
    work_off(Submission.objects.values_list("pk", flat=True))

    one = Submission.objects.get()
    assert (one.state, [problem["code"] for problem in one.problems]) == ("returned", ["links_instead"])
    assert "https://drive.google.com/file/d/1" in one.problems[0]["message"]


@pytest.fixture
def two(box: Letterbox, cast: Cast) -> dict[str, Campaign]:
    """The older campaign and a newer one at the same address."""
    older = Campaign.objects.get()
    Campaign.objects.update(number=12, organ_symbol="BDVHU", published_at=PUBLISHED - dt.timedelta(days=9))
    newer = campaign_of(cast.district, "gia-dinh-2026", title="Gia đình văn hóa tiêu biểu năm 2026", number=30)
    return {"older": older, "newer": newer}


@pytest.mark.parametrize(
    ("subject", "which"),
    [
        ("Gửi biểu", "newer"),
        ("Gửi theo Công văn số 12-CV/BDVHU", "older"),
        ("V/v thực hiện 12 CV / BDVHU", "older"),
        ("Đăng ký danvan-2026", "older"),
        ("đăng ký mô hình dân vận khéo năm 2026", "older"),
        ("Danh sách gia đình văn hóa tiêu biểu", "newer"),
        ("Năm 2026", "newer"),
    ],
)
def test_of_several_campaigns_the_subject_tells_which(
    box: Letterbox, two: dict[str, Campaign], subject: str, which: str
) -> None:
    box.deliver(letter(subject))

    box.fetch()

    assert Submission.objects.get().campaign == two[which]


def test_a_reply_belongs_to_the_campaign_of_the_letter_it_answers(box: Letterbox, two: dict[str, Campaign]) -> None:
    row = outgoing(box, campaign=two["older"])
    box.deliver(f"In-Reply-To: {row.message_id}\r\n".encode() + letter("Re: Gia đình văn hóa tiêu biểu năm 2026"))

    box.fetch()

    assert Submission.objects.get().campaign == two["older"]


def test_letters_of_several_campaigns_in_one_batch_each_find_theirs(box: Letterbox, two: dict[str, Campaign]) -> None:
    box.deliver(letter("12-CV/BDVHU"), letter("Gửi biểu"), letter("12-CV/BDVHU lần 2"))

    box.fetch()

    assert (two["older"].submissions.count(), two["newer"].submissions.count()) == (2, 1)


def test_two_mailboxes_keep_their_letters_apart(box: Letterbox, cast: Cast) -> None:
    campaign_of(cast.district, "khac-2026", email="khac@example.vn")
    other = letterbox(box.server, cast.district, f"{box.account}-2", address="khac@example.vn")
    one = letter("chung")
    box.deliver(one)
    other.deliver(one)

    box.fetch()
    other.fetch()

    assert sorted(Submission.objects.values_list("mailbox__address", "campaign__slug")) == [
        (ADDRESS, "danvan-2026"),
        ("khac@example.vn", "khac-2026"),
    ]
    assert Mailbox.objects.count() == 2
