"""The Word files of every shape under every rule set, read back: each component with its size, weight and marks."""

import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from kheo.publishing.papers import Paper, Signature
from kheo.publishing.rulesets import codes, load
from kheo.publishing.word.laying_out import word_document, word_file
from kheo.publishing.word.runs import capitals
from tests.publishing.word.conftest import file
from tests.publishing.word.shapes import BODY, SHAPES, decision, letter, plan

PARTY, OLD, STATE = "party-05HD-2026", "party-36HD-2018", "state-ND30-2020"
EACH = pytest.mark.parametrize(("code", "shape"), [(code, shape) for code in codes() for shape in SHAPES])


def opened(code: str, shape: str) -> WordDocument:
    return docx.Document(io.BytesIO(file(code, shape)))


def paragraphs(document: WordDocument) -> list[WordParagraph]:
    return [WordParagraph(element, document) for element in document.element.body.iter(qn("w:p"))]


def look(code: str, shape: str, text: str) -> str:
    """'14 bold italic underlined' of the runs whose text this is."""
    runs = [run for one in paragraphs(opened(code, shape)) for run in one.runs if run.text == text]
    (seen,) = {
        " ".join(
            [f"{run.font.size.pt:g}" if run.font.size else "?"]
            + [name for name in ("bold", "italic", "underline") if getattr(run, name)]
        )
        for run in runs
    }
    return seen


