from dataclasses import replace

import pytest

from kheo.publishing.papers import Head, Paper, Signature
from kheo.publishing.rulesets import load
from kheo.publishing.signing.likening import symbol_of, text_of, unlike

SHORT = (
    "ĐẢNG CỘNG SẢN VIỆT NAM HUYỆN UỶ X BAN DÂN VẬN Số 52-CV/BDVHU KHẨN X, ngày 19 tháng 10 năm 2022 Kính gửi: Đảng uỷ "
    "các xã. Đề nghị gửi báo cáo trước ngày 21/10/2022. Nơi nhận: - Như trên, - Lưu. TRƯỞNG BAN Trần Văn Bình"
)
STAMPS = (
    " Ký bởi: Trần Văn Bình Email: binh@x.gov.vn Cơ quan: Ban Dân vận Huyện uỷ X Thời gian ký: 19.10.2022 14:05:11 "
    "+07:00 Ký bởi: Huyện uỷ X Email: hu@x.gov.vn Cơ quan: Tỉnh uỷ X Thời gian ký: 19.10.2022 15:01:37 +07:00"
)


def test_a_short_letter_with_the_words_of_its_signatures_is_the_letter() -> None:
    assert unlike(SHORT, SHORT + STAMPS, "52-CV/BDVHU") == []


def test_half_a_letter_is_not() -> None:
    (said,) = unlike(SHORT, SHORT[: len(SHORT) // 2] + STAMPS, "52-CV/BDVHU")

    assert said.startswith("Chữ trong tệp chỉ trùng")


def test_a_long_paper_that_holds_its_words_is_not() -> None:
    assert unlike(SHORT, SHORT + " khác hẳn" * 100, "52-CV/BDVHU") != []


@pytest.mark.parametrize(("rules", "printed"), [("party-05HD-2026", "05-CV/UBND"), ("state-ND30-2020", "05/UBND")])
def test_the_symbol_is_as_the_rules_print_it(rules: str, printed: str) -> None:
    paper = Paper(Head("", "UBND", "CV/UBND", "X", number=5), Signature((), ""), ())

    assert symbol_of(paper, load(rules)) == printed
    assert symbol_of(replace(paper, head=replace(paper.head, numbered=False)), load(rules)) == ""


def test_without_a_print_title_type_and_urgency_count() -> None:
    paper = Paper(Head("", "UBND", "KH/UBND", "X", kind="Kế hoạch", urgency="KHẨN"), Signature((), ""), ())

    said = text_of(paper, load("state-ND30-2020"))

    assert all(words in said for words in (load("state-ND30-2020").header.title, "Kế hoạch", "KHẨN"))
