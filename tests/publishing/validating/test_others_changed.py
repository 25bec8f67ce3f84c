"""A right plan, and a right letter of the State, changed in one place: exactly that is named."""

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from tests.publishing.validating.papers import (
    OLD,
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


def no_lines(document: WordDocument) -> None:
    for shape in list(document.element.iter(qn("w:drawing"), qn("w:pict"))):
        shape.getparent().remove(shape)


def typed_line(document: WordDocument) -> None:
    paragraph(document, "SỞ NỘI VỤ").runs[-1]._r.append(document.element.makeelement(qn("w:br")))
    text = document.element.makeelement(qn("w:t"))
    text.text = "***"
    paragraph(document, "SỞ NỘI VỤ").runs[-1]._r.append(text)


PLANS: dict[str, tuple[Change, list[str]]] = {
    "type in small letters": (said("KẾ HOẠCH", "Kế hoạch"), ["kind.look"]),
    "type small": (looks("KẾ HOẠCH", size=14), ["kind.look"]),
    "subject light": (looks("tổ chức hội thi", bold=False), ["kind.subject_look"]),
    "four hyphens": (said("-----", "----"), ["kind.below"]),
    "no hyphens": (dropped("-----"), ["kind.below"]),
    "comma after a base": (said("của Tỉnh ủy;", "của Tỉnh ủy,"), ["bases.mark"]),
    "semicolon after the last base": (said("địa phương.", "địa phương;"), ["bases.last_mark"]),
    "base without a dash": (said("- Căn cứ tình", "Căn cứ tình"), ["bases.dash"]),
    "base slanted": (looks("- Căn cứ tình", italic=True), ["bases.look"]),
    "base cited without số": (said("Kế hoạch số 16", "Kế hoạch 16"), ["text.cited_number"]),
    "đ before d": (said("d) ", "đ) ", beginning="d) "), ["body.points"]),
    "e for đ": (said("đ) ", "e) ", beginning="đ) "), ["body.points"]),
    "nobody kept": (said("- Lưu Văn phòng", "- Bưu điện"), ["receivers.kept"]),
}

STATE_LETTERS: dict[str, tuple[Change, list[str]]] = {
    "motto misspelt": (said("Độc lập - Tự do", "Độc lập - Tự Do"), ["title.motto"]),
    "motto gone": (dropped("Độc lập"), ["title.motto", "title.line"]),
    "title misspelt": (said("XÃ HỘI", "XÃ HÔI"), ["title.words"]),
    "title of the Party": (said("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"), ["title.missing"]),
    "motto slanted": (looks("Độc lập", italic=True), ["title.motto_look"]),
    "no lines": (no_lines, ["title.line", "issuer.line"]),
    "stars": (typed_line, ["issuer.star"]),
    "no colon": (said("Số: 05", "Số 05"), ["number.colon"]),
    "marks of the Party": (said("Số: 05/UBND-NV", "Số: 05-UBND/NV"), ["number.form"]),
    "số small": (looks("Số: 05", size=12), ["number.look"]),
    "về việc": (said("V/v tổng", "về việc tổng"), ["subject.lead"]),
    "K/T of the Party": (said("KT. TRƯỞNG", "K/T TRƯỞNG"), ["signature.sign"]),
    "no blank": (said("KT. TRƯỞNG", "KT.TRƯỞNG"), ["signature.sign"]),
    "post light": (looks("PHÓ TRƯỞNG", bold=False), ["signature.post_look"]),
    "Lưu without a colon": (said("Lưu: VT", "Lưu VT"), ["receivers.kept"]),
    "receivers' label upright": (looks("Nơi nhận", italic=False), ["receivers.label_look"]),
    "no stop after the last addressee": (said("xã, phường.", "xã, phường,"), ["addressees.last_mark"]),
    "cited with a comma": (said("51/UBND-NV ngày", "51/UBND-NV, ngày"), ["text.cited_day"]),
    "ends like the Party": (said("./.", "."), ["body.ending"]),
    "annex in Arabic numerals": (said("Phụ lục", "Phụ lục 1", beginning="Phụ lục"), ["annexes.number"]),
}

OLD_PLANS: dict[str, tuple[Change, list[str]]] = {
    "semicolon after a base": (said("của Tỉnh ủy,", "của Tỉnh ủy;"), ["bases.mark"]),
    "stop after the last base": (said("địa phương,", "địa phương."), ["bases.last_mark"]),
    "semicolon in Nơi nhận": (said("Các đơn vị,", "Các đơn vị;"), ["receivers.mark"]),
}


@pytest.mark.parametrize("name", PLANS)
def test_of_a_plan(name: str) -> None:
    change, rules = PLANS[name]

    assert rules_of(changed(right(plan), change)) == rules


@pytest.mark.parametrize("name", STATE_LETTERS)
def test_of_a_letter_of_the_state(name: str) -> None:
    change, rules = STATE_LETTERS[name]

    assert rules_of(changed(right(letter, STATE), change), STATE) == rules


@pytest.mark.parametrize("name", OLD_PLANS)
def test_of_a_plan_of_2018(name: str) -> None:
    change, rules = OLD_PLANS[name]

    assert rules_of(changed(right(plan, OLD), change), OLD) == rules
