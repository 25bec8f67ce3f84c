"""Papers as other offices set them: heads by tabs, in text boxes, one under the other; numbers Word puts by itself."""

import io
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from kheo.publishing.rulesets import load
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.components.reading import parts_of
from kheo.publishing.validating.seen.opening import seen_in
from tests.publishing.validating.papers import PARTY
from tests.publishing.validating.retyped import kept, set_body, set_page, words

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = (
    f'<w:r {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
BODY = (
    "Thực hiện chương trình công tác, đề nghị các đơn vị triển khai nghiêm túc phong trào thi đua “Dân vận khéo”.",
    "Kết quả gửi về Ban trước ngày 21/10/2026 để tổng hợp, báo cáo Thường trực Tỉnh ủy theo quy định hiện hành.",
)


def parts(document: WordDocument) -> Parts:
    return parts_of(seen_in(kept(document)), load(PARTY))


def heads(found: Parts) -> list[list[str]]:
    head = found.head
    single = (head.title, head.below_issuer, head.number, head.place_date)
    many = (head.issuer, head.subject)
    return [[piece.text for piece in some] for some in many] + [[piece.text if piece else "" for piece in single]]


EXPECTED = [
    ["TỈNH ỦY AN PHÚ", "BAN TUYÊN GIÁO VÀ DÂN VẬN"],
    ["về việc tổng kết"],
    ["ĐẢNG CỘNG SẢN VIỆT NAM", "*", "Số 05-CV/BTGDVTU", "An Phú, ngày 03 tháng 02 năm 2026"],
]


def by_tabs(document: WordDocument) -> None:
    for line in (
        "TỈNH ỦY AN PHÚ\tĐẢNG CỘNG SẢN VIỆT NAM",
        "BAN TUYÊN GIÁO VÀ DÂN VẬN",
        "*\tAn Phú, ngày 03 tháng 02 năm 2026",
        "Số 05-CV/BTGDVTU",
        "về việc tổng kết",
    ):
        document.add_paragraph(line)


def by_blanks(document: WordDocument) -> None:
    for line in (
        "TỈNH ỦY AN PHÚ              ĐẢNG CỘNG SẢN VIỆT NAM",
        "BAN TUYÊN GIÁO VÀ DÂN VẬN",
        "*               An Phú, ngày 03 tháng 02 năm 2026",
        "Số 05-CV/BTGDVTU",
        "về việc tổng kết",
    ):
        document.add_paragraph(line)


def in_boxes(document: WordDocument) -> None:
    paragraph = document.add_paragraph()
    for text in ("ĐẢNG CỘNG SẢN VIỆT NAM", "An Phú, ngày 03 tháng 02 năm 2026"):
        paragraph._p.append(parse_xml(BOX.format(text)))
    for line in ("TỈNH ỦY AN PHÚ", "BAN TUYÊN GIÁO VÀ DÂN VẬN", "*", "Số 05-CV/BTGDVTU", "về việc tổng kết"):
        document.add_paragraph(line)


def with_breaks(document: WordDocument) -> None:
    left, right = document.add_table(1, 2).rows[0].cells
    left.paragraphs[0].add_run("TỈNH ỦY AN PHÚ\nBAN TUYÊN GIÁO VÀ DÂN VẬN\n*\nSố 05-CV/BTGDVTU\nvề việc tổng kết")
    right.paragraphs[0].add_run("ĐẢNG CỘNG SẢN VIỆT NAM\n\nAn Phú, ngày 03 tháng 02 năm 2026")


@pytest.mark.parametrize("head", [by_tabs, by_blanks, in_boxes, with_breaks])
@pytest.mark.parametrize("signed_by_tabs", [True, False])
def test_components_are_found_however_they_are_placed(
    head: Callable[[WordDocument], None], *, signed_by_tabs: bool
) -> None:
    document = Document()
    head(document)
    document.add_paragraph("Kính gửi: - Các phòng, ban;")
    document.add_paragraph("- Đảng ủy các xã;")
    for text in BODY:
        set_body(words(document.add_paragraph(), text, 14))
    ends = ["Nơi nhận:\tK/T TRƯỞNG BAN", "- Như trên;\tPHÓ TRƯỞNG BAN", "- Lưu Văn phòng.", "\tTrần Văn Bình"]
    if not signed_by_tabs:
        ends = ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "", "Trần Văn Bình", "Nơi nhận:", "- Như trên;", "- Lưu Văn phòng."]
    for line in ends:
        document.add_paragraph(line)

    found = parts(document)

    assert heads(found) == EXPECTED
    assert [piece.text for piece in found.addressees] == ["- Các phòng, ban;", "- Đảng ủy các xã;"]
    assert [line.text for line in found.body] == list(BODY)
    assert [piece.text for piece in found.receivers] == ["- Như trên;", "- Lưu Văn phòng."]
    (signature,) = found.signatures
    assert [piece.text for piece in (*signature.posts, signature.name) if piece] == [
        "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Trần Văn Bình",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("decimal", "%1.", ["1. Một", "2. Hai"]),
        ("lowerLetter", "%1)", ["a) Một", "b) Hai"]),
        ("upperRoman", "%1.", ["I. Một", "II. Hai"]),
        ("bullet", "-", ["- Một", "- Hai"]),
        ("bullet", "\uf02d", ["- Một", "- Hai"]),
    ],
)
def test_numbers_that_word_puts_by_itself_are_seen(form: str, text: str, shown: list[str]) -> None:
    document = Document()
    document.part.numbering_part._element = parse_xml(NUMBERING.format(form=form, text=text))
    for line in ("Một", "Hai"):
        paragraph = document.add_paragraph(line)
        numbered = parse_xml(f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        paragraph._p.get_or_add_pPr().append(numbered)

    assert [line.text for line in seen_in(kept(document)).lines] == shown


def test_looks_come_from_styles_defaults_and_themes() -> None:
    document = Document()
    style = document.styles.add_style("Thân", 1)
    style.font.name, style.font.size, style.font.bold = "Times New Roman", Pt(14), True
    style.paragraph_format.first_line_indent, style.paragraph_format.space_after = Mm(10), Pt(6)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    child = document.styles.add_style("Thân con", 1)
    child.base_style, child.font.italic = style, True
    document.add_paragraph("Một", style="Thân con").add_run(" hai").bold = False
    document.add_paragraph("Ba")

    styled, plain = seen_in(kept(document)).lines

    assert [(run.size, run.bold, run.italic, run.fonts) for run in styled.runs] == [
        (14, True, True, ("Times New Roman",)),
        (14, False, True, ("Times New Roman",)),
    ]
    assert styled.setting
    assert (styled.setting.align, round(styled.setting.first_line, 1), styled.setting.after) == ("justified", 10, 6)
    assert [(run.size, run.fonts) for run in plain.runs] == [(11, ("Cambria",))]


def test_what_was_deleted_or_hidden_is_not_seen() -> None:
    document = Document()
    paragraph = document.add_paragraph("Còn")
    paragraph.add_run(" ẩn").font.hidden = True
    gone = parse_xml(f"<w:del {W}><w:r><w:delText>đã xóa</w:delText></w:r></w:del>")
    paragraph._p.append(gone)
    paragraph.add_run(" hoa").font.all_caps = True

    assert [line.text for line in seen_in(kept(document)).lines] == ["Còn HOA"]


def test_a_page_number_at_the_foot_is_told_from_one_at_the_head() -> None:
    document = Document()
    set_page(document)
    head, foot = document.sections[0].header.paragraphs[0], document.sections[0].footer.paragraphs[0]
    (seen,) = seen_in(kept(document)).sections
    assert seen.number
    assert (seen.number.align, seen.number.size, seen.number.in_header) == ("centre", 14, True)

    foot._p.append(head._p.find(qn("w:fldSimple")))
    (seen,) = seen_in(kept(document)).sections

    assert seen.number
    assert (seen.number.in_header, round(seen.left), round(seen.right), seen.first_apart) == (False, 30, 15, True)


def test_a_file_of_another_main_part_and_without_styles_is_read() -> None:
    document = Document()
    document.add_paragraph("Một")
    file = io.BytesIO(kept(document))

    assert [line.text for line in seen_in(file.getvalue()).lines] == ["Một"]
