"""What an examiner changed in right papers and the validator once did not see: now exactly that is named."""

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt

from kheo.publishing.papers import Annex, Grid, Line, Paper
from tests.publishing.validating.examined import (
    LEFT,
    a5,
    all_of,
    blank_side,
    decision,
    heading_once,
    in_one_paragraph,
    invitation,
    marked_run,
    minutes,
    number_arial,
    organ_first,
    post_small,
    report,
    rows_loose,
    second_label,
    star_below,
    swapped_signers,
    tracked,
)
from tests.publishing.validating.papers import (
    GRID,
    PARTY,
    STATE,
    Change,
    changed,
    dropped,
    formed,
    found,
    letter,
    looks,
    plan,
    right,
    rules_of,
    said,
)

Make = Callable[[str], Paper]
UNSEEN: dict[str, tuple[Make, str, Change, list[str]]] = {
    # The symbol of the type.
    "plan as decision": (plan, PARTY, said("05-KH/", "05-QĐ/"), ["number.type"]),
    "decision as report": (decision, PARTY, said("05-QĐ/", "05-BC/"), ["number.type"]),
    "letter as plan": (letter, PARTY, all_of(said("05-CV/", "05-KH/"), said("05-CV/", "05-KH/")), ["number.type"]),
    "letter of the State with CV": (
        letter,
        STATE,
        all_of(said("05/UBND-NV", "05/CV-UBND"), said("05/UBND-NV", "05/CV-UBND")),
        ["number.type"],
    ),
    "organ in small letters": (plan, PARTY, said("/BTGDVTU", "/Btgdv"), ["number.capitals"]),
    "type in small letters": (plan, PARTY, said("-KH/", "-Kh/", beginning="Số"), ["number.type"]),
    "two zeros": (plan, PARTY, said("Số 05", "Số 005"), ["number.zero"]),
    # Who signs.
    "nobody wrote the minutes": (minutes, PARTY, dropped("NGƯỜI GHI"), ["signature.minutes"]),
    "the writer's side blank": (minutes, PARTY, blank_side, ["signature.minutes"]),
    "sides swapped": (minutes, PARTY, swapped_signers, ["signature.sides"]),
    "no blank after KT": (letter, PARTY, said("K/T TRƯỞNG", "KT/TRƯỞNG"), ["signature.sign"]),
    "K/T of a committee": (letter, PARTY, said("K/T TRƯỞNG BAN", "K/T BÍ THƯ"), ["signature.committee"]),
    "no post under T/L": (
        letter,
        PARTY,
        all_of(said("K/T TRƯỞNG BAN", "T/L BAN THƯỜNG VỤ"), dropped("PHÓ TRƯỞNG")),
        ["signature.post"],
    ),
    # Annexes.
    "another number": (
        letter,
        PARTY,
        said("05-CV/BTGDVTU", "06-CV/BTGDVTU", beginning="(Kèm"),
        ["annexes.note_number"],
    ),
    "another day": (letter, PARTY, said("03/02/2026", "04/02/2026", beginning="(Kèm"), ["annexes.note_day"]),
    "another type": (letter, PARTY, said("Công văn", "Kế hoạch", beginning="(Kèm"), ["annexes.note_type"]),
    "two of one number": (report, PARTY, second_label("Phụ lục 1"), ["annexes.order"]),
    "one left out": (report, PARTY, second_label("Phụ lục 3"), ["annexes.order"]),
    "another number of the State": (report, STATE, said("05/BC", "15/BC", beginning="(Kèm"), ["annexes.note_number"]),
    # Tables.
    "headings once": (report, PARTY, heading_once, ["tables.heading"]),
    "rows may split": (report, PARTY, rows_loose, ["tables.split"]),
    # Heads and titles.
    "no dash in Kính gửi": (letter, PARTY, said("- Đảng ủy", "Đảng ủy"), ["addressees.dash"]),
    "type aside": (plan, PARTY, formed("KẾ HOẠCH", alignment=LEFT), ["kind.centred"]),
    "subject aside": (plan, PARTY, formed("tổ chức hội thi", alignment=LEFT), ["kind.centred"]),
    "V/v under a type": (plan, PARTY, said("tổ chức", "V/v tổ chức"), ["kind.lead"]),
    "type misspelt": (decision, PARTY, said("QUYẾT ĐỊNH", "QUYẾT ĐINH"), ["kind.words"]),
    "type unknown": (plan, PARTY, said("KẾ HOẠCH", "KẾ HOẶC"), ["kind.words"]),
    "QUYẾT ĐỊNH: light": (decision, PARTY, looks("QUYẾT ĐỊNH:", bold=False), ["body.resolves"]),
    "title of an annex light": (letter, PARTY, looks("DANH SÁCH", bold=False), ["annexes.title_look"]),
    "star under the number": (letter, PARTY, star_below, ["issuer.star"]),
    "organ above its parent": (letter, PARTY, organ_first, ["issuer.order"]),
    # Place and day.
    "place of one syllable": (plan, PARTY, said("An Phú,", "Huế,"), ["place_date.level"]),
    "place named after a person": (plan, PARTY, said("An Phú,", "Ngô Quyền,"), ["place_date.level"]),
    "no such day": (plan, PARTY, said("ngày 03", "ngày 31"), ["place_date.impossible"]),
    "no such day in the text": (letter, PARTY, said("21/10/2026", "31/11/2026"), ["text.impossible"]),
    # Pages and traces.
    "a plan on A5": (plan, PARTY, a5, ["page.size"]),
    "no room above V/v": (letter, STATE, formed("V/v", space_before=Pt(0)), ["subject.spacing"]),
    "number in Arial": (letter, PARTY, number_arial, ["page.number_look"]),
    "highlight": (letter, PARTY, marked_run("highlight", "yellow"), ["text.traces"]),
    "strike-through": (letter, PARTY, marked_run("strike"), ["text.traces"]),
    "hidden words": (letter, PARTY, marked_run("vanish"), ["text.traces"]),
    "insertion": (letter, PARTY, tracked("ins"), ["text.traces"]),
    "deletion": (letter, PARTY, tracked("del"), ["text.traces"]),
    "dots left": (letter, PARTY, said("Các đơn vị trường học", "Đề nghị ........ và"), ["text.open"]),
    "blank before a comma": (letter, PARTY, said("khéo”, đề", "khéo” , đề", beginning="Thực"), ["text.marks"]),
    # The text.
    "item without a mark": (letter, PARTY, said("cơ sở.", "cơ sở", beginning="- Khối"), ["body.mark"]),
    "paragraph without a mark": (plan, PARTY, said("ở cơ sở.", "ở cơ sở", beginning="Hội thi"), ["body.mark"]),
    # Right diagnoses.
    "post in small letters": (letter, PARTY, post_small, ["signature.post_look"]),
    "organ gone": (letter, PARTY, dropped("BAN TUYÊN"), ["issuer.missing"]),
    "one paragraph": (letter, PARTY, in_one_paragraph, []),
}


