"""Each thing that came gets one answer, in its thread, with its cells; what is decided later waits for the officer."""

import datetime as dt
import threading
from io import BytesIO

import pytest
from django.db import connection
from django.utils import timezone
from openpyxl import load_workbook

from kheo import reactions
from kheo.intake import pipeline
from kheo.intake.answers import answering
from kheo.intake.desk import deciding, mending
from kheo.intake.doors import by_letter
from kheo.intake.models import Answer, Submission
from kheo.journal import vault
from kheo.post import deciding as letters
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


def test_a_complete_form_is_answered_in_its_thread(asked: Asked, mailbox: Mailbox, known: Contact) -> None:
    submission, (sent,) = told(asked, letter(AN_BINH, ("đăng ký.xlsx", sheet("Xã An Bình", GOOD))))

    part = submission.parts.get()
    assert (sent.to, sent.kind, sent.state, sent.in_reply_to) == ([AN_BINH], "answer", "queued", "<1@anbinh.vn>")
    assert (sent.key, sent.subject) == (f"answer:{submission.code}", f"Re: Gửi đăng ký ({submission.code})")
    assert sent.body == (
        "Kính gửi: Xã An Bình,\n\n"
        f"Ban Dân vận đã nhận thư “Gửi đăng ký” lúc 09 giờ 15 phút, ngày 30/01/2024. Mã nhận: {submission.code}.\n\n"
        "Đã ghi nhận đầy đủ cho nội dung “Đăng ký thi đua”. Cảm ơn đơn vị.\n\n"
        "Đơn vị không phải làm gì thêm.\n\n"
        f"Khi cần hỏi, xin trả lời thư này hoặc nêu mã {submission.code}.\n\n"
        "Ban Dân vận\n"
    )
    answer = Answer.objects.get()
    assert (answer.told, answer.outgoing, answer.letters) == ({part.code: "taken"}, sent, 1)


def test_what_is_missing_is_named_with_its_cell_and_marked_in_the_file(
    asked: Asked, mailbox: Mailbox, known: Contact
) -> None:
    _, (sent,) = told(asked, letter(AN_BINH, ("đăng ký.xlsx", sheet("Xã An Bình", DOUBTFUL))))

    assert [line for line in sent.body.splitlines() if line.startswith("- ")] == [
        "- Sheet!B9: Dòng này chưa ghi tên mô hình, điển hình; đề nghị ghi thêm."
    ]
    (enclosure,) = sent.enclosures.all()
    page = load_workbook(BytesIO(vault.read(enclosure.original)))["Sheet"]
    comments = {cell.coordinate: cell.comment.text for row in page for cell in row if cell.comment}
    assert enclosure.name == "đăng ký (cần xem).xlsx"
    assert comments == {"B9": "Dòng này chưa ghi tên mô hình, điển hình; đề nghị ghi thêm."}
    assert [
        sent.body.count(said) for said in ("tô vàng", "Hạn gửi (trước 00 giờ 00 phút, ngày 01/02/2024) đã qua")
    ] == [
        1,
        1,
    ]


def test_several_files_are_one_letter_with_a_section_each(asked: Asked, mailbox: Mailbox, known: Contact) -> None:
    files = (("a.xlsx", sheet("Xã An Bình", GOOD)), ("b.doc", b"PK hong"), ("c.xlsx", sheet("Nơi lạ", GOOD)))
    submission, (sent,) = told(asked, letter(AN_BINH, *files))

    states = [part.state for part in submission.parts.order_by("pk")]
    sections = [line for line in sent.body.splitlines() if line[:2] in {"1.", "2.", "3."}]
    assert (len(states), [line[:15] for line in sections]) == (
        3,
        ["1. Tệp “a.xlsx”", "2. Tệp “b.doc” ", "3. Tệp “c.xlsx”"],
    )


def test_a_letter_to_look_at_gets_its_receipt_at_once_and_the_outcome_later(
    asked: Asked, mailbox: Mailbox, cast: Cast
) -> None:
    submission, (receipt,) = told(asked, letter("la@example.vn", ("a.xlsx", sheet("Nơi lạ", GOOD))))
    Outgoing.objects.update(state="sent")
    part = submission.parts.get()
    deciding.decide(part, unit=cast.an_binh, call=None, actor=cast.lan)
    answering.answer([part.pk])
    while_reading = Outgoing.objects.count()
    pipeline.work_off([part.pk])

    answering.answer([part.pk])
    answering.answer([part.pk])

    outcome = Outgoing.objects.order_by("pk").last()
    assert outcome is not None
    assert (receipt.body.count("Cán bộ sẽ xem và trả lời sau"), while_reading, Outgoing.objects.count()) == (1, 1, 2)
    assert (outcome.key, outcome.state, outcome.in_reply_to) == (
        f"outcome:{submission.code}:1",
        "held",
        "<1@anbinh.vn>",
    )
    assert outcome.body.splitlines()[2] == (
        f"Tiếp theo thư trả lời trước về mã {submission.code}: cán bộ đã xem, kết quả như sau."
    )
    assert Answer.objects.get().told == {part.code: "taken"}


