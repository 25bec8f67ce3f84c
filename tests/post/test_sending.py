"""Letters go out through a real SMTP server: once each, with a fate that is known or is found out."""

import datetime as dt
from collections.abc import Iterator
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from kheo.journal import vault
from kheo.journal.models import Event
from kheo.post import deciding
from kheo.post.models import Enclosure, Mailbox, Outgoing
from kheo.post.outbox import Draft, queue
from kheo.post.sending import MOST_TRIES, send_due
from tests.cast import Cast
from tests.post.mailboxes import ADDRESS, letter_to, mailbox_at
from tests.post.smtp_server import MailServer

AN_BINH = "anbinh@example.vn"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as found:
        yield found


@pytest.fixture
def mailbox(cast: Cast, server: MailServer) -> Mailbox:
    return mailbox_at(cast.district, server.port)


def fate(outgoing: Outgoing) -> tuple[str, str]:
    outgoing.refresh_from_db()
    return outgoing.state, outgoing.error


def later(**span: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(**span)


def test_a_letter_goes_to_its_unit_and_unseen_to_the_office(server: MailServer, mailbox: Mailbox) -> None:
    outgoing = letter_to(mailbox, AN_BINH, in_reply_to="<1@anbinh.vn>")
    (original,) = vault.keep([b"noi dung"])
    Enclosure.objects.create(outgoing=outgoing, original=original, name="Đăng ký (cần sửa).xlsx")

    sent = send_due()

    (letter,) = server.taken
    message = letter.message
    assert (sent, letter.sender, letter.recipients) == (1, ADDRESS, [AN_BINH, ADDRESS])
    assert [str(message[name]) for name in ("From", "To", "Reply-To")] == [
        f"Ban Dân vận Huyện ủy Hòa Bình Hạ <{ADDRESS}>",
        AN_BINH,
        f"Ban Dân vận Huyện ủy Hòa Bình Hạ <{ADDRESS}>",
    ]
    assert (message["Bcc"], message["Cc"], letter.data.count(ADDRESS.encode())) == (None, None, 2)
    assert str(message["Subject"]) == "Kết quả tiếp nhận đăng ký “Dân vận khéo”"
    assert letter.body == "Kính gửi Xã An Bình,\n\nĐã nhận.\n"
    assert [message[name] for name in ("In-Reply-To", "References", "Auto-Submitted", "Precedence")] == [
        "<1@anbinh.vn>",
        "<1@anbinh.vn>",
        "auto-replied",
        "bulk",
    ]
    assert message["Message-ID"] == outgoing.message_id
    assert [(part.get_filename(), part.get_content()) for part in message.iter_attachments()] == [
        ("Đăng ký (cần sửa).xlsx", b"noi dung")
    ]
    assert fate(outgoing) == ("sent", "")
    assert list(Event.objects.filter(subject_kind="outgoing").values_list("happened", flat=True)) == [
        "letter.queued",
        "letter.sent",
    ]


def test_all_of_it_is_plain_ascii_on_the_wire(server: MailServer, mailbox: Mailbox) -> None:
    letter_to(mailbox, AN_BINH, subject="Đề nghị Đảng ủy xã bổ sung danh sách mô hình, điển hình " * 6)

    send_due()

    (letter,) = server.taken
    assert letter.data.isascii()
    assert max(len(line) for line in letter.data.split(b"\r\n")) <= 998
    assert str(letter.message["Subject"]) == ("Đề nghị Đảng ủy xã bổ sung danh sách mô hình, điển hình " * 6).strip()


def test_a_line_break_in_a_subject_begins_no_header(server: MailServer, mailbox: Mailbox) -> None:
    letter_to(mailbox, AN_BINH, subject="Trả lời\r\nBcc: ai@do.example.vn")

    send_due()

    (letter,) = server.taken
    assert (letter.recipients, letter.message["Bcc"]) == ([AN_BINH, ADDRESS], None)
    assert str(letter.message["Subject"]) == "Trả lời Bcc: ai@do.example.vn"


def test_a_refusal_for_good_ends_in_a_sentence_with_the_servers_words(server: MailServer, mailbox: Mailbox) -> None:
    server.refuses[AN_BINH] = "550 5.1.1 no such user here"
    lost, other = letter_to(mailbox, AN_BINH), letter_to(mailbox, "bm@example.vn")

    send_due()

    assert fate(lost) == ("failed", f"Máy chủ thư không nhận thư này: {AN_BINH}: 550 5.1.1 no such user here")
    assert (fate(other), [one.recipients for one in server.taken]) == (("sent", ""), [["bm@example.vn", ADDRESS]])


def test_an_address_that_is_none_fails_without_a_server(server: MailServer, mailbox: Mailbox) -> None:
    lost = letter_to(mailbox, "an binh@example.vn")

    send_due()

    assert fate(lost) == ("failed", "“an binh@example.vn” không phải là địa chỉ thư điện tử.")


def test_what_is_refused_for_now_comes_back_after_longer_and_longer_pauses(
    server: MailServer, mailbox: Mailbox
) -> None:
    server.refuses[AN_BINH] = "451 4.7.1 greylisted"
    outgoing = letter_to(mailbox, AN_BINH)
    now, pauses = timezone.now(), []

    for _ in range(MOST_TRIES):
        send_due(clock=lambda at=now: at)  # type: ignore[misc]
        outgoing.refresh_from_db()
        pauses.append(round((outgoing.next_try_at - now).total_seconds() / 60))
        now = outgoing.next_try_at

    assert pauses[:6] == [1, 5, 15, 60, 240, 480]
    state, error = fate(outgoing)
    assert (state, error[:22], outgoing.tries) == ("failed", "Đã thử 12 lần, máy chủ", 12)


def test_nothing_is_handed_over_where_our_own_copy_would_be_refused(server: MailServer, mailbox: Mailbox) -> None:
    server.refuses[ADDRESS] = "452 4.2.2 mailbox full"
    outgoing = letter_to(mailbox, AN_BINH)

    send_due()

    assert (fate(outgoing)[0], server.taken) == ("queued", [])


def test_the_rate_of_a_mailbox_is_kept_and_counted_over_the_rows(server: MailServer, mailbox: Mailbox) -> None:
    Mailbox.objects.update(per_minute=2)
    letters = [letter_to(mailbox, f"{number}@example.vn") for number in range(5)]

    sent = [send_due(), send_due(), send_due(clock=lambda: later(minutes=1, seconds=1))]

    assert (sent, [fate(one)[0] for one in letters]) == ([2, 0, 2], ["sent"] * 4 + ["queued"])


@pytest.mark.django_db(transaction=True)
def test_four_workers_send_no_letter_twice(server: MailServer, mailbox: Mailbox) -> None:
    for number in range(40):
        letter_to(mailbox, f"{number}@example.vn")
    failures: list[Exception] = []

    def work() -> None:
        try:
            send_due()
        except Exception as error:  # noqa: BLE001 told by the assertion below
            failures.append(error)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert failures == []
    assert sorted(one.recipients[0] for one in server.taken) == sorted(f"{number}@example.vn" for number in range(40))
    assert set(Outgoing.objects.values_list("state", flat=True)) == {"sent"}


def test_a_letter_no_longer_wanted_is_dropped_with_its_reason(server: MailServer, mailbox: Mailbox) -> None:
    gone, wanted = letter_to(mailbox, AN_BINH), letter_to(mailbox, "bm@example.vn")

    send_due(unwanted=lambda one: "Đơn vị đã gửi." if one.pk == gone.pk else "")

    assert (fate(gone), fate(wanted)) == (("cancelled", "Đơn vị đã gửi."), ("sent", ""))
    assert [one.recipients for one in server.taken] == [["bm@example.vn", ADDRESS]]


def test_held_letters_stay_until_released_and_keep_the_officers_words(
    server: MailServer, mailbox: Mailbox, cast: Cast
) -> None:
    outgoing = letter_to(mailbox, AN_BINH, held=True)
    assert send_due() == 0

    deciding.edit(outgoing, subject="Trả lời", body="Lời của chị Lan", actor=cast.lan)
    deciding.release(outgoing, actor=cast.lan)
    send_due()

    assert [(str(one.message["Subject"]), one.body.strip()) for one in server.taken] == [("Trả lời", "Lời của chị Lan")]
    with pytest.raises(deciding.Refused):
        deciding.edit(outgoing, subject="Muộn rồi", body="x", actor=cast.lan)


def test_codes_go_first(server: MailServer, mailbox: Mailbox) -> None:
    letter_to(mailbox, AN_BINH)
    code = Draft(key="code:1", kind=Outgoing.Kind.CODE, to=["bm@example.vn"], subject="Mã", body="123456")
    queue(code, mailbox, held=False)

    send_due()

    assert [one.recipients[0] for one in server.taken] == ["bm@example.vn", AN_BINH]
    assert [one.message["Auto-Submitted"] for one in server.taken] == ["auto-generated", "auto-replied"]
