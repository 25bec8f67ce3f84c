"""One model a page, as label and value, in sheets, tables and paragraphs; one after another or side by side."""

import pytest

from tests.intake.drawn import Rows, cells, codes, document, read, read_all, sheet, workbook

CARD: Rows = [
    ["Tên mô hình", "Đường hoa"],
    ["Lĩnh vực", "Kinh tế"],
    ["Đối tượng", "☒ Tập thể  ☐ Cá nhân"],
    ["Địa điểm thực hiện", "Bản Mấn"],
]
SAID = {
    "title": ("Đường hoa", "B1"),
    "field": ("Kinh tế", "B2"),
    "subject": ("collective", "B3"),
    "place": ("Bản Mấn", "B4"),
}


def texts(data: bytes) -> list[dict[str, str]]:
    return [{name: value for name, (value, _) in row.items()} for row in cells(read(data))]


def test_a_card_in_a_sheet_gives_the_cells_of_its_values() -> None:
    filled = read(sheet(CARD))

    assert (filled.paper, cells(filled), codes(filled)) == ("registration", [SAID], [])


def test_a_card_in_a_table_of_a_document() -> None:
    found = cells(read(document("Đơn vị: Xã Mường So", "PHIẾU ĐĂNG KÝ", CARD)))

    places = {"B1": 1, "B2": 2, "B3": 3, "B4": 4}
    assert found == [{name: (value, f"table 1, row {places[at]}, column 2") for name, (value, at) in SAID.items()}]


def test_the_registration_of_a_school_of_quang_hai_in_numbered_paragraphs() -> None:
    data = document(
        "ĐẢNG BỘ XÃ QUẢNG HẢI",
        "TRƯỜNG MẦM NON QUẢNG HẢI",
        "ĐĂNG KÝ",
        "Xây dựng và thực hiện mô hình “Dân vận khéo” giai đoạn 2021 - 2025",
        "1. Tập thể: Trường Mầm non Quảng Hải",
        "Địa chỉ: Thị xã Ba Đồn",
        "2. Tên mô hình: Khéo trong vận động phụ huynh",
        "3. Lĩnh vực: Văn hóa - xã hội",
        "4. Sự cần thiết",
        "Bếp ăn còn chật.",
        "- Phụ huynh ở xa.",
        "5. Mục tiêu, chỉ tiêu, lộ trình, giải pháp và nguồn lực:",
        "5.1. Mục tiêu: 100% trẻ ăn bán trú",
        "5.2. Giải pháp: họp phụ huynh từng lớp",
        "5.3. Nguồn lực: Xã hội hóa",
        "Quảng Hải, ngày 20 tháng 4 năm 2021",
        "HIỆU TRƯỞNG",
        "Nguyễn Thị Hoa",
    )
    filled = read(data)

    assert filled.unit
    assert filled.unit.value == "TRƯỜNG MẦM NON QUẢNG HẢI"
    assert cells(filled) == [
        {
            "subject": ("collective", "paragraph 5"),
            "place": ("Thị xã Ba Đồn", "paragraph 6"),
            "title": ("Khéo trong vận động phụ huynh", "paragraph 7"),
            "field": ("Văn hóa - xã hội", "paragraph 8"),
            "need": ("Bếp ăn còn chật.\n- Phụ huynh ở xa.", "paragraph 10"),
            "goals": ("100% trẻ ăn bán trú\n5.2. Giải pháp: họp phụ huynh từng lớp", "paragraph 13"),
            "resources": ("Xã hội hóa", "paragraph 15"),
        }
    ]


def test_several_cards_follow_each_other_in_a_document() -> None:
    one = ("Tên mô hình: Đường hoa", "Lĩnh vực: Kinh tế", "Địa điểm: Bản Mấn", "Người lập phiếu")
    two = ("Tên mô hình: Chợ sạch", "Lĩnh vực: Xã hội", "Địa điểm: Bản Nà Củng")
    data = document("Đơn vị: Xã Mường So", "PHIẾU ĐĂNG KÝ", *one, "PHIẾU ĐĂNG KÝ", *two)

    assert texts(data) == [
        {"title": "Đường hoa", "field": "Kinh tế", "place": "Bản Mấn"},
        {"title": "Chợ sạch", "field": "Xã hội", "place": "Bản Nà Củng"},
    ]


def test_a_card_may_begin_with_the_person_and_share_its_lines() -> None:
    first = ("Họ và tên: Lò Văn An   Chức vụ: Trưởng bản", "Tên mô hình: Nuôi ong", "Địa điểm: Bản Mấn")
    second = ("Họ và tên: Vàng A Páo   Chức vụ: Bí thư Chi bộ", "Tên mô hình: Trồng rừng", "Địa điểm: Bản Vàng")

    assert texts(document("PHIẾU ĐĂNG KÝ", *first, *second)) == [
        {"person_name": "Lò Văn An", "position": "Trưởng bản", "title": "Nuôi ong", "place": "Bản Mấn"},
        {"person_name": "Vàng A Páo", "position": "Bí thư Chi bộ", "title": "Trồng rừng", "place": "Bản Vàng"},
    ]


def test_cards_of_two_units_are_two_forms() -> None:
    one = ("Đơn vị: Xã A", "Tên mô hình: Một", "Lĩnh vực: Kinh tế", "Địa điểm: Bản 1")
    two = ("Đơn vị: Xã B", "Tên mô hình: Hai", "Lĩnh vực: Kinh tế", "Địa điểm: Bản 2")
    filled = read_all(document(*one, "THỦ TRƯỞNG ĐƠN VỊ", *two))

    assert [(form.unit.value, len(form.rows)) for form in filled if form.unit] == [("Xã A", 1), ("Xã B", 1)]


