import json
import threading
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kheo.intake.models import Submission
from kheo.units.models import Contact
from tests.asked import Asked, collectives, individuals, letter, sheet, written
from tests.cast import Cast

FULL = [*collectives("Đường hoa", "Hiến đất"), *individuals(("Chị Hoa", "Nguyễn Thị Hoa"), ("Anh Bò", "Trần Văn Bò"))]


def take(capsys: pytest.CaptureFixture[str], *files: Path, status: int = 0, **options: str) -> list[dict[str, Any]]:
    """The one JSON document on standard output."""
    code = 0
    try:
        call_command("take", *map(str, files), campaign="huyen-2024", json=True, at="2024-01-30T09:00", **options)
    except SystemExit as left:
        code = int(left.code or 0)
    assert code == status
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["submissions"]
    return found


def test_a_letter_and_a_file_are_taken_and_told_of(
    cast: Cast, asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Contact.objects.create(unit=cast.an_binh, email="vp@anbinh.vn")
    mail = written(tmp_path, "thu.eml", letter("vp@anbinh.vn", ("a.xlsx", sheet("Xã An Bình", FULL))))
    file = written(tmp_path, "b.xlsx", sheet("Xã Bình Minh", FULL[:3]))

    found = take(capsys, mail, file, file)

    assert [
        (one["file"].removeprefix(f"{tmp_path}/"), one["state"], one["unit"], one["duplicate"]) for one in found
    ] == [
        ("thu.eml", "opened", None, False),
        ("thu.eml: a.xlsx", "taken", "AB", False),
        ("b.xlsx", "taken", "BM", False),
        ("b.xlsx", "taken", "BM", True),
    ]
    assert found[2]["short"] == [{"rule": "individuals", "has": 1, "needs": 2}]
    assert sorted(found[0]) == ["call", "code", "duplicate", "file", "problems", "short", "state", "unit"]
    assert Submission.objects.order_by("received_at")[0].received_at.isoformat() == "2024-01-30T02:00:00+00:00"


def test_a_file_that_came_in_an_earlier_run_is_a_duplicate(
    asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, "b.xlsx", sheet("Xã Bình Minh", FULL))

    assert [one["duplicate"] for one in take(capsys, file) + take(capsys, file)] == [False, True]


def test_a_letter_sent_again_is_a_duplicate_with_all_it_brought(
    asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = written(tmp_path, "thu.eml", letter("a@b.vn", ("a.xlsx", sheet("Xã An Bình", FULL))))

    told = [[(one["state"], one["duplicate"]) for one in take(capsys, mail)] for _ in range(2)]

    assert told == [[("opened", False), ("taken", False)], [("opened", True), ("taken", True)]]


@pytest.mark.django_db(transaction=True)
def test_of_several_at_once_one_tells_of_it_as_new_and_each_of_what_it_brought(
    asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = written(tmp_path, "thu.eml", letter("a@b.vn", ("a.xlsx", sheet("Xã An Bình", FULL))))
    told: list[list[tuple[str, bool]]] = []

    def run() -> None:
        out = StringIO()
        call_command("take", str(mail), campaign="huyen-2024", json=True, stdout=out)
        told.append([(one["state"], one["duplicate"]) for one in json.loads(out.getvalue())["submissions"]])
        connection.close()

    senders = [threading.Thread(target=run) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    again = [("opened", True), ("taken", True)]
    assert sorted(told) == [[("opened", False), ("taken", False)], again, again, again]


def test_the_address_given_tells_whose_it_is(
    cast: Cast, asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Contact.objects.create(unit=cast.an_binh, email="vp@anbinh.vn")
    file = written(tmp_path, "b.xlsx", sheet("", FULL))

    (found,) = take(capsys, file, sender="VP@anbinh.vn", call="registration")

    assert (found["unit"], found["call"], found["state"]) == ("AB", "registration", "taken")


def test_a_file_that_cannot_be_read_ends_with_one(
    asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = take(capsys, written(tmp_path, "anh.jpg", b"\xff\xd8\xff\xe0 a photograph"), status=1)

    assert (found["state"], [problem["severity"] for problem in found["problems"]]) == ("puzzling", ["block", "warn"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"campaign": "khong-co"},
        {"campaign": "huyen-2024", "call": "khong-co"},
        {"campaign": "huyen-2024", "at": "hom qua"},
        {"campaign": "huyen-2024", "at": "0001-01-01T00:00:00+14:00"},
        {"campaign": "huyen-2024", "at": "9999-12-31T23:59:59-10:00"},
        {"campaign": "huyen-2024", "files": "khong-co.xlsx"},
    ],
)
def test_wrong_use_ends_with_two_and_takes_nothing(asked: Asked, tmp_path: Path, wrong: dict[str, str]) -> None:
    file = written(tmp_path, "b.xlsx", sheet("Xã Bình Minh", FULL))
    options = {name: value for name, value in wrong.items() if name != "files"}

    with pytest.raises(CommandError) as raised:
        call_command("take", wrong.get("files", str(file)), **options)

    assert (raised.value.returncode, Submission.objects.count()) == (2, 0)


def test_without_json_the_answers_are_printed_as_text(
    asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, "b.xlsx", sheet("Xã Bình Minh", FULL))

    call_command("take", str(file), campaign="huyen-2024", at="2024-01-30T09:00")

    code = Submission.objects.get().code
    assert capsys.readouterr().out.splitlines()[:4] == [
        str(file),
        f"Đã nhận tệp “b.xlsx” của Xã Bình Minh lúc 09 giờ 00 phút, ngày 30/01/2024. Mã nhận: {code}.",
        "Đã ghi nhận đầy đủ cho nội dung “Đăng ký thi đua”. Cảm ơn đơn vị.",
        f"Khi cần hỏi, xin nêu mã {code}.",
    ]
