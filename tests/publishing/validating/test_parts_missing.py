"""Whole components gone, doubled or out of place in a right paper: that is named, and nothing else."""

from dataclasses import replace

import pytest
from docx.document import Document as WordDocument

from kheo.publishing.papers import Paper, Signature
from tests.publishing.validating.papers import (
    STATE,
    Change,
    changed,
    dropped,
    letter,
    looks,
    paragraph,
    plan,
    right,
    rules_of,
    said,
)


def all_dropped(*beginnings: str) -> Change:
    def change(document: WordDocument) -> None:
        for beginning in beginnings:
            dropped(beginning)(document)

    return change


def label_upright(document: WordDocument) -> None:
    paragraph(document, "Kính gửi").runs[0].italic = False


def no_text(document: WordDocument) -> None:
    for one in [
        one for one in document.paragraphs if one.text.startswith(("Thực hiện", "1.", "2.", "-  Khối", "- Khối"))
    ]:
        one._p.getparent().remove(one._p)  # type: ignore[union-attr]


def chapter(document: WordDocument) -> None:
    first, *rest = paragraph(document, "I. MỤC").runs
    first.text = "Chương 1"
    for run in rest:
        run.text = ""


def concurrent(code: str) -> Paper:
    return replace(plan(code), signature=Signature(("PHÓ BÍ THƯ", "kiêm", "TRƯỞNG BAN CHỈ ĐẠO"), "Trần Văn Bình"))


LETTERS: dict[str, tuple[Change, list[str]]] = {
    "no issuer": (all_dropped("TỈNH ỦY", "BAN TUYÊN"), ["issuer.missing"]),
    "nobody addressed": (all_dropped("Kính gửi", "- Đảng ủy"), ["addressees.missing"]),
    "label upright": (label_upright, ["addressees.label_look"]),
    "no text": (no_text, ["body.missing", "annexes.pointed"]),
    "nobody receives it": (
        all_dropped("Nơi nhận", "- Như trên", "- Thường trực", "- Lưu"),
        ["receivers.missing"],
    ),
    "nobody signs": (all_dropped("K/T", "PHÓ", "Trần Văn"), ["signature.missing"]),
    "annex with a head of its own": (
        said("Các đơn vị chưa gửi", "ĐẢNG CỘNG SẢN VIỆT NAM", beginning="Các đơn vị chưa gửi"),
        ["annexes.head"],
    ),
    "note of the annex upright": (looks("(Kèm theo", italic=False), ["annexes.note_look"]),
}


@pytest.mark.parametrize("name", LETTERS)
def test_of_a_letter(name: str) -> None:
    change, rules = LETTERS[name]

    assert rules_of(changed(right(), change)) == rules


def test_chapters_are_numbered_in_roman() -> None:
    assert rules_of(changed(right(plan), chapter)) == ["body.heads"]


def test_the_word_between_two_posts_is_small_and_light() -> None:
    assert rules_of(right(concurrent)) == []
    assert rules_of(changed(right(concurrent), said("kiêm", "Kiêm"))) == ["signature.kiem"]
    assert rules_of(changed(right(concurrent), looks("kiêm", bold=True))) == ["signature.between_look"]


def test_the_title_of_the_party_has_no_place_in_a_paper_of_the_state() -> None:
    both = changed(right(letter, STATE), said("UBND TỈNH AN PHÚ", "ĐẢNG CỘNG SẢN VIỆT NAM"))

    assert rules_of(both, STATE) == ["title.foreign"]