def test_an_outcome_taken_back_before_it_went_is_dropped(
    asked: Asked, mailbox: Mailbox, known: Contact, cast: Cast
) -> None:
    submission, _ = told(asked, letter(AN_BINH, ("a.xlsx", sheet("Xã An Bình", GOOD))))
    Outgoing.objects.update(state="sent")
    part = submission.parts.get()
    mending.return_for_repair(part, reason="Thiếu dấu", actor=cast.lan)
    answering.answer([part.pk])
    held = list(Outgoing.objects.filter(state="held").values_list("body", flat=True))
    mending.unaccept(part, actor=cast.lan)

    answering.answer([part.pk])

    assert [body.count("- Cán bộ đề nghị bổ sung: Thiếu dấu") for body in held] == [1]
    assert list(Outgoing.objects.order_by("pk").values_list("state", flat=True)) == ["sent", "cancelled"]
    mending.return_for_repair(part, reason="Thiếu tên", actor=cast.lan)
    answering.answer([part.pk])
    assert list(Outgoing.objects.order_by("pk").values_list("key", "state"))[2:] == [
        (f"outcome:{submission.code}:2", "held")
    ]


def test_a_held_answer_says_how_things_stand_when_it_is_seen(
    asked: Asked, mailbox: Mailbox, known: Contact, cast: Cast
) -> None:
    Mailbox.objects.update(answering="hold")
    submission, (held,) = told(asked, letter(AN_BINH, ("a.xlsx", sheet("Xã An Bình", DOUBTFUL))))
    part = submission.parts.get()
    mending.mend(part, row=3, field="title", value="Trồng rừng", actor=cast.lan)

    answering.answer([part.pk])

    (now,) = Outgoing.objects.all()
    assert (held.state, held.body.count("B9"), now.body.count("B9")) == ("held", 1, 0)
    assert (now.message_id, now.enclosures.count()) == (held.message_id, 0)


def test_what_a_person_wrote_is_not_written_over(asked: Asked, mailbox: Mailbox, known: Contact, cast: Cast) -> None:
    Mailbox.objects.update(answering="hold")
    submission, (held,) = told(asked, letter(AN_BINH, ("a.xlsx", sheet("Xã An Bình", DOUBTFUL))))
    letters.edit(held, subject="Lời của Lan", body="Chị Hoa ơi", actor=cast.lan)
    part = submission.parts.get()
    mending.return_for_repair(part, reason="Thiếu dấu", actor=cast.lan)

    answering.answer([part.pk])

    assert list(Outgoing.objects.order_by("pk").values_list("subject", "state")) == [
        ("Lời của Lan", "held"),
        (f"Re: Gửi đăng ký ({submission.code})", "held"),
    ]


def test_nothing_is_told_before_all_of_a_letter_is_read(asked: Asked, mailbox: Mailbox, known: Contact) -> None:
    files = (("a.xlsx", sheet("Xã An Bình", GOOD)), ("b.xlsx", sheet("Xã Bình Minh", GOOD)))
    submission = come(asked, letter(AN_BINH, *files))
    last = submission.parts.order_by("pk").last()
    assert last is not None
    Submission.objects.filter(pk=last.pk).update(state="received")

    answering.answer([submission.pk])
    too_early = Outgoing.objects.count()
    pipeline.work_off([last.pk])
    answering.answer([last.pk])

    assert (too_early, Outgoing.objects.count()) == (0, 1)


def test_the_sweeper_finds_whom_nobody_told(asked: Asked, mailbox: Mailbox, known: Contact, cast: Cast) -> None:
    submission = come(asked, letter(AN_BINH, ("a.xlsx", sheet("Xã An Bình", GOOD))))
    later = timezone.now() + dt.timedelta(minutes=1)
    found = [answering.forgotten(later, after=reactions.FORGOTTEN)]
    answering.answer(found[0])
    found.append(answering.forgotten(later, after=reactions.FORGOTTEN))
    part = submission.parts.get()
    mending.return_for_repair(part, reason="Thiếu dấu", actor=cast.lan)
    found.append(answering.forgotten(later, after=reactions.FORGOTTEN))
    answering.answer(found[2])
    found.append(answering.forgotten(later, after=reactions.FORGOTTEN))

    assert found == [[submission.pk], [], [part.pk], []]
    assert answering.forgotten(later + dt.timedelta(days=3), after=reactions.FORGOTTEN) == []


@pytest.mark.django_db(transaction=True)
def test_four_workers_write_one_answer(asked: Asked, mailbox: Mailbox, known: Contact) -> None:
    submission = come(asked, letter(AN_BINH, ("a.xlsx", sheet("Xã An Bình", DOUBTFUL))))
    failures: list[Exception] = []

    def work() -> None:
        try:
            answering.answer([submission.pk])
        except Exception as error:  # noqa: BLE001 told by the assertion below
            failures.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert (failures, Outgoing.objects.count(), Answer.objects.count()) == ([], 1, 1)
