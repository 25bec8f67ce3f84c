"""Words officers type, as papers print them: marks, subjects, grounds, who decides."""

import pytest

from kheo.campaigns.models import Campaign
from kheo.publishing.kinds import KINDS
from kheo.publishing.papers import RESOLVES, Paper
from tests.publishing.conftest import moment
from tests.publishing.kinds.composing import composed

AS_OF = moment("2024-01-31T23:59")


def paper(campaign: Campaign, kind: str, **typed: str) -> Paper:
    return composed(KINDS[kind], campaign, AS_OF, {**KINDS[kind].example, **typed})


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Phổ biến đến từng chi bộ", "1. Phổ biến đến từng chi bộ."),
        ("Đạt 100%", "1. Đạt 100%"),
        ("Hoàn thành trong năm 2026", "1. Hoàn thành trong năm 2026."),
        ("Thực hiện phong trào “Dân vận khéo”", "1. Thực hiện phong trào “Dân vận khéo”."),
        ("Đánh giá kết quả (theo mẫu)", "1. Đánh giá kết quả (theo mẫu)."),
        ("Gửi {registration.due}", "1. Gửi trước ngày 01/02/2024."),
        ("Nêu gương;", "1. Nêu gương;"),
        ("Gồm:", "1. Gồm:"),
        ("Đã rõ.", "1. Đã rõ."),
        ("Nói: “Đã rõ.”", "1. Nói: “Đã rõ.”"),
    ],
)
def test_a_typed_paragraph_ends_with_a_mark(phong_tho: Campaign, typed: str, printed: str) -> None:
    found = paper(phong_tho, "plan", aims=typed).paragraphs

    assert found[2].text == printed
    # Headings have none.
    assert found[1].text[-1].isalpha()


def test_articles_end_with_a_mark(phong_tho: Campaign) -> None:
    found = paper(phong_tho, "commendation-decision", money="Thưởng 500.000 đồng").paragraphs

    assert [one.text for one in found if one.marker == "Điều 2."] == ["Điều 2. Thưởng 500.000 đồng."]


@pytest.mark.parametrize(
    "typed", ["Về việc đăng ký mô hình", "V/v đăng ký mô hình.", "v/v: đăng ký mô hình", "đăng ký mô hình."]
)
def test_a_subject_has_no_words_of_the_rules(phong_tho: Campaign, typed: str) -> None:
    assert paper(phong_tho, "plan", subject=typed).head.subject == "đăng ký mô hình"


def test_a_subject_may_end_with_an_abbreviation(phong_tho: Campaign) -> None:
    assert paper(phong_tho, "plan", subject="hiến đất, v.v.").head.subject == "hiến đất, v.v."


def test_grounds_begin_with_their_word(phong_tho: Campaign) -> None:
    typed = "Quy chế làm việc số 01-QC/ĐU;\ncăn cứ Điều lệ Đảng\nTheo kết luận\nThực hiện kế hoạch\nXét kết quả"

    assert paper(phong_tho, "recognition-decision", bases=typed).bases[:5] == (
        "Căn cứ Quy chế làm việc số 01-QC/ĐU", "căn cứ Điều lệ Đảng", "Theo kết luận", "Thực hiện kế hoạch",
        "Xét kết quả",
    )  # fmt: skip


def test_who_decides_is_named_in_full(thu_thua: Campaign) -> None:
    full = "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở Huyện ủy Thủ Thừa"
    decision = paper(thu_thua, "recognition-decision", deciding="")

    assert next(one.text for one in decision.paragraphs if one.part == RESOLVES) == full
    assert f"{full} đề nghị" in paper(thu_thua, "submission").text
    for kind in ("recognition-decision", "submission", "consolidated-report"):
        made = paper(thu_thua, kind, deciding="")
        assert {annex.attached.partition(" của ")[2] for annex in made.annexes} == {full}


def test_a_submission_opens_with_a_verb(phong_tho: Campaign) -> None:
    opening = paper(phong_tho, "submission").paragraphs[0].text

    assert opening.endswith(
        ", Ban Dân vận Huyện ủy Phong Thổ kính trình Ban Thường vụ Đảng uỷ việc đề nghị khen thưởng tập thể, cá nhân "
        "có thành tích trong phong trào thi đua “Dân vận khéo”, như sau:"
    )
