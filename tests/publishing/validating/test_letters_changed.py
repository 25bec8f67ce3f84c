"""A right letter changed in one place: exactly that is named."""

import unicodedata

import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tests.publishing.validating.papers import Change, changed, dropped, formed, looks, paragraph, right, rules_of, said

LEFT = WD_ALIGN_PARAGRAPH.LEFT


def no_line(document: WordDocument) -> None:
    for shape in list(document.element.iter(qn("w:drawing"), qn("w:pict"))):
        shape.getparent().remove(shape)


def short_line(document: WordDocument) -> None:
    for extent in document.element.body.xpath(".//*[local-name()='ext' and @cx]"):
        extent.set("cx", "1270000")


def underlined(document: WordDocument) -> None:
    no_line(document)
    for run in paragraph(document, "ĐẢNG CỘNG").runs:
        run.underline = True


def margins(document: WordDocument) -> None:
    document.sections[0].left_margin = Mm(25)


def letter_size(document: WordDocument) -> None:
    document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)


def no_number(document: WordDocument) -> None:
    paragraph_ = document.sections[0].header.paragraphs[0]
    paragraph_._p.getparent().remove(paragraph_._p)


def number_left(document: WordDocument) -> None:
    document.sections[0].header.paragraphs[0].alignment = LEFT


def number_small(document: WordDocument) -> None:
    for run in document.sections[0].header.paragraphs[0].runs:
        run.font.size = Pt(11)


def number_low(document: WordDocument) -> None:
    document.sections[0].header_distance = Mm(15)


def first_page(document: WordDocument) -> None:
    document.sections[0].different_first_page_header_footer = False


def pages_go_on(document: WordDocument) -> None:
    (start,) = document.sections[1]._sectPr.xpath("w:pgNumType")
    start.getparent().remove(start)


def rows_split(document: WordDocument) -> None:
    for mark in document.tables[1]._tbl.xpath(".//w:cantSplit"):
        mark.getparent().remove(mark)


def loose(document: WordDocument) -> None:
    run = paragraph(document, "2.").runs[-2]
    run.text = unicodedata.normalize("NFD", run.text)


def swapped(document: WordDocument) -> None:
    for row in document.tables[0].rows:
        left, right_ = row.cells
        left._tc.addprevious(right_._tc)


def in_bold(document: WordDocument) -> None:
    for beginning in ("TỈNH ỦY", "BAN TUYÊN"):
        for run in paragraph(document, beginning).runs:
            run.bold = True


def all_light(document: WordDocument) -> None:
    for run in paragraph(document, "BAN TUYÊN").runs:
        run.bold = False


def coloured(document: WordDocument) -> None:
    paragraph(document, "1.").runs[0].font.color.rgb = RGBColor(0, 0, 200)


def slanted(document: WordDocument) -> None:
    for run in paragraph(document, "2.").runs:
        run.italic = True


def other_font(document: WordDocument) -> None:
    run = paragraph(document, "2.").runs[-1]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn(f"w:{script}"), "Arial")


