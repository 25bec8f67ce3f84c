"""What stands above, beside or merged over a line speaks for it too, from its own cell."""

import pytest

from tests.intake.drawn import Rows, cells, codes, document, read, sheet

HEADINGS = ("TT", "Tên mô hình", "Họ và tên", "Thời gian")


def said(rows: Rows, *merged: str) -> list[dict[str, str]]:
    """Each line as field → value, with its title's cell left out of sight."""
    return [
        {name: value for name, (value, _) in row.items() if name != "time"} for row in cells(read(sheet(rows, *merged)))
    ]


def test_a_sign_of_a_section_that_a_scan_spoils_is_no_text() -> None:
    rows = [HEADINGS, ["®", "Lĩnh vực kinh tế"], [1, "Đường hoa", "", "2024"]]

    assert said(rows) == [{"field": "kinh tế", "title": "Đường hoa"}]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("I. TẬP THỂ", {"subject": "collective"}),
        ("II/ Cá nhân (02 cá nhân)", {"subject": "individual"}),
        ("3. Hộ gia đình:", {"subject": "household"}),
        ("A. Lĩnh vực kinh tế", {"field": "kinh tế"}),
        ("B - VỀ LĨNH VỰC QUỐC PHÒNG, AN NINH", {"field": "QUỐC PHÒNG, AN NINH"}),
        ("C. Văn hóa - xã hội", {"field": "Văn hóa - xã hội"}),
        ("1. Mô hình tập thể", {"kind": "practice", "subject": "collective"}),
        ("II. Điển hình cá nhân tiên tiến", {"kind": "exemplar", "subject": "individual"}),
        ("I. Mô hình, điển hình tập thể", {"subject": "collective"}),
        ("IV. MÔ HÌNH DUY TRÌ", {"kind": "practice", "continuity": "continued"}),
        ("I. Mô hình cấp huyện", {"kind": "practice", "level": "cấp huyện"}),
        ("I. Chi bộ bản Nà Củng", {}),
    ],
)
def test_a_merged_section_row_speaks_for_the_lines_below(written: str, meant: dict[str, str]) -> None:
    rows = [HEADINGS, [written], [1, "Đường hoa", "", "2024"]]

    assert said(rows, "A2:D2") == [{**meant, "title": "Đường hoa"}]


@pytest.mark.parametrize(
    "row", [["I", "TẬP THỂ"], ["I.", "Tập thể"], ["", "Tập thể"], ["I. Tập thể"], ["1", "Tập thể"]]
)
def test_a_section_row_need_not_be_merged(row: list[str]) -> None:
    filled = read(sheet([HEADINGS, row, [1, "Đường hoa", "", "2024"]]))
    at = "A2" if len(row) == 1 else "B2"

    assert [line["subject"] for line in cells(filled)] == [("collective", at)]


def test_sections_stand_within_sections_until_the_outer_one_ends() -> None:
    rows: Rows = [
        HEADINGS,
        ["A", "LĨNH VỰC KINH TẾ"],
        ["I", "Tập thể"],
        [1, "Một", "", "2024"],
        ["II", "Cá nhân"],
        [1, "Hai", "Lò Văn An", "2024"],
        ["B", "LĨNH VỰC XÃ HỘI"],
        [1, "Ba", "", "2024"],
    ]

    assert said(rows) == [
        {"field": "KINH TẾ", "subject": "collective", "title": "Một"},
        {"field": "KINH TẾ", "subject": "individual", "title": "Hai", "person_name": "Lò Văn An"},
        {"field": "XÃ HỘI", "title": "Ba"},
    ]


