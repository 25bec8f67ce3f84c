"""OpenDocument sheets, the XML of Excel 2003 and web pages with tables, laid by hand."""

import pytest

from kheo.office.opening import book_of, open_file
from kheo.office.tables import Book, Line, Shape, Span, Table
from tests.office.hostile_workbooks import ods, ods_cell, xml_2003

TCVN3 = "Tr\u00adêng häc x· Hßa B×nh"
READ = "Trường học xã Hòa Bình"


def read(data: bytes) -> Book:
    return book_of(open_file(data))


def only(data: bytes) -> Table:
    (table,) = read(data).tables
    return table


def ods_row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def ods_value(kind: str, value: str, shown: str, name: str = "value") -> str:
    said = f'office:value-type="{kind}" office:{name}="{value}"'
    return f"<table:table-cell {said}><text:p>{shown}</text:p></table:table-cell>"


def test_what_stands_once_and_counts_often_is_laid_out() -> None:
    twice = ods_cell("x", 'table:number-columns-repeated="2"')
    rows = ods_row(twice, 'table:number-rows-repeated="2"') + ods_row("<table:table-cell/>" + ods_cell("y"))

    assert only(ods(rows)).cells == {(0, 0): "x", (0, 1): "x", (1, 0): "x", (1, 1): "x", (2, 1): "y"}


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        (ods_value("float", "912345678", "0912345678"), "0912345678"),
        (ods_value("float", "1500000", "1.500.000 đ"), "1500000"),
        (ods_value("float", "0.30000000000000004", "0,3"), "0.3"),
        (ods_value("float", "1", "TRUE"), "TRUE"),
        (ods_value("currency", "1500000", "1.500.000 ₫"), "1500000"),
        (ods_value("percentage", "0.955", "95,5%"), "95.5%"),
        (ods_value("date", "2024-02-01", "1 thg 2", "date-value"), "01/02/2024"),
        (ods_value("date", "2024-02-01T17:30:00", "x", "date-value"), "01/02/2024 17:30"),
        (ods_value("time", "PT07H05M00S", "7:05", "time-value"), "07:05"),
        (ods_value("boolean", "true", "ĐÚNG", "boolean-value"), "TRUE"),
        (ods_cell('Một<text:s text:c="3"/>hai<text:line-break/>ba</text:p><text:p>bốn'), "Một hai\nba\nbốn"),
        (ods_cell("x<office:annotation><text:p>ghi chú</text:p></office:annotation>"), "x"),
        (ods_cell('<text:a href="http://example.vn">vp@example.vn</text:a>'), "vp@example.vn"),
    ],
)
def test_a_value_of_an_opendocument_sheet_reads_as_it_is_shown(cell: str, reading: str) -> None:
    assert only(ods(ods_row(cell))).cells == {(0, 0): reading}


def test_hidden_rows_areas_and_formulas_are_told() -> None:
    wide = ods_cell("Tên", 'table:number-columns-spanned="2"')
    under = "<table:covered-table-cell><text:p>khuất</text:p></table:covered-table-cell>"
    rows = ods_row(wide + under) + ods_row(ods_cell("ẩn"), 'table:visibility="collapse"')
    rows += ods_row('<table:table-cell table:formula="of:=A1"/>')

    book = read(ods(rows))

    assert (book.tables[0].cells, book.tables[0].spans, book.tables[0].hidden_rows, book.warnings) == (
        {(0, 0): "Tên", (1, 0): "ẩn"},
        (Span(0, 0, 0, 1),),
        frozenset({1}),
        (("formula_without_value", "S!A3"), ("covered_value", "S!B1")),
    )


def test_a_table_inside_a_cell_is_no_sheet() -> None:
    inner = f"<table:table table:name='trong'>{ods_row(ods_cell('x'))}</table:table>"

    tables = read(ods(ods_row(f"<table:table-cell>{inner}</table:table-cell>" + ods_cell("y")))).tables

    assert [(table.name, table.cells) for table in tables] == [("S", {(0, 1): "y"})]


