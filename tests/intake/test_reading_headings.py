"""Finding the form: its headings in one to three rows, other words and orders, several sheets and tables."""

from typing import Any

import pytest

from kheo.campaigns.paper import Value, place_of
from tests.intake.drawn import Rows, cells, codes, document, read, sheet, workbook

PLAIN: Rows = (("STT", "Tên mô hình", "Lĩnh vực"), (1, "Đường hoa", "Kinh tế"))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Lĩnh vực đăng ký", "field"),
        ("LỈNH VỰC", "field"),
        ("Mục tiu, chỉ tiêu", "goals"),
        ("Địa bàn,\nđối tượng", "place"),
        ("Thực trạng, lý do", "need"),
        ("3. Nguồn lực (kinh phí, nhân lực)", "resources"),
        ("Thời gian bắt đầu thực hiện", "time"),
        ("Đăng ký công nhận cấp", "level"),
        ("Ho va ten", "person_name"),
        ("Chức vụ, nơi công tác", "position"),
    ],
)
def test_a_column_is_known_by_many_headings(heading: str, field: str) -> None:
    filled = read(sheet([["TT", "Tên mô hình", heading], [1, "Đường hoa", "như đã ghi"]]))

    assert cells(filled) == [{"title": ("Đường hoa", "B2"), field: ("như đã ghi", "C2")}]
    assert codes(filled) == []


@pytest.mark.parametrize(
    ("typed", "name", "post"),
    [
        ("Giàng A Páo, Bí thư chi bộ bản", "Giàng A Páo", "Bí thư chi bộ bản"),
        ("Lò Thị Hoa - Giáo viên", "Lò Thị Hoa", "Giáo viên"),
        ("Lò Thị Hoa (Giáo viên)", "Lò Thị Hoa", "Giáo viên"),
        ("Lò Thị Hoa", "Lò Thị Hoa", None),
    ],
)
def test_a_column_of_name_and_post_says_both(typed: str, name: str, post: str | None) -> None:
    (row,) = cells(read(sheet([["TT", "Tên mô hình", "Họ và tên, chức vụ"], [1, "Đường hoa", typed]])))

    assert (row["person_name"][0], row["position"][0] if "position" in row else None) == (name, post)


def test_a_cell_that_lacks_is_named_by_its_own_column() -> None:
    (row,) = read(sheet([["TT", "Tên mô hình", "Loại", "Họ và tên"], [1, "Đường hoa", "Cá nhân", ""]])).rows

    assert place_of(row, "person_name", [row]) == "Sheet1!D2"


def test_columns_stand_in_any_order_and_unknown_ones_are_named() -> None:
    rows: Rows = [["Lĩnh vực", "SĐT", "Tên mô hình", "Email", "STT"], ["Kinh tế", "0912", "Đường hoa", "", 1]]
    filled = read(sheet(rows))

    assert cells(filled) == [{"field": ("Kinh tế", "A2"), "title": ("Đường hoa", "C2")}]
    assert [(problem.code, problem.at, problem.details) for problem in filled.problems] == [
        ("unknown_columns", "Sheet1!B1", {"names": "SĐT"})
    ]


@pytest.mark.parametrize("numbers", [("(1)", "(2)", "(3)"), (1, 2, 3), ("A", "B", "1")])
def test_the_row_of_column_numbers_is_no_line(numbers: tuple[str | int, ...]) -> None:
    assert cells(read(sheet([PLAIN[0], numbers, PLAIN[1]]))) == [
        {"title": ("Đường hoa", "B3"), "field": ("Kinh tế", "C3")}
    ]


@pytest.mark.parametrize("merged", [("A1:A3", "B1:B3", "C1:E1", "C2:D2", "E2:E3", "F1:F3"), ()])
def test_headings_of_three_rows_are_read_through_their_groups(merged: tuple[str, ...]) -> None:
    rows: list[list[Any]] = [
        ["STT", "Tên mô hình", "Người đăng ký", "", "", "Thời gian"],
        ["", "", "Cá nhân", "", "Nơi ở", ""],
        ["", "", "Họ và tên", "Chức vụ", "", ""],
        [1, "Đường hoa", "Lò Văn An", "Trưởng bản", "Bản Nà", "2024"],
    ]
    if not merged:
        rows[1:3] = [["", "", "Họ và tên", "Chức vụ", "Nơi ở", ""]]
    filled = read(sheet(rows, *merged))

    last = len(rows)
    assert cells(filled) == [
        {
            "title": ("Đường hoa", f"B{last}"),
            "person_name": ("Lò Văn An", f"C{last}"),
            "position": ("Trưởng bản", f"D{last}"),
            "time": ("2024", f"F{last}"),
        }
    ]