def test_two_tables_under_their_own_captions() -> None:
    rows: Rows = [
        ["I. TẬP THỂ"],
        ["STT", "Tên mô hình", "Lĩnh vực"],
        [1, "Đường hoa", "Xã hội"],
        ["II. CÁ NHÂN"],
        ["STT", "Họ và tên", "Chức vụ", "Tên mô hình"],
        [1, "Lò Văn An", "Trưởng bản", "Nuôi ong"],
    ]
    in_one_sheet = cells(read(sheet(rows)))
    in_a_document = cells(read(document("I. Tập thể", rows[1:3], "II. Cá nhân", rows[4:])))

    assert in_one_sheet == [
        {"subject": ("collective", "A1"), "title": ("Đường hoa", "B3"), "field": ("Xã hội", "C3")},
        {
            "subject": ("individual", "A4"),
            "person_name": ("Lò Văn An", "B6"),
            "position": ("Trưởng bản", "C6"),
            "title": ("Nuôi ong", "D6"),
        },
    ]
    assert [line["subject"] for line in in_a_document] == [("collective", "paragraph 1"), ("individual", "paragraph 2")]


def test_a_column_says_more_than_a_section() -> None:
    rows: Rows = [["TT", "Tên mô hình", "Đối tượng"], ["I", "Tập thể"], [1, "Một", ""], [2, "Hai", "cá nhân"]]

    assert said(rows) == [
        {"subject": "collective", "title": "Một"},
        {"subject": "individual", "title": "Hai"},
    ]


def test_a_cell_merged_downwards_speaks_for_every_line_beside_it() -> None:
    rows: Rows = [["TT", "Tên mô hình", "Họ và tên"], [1, "Đường hoa", "Lò Văn An"], ["", "", "Vàng A Páo"]]
    table = [["TT", "Lĩnh vực", "Tên mô hình"], ["1", "Kinh tế", "Một"], ["2", "", "Hai"]]

    assert [line["title"] for line in cells(read(sheet(rows, "A2:A3", "B2:B3")))] == [("Đường hoa", "B2")] * 2
    assert [line["field"] for line in cells(read(document(table, merged=[(1, (2, 2), (3, 2))])))] == [
        ("Kinh tế", "table 1, row 2, column 2")
    ] * 2


@pytest.mark.parametrize("merged", [("A1:A2", "B1:B2", "C1:E1", "F1:G1", "H1:I1"), ()])
def test_crosses_under_a_group_say_which(merged: tuple[str, ...]) -> None:
    rows: Rows = [
        ["STT", "Tên mô hình", "Đối tượng", "", "", "Hình thức", "", "Lĩnh vực", ""],
        ["", "", "Tập thể", "Cá nhân", "Hộ gia đình", "Mới", "Duy trì", "KT", "VH-XH"],
        [1, "Một", "x", "", "", "X", "", "", "✓"],
        [2, "Hai", "", "Lò Văn An", "", "", "x", "x", ""],
    ]

    assert cells(read(sheet(rows, *merged))) == [
        {
            "title": ("Một", "B3"),
            "subject": ("collective", "C3"),
            "continuity": ("new", "F3"),
            "field": ("VH-XH", "I3"),
        },
        {
            "title": ("Hai", "B4"),
            "subject": ("individual", "D4"),
            "person_name": ("Lò Văn An", "D4"),
            "continuity": ("continued", "G4"),
            "field": ("KT", "H4"),
        },
    ]


@pytest.mark.parametrize(
    ("paper", "heading", "written", "code"),
    [
        ("Lĩnh vực", "Đối tượng", "TT", "collective"),
        ("Lĩnh vực", "Đối tượng", "Cá nhân tiêu biểu", "individual"),
        ("Lĩnh vực", "Loại (mô hình, điển hình)", "ĐIỂN HÌNH", "exemplar"),
        ("Lĩnh vực", "Mới/duy trì", "Duy trì từ năm 2022", "continued"),
        ("Kết quả", "Đánh giá", "Mô hình thực hiện không nhân rộng được", "not_replicable"),
        ("Kết quả", "Xếp loại", "Chưa đạt hiệu quả do thiếu vốn", "not_replicable"),
        ("Kết quả", "Ghi chú", "đã nhân rộng", "replicated"),
        ("Kết quả", "Đánh giá", "Chưa thực hiện được", "not_done"),
    ],
)
def test_words_that_mean_a_code_give_the_code(paper: str, heading: str, written: str, code: str) -> None:
    filled = read(sheet([["STT", "Tên mô hình", paper, heading], [1, "Một", "x", written]]))

    assert [value for value, at in cells(filled)[0].values() if at == "D2"] == [code]
    assert codes(filled) == []