@pytest.mark.parametrize(
    ("shape", "text", "looks"),
    [
        ("plan", "KẾ HOẠCH", {PARTY: "15 bold", OLD: "15 bold", STATE: "14 bold"}),
        ("plan", "-----", {PARTY: "14", OLD: "14"}),
        ("plan", "Dự thảo lần 2", {PARTY: "14 italic", OLD: "14 italic", STATE: "14 italic"}),
        ("plan", "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;", {PARTY: "14"}),
        ("plan", "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam,", {OLD: "14"}),
        ("plan", "- Xét đề nghị của Văn phòng.", {PARTY: "14"}),
        ("plan", "- Xét đề nghị của Văn phòng,", {OLD: "14"}),
        ("plan", "Căn cứ Điều lệ Đảng Cộng sản Việt Nam;", {STATE: "14 italic"}),
        ("plan", "Xét đề nghị của Văn phòng.", {STATE: "14 italic"}),
        ("plan", "MỤC ĐÍCH, YÊU CẦU", {PARTY: "14 bold", OLD: "14 bold", STATE: "14 bold"}),
        ("plan", "T/M BAN THƯỜNG VỤ", {PARTY: "14 bold", OLD: "14 bold"}),
        ("plan", "TM. BAN THƯỜNG VỤ", {STATE: "14 bold"}),
        ("plan", "PHÓ BÍ THƯ", {PARTY: "14", OLD: "14", STATE: "14 bold"}),
        ("plan", "Nguyễn Thị Ngọc Quỳnh", {PARTY: "14 bold", OLD: "14 bold", STATE: "14 bold"}),
        ("letter", "KHẨN", {PARTY: "14 bold", OLD: "14 bold", STATE: "13 bold"}),
        ("letter", "TỈNH UỶ LẠC HỒNG", {PARTY: "14", OLD: "14"}),
        ("letter", "UỶ BAN NHÂN DÂN TỈNH LẠC HỒNG", {STATE: "13"}),
        ("letter", "SỞ NỘI VỤ", {STATE: "13 bold"}),
        ("letter", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", {STATE: "13 bold"}),
        ("letter", "Độc lập - Tự do - Hạnh phúc", {STATE: "14 bold"}),
        ("letter", "Số 05-CV/BTGDVTU", {PARTY: "14", OLD: "14"}),
        ("letter", "Số: 05/SNV", {STATE: "13"}),
        ("letter", "về việc đăng ký mô hình, điển hình “Dân vận khéo” năm 2026", {PARTY: "12 italic"}),
        ("letter", "V/v đăng ký mô hình, điển hình “Dân vận khéo” năm 2026", {OLD: "12 italic", STATE: "13"}),
        ("letter", "Nơi nhận:", {PARTY: "14 underline", OLD: "14 underline", STATE: "12 bold italic"}),
        ("letter", "- Như trên;", {PARTY: "12", STATE: "11"}),
        ("letter", "- Như trên,", {OLD: "12"}),
        ("letter", "- Lưu: VT, TĐKT.", {STATE: "11"}),
        ("letter", "NguyenVanAn-26", {PARTY: "11", STATE: "11"}),
        ("letter", "NGUYENVANAN-26", {OLD: "8"}),
        ("letter", "Phụ lục 2", {PARTY: "14 bold", OLD: "14 bold"}),
        ("letter", "Phụ lục II", {STATE: "14 bold"}),
        ("letter", "(Kèm theo Công văn số 05)", {PARTY: "14 italic", OLD: "14 italic", STATE: "14 italic"}),
        ("decision", "QUYẾT ĐỊNH:", {PARTY: "14 bold", OLD: "14 bold", STATE: "14 bold"}),
        ("decision", "Điều 1. ", {PARTY: "14 bold", OLD: "14 bold", STATE: "14 bold"}),
        ("submission", "Kính trình: ", {PARTY: "14 italic"}),
        ("submission", "Kính gửi: ", {OLD: "14 italic", STATE: "14"}),
        ("submission", "Số       -TTr/BTGDVTU", {PARTY: "14", OLD: "14"}),
        ("submission", "Số:       /TTr-SNV", {STATE: "13"}),
        ("minutes", "NGƯỜI GHI BIÊN BẢN", {PARTY: "14", OLD: "14"}),
        ("minutes", "CHỦ TỌA", {STATE: "14 bold"}),
        ("long-letter", "kiêm", {PARTY: "14", OLD: "14"}),
    ],
)
def test_each_component_is_set_as_the_rules_say(shape: str, text: str, looks: dict[str, str]) -> None:
    assert {code: look(code, shape, text) for code in looks} == looks


@EACH
def test_only_looks_of_the_rule_set_are_used(code: str, shape: str) -> None:
    styles = load(code).styles.values()
    sizes = {style.size for style in styles}
    used = {
        run.font.size.pt for one in paragraphs(opened(code, shape)) for run in one.runs if run.text and run.font.size
    }
    fonts = opened(code, shape).element.xpath("//w:r[w:t]/w:rPr/w:rFonts")

    assert used <= sizes
    assert all(low <= style.size <= high for style in styles for low, high in [style.allowed])
    assert {font.get(qn(f"w:{script}")) for font in fonts for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {
        "Times New Roman"
    }


@EACH
def test_the_margins_are_those_of_the_rule_set(code: str, shape: str) -> None:
    for section in opened(code, shape).sections:
        assert section.page_width is not None
        sheet = load(code).landscape if section.page_width.mm > 250 else load(code).page
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)

        assert [round(margin.mm) for margin in margins if margin] == [sheet.top, sheet.bottom, sheet.left, sheet.right]


@pytest.mark.parametrize(("code", "line", "rule"), [(PARTY, 18 * 12700, 4), (OLD, 18 * 12700, 3), (STATE, 1.15, 5)])
def test_the_text_is_justified_with_the_spacing_of_the_rules(code: str, line: float, rule: int) -> None:
    shown = [one for one in opened(code, "letter").paragraphs if one.alignment == 3]

    assert len(shown) == len(BODY)
    for one in shown:
        form: Any = one.paragraph_format
        assert (form.line_spacing, form.line_spacing_rule) == (line, rule)
        assert (round(form.first_line_indent.mm), form.space_after.pt) == (10, 6)


@pytest.mark.parametrize(("code", "end"), [(PARTY, "quy định."), (OLD, "quy định."), (STATE, "quy định./.")])
def test_the_text_ends_with_the_mark_of_the_rules(code: str, end: str) -> None:
    assert [one.text for one in opened(code, "letter").paragraphs if one.alignment == 3][-1].endswith(end)


def test_who_decides_stands_above_the_grounds_of_the_decision() -> None:
    texts = [one.text for one in opened(PARTY, "decision").paragraphs if one.text]

    assert texts[3:8] == [
        "TRƯỞNG BAN", "- Căn cứ Quy chế làm việc của Ban;", "- Căn cứ Kế hoạch số 71-KH/TU;",
        "- Xét biên bản họp Hội đồng.", "QUYẾT ĐỊNH:",
    ]  # fmt: skip


@EACH
def test_no_row_and_no_signature_is_split(code: str, shape: str) -> None:
    rows = opened(code, shape).element.xpath("//w:tr")

    assert rows
    assert [row for row in rows if not row.xpath("w:trPr/w:cantSplit")] == []


def test_papers_without_receivers_or_words_are_laid_out() -> None:
    for code in codes():
        rules = load(code)
        bare = Paper(head=replace(letter(rules).head, subject=""), signature=Signature((), ""), receivers=())

        assert [len(table.rows) for table in word_document(bare, rules).tables] == [2, 1]
        assert "Nơi nhận" not in "".join(one.text for one in paragraphs(opened(code, "minutes")))


def test_joint_papers_have_both_signers_above_the_receivers() -> None:
    rules = load()
    joint = replace(decision(rules), left_signature=Signature(("CHÁNH VĂN PHÒNG",), "Đỗ Thị Thuý"))
    table = word_document(joint, rules).tables[1]

    assert [[cell.text.split("\n")[0] for cell in row.cells] for row in table.rows] == [
        ["CHÁNH VĂN PHÒNG", "TRƯỞNG BAN"], ["Nơi nhận:", ""],
    ]  # fmt: skip


def test_a_long_name_of_a_place_keeps_the_date_on_one_line() -> None:
    rules = load()
    head = replace(letter(rules).head, place="Thành phố Hồ Chí Minh, Phường Ngô Quyền")
    left, right = (
        int(column) / 56.69
        for column in word_document(replace(letter(rules), head=head), rules)
        .tables[0]
        ._tbl.xpath("w:tblGrid/w:gridCol/@w:w")
    )

    assert (round(left + right), round(right)) == (165, 107)


def test_back_pages_are_mirrored_where_asked_for() -> None:
    assert opened(PARTY, "two-sided").settings.element.xpath("w:mirrorMargins") != []
    assert opened(PARTY, "letter").settings.element.xpath("w:mirrorMargins") == []


def test_tags_stay_as_they_are_where_all_else_is_in_capitals() -> None:
    assert capitals("đảng uỷ {{ parent_organ }} và {% if x %}bạn{% endif %}") == (
        "ĐẢNG UỶ {{ parent_organ }} VÀ {% if x %}BẠN{% endif %}"
    )


@EACH
def test_the_same_paper_gives_the_same_bytes(code: str, shape: str) -> None:
    rules = load(code)

    assert word_file(Paper.from_plain(SHAPES[shape](rules).as_plain()), rules) == file(code, shape)


def test_a_post_beside_the_name_stands_above_it() -> None:
    paper = replace(plan(load(STATE)), signature=Signature(("CHỦ TỊCH HỘI ĐỒNG",), "Phó Chủ tịch\nTrần Văn Bình"))
    cell = word_document(paper, load(STATE)).tables[1].cell(0, 1)

    assert [one.text for one in cell.paragraphs if one.text] == ["CHỦ TỊCH HỘI ĐỒNG", "PHÓ CHỦ TỊCH", "Trần Văn Bình"]