def test_the_form_of_the_thu_thua_letter_is_the_results_paper() -> None:
    upper = ["STT", "Tên mô hình", "Đơn vị, cá nhân thực hiện", "", "Thời gian, địa điểm thực hiện"]
    upper += ["Kết quả thực hiện và hiệu quả mô hình (Nêu tóm tắt kết quả đã thực hiện của tập thể, cá nhân)"]
    upper += ["Kết quả nhân rộng (cơ quan, đơn vị, số người tham gia)", "Dự kiến nhân rộng năm 2023"]
    line = ["1", "Đường hoa", "Chi bộ 3", "Lò Văn An", "2022, ấp 3", "Tốt", "02 ấp", "Cả xã"]
    merged = [(2, (1, 3), (1, 4)), *((2, (1, column), (2, column)) for column in (1, 2, 5, 6, 7, 8))]
    head = [["Đơn vị: BCĐ xã Mỹ An\n*\nSố 3", "DẢNG CÔNG SẢN VIỆT NAM\nThủ thừa, ngày tháng năm 2022"]]
    below = ["", "", "Tên đơn vị", "Tên cá nhân", "", "", "", ""]
    filled = read(document(head, "DANH SÁCH", [upper, below, line], "Thủ trưởng đơn vị", merged=merged))

    names = ("title", "unit_name", "person_name", "time_place", "results", "replication", "replication_plan")
    assert (filled.paper, filled.unit and filled.unit.value) == ("results", "BCĐ xã Mỹ An")
    assert cells(filled) == [
        {name: (line[place], f"table 2, row 3, column {place + 1}") for place, name in enumerate(names, start=1)}
    ]


def test_instructions_lists_and_budgets_are_no_forms() -> None:
    sheets: dict[str, Rows] = {
        "Hướng dẫn": [
            ["Cột", "Tên cột", "Cách ghi"],
            [1, "Tên mô hình", "Ghi đầy đủ"],
            [2, "Lĩnh vực", "Một trong bốn"],
        ],
        "Danh mục": [["Tên mô hình", "Lĩnh vực"], ["mẫu", "mẫu"]],
        "Kinh phí": [["TT", "Nội dung chi", "Số tiền"], [1, "Nước uống", 300]],
        "Biểu 1": PLAIN,
    }

    assert cells(read(workbook(sheets))) == [{"title": ("Đường hoa", "Biểu 1!B2"), "field": ("Kinh tế", "Biểu 1!C2")}]


@pytest.mark.parametrize(
    "headings",
    [
        ["STT", "Tên chi bộ", "Đảng số", "Dân vận khéo", "Học tập chuyên đề", "Ghi chú"],
        ["STT", "Tên đơn vị", "Ngày họp chi bộ", "Kết quả số điểm đánh giá", "Tốt", "Khá"],
        ["Stt", "Tên công trình, dự án", "Chủ đầu tư", "Địa điểm thực hiện", "Thời gian KC-HT", "Tổng vốn đầu tư"],
        ["STT", "Tên đề tài/Nhiệm vụ", "Thời gian thực hiện", "Đơn vị chủ trì / Chủ nhiệm đề tài", "Nội dung"],
        ["CCCD", "Loại thành tích", "Cấp / hạng", "Tên thành tích", "Ngày chấp nhận", "Đơn vị thực hiện"],
        ["TT", "Tên huyện", "Tổng diện tích đất trang trại (ha)", "Tổng vốn (triệu đồng)", "Thu nhập", "Lao động"],
        ["CCCD", "Họ và tên", "Giới tính", "Ngày sinh", "Trình độ", "Đơn vị"],
    ],
)
def test_other_offices_tables_are_no_forms_of_ours(headings: list[str]) -> None:
    filled = read(sheet([headings, ["1", *("x" for _ in headings[1:])]]))

    assert (filled.paper, filled.rows) == (None, ())


def test_a_sheet_of_collectives_and_one_of_individuals_are_one_paper() -> None:
    sheets: dict[str, Rows] = {
        "Tập thể": [["Đơn vị: Xã Dào San"], *PLAIN],
        "Cá nhân": [["Đơn vị: XÃ DÀO SAN"], ["STT", "Họ và tên", "Tên mô hình"], [1, "Lò Văn An", "Nuôi ong"]],
    }

    assert cells(read(workbook(sheets))) == [
        {"title": ("Đường hoa", "Tập thể!B3"), "field": ("Kinh tế", "Tập thể!C3")},
        {"person_name": ("Lò Văn An", "Cá nhân!B3"), "title": ("Nuôi ong", "Cá nhân!C3")},
    ]


def test_a_hidden_sheet_counts_only_where_nothing_visible_is_a_form() -> None:
    assert cells(read(workbook({"Cũ": PLAIN, "Mới": [PLAIN[0], (1, "Chợ sạch", "Kinh tế")]}, hidden=["Cũ"]))) == [
        {"title": ("Chợ sạch", "Mới!B2"), "field": ("Kinh tế", "Mới!C2")}
    ]
    assert len(read(workbook({"Cũ": PLAIN, "Ghi": [["gửi Ban"]]}, hidden=["Cũ"])).rows) == 1