def test_a_card_a_sheet_is_one_answer() -> None:
    second: Rows = [["Tên mô hình", "Chợ sạch"], ["Lĩnh vực", "Xã hội"], ["Địa điểm", "Bản 2"]]
    filled = read_all(workbook({"1": [["Đơn vị:", "Xã A"], *CARD], "2": [["Đơn vị:", "XÃ A"], *second]}))

    assert [(form.unit.value, [row.text("title") for row in form.rows]) for form in filled if form.unit] == [
        ("Xã A", ["Đường hoa", "Chợ sạch"])
    ]


def test_labels_merged_over_columns_keep_the_cell_of_the_value() -> None:
    rows: Rows = [["Xã Mường So"], ["PHIẾU ĐĂNG KÝ"], ["Tên mô hình:", "", "Đường hoa"], ["Lĩnh vực:", "", "Kinh tế"]]
    filled = read(sheet([*rows, ["Mục tiêu:"], ["- Một"], ["- Hai"], ["Người lập biểu"]], "A3:B3", "A4:B4"))

    assert filled.unit
    assert (filled.unit.value, cells(filled)) == (
        "Xã Mường So",
        [{"title": ("Đường hoa", "C3"), "field": ("Kinh tế", "C4"), "goals": ("- Một\n- Hai", "A6")}],
    )


def test_two_labels_a_row() -> None:
    rows: Rows = [
        ["PHIẾU BÁO CÁO KẾT QUẢ"],
        ["Tên mô hình:", "Đường hoa", "Đơn vị thực hiện:", "Chi bộ bản Mấn"],
        ["Kết quả thực hiện:", "Đã trồng 2 km", "Đánh giá:", "Có hiệu quả"],
    ]
    filled = read(sheet(rows))

    assert (filled.paper, cells(filled)) == (
        "results",
        [
            {
                "title": ("Đường hoa", "B2"),
                "unit_name": ("Chi bộ bản Mấn", "D2"),
                "results": ("Đã trồng 2 km", "B3"),
                "outcome": ("effective", "D3"),
            }
        ],
    )


def test_models_side_by_side_under_one_column_of_labels() -> None:
    rows: Rows = [["Nội dung", "Mô hình 1", "Mô hình 2"], ["Tên mô hình", "Một", "Hai"], ["Lĩnh vực", "KT", "XH"]]

    assert cells(read(sheet([*rows, ["Địa điểm", "Bản 1", "Bản 2"]]))) == [
        {"title": ("Một", "B2"), "field": ("KT", "B3"), "place": ("Bản 1", "B4")},
        {"title": ("Hai", "C2"), "field": ("XH", "C3"), "place": ("Bản 2", "C4")},
    ]


def test_a_number_stands_before_each_label_and_a_hint_behind_the_value() -> None:
    rows: Rows = [
        ["STT", "Nội dung", "Thông tin", "Hướng dẫn"],
        ["1", "Tên mô hình", "Một", "ghi ngắn gọn"],
        ["2", "Lĩnh vực", "Kinh tế", "chọn một"],
        ["3", "Thời gian thực hiện", "2024", ""],
    ]

    assert texts(document("PHIẾU ĐĂNG KÝ", rows)) == [{"title": "Một", "field": "Kinh tế", "time": "2024"}]


def test_an_empty_card_is_the_paper_without_lines() -> None:
    filled = read(document("PHIẾU ĐĂNG KÝ", "Tên mô hình: ……", "Lĩnh vực: ……", "Địa điểm: ……"))

    assert (filled.paper, filled.rows) == ("registration", ())


def test_a_label_we_do_not_know_is_named_and_swallows_nothing() -> None:
    lines = ("Tên mô hình: Một", "Lĩnh vực: Kinh tế", "Địa điểm: Bản 1", "Số tài khoản: 123", "Mục tiêu: Sạch")
    filled = read(document("PHIẾU ĐĂNG KÝ", *lines))

    assert [row.text("place") for row in filled.rows] == ["Bản 1"]
    assert [(problem.code, problem.at, problem.details) for problem in filled.problems] == [
        ("unknown_columns", "paragraph 5", {"names": "Số tài khoản"})
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Kính gửi: Ban Dân vận", "Tên mô hình: Đường hoa", "Trân trọng"],
        ["Mục tiêu: vui khỏe", "Thời gian: 7 giờ", "Địa điểm: Hội trường", "Kinh phí: tự túc"],
    ],
)
def test_a_letter_that_mentions_things_is_no_card(lines: list[str]) -> None:
    assert (read(document(*lines)).paper, read(document(*lines)).rows) == (None, ())


def test_a_list_below_its_headings_is_never_read_as_a_card() -> None:
    rows: Rows = [["Tên mô hình", "Lĩnh vực", "Địa điểm"], ["Mô hình", "Kinh tế", "Bản 1"], ["Hai", "Xã hội", "Bản 2"]]

    assert [line["title"] for line in texts(sheet(rows))] == ["Mô hình", "Hai"]


def test_a_unit_named_above_a_later_card_heads_that_card() -> None:
    cards = [(f"Tên mô hình: {title}", "Lĩnh vực: Kinh tế", "Kết quả thực hiện: Tốt") for title in ("Một", "Hai", "Ba")]
    title = "PHIẾU BÁO CÁO KẾT QUẢ"
    filled = read_all(document(title, "Đơn vị: Xã A", *cards[0], title, *cards[1], title, "Đơn vị: Xã A", *cards[2]))

    assert [[sorted(row.cells) for row in form.rows] for form in filled] == [[["results", "title"]] * 3]
