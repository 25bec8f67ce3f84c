"""To whom answers go: never to machines or ourselves, to strangers only after a look, to units by their address."""

from email.message import EmailMessage

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from kheo.intake import pipeline
from kheo.intake.answers import answering
from kheo.intake.doors import by_letter, by_upload
from kheo.intake.models import Answer, Submission
from kheo.post.models import Mailbox, Outgoing
from kheo.units.models import Contact
from tests.asked import IN_TIME, Asked, collectives, individuals, letter, sheet
from tests.cast import Cast
from tests.post.mailboxes import mailbox_at

AN_BINH = "anbinh@example.vn"
GOOD = [
    *collectives("Đường hoa", "Tiếng kẻng"),
    *individuals(("Nuôi cá", "Trần Văn Bình"), ("Trồng rừng", "Lê Thị Cúc")),
]
DOUBTFUL = [*GOOD[:3], ("", "Cá nhân", "Lê Thị Cúc", "Kinh tế")]


@pytest.fixture
def mailbox(cast: Cast, asked: Asked) -> Mailbox:
    found = mailbox_at(cast.district, 25)
    asked.campaign.email = found.address
    asked.campaign.save(update_fields=["email"])
    return found


@pytest.fixture
def known(cast: Cast) -> Contact:
    return Contact.objects.create(unit=cast.an_binh, email=AN_BINH)


def come(asked: Asked, raw: bytes) -> Submission:
    """One letter, worked off; its answer is written by whoever is told."""
    (found,) = by_letter([raw], campaign=asked.campaign, received_at=IN_TIME)
    pipeline.work_off([found.pk])
    found.refresh_from_db()
    return found


def told(asked: Asked, raw: bytes) -> tuple[Submission, list[Outgoing]]:
    found = come(asked, raw)
    answering.answer([found.pk])
    return found, list(Outgoing.objects.order_by("pk"))


def silence(asked: Asked, raw: bytes) -> tuple[str, int]:
    found, sent = told(asked, raw)
    return Answer.objects.get(submission=found).silence, len(sent)


def with_header(raw: bytes, name: str, value: str) -> bytes:
    return f"{name}: {value}\r\n".encode() + raw


def test_machines_ourselves_and_nobody_get_no_answer(asked: Asked, mailbox: Mailbox) -> None:
    form = ("a.xlsx", sheet("Xã An Bình", GOOD))
    twice = EmailMessage()
    twice["From"], twice["Subject"], twice["To"] = "a@example.vn, b@example.vn", "x", "y@example.vn"
    twice.set_content("x")

    silences = [
        silence(asked, with_header(letter(AN_BINH, form), "Auto-Submitted", "auto-replied")),
        silence(asked, with_header(letter(AN_BINH, form), "List-Id", "<ds.example.vn>")),
        silence(asked, letter("MAILER-DAEMON@example.vn", form)),
        silence(asked, letter("no-reply@example.vn", form)),
        silence(asked, letter(mailbox.address, form)),
        silence(asked, twice.as_bytes()),
    ]

    assert silences == [(said, 0) for said in ("automatic", "automatic", "automatic", "automatic", "own", "nobody")]


def test_two_programs_that_answer_each_other_come_to_a_stop(
    asked: Asked, mailbox: Mailbox, known: Contact, settings: Settings
) -> None:
    settings.MOST_ANSWERS_A_DAY = 3
    for number in range(5):
        told(asked, letter(AN_BINH, subject=f"Vắng mặt {number}", text=f"Tôi đi vắng {number}"))

    states = list(Outgoing.objects.order_by("pk").values_list("state", flat=True))

    assert states == ["queued"] * 3 + ["held"] * 2
    assert Outgoing.objects.order_by("pk").values_list("error", flat=True)[4][:43] == (
        "Đã có 4 thư trả lời địa chỉ này trong một n"
    )


def test_a_sender_who_fails_his_test_waits_for_a_person(asked: Asked, mailbox: Mailbox, known: Contact) -> None:
    raw = with_header(
        letter(AN_BINH, ("a.xlsx", sheet("Xã An Bình", GOOD))), "Authentication-Results", "mx; dmarc=fail"
    )

    _, (sent,) = told(asked, raw)

    assert (sent.state, sent.error[:31]) == ("held", "Chưa xác minh được người gửi th")


def test_uploads_are_answered_to_the_units_address_if_there_is_one(
    asked: Asked, mailbox: Mailbox, known: Contact
) -> None:
    files = [("a.xlsx", sheet("Xã An Bình", GOOD)), ("b.xlsx", sheet("Xã Bình Minh", GOOD))]
    kept = by_upload(files, campaign=asked.campaign, received_at=IN_TIME)
    pipeline.work_off([one.pk for one in kept])

    answering.answer([one.pk for one in kept])

    assert [(answer.address, answer.silence) for answer in Answer.objects.order_by("submission")] == [
        (AN_BINH, ""),
        ("", "nobody"),
    ]


def test_without_a_mailbox_nobody_is_answered_and_it_costs_the_same_for_all(
    asked: Asked, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    names = ("Xã An Bình", "Xã Bình Minh", "Trường Mầm non Hoa Sen")
    kept = by_upload(
        [(f"{name}.xlsx", sheet(name, GOOD)) for name in names], campaign=asked.campaign, received_at=IN_TIME
    )
    pipeline.work_off([one.pk for one in kept])

    with django_assert_num_queries(6):
        answering.answer([one.pk for one in kept])

    assert list(Answer.objects.values_list("silence", flat=True)) == ["no_mailbox"] * 3
