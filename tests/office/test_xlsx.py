"""Workbooks made by openpyxl and XlsxWriter, as people's programs make them, and odd ones laid by hand."""

import time
from datetime import date, datetime
from datetime import time as clock
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from kheo.office.sheets.xlsx import read
from kheo.office.tables import Shape, Span, Table
from tests.office.packages import MAIN, SHEET, parts, sheet, text, workbook, zipped

DAY = datetime(2024, 2, 1)  # noqa: DTZ001 - what a sheet shows, not an instant
EVENING = DAY.replace(hour=17, minute=30)


def written(values: dict[str, Any], formats: dict[str, str] | None = None, **options: Any) -> bytes:
    """By XlsxWriter, as Excel would: values at addresses, number formats at some of them."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **options})
    page = book.add_worksheet("Biểu 1")
    for address, value in values.items():
        code = (formats or {}).get(address)
        page.write(address, value, *([book.add_format({"num_format": code})] if code else []))
    book.close()
    return target.getvalue()


def saved(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def only(data: bytes) -> Table:
    (table,) = read(data).tables
    return table


def shown(value: Any, code: str, **options: Any) -> str:
    return only(written({"A1": value}, {"A1": code}, **options)).cells[0, 0]


def test_a_form_written_by_xlsxwriter_reads_as_it_stands() -> None:
    table = only(written({"B2": "Tên  mô hình ", "C2": 12, "B4": "Dòng một\nDòng hai", "C4": True}))

    assert table == Table(
        "Biểu 1", Shape.SHEET, {(1, 1): "Tên mô hình", (1, 2): "12", (3, 1): "Dòng một\nDòng hai", (3, 2): "TRUE"}
    )


def test_a_form_written_by_openpyxl_reads_as_it_stands() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["A2"], page["B2"] = "Đăng ký", date(2024, 1, 2), 3.5
    page["A1"].font = Font(bold=True)
    page["A1"].comment = Comment("ghi chú", "Lan")
    page.merge_cells("A1:C1")
    book.create_sheet("Trống")

    tables = read(saved(book)).tables

    assert tables == (
        Table("Sheet", Shape.SHEET, {(0, 0): "Đăng ký", (1, 0): "02/01/2024", (1, 1): "3.5"}, (Span(0, 0, 0, 2),)),
        Table("Trống", Shape.SHEET, {}),
    )


@pytest.mark.parametrize(
    ("value", "code", "reading"),
    [
        (DAY, "dd/mm/yyyy", "01/02/2024"),
        (DAY, '[$-42A]"ngày "dd" tháng "mm" năm "yyyy;@', "01/02/2024"),
        (DAY, "d\\-m\\-yy", "01/02/2024"),
        (DAY, "d/m", "01/02/2024"),
        (DAY, "mm/yyyy", "02/2024"),
        (DAY, "yyyy", "2024"),
        (EVENING, "dd/mm/yyyy hh:mm", "01/02/2024 17:30"),
        (EVENING.replace(second=5), "h:mm:ss AM/PM", "17:30:05"),
        (clock(7, 5), "hh:mm", "07:05"),
        (1.5, "[h]:mm", "36:00"),
        (59, "dd/mm/yyyy", "28/02/1900"),
        (60, "dd/mm/yyyy", "29/02/1900"),
        (61, "dd/mm/yyyy", "01/03/1900"),
        (1, "dd/mm/yyyy", "01/01/1900"),
        (99_999_999, "dd/mm/yyyy", "99999999"),
        (1, "0%", "100%"),
        (0.955, "0.0%", "95.5%"),
        (912345678, "0000000000", "0912345678"),
        (1234567, "#,##0", "1234567"),
        (1500000, '#,##0 "đ"', "1500000"),
        (12.5, "_-* #,##0.0 _đ_-;[Red]-* #,##0.0 _đ_-", "12.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e21, "0.00E+00", "1000000000000000000000"),
    ],
)
def test_a_number_reads_as_the_sheet_shows_it(value: Any, code: str, reading: str) -> None:
    assert shown(value, code) == reading


def test_dates_counted_from_1904_are_the_same_dates() -> None:
    assert shown(DAY, "dd/mm/yyyy", date_1904=True) == "01/02/2024"


@pytest.mark.parametrize(
    ("stored", "reading"),
    [
        ("5", "5"),
        ("5.0", "5"),
        ("-0.5", "-0.5"),
        ("012345678901234567890123", "012345678901234567890123"),
        ("1.2345678901234501E+17", "123456789012345000"),
        ("1E-3", "0.001"),
        ("1E+300", "1e+300"),
        ("NaN", "NaN"),
        ("1_000", "1_000"),
        (" 7 ", "7"),
    ],
)
def test_a_stored_number_loses_no_digit_and_gains_none(stored: str, reading: str) -> None:
    assert only(workbook(f'<row r="1"><c r="A1"><v>{stored}</v></c></row>')).cells == {(0, 0): reading}


def test_kinds_of_cells() -> None:
    rows = (
        '<row r="1"><c r="A1" t="b"><v>0</v></c><c r="B1" t="str"><f>A1</f><v>chữ</v></c>'
        '<c r="C1" t="d"><v>2024-02-01T00:00:00</v></c><c r="D1"><f>1+1</f><v>2</v></c>'
        '<c r="E1" t="str"><f>""</f><v></v></c></row>'
    )

    book = read(workbook(rows))

    assert (book.tables[0].cells, book.warnings) == (
        {(0, 0): "FALSE", (0, 1): "chữ", (0, 2): "01/02/2024", (0, 3): "2"},
        (),
    )


def test_formulas_without_a_value_and_with_an_error_are_told_by_cell() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["C9"], page["D9"] = "=SUM(A1:A8)", "#REF!"

    found = read(saved(book))

    assert (found.tables[0].cells, found.warnings) == (
        {(8, 3): "#REF!"},
        (("formula_without_value", "Sheet!C9"), ("error_value", "Sheet!D9")),
    )


def test_rich_text_is_joined_and_readings_above_letters_are_left_out() -> None:
    strings = (
        "<si><r><t>Mô </t></r><r><rPr><b/></rPr><t>hình</t></r></si>"
        '<si><t>課</t><rPh sb="0" eb="1"><t>か</t></rPh></si><si><t>a_x000D__x000A_b_x0007__x005F_c</t></si>'
    )
    cells = "".join(f'<c r="{column}1" t="s"><v>{place}</v></c>' for place, column in enumerate("ABC"))

    table = only(workbook(f'<row r="1">{cells}</row>', strings=strings))

    assert table.cells == {(0, 0): "Mô hình", (0, 1): "課", (0, 2): "a\nb_c"}


def test_text_is_composed_and_mended_as_everywhere() -> None:
    row = '<row r="1">' + text("A1", "Ðo\u0302\u0323i  dân\u00a0vận") + "</row>"

    assert only(workbook(row)).cells == {(0, 0): "Đội dân vận"}


def test_what_is_hidden_is_read_and_marked() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["A2"] = "hiện", "ẩn"
    page.row_dimensions[2].hidden = True
    page.row_dimensions[5].hidden = True
    book.create_sheet("Ẩn")["A1"] = "danh mục"
    book["Ẩn"].sheet_state = "hidden"
    book.create_sheet("Rỗng").sheet_state = "veryHidden"

    found = read(saved(book))

    assert [(table.name, table.hidden_rows) for table in found.tables] == [
        ("Sheet", frozenset({1})),
        ("Ẩn", frozenset()),
        ("Rỗng", frozenset()),
    ]
    assert found.warnings == (("hidden_sheet", "Ẩn"),)


def test_a_value_under_a_merged_area_is_left_out_and_told() -> None:
    rows = f'<row r="1">{text("A1", "Tên")}{text("B1", "khuất")}</row>'

    found = read(workbook(rows, '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'))

    assert (found.tables[0].cells, found.warnings) == ({(0, 0): "Tên"}, (("covered_value", "S!B1"),))


def test_charts_are_no_tables() -> None:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet("Số liệu")
    page.write("A1", 1)
    chart = book.add_chart({"type": "line"})
    assert chart
    chart.add_series({"values": "='Số liệu'!$A$1:$A$1"})
    book.add_chartsheet("Biểu đồ").set_chart(chart)
    book.close()

    assert [table.name for table in read(target.getvalue()).tables] == ["Số liệu"]


ROW = f'<row r="1">{text("A1", "Mô hình")}</row>'


@pytest.mark.parametrize(
    "xml",
    [
        sheet(ROW).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'),
        sheet(ROW).replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        sheet(ROW).replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x="),
        sheet(ROW.replace(' r="A1"', "").replace(' r="1"', "")),
        sheet(ROW.replace("Mô hình", "Mô <!-- ghi chú -->hình")),
        sheet(ROW.replace("Mô hình", "<![CDATA[Mô hình]]>")),
        ('<?xml version="1.0" encoding="utf-16"?>' + sheet(ROW)).encode("utf-16"),
        b"\xef\xbb\xbf" + sheet(ROW).encode(),
        sheet(ROW + "<row/>" * 200_000),
        sheet('<row r="1"><c r="A1" t="inlineStr" s="77"><is><t>Mô hình</t></is></c></row>'),
    ],
    ids=["dimension", "strict", "prefixed", "no addresses", "comment", "cdata", "utf-16", "bom", "long", "no styles"],
)
def test_odd_but_honest_sheets_read_like_any_other(xml: str | bytes) -> None:
    assert only(zipped(parts(xml))).cells == {(0, 0): "Mô hình"}


def test_an_empty_fill_spoils_nothing() -> None:
    styles = '<fills><fill/></fills><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'

    assert only(workbook('<row r="1"><c r="A1" s="1"><v>45292</v></c></row>', styles=styles)).cells == {
        (0, 0): "01/01/2024"
    }


def test_a_hundred_thousand_painted_rows_are_harmless_and_quick() -> None:
    painted = "".join(f'<row r="{row}">' + '<c s="1"/>' * 10 + "</row>" for row in range(2, 100_002))
    data = zipped(parts(sheet(ROW + painted), styles="<cellXfs><xf/><xf/></cellXfs>"))

    begun = time.process_time()
    table = only(data)

    assert (table.cells, time.process_time() - begun < 5) == ({(0, 0): "Mô hình"}, True)


def test_names_and_order_of_sheets_come_from_the_workbook() -> None:
    book = Workbook()
    book.create_sheet("Biểu số 2", 0)["A1"] = "hai"
    book.create_sheet("Biểu số 1", 0)["A1"] = "một"

    assert [(table.name, table.cells.get((0, 0))) for table in read(saved(book)).tables] == [
        ("Biểu số 1", "một"),
        ("Biểu số 2", "hai"),
        ("Sheet", None),
    ]


def test_absolute_targets_name_the_same_part() -> None:
    made = parts(sheet(ROW))
    rels = "xl/_rels/workbook.xml.rels"
    made[rels] = str(made[rels]).replace("worksheets/sheet1.xml", "/" + SHEET)

    assert only(zipped(made)).cells == {(0, 0): "Mô hình"}
