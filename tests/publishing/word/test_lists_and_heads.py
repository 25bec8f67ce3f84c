"""Lists as annexes and as papers of their own, the State's head, archive lines, what Word keeps in its settings."""

import io
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from kheo.campaigns.models import Campaign
from kheo.publishing import phrasing
from kheo.publishing.documents.score_sheet.composing import KIND as SCORE_SHEET
from kheo.publishing.papers import Grid
from kheo.publishing.rulesets import codes, load
from kheo.publishing.word import measuring
from kheo.publishing.word.laying_out import word_file
from tests.publishing.conftest import moment
from tests.publishing.kinds.composing import composed
from tests.publishing.word.shapes import SHAPES, letter, listing

STATE, PARTY = "state-ND30-2020", "party-05HD-2026"


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


@pytest.mark.parametrize(
    ("typed", "party", "state"),
    [
        ("Lưu VT", "- Lưu VT.", "- Lưu: VT."),
        ("Lưu: VT, TĐKT", "- Lưu VT, TĐKT.", "- Lưu: VT, TĐKT."),
        ("Lưu Văn phòng Tỉnh uỷ", "- Lưu Văn phòng Tỉnh uỷ.", "- Lưu: Văn phòng Tỉnh uỷ."),
        ("Lưu", "- Lưu.", "- Lưu."),
        ("Trung tâm Lưu trữ", "- Trung tâm Lưu trữ.", "- Trung tâm Lưu trữ."),
    ],
)
def test_the_archive_is_written_by_the_rules(typed: str, party: str, state: str) -> None:
    said = {code: phrasing.receivers(("Như trên", typed), load(code))[-1] for code in codes()}

    assert said == {PARTY: party, "party-36HD-2018": party, STATE: state}


@pytest.mark.parametrize("code", codes())
def test_a_list_that_hangs_on_a_paper_is_an_annex(code: str) -> None:
    rules = load(code)
    alone = listing(rules)
    assert alone.listing is not None
    attached = replace(alone, annexed=True, listing=replace(alone.listing, attached="Quyết định số 15"))

    whole, annex = opened(word_file(alone, rules)), opened(word_file(attached, rules))

    texts = [one.text for one in annex.paragraphs if one.text]
    assert texts[:4] == [
        "Phụ lục", "DANH SÁCH", "Kết quả thực hiện phong trào thi đua “Dân vận khéo” năm 2026",
        "(Kèm theo Quyết định số 15)",
    ]  # fmt: skip
    assert (len(whole.tables), len(annex.tables)) == (2, 1)
    assert "Phụ lục" not in [one.text for one in whole.paragraphs]
    (section,) = annex.sections
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height


def left(code: str, organ: str, parent: str = "Huyện uỷ Thủ Thừa") -> list[str]:
    """The lines of the organ's name as printed."""
    rules = load(code)
    paper = letter(rules)
    head = replace(paper.head, organ=organ, parent_organ=parent, place="Thủ Thừa", dated="2022-10-19")
    cell = opened(word_file(replace(paper, head=head), rules)).tables[0].rows[0].cells[0]
    shown = cell.paragraphs[1]
    width = (
        cell.width.pt
        - sum(getattr(shown.paragraph_format, f"{side}_indent", None) or 0 for side in ("left", "right")) / 12700
    )
    return list(measuring.lines(organ.upper(), rules.style("organ"), rules, width))


@pytest.mark.parametrize("code", codes())
def test_a_long_name_of_an_organ_is_broken_evenly(code: str) -> None:
    assert left(code, "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở") == [
        "BAN CHỈ ĐẠO THỰC HIỆN",
        "QUY CHẾ DÂN CHỦ Ở CƠ SỞ",
    ]
    assert left(code, "Sở Nội vụ") == ["SỞ NỘI VỤ"]


def test_the_title_of_the_state_keeps_its_line() -> None:
    rules = load(STATE)
    paper = letter(rules)
    head = replace(paper.head, organ="Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở")
    left_cell, right = opened(word_file(replace(paper, head=head), rules)).tables[0].rows[0].cells

    assert right.width.pt >= measuring.length(rules.header.title, rules.style("title"), rules) + 1
    assert round(left_cell.width.mm + right.width.mm) == 165


@pytest.mark.parametrize("code", codes())
def test_a_candidate_of_a_score_sheet_is_not_split(code: str, phong_tho: Campaign) -> None:
    sheet = composed(SCORE_SHEET, phong_tho, moment("2024-01-31"))
    rows = opened(word_file(sheet, load(code))).tables[1].rows
    kept = {
        row.cells[1].text: [one.paragraph_format.keep_with_next for cell in row.cells for one in cell.paragraphs]
        for row in rows[1:5]
    }

    criteria = [texts for texts in kept if texts.startswith("Tiêu chí")]
    assert len(criteria) == 2
    assert all(all(kept[one]) for one in criteria)
    assert not any(kept["Tổng điểm"])


def test_a_section_that_is_longer_than_a_page_is_not_held() -> None:
    rules = load(PARTY)
    paper = listing(rules, 100)
    assert paper.listing is not None
    held = Grid(paper.listing.grid.columns, paper.listing.grid.lines, held=True)
    rows = opened(word_file(replace(paper, listing=replace(paper.listing, grid=held)), rules)).tables[1].rows

    assert not rows[30].cells[0].paragraphs[0].paragraph_format.keep_with_next


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("shape", SHAPES)
def test_settings_are_vietnamese_and_margins_whole(code: str, shape: str) -> None:
    rules = load(code)
    document = opened(word_file(SHAPES[shape](rules), rules))
    settings = document.settings.element

    language = settings.find(qn("w:themeFontLang"))
    assert set(language.attrib.values()) == {"vi-VN"}
    assert settings.find(qn("w:decimalSymbol")).get(qn("w:val")) == ","
    assert settings.find(qn("w:listSeparator")).get(qn("w:val")) == ";"
    for section in document.sections:
        sheet = rules.page if section.orientation == WD_ORIENT.PORTRAIT else rules.landscape
        sides = ("top", "bottom", "left", "right")
        assert [side for side in sides if getattr(section, f"{side}_margin").mm < getattr(sheet, side)] == []
