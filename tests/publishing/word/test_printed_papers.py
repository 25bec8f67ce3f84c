"""What comes out of the printer, measured against the rule set: 05-HD/VPTW, 36-HD/VPTW, Decree 30/2020."""

import io
import re
import unicodedata
from collections.abc import Mapping

import docx
import pytest
from docx.oxml.ns import qn

from kheo.publishing.rulesets import RuleSet, codes, load
from tests.publishing.word.conftest import FULL_PAGES, file
from tests.publishing.word.printed import MM, Printed, Text
from tests.publishing.word.shapes import COLUMNS, SHAPES

All = Mapping[tuple[str, str], Printed]
UPRIGHT = [shape for shape in SHAPES if shape != "listing"]
RULES = pytest.mark.parametrize("code", codes())
PAGE_NUMBER_BAND = 17 * MM
TITLES = {"party": "ĐẢNG CỘNG SẢN VIỆT NAM", "state": "Độc lập - Tự do - Hạnh phúc"}


def squeezed(text: str) -> str:
    return "".join(text.split())


def written(code: str, shape: str) -> str:
    body = docx.Document(io.BytesIO(file(code, shape))).element.body
    return squeezed("".join(element.text or "" for element in body.iter(qn("w:t"))))


def sheet_of(page: tuple[float, float], rules: RuleSet) -> tuple[float, float, float, float]:
    """Left, right, top and bottom margin of a page, in points."""
    sheet = rules.landscape if page[0] > page[1] else rules.page
    return sheet.left * MM, sheet.right * MM, sheet.top * MM, sheet.bottom * MM


def inner(paper: Printed, page: int) -> list[Text]:
    """The lines of the text: without page number and what stands at the edges."""
    height = paper.sizes[page - 1][1]
    return [one for one in paper.texts if one.page == page and 50 < one.top < height - 20 * MM]


@RULES
@pytest.mark.parametrize("shape", UPRIGHT)
def test_letters_are_upright_a4_and_their_lists_lie(printed: All, code: str, shape: str) -> None:
    paper = printed[code, shape]
    first = paper.sizes[0]
    annexes = len(SHAPES[shape](load(code)).annexes)

    assert (round(first[0] / MM), round(first[1] / MM)) == (210, 297)
    assert {(round(width / MM), round(height / MM)) for width, height in paper.sizes} == (
        {(210, 297), (297, 210)} if annexes else {(210, 297)}
    )


@RULES
@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_stands_outside_the_margins(printed: All, code: str, shape: str) -> None:
    paper, rules = printed[code, shape], load(code)
    for page, size in enumerate(paper.sizes, start=1):
        left, right, top, _ = sheet_of(size, rules)
        lines = inner(paper, page)

        assert [one.text for one in lines if one.x0 < left - 0.6 or one.x1 > size[0] - right + 0.6] == []
        assert min(one.top for one in lines) >= top - 3


@RULES
def test_the_text_begins_and_ends_at_the_margins(printed: All, code: str) -> None:
    rules = load(code)
    lines = inner(printed[code, "long-letter"], 2)

    assert min(one.x0 for one in lines) / MM == pytest.approx(rules.page.left, abs=0.3)
    assert max(one.x1 for one in lines) / MM == pytest.approx(210 - rules.page.right, abs=0.3)
    assert min(one.x0 for one in lines if one.text.startswith("Thực")) / MM == pytest.approx(
        rules.page.left + rules.paragraph.first_line, abs=0.3
    )


@RULES
def test_on_the_back_of_a_sheet_left_and_right_change_places(printed: All, code: str) -> None:
    rules = load(code)
    front, back = (inner(printed[code, "two-sided"], page) for page in (3, 2))

    assert min(one.x0 for one in front) / MM == pytest.approx(rules.page.left, abs=0.3)
    assert min(one.x0 for one in back) / MM == pytest.approx(rules.page.right, abs=0.3)