def test_other_words_stay_as_typed_and_are_pointed_out() -> None:
    filled = read(sheet([["STT", "Tên mô hình", "Kết quả", "Đánh giá"], [1, "Một", "x", "Khá"]]))

    assert cells(filled)[0]["outcome"] == ("Khá", "D2")
    assert [(problem.code, problem.at) for problem in filled.problems] == [("unknown_code", "Sheet1!D2")]


def test_one_column_for_collectives_and_persons_keeps_them_apart() -> None:
    rows: Rows = [["STT", "Tên mô hình", "Tên tập thể, cá nhân"], [1, "Một", "Hội Phụ nữ xã"], [2, "Hai", "Tô Thị Lan"]]

    assert said(rows) == [
        {"title": "Một", "person_name": "Hội Phụ nữ xã", "subject": "collective"},
        {"title": "Hai", "person_name": "Tô Thị Lan"},
    ]


@pytest.mark.parametrize(
    ("written", "meant", "problems"),
    [
        ("Ông B", {"subject": "individual", "person_name": "Ông B"}, []),
        ("đ/c Lò Văn An", {"subject": "individual", "person_name": "đ/c Lò Văn An"}, []),
        ("Lò Văn An", {"subject": "individual", "person_name": "Lò Văn An"}, []),
        ("LÒ VĂN AN, trưởng bản", {"subject": "individual", "person_name": "LÒ VĂN AN, trưởng bản"}, []),
        ("Hộ ông Lò Văn An", {"subject": "household", "person_name": "ông Lò Văn An"}, []),
        ("Hộ gia đình: Lò Thị B", {"subject": "household", "person_name": "Lò Thị B"}, []),
        ("☐ Tập thể  ☒ Cá nhân", {"subject": "individual"}, []),
        ("Tập thể ☑ Cá nhân ☐", {"subject": "collective"}, []),
        ("Bản A", {"subject": "collective"}, ["words_left_out"]),
        ("Hội Phụ Nữ Xã", {"subject": "collective"}, ["words_left_out"]),
        ("Nhân dân bản Mấn", {"subject": "collective"}, ["words_left_out"]),
        ("Tập thể", {"subject": "collective"}, []),
        ("Tập thể và cá nhân", {"subject": "Tập thể và cá nhân"}, ["unknown_code"]),
        ("2", {"subject": "2"}, ["unknown_code"]),
    ],
)
def test_a_column_of_collectives_or_persons_may_hold_their_names(
    written: str, meant: dict[str, str], problems: list[str]
) -> None:
    filled = read(sheet([["STT", "Tên mô hình", "Tập thể/ cá nhân đăng ký"], [1, "Một", written]]))

    assert cells(filled) == [{"title": ("Một", "B2"), **{name: (value, "C2") for name, value in meant.items()}}]
    assert codes(filled) == problems


def test_words_under_a_code_that_no_field_takes_are_named() -> None:
    rows: Rows = [
        ["STT", "Tên mô hình", "Cá nhân đăng ký", "Tập thể đăng ký"],
        [1, "Một", "Ông A", ""],
        [2, "Hai", "", "Chi bộ 1"],
        [3, "Ba", "", "x"],
    ]
    filled = read(sheet(rows))

    assert [(row.text("subject"), row.text("person_name")) for row in filled.rows] == [
        ("individual", "Ông A"),
        ("collective", ""),
        ("collective", ""),
    ]
    assert [(problem.code, problem.at, problem.details["text"]) for problem in filled.problems] == [
        ("words_left_out", "Sheet1!D3", "Chi bộ 1")
    ]


@pytest.mark.parametrize("area", ["xây dựng hệ thống chính trị", "hỗ trợ người nghèo", "củng cố quốc phòng"])
def test_a_syllable_of_a_section_is_no_code(area: str) -> None:
    rows: Rows = [["TT", "Tên mô hình"], ["A", f"Lĩnh vực {area}"], [1, "Một"]]

    assert said(rows) == [{"field": area, "title": "Một"}]
