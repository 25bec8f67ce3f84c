"""What a letter claims is not taken for true where it would do away with what counts."""

import pytest

from kheo.intake.models import Submission
from kheo.records.models import Entry
from kheo.units.models import Contact
from tests.asked import Asked, collectives, individuals, letter, sheet
from tests.cast import Cast
from tests.test_journey import send, titles

FULL = [*collectives("Đường hoa", "Hiến đất"), *individuals(("Giúp dân", "Nguyễn Thị Hoa"), ("Nuôi bò", "Trần Văn Bò"))]
FORGED = [*collectives("Giả một", "Giả hai"), *individuals(("Giả ba", "Lê Giả"), ("Giả bốn", "Lý Giả"))]
FAILED = b"Authentication-Results: mx.hoabinhha.vn; spf=fail smtp.mailfrom=x; dkim=fail; dmarc=fail\r\n"


@pytest.fixture
def answered(cast: Cast, asked: Asked) -> Submission:
    """An Bình answered in full, from an address nobody had listed."""
    return send(asked, letter("vp@anbinh.vn", ("a.xlsx", sheet("Xã An Bình", FULL))))


def codes(submission: Submission) -> list[str]:
    return [problem["code"] for problem in submission.problems]


def test_an_unknown_address_does_not_replace_what_counts(cast: Cast, asked: Asked, answered: Submission) -> None:
    came = send(asked, letter("kexau@example.com", ("b.xlsx", sheet("Xã An Bình", FORGED))))

    assert (came.state, codes(came)) == ("puzzling", ["stranger_replaces"])
    assert titles() == [row[0] for row in FULL]
    assert asked.duty(cast.an_binh).state == "accepted"


@pytest.mark.parametrize("listed", [True, False], ids=["listed", "the one that answered"])
def test_an_address_that_is_known_replaces_its_own(
    cast: Cast, asked: Asked, answered: Submission, *, listed: bool
) -> None:
    if listed:
        Contact.objects.create(unit=cast.an_binh, email="moi@anbinh.vn")
    sender = "moi@anbinh.vn" if listed else "vp@anbinh.vn"

    came = send(asked, letter(sender, ("b.xlsx", sheet("Xã An Bình", FORGED))))

    assert (came.state, titles()) == ("taken", [row[0] for row in FORGED])


def test_a_letter_that_fails_its_tests_waits_for_a_person(asked: Asked) -> None:
    came = send(asked, FAILED + letter("vp@anbinh.vn", ("a.xlsx", sheet("Xã An Bình", FULL))))

    assert (came.state, codes(came), Entry.objects.count()) == ("puzzling", ["unproven_sender"], 0)


def test_lines_of_several_units_are_not_taken_for_one(cast: Cast, asked: Asked) -> None:
    headings = ("STT", "Đơn vị", "Tên mô hình, điển hình", "Tập thể, cá nhân", "Họ và tên cá nhân")
    rows = [("Xã An Bình", "Đường hoa", "Tập thể", ""), ("Xã Bình Minh", "Hũ gạo", "Tập thể", "")]
    own = [("Chi bộ bản Mé", "Đường hoa", "Tập thể", ""), ("Hội Phụ nữ", "Hũ gạo", "Tập thể", "")]

    mixed = send(asked, letter("vp@anbinh.vn", ("a.xlsx", sheet("Xã An Bình", rows, headings))))
    plain = send(asked, letter("vp@binhminh.vn", ("b.xlsx", sheet("Xã Bình Minh", own, headings))))

    assert (mixed.state, "several_units" in codes(mixed)) == ("puzzling", True)
    assert (plain.state, "several_units" in codes(plain)) == ("taken", False)