@RULES
@pytest.mark.parametrize("shape", SHAPES)
def test_pages_are_numbered_from_the_second_ten_millimetres_from_the_edge(printed: All, code: str, shape: str) -> None:
    paper, rules = printed[code, shape], load(code)
    style, number = rules.style("page_number"), 0
    for page, size in enumerate(paper.sizes, start=1):
        first = page == 1 or paper.sizes[page - 2] != size or "Phụlục" in paper.letters[page - 1]
        number = 1 if first else number + 1
        above = [one for one in paper.texts if one.page == page and one.top < PAGE_NUMBER_BAND and one.text.isdigit()]

        assert [one.text for one in above] == ([] if first else [str(number)])
        for one in above:
            left, right, _, _ = sheet_of(size, rules)
            assert one.middle == pytest.approx((left + size[0] - right) / 2, abs=1)
            assert one.top / MM == pytest.approx(rules.page.number_from_edge, abs=0.6)
            assert (one.sizes, one.faces) == (frozenset({style.size}), frozenset({""}))


@RULES
@pytest.mark.parametrize("shape", SHAPES)
def test_the_line_under_the_title_is_as_long_as_the_title(printed: All, code: str, shape: str) -> None:
    paper = printed[code, shape]
    title = paper.line(TITLES[load(code).regime])
    (line,) = (one for one in paper.drawn if one.page == 1 and abs(one.x0 - title.x0) < 20 and one.top < title.top + 40)

    assert line.length == pytest.approx(title.x1 - title.x0, abs=1)
    assert line.x0 == pytest.approx(title.x0, abs=1)
    assert 0 < line.top - title.top - max(title.sizes) < 8


@pytest.mark.parametrize("shape", SHAPES)
def test_state_papers_have_a_line_a_third_to_half_as_long_under_issuer_and_subject(printed: All, shape: str) -> None:
    paper, rules = printed["state-ND30-2020", shape], load("state-ND30-2020")
    head = SHAPES[shape](rules).head
    names = [head.organ.upper(), *([head.subject[:1].upper() + head.subject[1:]] if head.kind else [])]
    for name in names:
        words = [one for one in paper.texts if one.page == 1 and one.top < 260 and one.text in squeezed(name)]
        longest = max(one.x1 - one.x0 for one in words)
        below = [one for one in paper.drawn if one.page == 1 and 0 < one.top - words[-1].top < 25]
        (line,) = (one for one in below if abs((one.x0 + one.x1) / 2 - words[-1].middle) < 1.5)

        assert 1 / 3 <= line.length / longest <= 1 / 2


@pytest.mark.parametrize("code", ["party-05HD-2026", "party-36HD-2018"])
def test_party_papers_have_signs_not_lines_under_issuer_and_subject(printed: All, code: str) -> None:
    plan = printed[code, "plan"]

    assert [(plan.line(sign).sizes, plan.line(sign).page) for sign in ("*",)] == [(frozenset({14.0}), 1)]
    assert sorted(one.page for one in plan.texts if one.text == "-----") == ([1, 3] if code == codes()[0] else [1])
    assert len([one for one in plan.drawn if one.page == 1]) == 1


@RULES
@pytest.mark.parametrize("shape", SHAPES)
def test_number_and_date_stand_on_one_line(printed: All, code: str, shape: str) -> None:
    paper = printed[code, shape]
    number = [one for one in paper.texts if one.page == 1 and one.top < 260 and one.text.startswith("Số")]
    (date,) = (one for one in paper.texts if one.text.startswith("LạcHồng,ngày"))

    assert [one.top for one in number] == ([] if shape == "listing" else [pytest.approx(date.top, abs=2.5)])


@RULES
@pytest.mark.parametrize("shape", UPRIGHT)
def test_the_signature_stands_on_one_page_with_the_end_of_the_text(printed: All, code: str, shape: str) -> None:
    paper, wanted = printed[code, shape], SHAPES[shape](load(code))
    titles = (title if title == "kiêm" else title.upper() for title in wanted.signature.titles)
    block = squeezed("".join(titles) + wanted.signature.name)
    pages = [letters for letters in paper.letters if block in letters]

    assert len(pages) == 1
    assert pages[0].count("Nơinhận:") == bool(wanted.receivers)
    # A line of the text stands before it.
    assert pages[0].index(load(code).words.text_end + ("Nơinhận:" if wanted.receivers else "")) > 0


