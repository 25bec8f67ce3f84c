from dataclasses import replace

import pytest

from kheo.campaigns.letter_text import Paragraph, Span
from kheo.publishing.drafts.edits import Edits, Pending, applied, carried_over, checked, figures_by_hand
from kheo.publishing.drafts.tying import Losses, TiedError
from kheo.publishing.papers import Head, Paper, Signature


def counted(number: str, *names: str, marker: str = "-") -> Paragraph:
    said: list[Span] = [Span("Khối xã có "), Span(number, tied=True), Span(" đơn vị")]
    for name in names:
        said += [Span(", "), Span(name, tied=True)]
    return Paragraph("status", (*said, Span(".")), marker)


def words(text: str, marker: str = "") -> Paragraph:
    return Paragraph("item" if marker else "body", (Span(text),), marker)


def paper(*paragraphs: Paragraph) -> Paper:
    return Paper(Head("Huyện ủy", "Ban Dân vận", "BDVHU", "X"), Signature((), ""), ("Lưu",), paragraphs=paragraphs)


PAPER = paper(
    words("Kính gửi."),
    counted("08", "An Bình"),
    words("Đôn đốc.", "1."),
    words("Báo cáo.", "2."),
    words("Nhắc lại.", "3."),
    words("Trên đây."),
)


def texts(paper: Paper) -> list[str]:
    return [paragraph.text for paragraph in paper.paragraphs]


def test_words_change_and_figures_stay() -> None:
    edits = checked(PAPER, {0: "Kính gửi.", 1: "Các xã: ⟦08⟧ đơn vị, có ⟦An Bình⟧."}, {})

    assert edits.as_plain() == {"changed": {"1": "Các xã: ⟦08⟧ đơn vị, có ⟦An Bình⟧."}, "added": {}, "pending": []}
    assert Edits.from_plain(edits.as_plain()) == edits
    assert texts(applied(PAPER, edits))[1] == "- Các xã: 08 đơn vị, có An Bình."


def test_an_invented_value_is_refused_with_the_paragraph() -> None:
    with pytest.raises(TiedError, match=r"^Đoạn 2: “⟦80⟧” không có"):
        checked(PAPER, {1: "Có ⟦80⟧ đơn vị."}, {})


def test_paragraphs_left_out_and_added_keep_the_numbers_running() -> None:
    edits = checked(PAPER, {2: ""}, {3: ["Gửi bản giấy.", ""], -1: ["Trước hết."]})

    assert texts(applied(PAPER, edits)) == [
        "Trước hết.", "Kính gửi.", "- Khối xã có 08 đơn vị, An Bình.", "1. Báo cáo.", "Gửi bản giấy.", "2. Nhắc lại.",
        "Trên đây.",
    ]  # fmt: skip


def test_each_series_of_numbers_runs_on_by_itself() -> None:
    two = paper(
        words("a", "I."), words("b", "1."), words("c", "2."), words("d", "II."), words("e", "1."), words("f", "2.")
    )

    assert texts(applied(two, checked(two, {4: ""}, {}))) == ["I. a", "1. b", "2. c", "II. d", "1. f"]


def test_hand_made_words_follow_new_figures() -> None:
    edits = checked(PAPER, {1: "Xã: ⟦08⟧, có ⟦An Bình⟧.", 5: "Trên đây, đề nghị."}, {1: ["Riêng ⟦An Bình⟧ sớm."]})
    later = paper(words("Kính gửi."), words("Đoạn mới."), counted("09", "Hoa Sen"), *PAPER.paragraphs[2:])

    kept = carried_over(PAPER, edits, later)

    assert kept == Edits({2: "Xã: ⟦09⟧, có ⟦Hoa Sen⟧.", 6: "Trên đây, đề nghị."}, {2: ("Riêng ⟦Hoa Sen⟧ sớm.",)}, ())


def test_what_was_generated_otherwise_waits_for_a_decision() -> None:
    edits = checked(PAPER, {1: "Xã: ⟦08⟧, có ⟦An Bình⟧."}, {1: ["Riêng ⟦An Bình⟧ sớm."]})
    later = paper(PAPER.paragraphs[0], counted("09", "An Bình", "Hoa Sen"), *PAPER.paragraphs[2:])

    kept = carried_over(PAPER, edits, later)

    assert kept == Edits(
        pending=(
            Pending("Xã: ⟦08⟧, có ⟦An Bình⟧.", "Khối xã có ⟦08⟧ đơn vị, ⟦An Bình⟧.", 1),
            Pending("Riêng ⟦An Bình⟧ sớm.", "", 1),
        )
    )
    assert carried_over(later, kept, PAPER).pending == kept.pending


def test_two_equal_values_that_part_ways_are_not_guessed() -> None:
    pair = paper(counted("02", "02"))
    edits = checked(pair, {0: "Có ⟦02⟧."}, {})

    assert carried_over(pair, edits, paper(counted("02", "03"))).changed == {}


def test_figures_typed_by_hand_are_told_and_a_cut_paragraph_lost_none() -> None:
    cut = checked(PAPER, {1: "Khối xã có ⟦08⟧ đơn vị."}, {1: ["Gồm ⟦An Bình⟧."]})
    typed = checked(PAPER, {1: "Khối xã có 9 đơn vị, ⟦An Bình⟧."}, {-1: ["Ngày 5."], 4: ["Số 7."]})

    assert figures_by_hand(PAPER, cut) == []
    assert figures_by_hand(PAPER, typed) == [
        ("đoạn thêm ở đầu", Losses((), ("5",))),
        ("đoạn 2", Losses(("08",), ("9",))),
        ("đoạn thêm sau đoạn 5", Losses((), ("7",))),
    ]


def test_a_place_nothing_fills_is_gone_with_its_words() -> None:
    lacking = replace(paper(words("Gửi trước {hạn}."), words("Tại {nơi}.")), unfilled=("hạn", "nơi"))

    assert applied(lacking, checked(lacking, {0: "Gửi ngay."}, {})).unfilled == ("nơi",)