@cache
def base(make: Make, code: str) -> bytes:
    return right(make, code)


@pytest.mark.parametrize("make", [letter, plan, report, decision, minutes])
@pytest.mark.parametrize("code", [PARTY, STATE])
def test_the_papers_they_began_with_are_right(make: Make, code: str) -> None:
    assert found(base(make, code), code) == []


@pytest.mark.parametrize("name", UNSEEN)
def test_exactly_what_the_examiner_changed_is_named(name: str) -> None:
    make, code, change, rules = UNSEEN[name]

    assert rules_of(changed(base(make, code), change), code) == rules


def test_administrative_papers_may_be_small() -> None:
    assert "page.size" not in rules_of(changed(base(invitation, PARTY), a5))


def test_a_misspelt_type_is_told_with_the_nearest() -> None:
    (one,) = found(changed(base(decision, PARTY), said("QUYẾT ĐỊNH", "QUYẾT ĐINH")))

    assert one.wanted == "một tên loại của quy định; gần nhất: “QUYẾT ĐỊNH”"


def test_cells_beside_each_other_are_one_line_of_a_page() -> None:
    """A table on one page has many short cells: it needs no number of a second page."""

    def unnumbered(document: WordDocument) -> None:
        for section in document.sections[1:]:
            for child in list(section._sectPr):
                if child.tag == qn("w:headerReference"):
                    section._sectPr.remove(child)
        for header in document.sections[0].header.paragraphs:
            header._p.getparent().remove(header._p)

    twenty = tuple(Line((str(number), f"Mô hình {number}", "Xã An Bình")) for number in range(1, 21))

    def listed(code: str) -> Paper:
        return replace(plan(code), annexes=replace_grid(letter(code).annexes, Grid(GRID.columns, twenty)))

    document = Document(io.BytesIO(right(listed)))
    unnumbered(document)
    kept = io.BytesIO()
    document.save(kept)

    assert [one.at for one in found(kept.getvalue()) if one.rule == "page.number"] == []


def replace_grid(annexes: tuple[Annex, ...], grid: Grid) -> tuple[Annex, ...]:
    return tuple(replace(annex, grid=grid) for annex in annexes)


def test_an_annex_in_a_file_of_its_own_has_no_head() -> None:
    def alone(document: WordDocument) -> None:
        """All before the annex's section goes."""
        body = document.element.body
        for each in list(body):
            body.remove(each)
            if each.xpath(".//w:sectPr"):
                break

    data = changed(right(), alone)

    assert rules_of(data) == []
    assert rules_of(changed(data, dropped("(Kèm theo"))) == ["annexes.note"]
