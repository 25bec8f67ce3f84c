"""What is no line: totals, notes, signatures, empty rows, "nothing to report"; and lines that run on."""

import pytest

from tests.intake.drawn import Rows, cells, codes, document, read, sheet

HEADINGS = ("STT", "Tên mô hình", "Lĩnh vực", "Mục tiêu")
LINE = (1, "Đường hoa", "KT", "x")


def titles(rows: Rows, *merged: str) -> list[str]:
    return [row.text("title") for row in read(sheet(rows, *merged)).rows]


@pytest.mark.parametrize(
    "below",
    [
        ["Tổng cộng: 01 mô hình"],
        ["", "Tổng số", "", 5],
        ["", "Cộng", 1, ""],
        [2],
        ["3."],
        ["…", "…", "…", "…"],
        ["Ghi chú: gửi kèm bản điện tử"],
        ["(*) Ghi rõ họ tên"],
        ["Nơi nhận:", "", "THỦ TRƯỞNG ĐƠN VỊ"],
        ["", "", "TM. BAN THƯỜNG VỤ"],
        ["", "", "T/M CẤP ỦY"],
        ["NGƯỜI LẬP BIỂU", "", "HIỆU TRƯỞNG"],
        ["", "", "", "Mường So, ngày 25 tháng 01 năm 2024"],
        ["", "", "P. CHỦ TỊCH"],
    ],
)
def test_what_stands_below_the_lines_is_none(below: list[str | int]) -> None:
    filled = read(sheet([HEADINGS, LINE, [], below, ["", "", "Lò Văn An"]][: 4 if "ộng" in str(below) else 5]))

    assert [row.text("title") for row in filled.rows] == ["Đường hoa"]
    assert {problem.code for problem in filled.problems} <= {"stray_text"}


def test_titles_may_begin_like_a_total_or_a_signature() -> None:
    names = ["Tổng vệ sinh ngày thứ bảy", "Cộng đồng tự quản", "Không có rác thải nhựa", "Thư ký giỏi", "3 không"]
    rows = [HEADINGS, *([number, name, "KT", "TM"] for number, name in enumerate(names, start=1))]

    assert titles(rows) == names


def test_without_line_numbers_short_words_in_cells_end_nothing() -> None:
    rows: Rows = [["Tên mô hình", "Lĩnh vực", "Đối tượng"], ["Một", "KT", "TT"], ["Hai", "XH", "CN"], ["TỔNG CỘNG", 2]]

    assert titles(rows) == ["Một", "Hai"]


def test_subtotals_between_lines_are_left_out() -> None:
    assert titles([HEADINGS, LINE, ["", "Cộng", 1], [2, "Chợ sạch", "KT", "y"], ["", "Tổng", 2]]) == [
        "Đường hoa",
        "Chợ sạch",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Cộng trang 1",
        "Cộng trang",
        "Cộng toàn xã",
        "CỘNG TOÀN HUYỆN",
        "Cộng chung",
        "Cộng (I)",
        "Cộng I",
        "Cộng I + II:",
        "Cộng chuyển trang sau",
        "Cộng mang sang",
        "Tổng (I+II)",
        "Tổng toàn xã",
        "Tổng số mô hình",
    ],
)
@pytest.mark.parametrize("place", [0, 1])
def test_subtotals_of_pages_and_places_are_left_out_wherever_they_stand(words: str, place: int) -> None:
    subtotal: list[str | int] = ["", words, "", 2] if place else [words, "", "", 2]
    filled = read(sheet([HEADINGS, LINE, subtotal, [2, "Chợ sạch", "KT", "y"]]))

    assert [(row.text("title"), row.text("goals")) for row in filled.rows] == [("Đường hoa", "x"), ("Chợ sạch", "y")]
    assert codes(filled) == []


def test_titles_that_begin_like_a_total_stay_without_a_line_number_too() -> None:
    names = ["Cộng đồng tự quản", "Tổng vệ sinh đường làng", "Cộng đồng chung tay", "Cổng trang trí", "Cộng chung sức"]
    rows: Rows = [HEADINGS[1:], *((name, "KT", "TM") for name in names)]
    unnumbered: Rows = [HEADINGS, LINE, *(("", name, "KT", "TM") for name in names)]

    assert titles(rows) == names
    assert titles(unnumbered) == ["Đường hoa", *names]


def test_words_in_the_column_of_line_numbers_are_never_joined_into_the_line_above() -> None:
    filled = read(sheet([HEADINGS, LINE, ["Nhóm bản vùng cao", "", "", 7]]))

    assert [row.text("goals") for row in filled.rows] == ["x"]
    assert [(problem.code, problem.at) for problem in filled.problems] == [("stray_text", "Sheet1!D3")]


