"""The Word files read back: page, sizes, weights, heading rows, the line under the title."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph as WordParagraph

from kheo.campaigns.letter_text import Paragraph
from kheo.publishing.papers import Annex, Column, Grid, Head, Line, Paper, Signature, marked
from kheo.publishing.rulesets import load
from kheo.publishing.word.laying_out import word_file

WHO = "Đơn vị, cá nhân thực hiện"
GRID = Grid(
    (
        Column("STT", 12, centred=True),
        Column("Tên mô hình", 60),
        Column("Tên đơn vị", 40, WHO),
        Column("Tên cá nhân", 40, WHO),
    ),
    (Line(("I. KHỐI XÃ",), level=1), Line(("1", "Hiến đất & mở đường", "Xã An Bình", "Lê Văn Ba"))),
)
LETTER = Paper(
    head=Head("Huyện ủy Thủ Thừa", "Ban Dân vận", "CV/BDVHU", "Thủ Thừa", 5, "2022-02-09", subject="tổng kết năm 2022"),
    signature=Signature(("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "Trần Văn Bình"),
    receivers=("Như trên", "Lưu Ban Dân vận"),
    addressees=("Các phòng, ban", "Đảng ủy các xã"),
    paragraphs=(
        Paragraph("opening", marked("Căn cứ Kế hoạch “*Dân vận khéo*”.")),
        Paragraph("item", marked("Gửi chậm nhất ngày **21/10/2022** ./."), "1."),
    ),
    annexes=(Annex("Danh sách", "Các đơn vị chưa gửi", GRID, attached="Công văn số 05-CV/BDVHU"),),
)  # fmt: skip


def opened(paper: Paper, rules: str = "party-05HD-2026") -> WordDocument:
    return Document(io.BytesIO(word_file(paper, load(rules))))


@pytest.fixture(scope="module")
def letter() -> WordDocument:
    return opened(LETTER)


def paragraphs(document: WordDocument) -> Iterator[WordParagraph]:
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in {cell._tc: cell for cell in row.cells}.values():
                yield from cell.paragraphs


def set_as(document: WordDocument, text: str) -> tuple[float, bool, bool, bool]:
    """Size, bold, italic, underline of the run with this text."""
    runs = [run for paragraph in paragraphs(document) for run in paragraph.runs if run.text == text]
    size = runs[0].font.size
    assert size is not None
    return size.pt, bool(runs[0].bold), bool(runs[0].italic), bool(runs[0].underline)


def millimetres(*lengths: Length | None) -> list[float]:
    return [round(length.mm, 1) for length in lengths if length is not None]


def test_the_page_is_a4_with_the_margins_of_the_guidance(letter: WordDocument) -> None:
    page = letter.sections[0]

    assert millimetres(page.page_width, page.page_height) == [210, 297]
    assert millimetres(page.top_margin, page.bottom_margin, page.left_margin, page.right_margin) == [20, 20, 30, 15]
    assert millimetres(page.header_distance) == [10]


def test_pages_are_numbered_from_the_second_in_each_section(letter: WordDocument) -> None:
    for section in letter.sections:
        assert section.different_first_page_header_footer
        assert [run.text for run in section.first_page_header.paragraphs[0].runs] == []
        instructions = section.header._element.xpath(".//w:instrText")
        assert [instruction.text for instruction in instructions] == ["PAGE"]
        assert section._sectPr.xpath("w:pgNumType/@w:start") == ["1"]


def test_the_annex_lies_on_its_side_with_the_binding_edge_on_top(letter: WordDocument) -> None:
    annex = letter.sections[1]

    assert millimetres(annex.page_width, annex.page_height) == [297, 210]
    assert millimetres(annex.top_margin, annex.bottom_margin, annex.left_margin, annex.right_margin) == [30, 15, 20, 20]


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic", "underline"),
    [
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 15, True, False, False),
        ("HUYỆN ỦY THỦ THỪA", 14, False, False, False),
        ("BAN DÂN VẬN", 14, True, False, False),
        ("*", 14, False, False, False),
        ("Số 05-CV/BDVHU", 14, False, False, False),
        ("Thủ Thừa, ngày 09 tháng 02 năm 2022", 14, False, True, False),
        ("về việc tổng kết năm 2022", 12, False, True, False),
        ("Kính gửi:\t", 14, False, True, False),
        ("- Các phòng, ban;", 14, False, False, False),
        ("- Đảng ủy các xã;", 14, False, False, False),
        ("Dân vận khéo", 14, False, True, False),
        ("21/10/2022", 14, True, False, False),
        ("K/T TRƯỞNG BAN", 14, True, False, False),
        ("PHÓ TRƯỞNG BAN", 14, False, False, False),
        ("Trần Văn Bình", 14, True, False, False),
        ("Nơi nhận:", 14, False, False, True),
        ("- Như trên;", 12, False, False, False),
        ("- Lưu Ban Dân vận.", 12, False, False, False),
        ("DANH SÁCH", 15, True, False, False),
        ("(Kèm theo Công văn số 05-CV/BDVHU)", 14, False, True, False),
    ],
)
def test_each_component_has_its_size_and_weight(
    letter: WordDocument, text: str, size: float, bold: Any, italic: Any, underline: Any
) -> None:
    assert set_as(letter, text) == (size, bold, italic, underline)


def test_every_run_names_the_font_for_all_scripts(letter: WordDocument) -> None:
    fonts = letter.element.xpath("//w:r[w:t]/w:rPr/w:rFonts")
    named = {font.get(qn(f"w:{script}")) for font in fonts for script in ("ascii", "hAnsi", "cs", "eastAsia")}

    assert named == {"Times New Roman"}
    assert len(fonts) == len(letter.element.xpath("//w:r[w:t]"))
    assert letter.styles.element.xpath("//w:rPrDefault//w:lang/@w:val") == ["vi-VN"]


def test_the_line_under_the_title_is_a_shape_as_long_as_the_title(letter: WordDocument) -> None:
    (line,) = letter.element.xpath("//*[local-name()='wsp']//*[local-name()='ext']/@cx")
    (shape,) = letter.element.xpath("//*[local-name()='prstGeom']/@prst")

    assert (round(int(line) / 12700, 2), shape) == (206.67, "line")


def test_the_text_is_justified_eighteen_points_high_and_ends_with_a_stop(letter: WordDocument) -> None:
    body = [paragraph for paragraph in letter.paragraphs if paragraph.alignment == 3]

    assert [paragraph.text for paragraph in body] == [
        "Căn cứ Kế hoạch “Dân vận khéo”.",
        "1. Gửi chậm nhất ngày 21/10/2022.",
    ]
    for paragraph in body:
        form = paragraph.paragraph_format
        assert (form.line_spacing, form.line_spacing_rule) == (18 * 12700, 4)
        assert millimetres(form.first_line_indent) == [10]
        assert form.space_after == 6 * 12700


def test_the_head_is_a_frame_of_76_and_89_millimetres(letter: WordDocument) -> None:
    head = letter.tables[0]

    assert [round(int(width) / 56.69) for width in head._tbl.xpath("w:tblGrid/w:gridCol/@w:w")] == [76, 89]
    assert head._tbl.xpath(".//w:tblBorders") == []


def test_the_signature_is_not_parted(letter: WordDocument) -> None:
    signature = letter.tables[1]

    assert len(signature._tbl.xpath("w:tr/w:trPr/w:cantSplit")) == 1
    assert letter.paragraphs[3].paragraph_format.keep_with_next is True
    assert [paragraph.text for paragraph in signature.cell(0, 1).paragraphs] == [
        "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "", "", "", "", "Trần Văn Bình",
    ]  # fmt: skip


def test_tables_repeat_their_heading_and_keep_rows_whole(letter: WordDocument) -> None:
    table = letter.tables[2]
    rows = table._tbl.xpath("w:tr")

    assert [len(row.xpath("w:trPr/w:tblHeader")) for row in rows] == [1, 1, 0, 0]
    assert [len(row.xpath("w:trPr/w:cantSplit")) for row in rows] == [1, 1, 1, 1]
    assert [cell.text for cell in table.rows[0].cells] == ["STT", "Tên mô hình", WHO, WHO]
    assert [cell.text for cell in table.rows[1].cells] == ["STT", "Tên mô hình", "Tên đơn vị", "Tên cá nhân"]
    grid = [int(width) for width in table._tbl.xpath("w:tblGrid/w:gridCol/@w:w")]
    assert [int(width) for width in rows[3].xpath("w:tc/w:tcPr/w:tcW/@w:w")] == grid
    assert round(sum(grid) / 56.69) == 257


def test_the_last_rows_of_a_list_stay_with_the_signature() -> None:
    listing = Annex("Danh sách", "Kết quả", Grid(GRID.columns, GRID.lines * 3))
    document = opened(Paper(LETTER.head, LETTER.signature, LETTER.receivers, listing=listing))
    *rows, closing = document.tables[1]._tbl.xpath("w:tr")

    held = [len(row.xpath(".//w:p")) == len(row.xpath(".//w:p/w:pPr/w:keepNext")) for row in rows]
    assert held == [False, False, True, False, True, False, True, True]
    # LibreOffice keeps rows of one table together only.
    assert [text.text for text in closing.xpath(".//w:t")][-1] == LETTER.signature.name


def test_the_only_row_of_a_list_is_not_held_with_its_end() -> None:
    listing = Annex("Danh sách", "Kết quả", GRID)
    document = opened(Paper(LETTER.head, LETTER.signature, LETTER.receivers, listing=listing))
    *rows, _ = document.tables[1]._tbl.xpath("w:tr")

    assert [bool(row.xpath(".//w:keepNext")) for row in rows] == [False, False, True, False]


def test_control_characters_do_not_stop_a_paper() -> None:
    lines = (Line(("1", "Bếp\x01 sạch\x0b", "Ấp 3\nẤp 4", "")),)
    listing = Annex("Danh sách\x02", "Kết quả", Grid(GRID.columns, lines))
    document = opened(Paper(LETTER.head, LETTER.signature, LETTER.receivers, listing=listing))

    assert [cell.text for cell in document.tables[1].rows[2].cells] == ["1", "Bếp sạch", "Ấp 3\nẤp 4", ""]


def test_letters_of_2018_to_2026_are_set_by_their_own_rules() -> None:
    old = opened(LETTER, "party-36HD-2018")

    assert set_as(old, "V/v tổng kết năm 2022") == (12, False, True, False)
    assert set_as(old, "- Các phòng, ban,")[0] == set_as(old, "- Đảng ủy các xã.")[0] == 14


def test_a_draft_leaves_number_and_day_blank() -> None:
    head = Head("Huyện ủy", "Ban Dân vận", "CV/BDVHU", "Thủ Thừa", year=2022, subject="x")
    draft = opened(Paper(head, LETTER.signature, LETTER.receivers, LETTER.addressees, LETTER.paragraphs))

    assert [cell.text for cell in draft.tables[0].rows[1].cells] == [
        "Số       -CV/BDVHU\nvề việc x",
        "Thủ Thừa, ngày      tháng      năm 2022",
    ]


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert word_file(LETTER, load()) == word_file(Paper.from_plain(LETTER.as_plain()), load())
