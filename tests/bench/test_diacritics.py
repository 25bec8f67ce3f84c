"""The measure does what its definition says: only letters with a mark count, and all of them do."""

import pytest

from kheo.bench.measures.diacritics import accuracy

TRUTH = "Báo cáo tài chính quý I năm 2005 của Bộ Tài chính"


@pytest.mark.parametrize(
    ("read", "share"),
    [
        (TRUTH, 1.0),
        ("  Báo\ncáo tài  chính quý I\nnăm 2005 của Bộ Tài chính", 1.0),
        ("Ba\u0301o ca\u0301o tài chính quý I năm 2005 của Bộ Tài chính", 1.0),
        ("Bao cao tai chinh quy I nam 2005 cua Bo Tai chinh", 0.0),
        ("", 0.0),
        ("Báo cáo tài chính quý I", 5 / 10),
        ("mở đầu thêm vào " + TRUTH + " và một đoạn khác", 1.0),
        ("BÁO CÁO tài chính quý I năm 2005 của Bộ Tài chính", 8 / 10),
        ("B¸o c¸o tµi chÝnh quý I n¨m 2005 cña Bé Tµi chÝnh", 1 / 10),
    ],
)
def test_share_of_letters_recovered(read: str, share: float) -> None:
    assert accuracy(read, TRUTH).share == pytest.approx(share)


def test_case_is_told_apart() -> None:
    measured = accuracy(TRUTH.upper(), TRUTH)

    assert (measured.marked, measured.exact, measured.but_for_case) == (10, 0, 10)


def test_a_truth_without_marks_has_nothing_to_lose() -> None:
    assert accuracy("", "abc 123").share == 1.0


def test_long_texts_with_parts_left_out_are_aligned() -> None:
    words = [f"khéo{number} dân vận" for number in range(20_000)]

    measured = accuracy(" ".join(words[:9_000] + words[11_000:]), " ".join(words))

    assert (measured.marked, measured.exact) == (60_000, 54_000)