CHANGES: dict[str, tuple[Change, list[str]]] = {
    "title misspelt": (said("CỘNG SẢN", "CÔNG SẢN"), ["title.words"]),
    "title gone": (dropped("ĐẢNG CỘNG"), ["title.missing"]),
    "title small": (looks("ĐẢNG CỘNG", size=13), ["title.look"]),
    "title light": (looks("ĐẢNG CỘNG", bold=False), ["title.look"]),
    "no line under the title": (no_line, ["title.line"]),
    "short line": (short_line, ["title.line_length"]),
    "underline for a line": (underlined, ["title.line"]),
    "title on the left": (swapped, ["title.place"]),
    "issuer shortened": (said("BAN TUYÊN GIÁO VÀ DÂN VẬN", "BTGDV TỈNH ỦY"), ["issuer.full"]),
    "issuer light": (all_light, ["issuer.look"]),
    "issuer small": (looks("BAN TUYÊN", size=12), ["issuer.look"]),
    "parent bold": (in_bold, ["issuer.parent_look"]),
    "parent small": (looks("TỈNH ỦY", size=12), ["issuer.parent_look"]),
    "no star": (dropped("*"), ["issuer.star"]),
    "three stars": (said("*", "***"), ["issuer.star"]),
    "colon after Số": (said("Số 05", "Số: 05"), ["number.colon"]),
    "blank in the number": (said("Số 05-", "Số 05 -"), ["number.spaces"]),
    "no zero": (said("Số 05-", "Số 5-"), ["number.zero"]),
    "zero too many": (said("Số 05-", "Số 051-"), ["number.zero", "annexes.note_number"]),
    "marks of the State": (said("Số 05-CV/BTGDVTU", "Số 05/CV-BTGDVTU"), ["number.form"]),
    "no organ": (said("Số 05-CV/BTGDVTU", "Số 05-CV"), ["number.form"]),
    "number slanted": (looks("Số 05", italic=True), ["number.look"]),
    "number gone": (dropped("Số 05"), ["number.missing"]),
    "no comma after the place": (said("An Phú, ngày", "An Phú ngày"), ["place_date.comma"]),
    "no zero before the day": (said("ngày 03 tháng 02", "ngày 3 tháng 02"), ["place_date.zero"]),
    "no zero before the month": (said("ngày 03 tháng 02", "ngày 03 tháng 2"), ["place_date.zero"]),
    "zero before month five": (said("ngày 03 tháng 02", "ngày 03 tháng 05"), ["place_date.zero", "annexes.note_day"]),
    "short day at the head": (said("ngày 03 tháng 02 năm 2026", "ngày 03/02/2026"), ["place_date.form"]),
    "day upright": (looks("An Phú,", italic=False), ["place_date.look"]),
    "day gone": (dropped("An Phú,"), ["place_date.missing"]),
    "V/v": (said("về việc", "V/v"), ["subject.lead"]),
    "capital in về việc": (said("về việc", "Về việc"), ["subject.lead"]),
    "stop after the subject": (said("khéo” năm 2026", "khéo” năm 2026."), ["subject.end"]),
    "subject large": (looks("về việc", size=14), ["subject.look"]),
    "subject gone": (dropped("về việc"), ["subject.missing"]),
    "no colon after Kính gửi": (said("Kính gửi:", "Kính gửi"), ["addressees.label"]),
    "comma in Kính gửi": (said("thuộc tỉnh;", "thuộc tỉnh,"), ["addressees.mark"]),
    "nothing after the last addressee": (said("xã, phường;", "xã, phường"), ["addressees.last_mark"]),
    "addressees small": (looks("- Đảng ủy các xã", size=12), ["addressees.look"]),
    "comma in Nơi nhận": (said("Như trên;", "Như trên,"), ["receivers.mark"]),
    "no stop at the end of Nơi nhận": (said("Lưu Văn phòng.", "Lưu Văn phòng;"), ["receivers.last_mark"]),
    "Như kính gửi": (said("Như trên", "Như kính gửi"), ["receivers.as_above"]),
    "no dash in Nơi nhận": (said("- Thường trực", "Thường trực"), ["receivers.dash"]),
    "no blank after the dash": (said("- Thường trực", "-Thường trực"), ["receivers.dash"]),
    "Lưu with a colon": (said("Lưu Văn phòng", "Lưu: Văn phòng"), ["receivers.kept"]),
    "nobody keeps it": (said("Lưu Văn phòng", "Cổng thông tin"), ["receivers.kept"]),
    "Nơi nhận as the State has it": (
        looks("Nơi nhận", bold=True, italic=True, underline=False, size=12),
        ["receivers.label_look"],
    ),
    "no colon after Nơi nhận": (said("Nơi nhận:", "Nơi nhận"), ["receivers.label"]),
    "receivers large": (looks("- Lưu", size=14), ["receivers.look"]),
    "cited without số": (said("Công văn số 51", "Công văn 51"), ["text.cited_number"]),
    "cited without a comma": (said("BTGDVTU, ngày 09/02", "BTGDVTU ngày 09/02"), ["text.cited_day"]),
    "short day without zeros": (said("ngày 09/02/2026", "ngày 9/2/2026"), ["text.zero"]),
    "zero before month ten": (said("21/10/2026", "21/05/2026"), ["text.zero"]),
    "quotation not closed": (said("phong trào “Dân vận khéo”,", "phong trào “Dân vận khéo,"), ["text.quotes"]),
    "loose marks": (loose, ["text.composed"]),
    "place not filled in": (said("Các đơn vị trường học", "Các đơn vị {{ ten }}"), ["text.open"]),
    "another font": (other_font, ["text.font"]),
    "colour": (coloured, ["text.colour"]),
    "./. at the end": (said(").", ")./."), ["body.ending"]),
    "nothing at the end": (said(").", ")"), ["body.ending"]),
    "text small": (looks("2.", size=13), ["body.size"]),
    "text slanted": (slanted, ["body.upright"]),
    "text to the left": (formed("2.", alignment=LEFT), ["body.justified"]),
    "no first line": (formed("2.", first_line_indent=Mm(0)), ["body.first_line"]),
    "single lines": (formed("2.", line_spacing=1.0), ["body.line"]),
    "lines at least": (formed("2.", line_spacing_rule=WD_LINE_SPACING.AT_LEAST), ["body.line"]),
    "no room below": (formed("1.", space_after=Pt(2)), ["body.spacing"]),
    "KT. of the State": (said("K/T TRƯỞNG BAN", "KT. TRƯỞNG BAN"), ["signature.sign"]),
    "TUQ.": (said("K/T TRƯỞNG BAN", "TUQ. BAN THƯỜNG VỤ"), ["signature.delegated"]),
    "organ in the post": (said("PHÓ TRƯỞNG BAN", "PHÓ BÍ THƯ TỈNH ỦY"), ["signature.organ"]),
    "authority light": (looks("K/T", bold=False), ["signature.sign_look"]),
    "post bold": (looks("PHÓ TRƯỞNG BAN", bold=True), ["signature.post_look"]),
    "name with a degree": (said("Trần Văn Bình", "TS. Trần Văn Bình"), ["signature.honours"]),
    "name slanted": (looks("Trần Văn", italic=True), ["signature.name_look"]),
    "no name": (dropped("Trần Văn"), ["signature.name"]),
    "signature may split": (rows_split, ["signature.together"]),
    "annex in Roman numerals": (said("Phụ lục", "Phụ lục I", beginning="Phụ lục"), ["annexes.number"]),
    "annex of nothing": (dropped("(Kèm theo"), ["annexes.note"]),
    "annex's pages go on": (pages_go_on, ["annexes.pages"]),
    "annex not pointed to": (said("; danh sách tại Phụ lục kèm theo", ""), ["annexes.pointed"]),
    "annex's name slanted": (looks("Phụ lục", italic=True), ["annexes.label_look"]),
    "narrow margin": (margins, ["page.margins"]),
    "another sheet": (letter_size, ["page.size"]),
    "no page number": (no_number, ["page.number"]),
    "page number aside": (number_left, ["page.number_place"]),
    "page number low": (number_low, ["page.number_place"]),
    "page number small": (number_small, ["page.number_look"]),
    "number on the first page": (first_page, ["page.first_number"]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_exactly_what_was_changed_is_named(name: str) -> None:
    change, rules = CHANGES[name]

    assert rules_of(changed(right(), change)) == rules