def test_a_short_line_right_under_the_headings_is_no_row_of_column_numbers() -> None:
    assert titles([["STT", "Tên mô hình"], [1, "a"], [2, "b"]]) == ["a", "b"]
    assert titles([["STT", "Tên mô hình", "Địa điểm"], ["(1)", "(2)", "(3)=(1)+(2)"], [1, "5", "2"]]) == ["5"]


def test_a_line_that_runs_on_is_joined_to_the_one_above() -> None:
    rows: Rows = [
        HEADINGS,
        [1, "Đường hoa", "KT", "- Trồng hoa"],
        ["", "", "", "- Chăm sóc"],
        ["", "nông thôn mới"],
        [2, "B"],
    ]
    filled = read(sheet(rows))

    assert cells(filled)[0] == {
        "title": ("Đường hoa\nnông thôn mới", "B2"),
        "field": ("KT", "C2"),
        "goals": ("- Trồng hoa\n- Chăm sóc", "D2"),
    }
    assert codes(filled) == ["joined_line", "joined_line"]


def test_a_line_without_a_number_is_kept_and_pointed_out() -> None:
    filled = read(sheet([HEADINGS, LINE, ["", "Mô hình ba không"]]))

    assert [row.text("title") for row in filled.rows] == ["Đường hoa", "Mô hình ba không"]
    assert [(problem.code, problem.at) for problem in filled.problems] == [("unnumbered_line", "Sheet1!B3")]


def test_a_word_far_below_is_no_line_but_is_pointed_out() -> None:
    filled = read(sheet([HEADINGS, LINE, [], ["", "", "", "Vàng A Páo"]]))

    assert [row.text("title") for row in filled.rows] == ["Đường hoa"]
    assert [(problem.code, problem.at) for problem in filled.problems] == [("stray_text", "Sheet1!D4")]


def test_a_line_without_a_title_is_kept_for_a_person_to_see() -> None:
    rows: Rows = [["STT", "Tên mô hình", "Tên đơn vị", "Kết quả"], [1, "Một", "Tổ 1", "Tốt"], [2, "", "Tổ 2", "Khá"]]

    assert cells(read(sheet(rows)))[1] == {"unit_name": ("Tổ 2", "C3"), "results": ("Khá", "D3")}


def test_what_people_typed_stays_as_they_typed_it() -> None:
    rows: Rows = [HEADINGS, ["1.", "1. “Đường hoa  phụ nữ”\n(lần 2)", "kinh  tế", "- a\n- b"]]

    assert cells(read(sheet(rows))) == [
        {
            "title": ("1. “Đường hoa phụ nữ”\n(lần 2)", "B2"),
            "field": ("kinh tế", "C2"),
            "goals": ("- a\n- b", "D2"),
        }
    ]


@pytest.mark.parametrize("rows", [(), ([1], [2], [3]), (["..."], ["", "-"])])
def test_an_empty_form_is_the_paper_without_lines(rows: Rows) -> None:
    filled = read(sheet([["Đơn vị:....................."], HEADINGS, *rows, [], ["Nơi nhận:", "", "THỦ TRƯỞNG"]]))

    assert (filled.paper, filled.unit, filled.rows, filled.nil) == ("registration", None, (), False)


@pytest.mark.parametrize(
    "words",
    [
        "Không có",
        "không đăng ký",
        "Báo cáo không",
        "KHÔNG",
        "Đơn vị không đăng ký mô hình nào",
        "Năm 2024 Trường Mầm non Hoa Sen không có mô hình, điển hình để đăng ký.",
        "Chưa có mô hình",
    ],
)
def test_nothing_to_report_is_an_answer(words: str) -> None:
    in_the_table = read(sheet([HEADINGS, ["", words]], "A2:A2"))
    in_a_letter = read(document("Đơn vị: Xã Dào San", words)) if words.count(" ") > 2 else in_the_table

    assert (in_the_table.paper, in_the_table.rows, in_the_table.nil) == ("registration", (), True)
    assert codes(in_the_table) == ["nil_report"]
    assert in_a_letter.nil


@pytest.mark.parametrize("words", ["Nói không với rác thải nhựa", "Khu phố không có tội phạm", "Không ai bị bỏ lại"])
def test_a_title_that_says_no_is_no_empty_answer(words: str) -> None:
    filled = read(sheet([HEADINGS, [1, words]]))

    assert ([row.text("title") for row in filled.rows], filled.nil) == ([words], False)