def cell_2003(text: str, attributes: str = "", kind: str = "String") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_the_xml_of_excel_2003_reads_cell_by_cell() -> None:
    styles = (
        '<Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>'
        '<Style ss:ID="z"><NumberFormat ss:Format="0000000000"/></Style>'
        '<Style ss:ID="f"><Font ss:FontName=".VnTime"/></Style></Styles>'
        '<Names><NamedRange ss:Name="MA" ss:RefersTo="=&quot;2/BM&quot;"/></Names>'
    )
    first = cell_2003("Tên", 'ss:MergeAcross="1"') + cell_2003("sau")
    second = cell_2003("2024-02-01T00:00:00.000", 'ss:Index="2" ss:StyleID="d"', "DateTime")
    third = cell_2003("912345678", 'ss:StyleID="z"', "Number") + cell_2003("1", kind="Boolean")
    fourth = cell_2003(TCVN3, 'ss:StyleID="f"') + cell_2003("#REF!", kind="Error")
    rows = f'<Row>{first}</Row><Row ss:Index="4" ss:Hidden="1">{second}</Row><Row>{third}</Row><Row>{fourth}</Row>'

    book = read(xml_2003(rows, styles))

    assert book.tables[0] == Table(
        "S",
        Shape.SHEET,
        {
            (0, 0): "Tên",
            (0, 2): "sau",
            (3, 1): "01/02/2024",
            (4, 0): "0912345678",
            (4, 1): "TRUE",
            (5, 0): READ,
            (5, 1): "#REF!",
        },
        (Span(0, 0, 0, 1),),
        frozenset({3}),
    )
    assert (book.warnings, book.marks) == ((("error_value", "S!B6"),), {"MA": "2/BM"})


PAGE = """<html><head><meta charset="utf-8"><style>.c1 {font-family:".VnTime", serif} p {margin:0}</style>
<script>document.write("<table><tr><td>giả</td></tr></table>")</script></head>
<body><p>Đơn vị: Xã An Bình</p><table border=1><thead><tr><th rowspan=2>STT</th><th colspan="2">Mô hình</th></tr>
<tr><th>Tên</th><th>Nơi</th></tr></thead><tr><td>1</td><td>Đường   hoa<br>nông thôn</td><td>Thôn&nbsp;1
<table><tr><td>trong</td></tr></table></td></tr></table><div>Nơi nhận</div></body></html>"""


def test_a_page_gives_its_tables_and_the_lines_between() -> None:
    book = read(PAGE.encode())

    assert book.tables == (
        Table(
            "table 1",
            Shape.TABLE,
            {
                (0, 0): "STT",
                (0, 1): "Mô hình",
                (1, 1): "Tên",
                (1, 2): "Nơi",
                (2, 0): "1",
                (2, 1): "Đường hoa\nnông thôn",
                (2, 2): "Thôn 1",
            },
            (Span(0, 0, 1, 0), Span(0, 1, 0, 2)),
        ),
        Table("table 2", Shape.TABLE, {(0, 0): "trong"}),
    )
    assert book.lines == (Line("Đơn vị: Xã An Bình", "line 1", 0), Line("Nơi nhận", "line 2", 2))


@pytest.mark.parametrize(
    "cell",
    [
        f'<td><font face=".VnTime">{TCVN3}</font></td>',
        f"<td style=\"font-family:'.VnTime'\">{TCVN3}</td>",
        f'<td class="x c1">{TCVN3}</td>',
        f'<td style="display:block">{READ}<span style="display: none">ẩn</span></td>',
    ],
)
def test_fonts_of_a_page_are_known_however_they_are_named(cell: str) -> None:
    page = PAGE.replace("<td>trong</td>", cell)

    assert read(page.encode()).tables[1].cells == {(0, 0): READ}


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("cp1258", "windows-1258"), ("cp1258", "")],
)
def test_a_page_in_any_encoding_is_read(encoding: str, declared: str) -> None:
    named = f'<meta http-equiv="content-type" content="text/html; charset={declared}">' if declared else ""
    # As the code page writes it: letters with a hat whole, tones behind them.
    page = f"<html>{named}<table><tr><td>Hà Nô\u0323i, Viê\u0323t Nam</td></tr></table></html>"

    assert only(page.encode(encoding)).cells == {(0, 0): "Hà Nội, Việt Nam"}
