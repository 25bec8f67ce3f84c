"""The same bytes from several senders, letters without a form, files packed together."""

import datetime as dt
import io
import zipfile

import pytest

from kheo.intake import pipeline
from kheo.intake.desk import deciding
from kheo.intake.doors import by_letter, by_upload
from kheo.intake.models import Submission
from kheo.intake.replies import reply
from kheo.records.models import Entry, Registration
from kheo.units.models import Contact
from tests.asked import IN_TIME, Asked, ask, collectives, individuals, letter, sheet
from tests.cast import Cast

FULL = [*collectives("Đường hoa", "Hiến đất"), *individuals(("Chị Hoa", "Nguyễn Thị Hoa"), ("Anh Bò", "Trần Văn Bò"))]
LATER = IN_TIME + dt.timedelta(hours=2)


@pytest.fixture
def asked(cast: Cast) -> Asked:
    Contact.objects.create(unit=cast.an_binh, email="vp@anbinh.vn")
    return ask(cast)


def send(asked: Asked, raw: bytes) -> Submission:
    (submission,) = by_letter([raw], campaign=asked.campaign, received_at=LATER)
    pipeline.work_off([submission.pk])
    return fresh(submission)


def upload(asked: Asked, name: str, data: bytes) -> Submission:
    (submission,) = by_upload([(name, data)], campaign=asked.campaign, received_at=IN_TIME)
    pipeline.work_off([submission.pk])
    return fresh(submission)


def fresh(submission: Submission) -> Submission:
    return Submission.objects.select_related("unit", "call", "campaign").get(pk=submission.pk)


def problems(submission: Submission) -> list[str]:
    return [problem["code"] for problem in submission.problems]


def zipped(members: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return written.getvalue()


def test_what_nobody_could_place_is_looked_at_again_when_a_known_sender_sends_it(cast: Cast, asked: Asked) -> None:
    data = sheet("", FULL)
    first = upload(asked, "bieu.xlsx", data)
    assert (first.state, first.unit) == ("puzzling", None)

    again = send(asked, letter("vp@anbinh.vn", ("bieu.xlsx", data)))

    assert (again.state, fresh(first).state, fresh(first).unit) == ("opened", "taken", cast.an_binh)
    assert (Submission.objects.count(), first.deliveries.count()) == (2, 2)
    assert (Entry.objects.current().count(), asked.duty(cast.an_binh).state) == (4, "accepted")


def test_the_sender_counts_too_when_file_and_letter_are_taken_at_once(cast: Cast, asked: Asked) -> None:
    data = sheet("", FULL)
    (first,) = by_upload([("bieu.xlsx", data)], campaign=asked.campaign, received_at=IN_TIME)
    (mail,) = by_letter([letter("vp@anbinh.vn", ("b.xlsx", data))], campaign=asked.campaign, received_at=LATER)

    pipeline.work_off([first.pk, mail.pk])

    assert (fresh(first).state, fresh(first).unit, fresh(mail).state) == ("taken", cast.an_binh, "opened")


def test_a_sender_found_not_genuine_does_not_make_it_sure(asked: Asked) -> None:
    data = sheet("", FULL)
    first = upload(asked, "bieu.xlsx", data)
    raw = letter("vp@anbinh.vn", ("bieu.xlsx", data))

    forged = b"Authentication-Results: mx.hoabinhha.vn; dmarc=fail\r\n" + raw
    letters = by_letter([forged, letter("ai@do.vn", ("b.xlsx", data))], campaign=asked.campaign, received_at=LATER)
    pipeline.work_off(one.pk for one in letters)

    assert (fresh(first).state, [guess["unit"] for guess in fresh(first).guesses]) == ("puzzling", ["AB"])


def test_an_officers_decision_stands_whoever_sends_the_same_bytes(cast: Cast, asked: Asked) -> None:
    data = sheet("", FULL)
    first = upload(asked, "bieu.xlsx", data)
    deciding.decide(first, unit=cast.binh_minh, call=asked.registration, actor=cast.lan)
    pipeline.work_off([first.pk])

    again = send(asked, letter("vp@anbinh.vn", ("bieu.xlsx", data)))

    assert (again.state, problems(again)) == ("puzzling", ["attached_before"])
    assert (fresh(first).state, fresh(first).unit) == ("taken", cast.binh_minh)


def test_a_letter_with_what_was_uploaded_before_is_opened(asked: Asked) -> None:
    data = sheet("Xã An Bình", FULL)
    upload(asked, "bieu.xlsx", data)

    for sender in ("vp@anbinh.vn", "nguoi.la@example.vn"):
        again = send(asked, letter(sender, ("bieu.xlsx", data), subject=sender))
        assert (again.state, problems(again)) == ("opened", ["attached_before"])


@pytest.mark.parametrize(
    ("text", "nil"),
    [
        ("Đơn vị không có mô hình nào để đăng ký.", True),
        ("Kính gửi Ban Dân vận\nNăm 2024 đơn vị không\nđăng ký mô hình nào. Trân trọng!", True),
        ("Kính gửi\nBáo cáo không\n", True),
        ("> Đơn vị không đăng ký.\nXin gửi sau.", False),
        ("Mô hình Nói không với rác thải nhựa xin gửi sau.", False),
    ],
)
def test_a_letter_that_says_there_is_nothing_waits_with_a_note(asked: Asked, text: str, nil: bool) -> None:  # noqa: FBT001
    submission = send(asked, letter("vp@anbinh.vn", text=text))

    noted = ["no_attachment", *(["nil_letter"] if nil else [])]
    assert (submission.state, problems(submission)) == ("puzzling", noted)


def test_a_damaged_file_of_nobody_known_is_asked_for_again(asked: Asked) -> None:
    submission = upload(asked, "02trunc.xlsx", sheet("Xã An Bình", FULL)[:2000])

    assert submission.state == "puzzling"
    assert reply(submission).splitlines()[1:3] == [
        (
            "Tệp chưa dùng được và chưa rõ là của đơn vị nào. "
            "Đề nghị đơn vị xử lý các điểm sau rồi gửi lại, ghi rõ tên đơn vị:"
        ),
        f"- {submission.problems[0]['message']}",
    ]
    assert submission.problems[0]["code"] == "damaged_file"


def test_the_files_of_a_zip_are_answers_of_their_own(cast: Cast, asked: Asked) -> None:
    names = {"Xã An Bình": "xa/an-binh.xlsx", "Xã Bình Minh": "binh-minh.xlsx"}
    packed = zipped({name: sheet(unit, FULL) for unit, name in names.items()} | {"anh.png": b"\x89PNG"})

    submission = upload(asked, "gui.zip", packed)

    parts = submission.parts.order_by("pk")
    assert (submission.state, submission.problems) == ("opened", [])
    assert [(part.filename, part.state, part.channel) for part in parts] == [
        ("binh-minh.xlsx", "taken", "upload"),
        ("an-binh.xlsx", "taken", "upload"),
    ]
    assert {part.unit for part in parts} == {cast.an_binh, cast.binh_minh}


def test_a_zip_in_a_letter_is_opened_and_a_zip_in_a_zip_is_not(cast: Cast, asked: Asked) -> None:
    packed = zipped({"a.xlsx": sheet("", FULL)})

    send(asked, letter("vp@anbinh.vn", ("gui.zip", packed)))
    nested = upload(asked, "hai-lop.zip", zipped({"gui.zip": packed}))

    assert [part.state for part in Submission.objects.order_by("pk")] == ["opened", "opened", "taken", "puzzling"]
    assert Registration.objects.get().obligation.unit == cast.an_binh
    assert problems(nested)[0] == "archive_file"
