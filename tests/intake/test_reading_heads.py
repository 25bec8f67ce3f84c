"""Whose form it is: the line that names the unit, else the issuer of the head; never the Party's title."""

import pytest

from tests.intake.drawn import Rows, document, read, sheet

FORM: Rows = (("STT", "Tên mô hình", "Lĩnh vực"), ("1", "Đường hoa", "Kinh tế"))
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
DATED = "Mường So, ngày 25 tháng 01 năm 2024"


def unit(data: bytes) -> tuple[str, str] | None:
    found = read(data).unit
    return (found.value, found.at.removeprefix("Sheet1!")) if found else None


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["Đơn vị: Xã Dào San"]], ("Xã Dào San", "A1")),
        ([["TÊN ĐƠN VỊ :  Xã Dào San......"]], ("Xã Dào San", "A1")),
        ([["Don vi bao cao: Xa Dao San"]], ("Xa Dao San", "A1")),
        ([["Tên cơ quan, đơn vị:", "", "Trường THCS Hoa Sen", "", PARTY]], ("Trường THCS Hoa Sen", "C1")),
        ([["HUYỆN ỦY PHONG THỔ", "", PARTY], ["Đơn vị: Xã Dào San"]], ("Xã Dào San", "A2")),
        ([["Đơn vị:....................."]], None),
        ([["Đơn vị:.....", "", PARTY], ["*", "", DATED], ["Số....."]], None),
        ([["Đơn vị:", "", STATE], ["", "", "Độc lập - Tự do - Hạnh phúc"]], None),
        ([["Đơn vị tính: triệu đồng"]], None),
        ([["BIỂU TỔNG HỢP"], ["Đăng ký thi đua năm 2024"]], None),
        ([["HUYỆN ỦY PHONG THỔ", "", PARTY], ["ĐẢNG ỦY XÃ MƯỜNG SO"], ["*", "", DATED]], ("ĐẢNG ỦY XÃ MƯỜNG SO", "A2")),
        (
            [["UBND HUYỆN THỦ THỪA", "", STATE], ["TRƯỜNG MẦM NON HOA SEN"], ["Số: 12/BC-MN"]],
            ("TRƯỜNG MẦM NON HOA SEN", "A2"),
        ),
        ([["ỦY BAN NHÂN DÂN", "", STATE], ["XÃ NHỊ THÀNH"]], ("ỦY BAN NHÂN DÂN XÃ NHỊ THÀNH", "A1")),
        ([["HUYỆN ỦY THỦ THỪA", "", PARTY], ["NHỊ THÀNH"], ["*"]], ("NHỊ THÀNH", "A2")),
        ([["ĐẢNG BỘ XÃ MƯỜNG SO", "", PARTY], ["*"]], ("ĐẢNG BỘ XÃ MƯỜNG SO", "A1")),
        ([[PARTY], ["DANH SÁCH"]], None),
        ([["Tổ chức hội nghị tổng kết phong trào thi đua"]], None),
        ([["Hội nghị tổng kết năm 2024"]], None),
        ([["Ban hành kèm theo Công văn số 3"]], None),
        ([["Thôn bản đăng ký xây dựng mô hình"]], None),
        ([["Phòng Đăng ký đất đai huyện"]], ("Phòng Đăng ký đất đai huyện", "A1")),
        # A school's kind in one line and its name in the next, with nothing official beside.
        ([["TRƯỜNG TIỂU HỌC"], ["MƯỜNG SO"]], ("TRƯỜNG TIỂU HỌC MƯỜNG SO", "A1")),
        ([["PHÒNG GD&ĐT"], ["TRƯỜNG PTDTBT THCS"], ["DÀO SAN"]], ("TRƯỜNG PTDTBT THCS DÀO SAN", "A2")),
    ],
)
def test_the_unit_stands_above_the_sheets_form(rows: Rows, found: tuple[str, str] | None) -> None:
    assert unit(sheet([*rows, *FORM])) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["ĐẢNG ỦY XÃ MỒ SÌ SAN", "KHỐI DÂN VẬN"], "ĐẢNG ỦY XÃ MỒ SÌ SAN"),
        (["HUYỆN ỦY PHONG THỔ", "ĐẢNG ỦY XÃ NẬM XE", "BAN DÂN VẬN"], "ĐẢNG ỦY XÃ NẬM XE"),
        (["ĐẢNG ỦY XÃ NẬM XE", "ỦY BAN MTTQ VIỆT NAM"], "ĐẢNG ỦY XÃ NẬM XE"),
        (["HỘI NÔNG DÂN HUYỆN PHONG THỔ", "BAN CHẤP HÀNH"], "HỘI NÔNG DÂN HUYỆN PHONG THỔ"),
        (["ĐẢNG ỦY XÃ NHỊ THÀNH", "BCĐ THỰC HIỆN QCDC", "Ở CƠ SỞ"], "ĐẢNG ỦY XÃ NHỊ THÀNH"),
        (["ỦY BAN NHÂN DÂN", "XÃ NẬM XE", "VĂN PHÒNG"], "ỦY BAN NHÂN DÂN XÃ NẬM XE"),
        (["ỦY BAN MTTQ VIỆT NAM", "XÃ NẬM XE"], "ỦY BAN MTTQ VIỆT NAM XÃ NẬM XE"),
        (["ĐẢNG ỦY XÃ NẬM XE", "HỘI PHỤ NỮ BẢN MẤN"], "HỘI PHỤ NỮ BẢN MẤN"),
        # A body of the district stands under the district's own name in every letter it writes.
        (["HUYỆN ỦY PHONG THỔ", "BAN DÂN VẬN"], "BAN DÂN VẬN"),
    ],
)
def test_a_body_without_a_name_of_its_own_yields_to_the_line_above(lines: list[str], found: str) -> None:
    bare = unit(sheet([*([line] for line in lines), *FORM]))
    official = unit(sheet([[lines[0], "", PARTY], *([line] for line in lines[1:]), *FORM]))

    assert (bare and bare[0], official and official[0]) == (found, found)


