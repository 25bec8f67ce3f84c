"""Lists written are real workbooks: another program reads back the same texts, and no text has become a formula."""

import zipfile
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kheo.office.writing import Column, Sheet, workbook

COLUMNS = (
    Column("STT", 6, centred=True),
    Column("Tên mô hình", 40),
    Column("Tên đơn vị", group="Đơn vị, cá nhân thực hiện"),
    Column("Tên cá nhân", group="Đơn vị, cá nhân thực hiện"),
    Column("Số hộ", 8),
)
LIST = Sheet(
    name="Kết quả",
    title_lines=("DANH SÁCH", "Kết quả thực hiện năm 2022"),
    columns=COLUMNS,
    rows=(
        "I. KHỐI XÃ",
        (1, "=1+1", "Xã Nhị Thành", None, 35),
        (2, "http://example.vn", "+84", "- Hai dòng\nmột ô", 1.5),
        (3, "0123", "@SUM(A1)", "Lò Thị Ánh", ""),
    ),
    notes=("Ghi chú: số liệu đến ngày 18/10/2022.",),
)


def sheet(*sheets: Sheet) -> Worksheet:
    return load_workbook(BytesIO(workbook(sheets))).worksheets[0]


def test_the_list_is_read_back_as_it_was_given() -> None:
    rows = [[cell.value for cell in row] for row in sheet(LIST).iter_rows()]

    assert rows == [
        ["DANH SÁCH", None, None, None, None],
        ["Kết quả thực hiện năm 2022", None, None, None, None],
        [None, None, None, None, None],
        ["STT", "Tên mô hình", "Đơn vị, cá nhân thực hiện", None, "Số hộ"],
        [None, None, "Tên đơn vị", "Tên cá nhân", None],
        ["I. KHỐI XÃ", None, None, None, None],
        [1, "=1+1", "Xã Nhị Thành", None, 35],
        [2, "http://example.vn", "+84", "- Hai dòng\nmột ô", 1.5],
        [3, "0123", "@SUM(A1)", "Lò Thị Ánh", None],
        [None, None, None, None, None],
        ["Ghi chú: số liệu đến ngày 18/10/2022.", None, None, None, None],
    ]


def test_no_text_becomes_a_formula_or_a_link() -> None:
    cells = [cell for row in sheet(LIST).iter_rows() for cell in row]

    # openpyxl calls every string beginning with = a formula; the file itself tells.
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    assert b"<f>" not in _part(workbook([LIST]), "xl/worksheets/sheet1.xml")


def test_headings_are_merged_frozen_and_printed_on_every_page() -> None:
    made = sheet(LIST)

    assert sorted(str(area) for area in made.merged_cells.ranges if area.min_row in {4, 5}) == [
        "A4:A5",
        "B4:B5",
        "C4:D4",
        "E4:E5",
    ]
    assert (made.print_title_rows, made.freeze_panes) == ("$4:$5", "A6")
    assert (made.page_setup.orientation, made.page_setup.paperSize, made.page_setup.fitToHeight) == ("landscape", 9, 0)


def test_cells_are_set_as_official_lists_are() -> None:
    cell = sheet(LIST)["B7"]

    assert (cell.font.name, cell.alignment.wrap_text, cell.border.left.style) == ("Times New Roman", True, "thin")
    assert sheet(LIST).column_dimensions["B"].width == 40.7109375


def test_one_level_headings_take_one_row() -> None:
    made = sheet(Sheet("A", (Column("STT"), Column("Tên")), [(1, "a")]))

    assert [[cell.value for cell in row] for row in made.iter_rows()] == [["STT", "Tên"], [1, "a"]]


def test_the_same_list_gives_the_same_bytes() -> None:
    assert workbook([LIST]) == workbook([LIST])


def test_names_of_sheets_are_made_fit() -> None:
    names = ("Khối: xã/thị trấn", "khối xã thị trấn", "x" * 40, "")
    made = load_workbook(BytesIO(workbook([Sheet(name, COLUMNS[:1], ()) for name in names])))

    assert made.sheetnames == ["Khối xã thị trấn", "khối xã thị trấn (2)", "x" * 31, "Danh sách"]


def test_texts_longer_than_excel_allows_are_cut_and_show_it() -> None:
    made = sheet(Sheet("A", (Column("a"),), [("x" * 40_000,)]))

    assert made["A2"].value == "x" * 32_766 + "…"


def _part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)
