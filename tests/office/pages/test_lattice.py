"""Tables from rules, and text from lines: the parts that know nothing of files."""

import pytest

from kheo.office.pages.binding import bound
from kheo.office.pages.lattice import Rule, lattices
from kheo.office.pages.page import Box, Page, Ruled
from kheo.office.pages.paragraphs import Room, TextLine, joined
from kheo.office.tables import Span

EDGES = (0.1, 0.2, 0.6, 0.9)


def rules(*places: float, start: float, end: float) -> list[Rule]:
    return [Rule(place, start, end) for place in places]


def test_fields_without_a_rule_between_them_are_one_cell() -> None:
    across = [*rules(0, 40, 60, start=0, end=300), Rule(20, 100, 300)]
    down = [*rules(0, 100, 300, start=0, end=60), Rule(200, 20, 60)]

    (found,) = lattices(across, down, near=2)

    wide = [cell for cell in found.cells if cell.bottom > cell.top or cell.right > cell.left]
    assert (len(found.rows), len(found.columns)) == (4, 4)
    assert wide == [Span(0, 0, 1, 0), Span(0, 1, 0, 2)]


def test_broken_and_double_rules_are_one() -> None:
    across = [Rule(0, 0, 140), Rule(0.5, 141, 300), *rules(20, 21, 40, start=0, end=300)]
    down = rules(0, 100, 300, start=0, end=40)

    (found,) = lattices(across, down, near=2)

    assert (len(found.rows), len(found.columns)) == (3, 3)


def test_a_line_under_a_heading_is_no_table() -> None:
    assert lattices([Rule(10, 0, 100)], [], near=2) == []


def line(text: str, top: float, *, width: float, left: float = 5) -> TextLine:
    first = text.split(maxsplit=1)[0]
    return TextLine(text, Box(left, top, left + width, top + 10), len(first) * 5.0, 3)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([line("Vận động nhân dân hiến", 0, width=88), line("đất mở đường", 12, width=60)],
         "Vận động nhân dân hiến đất mở đường"),
        ([line("- 95% hộ tham gia", 0, width=70), line("- Vệ sinh mỗi tháng", 12, width=80)],
         "- 95% hộ tham gia\n- Vệ sinh mỗi tháng"),
        ([line("Năm 2024", 0, width=40), line("Toàn xã", 12, width=35)], "Năm 2024\nToàn xã"),
        ([line("Câu lạc bộ hát Then-", 0, width=86), line("Đàn tính", 12, width=40)], "Câu lạc bộ hát Then-Đàn tính"),
        ([line("Lào Cai - Hà Nội", 0, width=84), line("- Hải Phòng", 12, width=50)], "Lào Cai - Hà Nội - Hải Phòng"),
        ([line("093265527", 0, width=90), line("4", 12, width=5)], "0932655274"),
    ],
)  # fmt: skip
def test_only_breaks_that_people_made_stay(lines: list[TextLine], said: str) -> None:
    assert joined(lines, Room(Box(0, 0, 100, 50), padding=5, slack=0.5)) == said


def table(rows: list[list[str]], spans: tuple[Span, ...] = ()) -> Ruled:
    cells = {(row, column): text for row, texts in enumerate(rows) for column, text in enumerate(texts) if text}
    return Ruled(cells, spans, len(rows), EDGES)


def test_a_row_torn_by_the_end_of_a_page_is_whole_again_and_headings_stand_once() -> None:
    first = table([["STT", "Tên", "Kết quả"], ["1", "Đường hoa", "- Vận động"], ["2", "Camera an", "- 90% hộ"]])
    second = table([["STT", "Tên", "Kết quả"], ["", "ninh", "- Ký cam kết"], ["3", "Hũ gạo", ""]])

    (found,) = bound([Page(1, ("Đơn vị: Xã A", first)), Page(2, (second, "2"))]).tables

    assert [columns for _, columns in found.rows()] == [
        {0: "STT", 1: "Tên", 2: "Kết quả"},
        {0: "1", 1: "Đường hoa", 2: "- Vận động"},
        {0: "2", 1: "Camera an ninh", 2: "- 90% hộ\n- Ký cam kết"},
        {0: "3", 1: "Hũ gạo"},
    ]
    assert [found.address(row, 0) for row, _ in found.rows()] == [
        "page 1, row 1, column 1",
        "page 1, row 2, column 1",
        "page 1, row 3, column 1",
        "page 2, row 3, column 1",
    ]


def test_a_merged_cell_goes_on_over_the_page() -> None:
    first = table([["STT", "Tên", "Xã"], ["1", "a", "Mường So"], ["2", "b", ""]], (Span(1, 2, 2, 2),))
    second = table([["3", "c", ""], ["4", "d", "Dào San"]])

    (found,) = bound([Page(1, (first,)), Page(2, (second,))]).tables

    assert found.spans == (Span(1, 2, 3, 2),)


def test_a_table_under_a_title_of_its_own_is_another() -> None:
    rows = [["STT", "Tên", "Xã"], ["1", "a", "b"]]

    found = bound([Page(1, (table(rows),)), Page(2, ("BIỂU 2", table(rows)))])

    assert [one.name for one in found.tables] == ["page 1", "page 2"]
    assert [(text.text, text.at, text.before) for text in found.lines] == [("BIỂU 2", "page 2, line 1", 1)]