@pytest.mark.parametrize(
    "name",
    [
        "ĐU xã Hoang Thèn",
        "HND huyện P.Thổ",
        "BTG Huyện uỷ",
        "TTYT huyện Phong Thổ",
        "TTYT HUYỆN PHONG THỔ",
        "CAH Phong Thổ",
        "MN thị trấn Phong Thổ",
        "VPHU",
        "P.GD&ĐT huyện",
    ],
)
def test_a_shortened_name_is_given_as_it_stands(name: str) -> None:
    assert unit(sheet([[name], [], ["BIỂU ĐĂNG KÝ"], *FORM])) == (name, "A1")


@pytest.mark.parametrize("section", ["I. TẬP THỂ", "II/ Cá nhân", "A. Lĩnh vực kinh tế", "Tập thể:", "MÔ HÌNH TẬP THỂ"])
def test_a_section_right_above_the_headings_does_not_hide_the_unit(section: str) -> None:
    assert unit(sheet([["Xã Nậm Xe"], [], [section], *FORM])) == ("Xã Nậm Xe", "A1")


def test_the_unit_stands_in_the_head_table_of_a_document() -> None:
    left = "HUYỆN ỦY THỦ THỪA\nBCĐ THỰC HIỆN QCDC\nỞ CƠ SỞ XÃ MỸ AN\n*\nSố 3-BC/BCĐ"
    data = document([[left, f"{PARTY}\n{DATED}"]], "DANH SÁCH", FORM)

    assert unit(data) == ("BCĐ THỰC HIỆN QCDC Ở CƠ SỞ XÃ MỸ AN", "table 1, row 1, column 1")


def test_the_unit_stands_in_paragraphs() -> None:
    issued = document("HUYỆN ỦY PHONG THỔ", "CHI BỘ QUÂN SỰ", "*", "Số 1-BC/CB", PARTY, DATED, "BIỂU", FORM)
    named = document("PHỤ LỤC", "(Kèm theo Công văn số 3)", "Đơn vị đăng ký: Đảng ủy xã A", FORM)

    assert unit(issued) == ("CHI BỘ QUÂN SỰ", "paragraph 2")
    assert unit(named) == ("Đảng ủy xã A", "paragraph 3")


def test_what_stands_below_the_form_names_no_unit() -> None:
    assert unit(document(FORM, "Đơn vị: ghi rõ tên")) is None