@pytest.mark.parametrize("count", FULL_PAGES)
def test_at_the_foot_of_a_page_the_signature_is_not_parted(printed: All, count: int) -> None:
    paper = printed[codes()[0], f"full-{count}"]
    words = ("PHÓ BÍ THƯ", "kiêm", "TRƯỞNG BAN CHỈ ĐẠO", "Lê Hoàng Hùng", "Nơi nhận:", f"Đoạn số {count - 1}.")

    assert len({paper.line(one).page for one in words}) == 1


@RULES
@pytest.mark.parametrize("shape", [shape for shape in UPRIGHT if shape != "letter"])
def test_the_printed_letters_are_those_of_the_file(printed: All, code: str, shape: str) -> None:
    assert "".join(printed[code, shape].letters) == written(code, shape)


@RULES
@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_printed_is_composed_unicode_in_the_one_font(printed: All, code: str, shape: str) -> None:
    paper = printed[code, shape]
    letters = "".join(paper.letters)

    assert unicodedata.normalize("NFC", letters) == letters
    assert {font.partition("-")[0] for font in paper.fonts} <= {"LiberationSerif", "TimesNewRomanPSMT", "TimesNewRoman"}


@RULES
@pytest.mark.parametrize("shape", ["letter", "listing"])
def test_tables_repeat_their_headings_and_lose_no_row(printed: All, code: str, shape: str) -> None:
    paper = printed[code, shape]
    lying = [page for page, (width, height) in enumerate(paper.sizes, start=1) if width > height]

    for page in lying:
        letters = paper.letters[page - 1]
        assert [letters.count(squeezed(column.heading)) for column in COLUMNS] == [1] * len(COLUMNS), page
    rows = re.findall(r"Tuyếnđườnghoatựquảnsố(\d+)Đảng", "".join(paper.letters))
    assert [int(row) for row in rows] == [*(range(1, 5) if shape == "letter" else ()), *range(1, 41)]


@RULES
def test_the_signature_of_a_list_stays_with_its_last_row(printed: All, code: str) -> None:
    *_, last = printed[code, "listing"].letters

    assert ["quảnsố40" in last, "quảnsố39" in last, "NguyễnThịNgọcQuỳnh" in last] == [True] * 3


@pytest.mark.parametrize(
    ("code", "shape", "words", "height"),
    [
        ("party-05HD-2026", "plan", "LƯU HÀNH NỘI BỘ", 10),
        ("party-05HD-2026", "submission", "KHÔNG PHỔ BIẾN TRÊN PHƯƠNG TIỆN THÔNG TIN ĐẠI CHÚNG", 297 - 10),
    ],
)
def test_where_a_paper_may_go_stands_ten_millimetres_from_the_edge(
    printed: All, code: str, shape: str, words: str, height: float
) -> None:
    line = printed[code, shape].line(words)

    assert (line.page, line.sizes, line.faces) == (1, frozenset({12.0}), frozenset({"Bold"}))
    edge = line.top if height < 100 else line.top + 12 * 1.149
    assert edge / MM == pytest.approx(height, abs=0.8)


@RULES
def test_the_line_of_contact_stands_below_a_line_over_the_whole_text(printed: All, code: str) -> None:
    paper, rules = printed[code, "letter"], load(code)
    contact = next(one for one in paper.texts if one.text.startswith("Số1,đường"))
    (line,) = {
        (round(one.x0), round(one.x1)) for one in paper.drawn if one.page == 1 and 0 < contact.top - one.top < 12
    }

    assert (contact.page, contact.sizes) == (1, frozenset({rules.style("contact").size}))
    assert (line[1] - line[0]) / MM == pytest.approx(rules.page.text_width, abs=0.5)
    assert contact.top / MM > 297 - 35