def test_headings_come_again_on_the_next_page_and_a_table_goes_on_without_them() -> None:
    first: Rows = [
        ["TT", "Tên mô hình", "Mục tiêu"],
        ["1", "Một", "a"],
        ["TT", "Tên mô hình", "Mục tiêu"],
        ["2", "Hai", "b"],
    ]
    filled = read(document(first, [["3", "Ba", "c"]], [["Nơi nhận:\n- Lưu", "THỦ TRƯỞNG"]]))

    assert cells(filled) == [
        {"title": ("Một", "table 1, row 2, column 2"), "goals": ("a", "table 1, row 2, column 3")},
        {"title": ("Hai", "table 1, row 4, column 2"), "goals": ("b", "table 1, row 4, column 3")},
        {"title": ("Ba", "table 2, row 1, column 2"), "goals": ("c", "table 2, row 1, column 3")},
    ]


def test_the_title_above_decides_where_both_papers_fit() -> None:
    rows: Rows = [["STT", "Tên mô hình", "Thời gian"], [1, "Đường hoa", "2022"]]

    assert read(sheet([["DANH SÁCH ĐĂNG KÝ"], *rows])).paper == "registration"
    assert read(sheet([["BÁO CÁO KẾT QUẢ"], *rows])).paper == "results"
    assert read(document("Báo cáo kết quả năm 2022", rows)).paper == "results"


@pytest.mark.parametrize(
    ("title", "headings", "paper"),
    [
        ("BIỂU ĐĂNG KÝ MÔ HÌNH NĂM 2024", ["Ghi chú"], "registration"),
        ("DANH SÁCH MÔ HÌNH", ["Ghi chú"], "registration"),
        ("ĐĂNG KÝ MÔ HÌNH", ["Đơn vị", "Người thực hiện"], "registration"),
        ("KẾT QUẢ ĐĂNG KÝ MÔ HÌNH", ["Đơn vị", "Thời gian"], "registration"),
        ("BÁO CÁO KẾT QUẢ THỰC HIỆN", ["Thời gian", "Lĩnh vực"], "results"),
        ("KẾT QUẢ CÁC MÔ HÌNH ĐÃ ĐĂNG KÝ", ["Thời gian"], "results"),
        ("BIỂU ĐĂNG KÝ", ["Đơn vị", "Kết quả", "Kết quả nhân rộng"], "results"),
        ("BÁO CÁO KẾT QUẢ", ["Lĩnh vực", "Kinh phí", "Sự cần thiết"], "registration"),
    ],
)
def test_the_title_decides_where_the_columns_fit_both_papers_nearly_alike(
    title: str, headings: list[str], paper: str
) -> None:
    rows: Rows = [["STT", "Tên mô hình", *headings], [1, "Bữa cơm", *("x" for _ in headings)]]

    assert read(sheet([["Xã Mù Sang"], [title], [], *rows])).paper == paper
    assert read(document("Xã Mù Sang", title, rows)).paper == paper


@pytest.mark.parametrize(
    "heading", ["Tên công trình, phần việc, mô hình", "Tên công trình, phần việc", "Công trình, phần việc, mô hình"]
)
def test_works_and_tasks_are_titles(heading: str) -> None:
    assert cells(read(sheet([["STT", heading, "Địa bàn thực hiện"], [1, "M", "x"]]))) == [
        {"title": ("M", "B2"), "place": ("x", "C2")}
    ]


def test_a_column_that_offers_its_answers_in_brackets_holds_the_outcome() -> None:
    heading = "Hiệu quả (nhân rộng được/ không nhân rộng được)"
    rows: Rows = [["STT", "Tên mô hình", "Kết quả thực hiện", heading], [1, "A", "tốt", "Không nhân rộng được"]]

    assert cells(read(sheet(rows))) == [
        {"title": ("A", "B2"), "results": ("tốt", "C2"), "outcome": ("not_replicable", "D2")}
    ]


def test_a_column_of_times_and_one_of_places_make_one_value_of_the_results() -> None:
    rows: Rows = [
        ["STT", "Tên mô hình", "Thời gian", "Địa điểm", "Kết quả"],
        [1, "Một", "2022", "Ấp 2", "Tốt"],
        [2, "Hai", "", "Ấp 3", "Tốt"],
        [3, "Ba", "2021", "", "Tốt"],
    ]
    filled = read(sheet(rows))

    assert [row.cells["time_place"] for row in filled.rows] == [
        Value("2022; Ấp 2", "Sheet1!C2"),
        Value("Ấp 3", "Sheet1!D3"),
        Value("2021", "Sheet1!C4"),
    ]
    assert codes(filled) == []


def test_a_table_below_the_form_that_is_none_is_pointed_out() -> None:
    form: Rows = [["TT", "Tên mô hình", "Mục tiêu"], ["1", "Một", "Gồm:"]]
    filled = read(
        document("Đơn vị: Xã A", form, [["TT", "Số tiền"], ["1", "300"]], [["Nơi nhận:\n- Lưu", "THỦ TRƯỞNG"]])
    )

    assert len(filled.rows) == 1
    assert [(problem.code, problem.at) for problem in filled.problems] == [
        ("table_left_out", "table 2, row 1, column 1")
    ]
