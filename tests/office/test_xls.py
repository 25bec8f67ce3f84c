"""Old workbooks: one that an office published, those LibreOffice saves, and what stands in their records."""

import csv
import struct
from pathlib import Path

import pytest

from kheo.confinement.refusal import Refusal
from kheo.demo.samples.converting import converted, is_installed
from kheo.office.opening import book_of, open_file
from kheo.office.tables import Book, Shape, Span, Table
from kheo.units.official import __file__ as units_package
from tests.office import sheets_alike
from tests.office.biff import bof, label, number, old_label, record, workbook
from tests.office.compounds import compound

PUBLISHED = Path(__file__).parent.parent / "data" / "gso_lai_chau.xls"
COMMUNES = Path(units_package).parent.parent / "data" / "admin_units" / "legacy_10040.csv"
# Where the two lists spell a name differently, as published.
SPELLED_OTHERWISE = {
    "03391": "Xã Lả Nhì Thàng",
    "03448": "Xã Pa Vệ Sử",
    "03460": "Xã Hua Bun",
    "03527": "Xã Pa Khoá",
    "03565": "Xã Tông Qua Lìn",
    "03574": "Xã Ma Ly Pho",
    "03640": "Xã Tà Gia",
}


def read(data: bytes) -> Book:
    return book_of(open_file(data))


def only(data: bytes) -> Table:
    (table,) = read(data).tables
    return table


def test_a_published_workbook_opens_with_every_name_right() -> None:
    with COMMUNES.open(encoding="utf-8-sig", newline="") as file:
        known = {row["wardCode"]: row["ward"] for row in csv.DictReader(file)}

    table = only(PUBLISHED.read_bytes())

    listed = {row[5]: row[4] for _, row in table.rows() if row[5] != "Mã PX"}
    assert (table.name, table.height, len(listed)) == ("Sheet1", 107, 106)
    assert {code: name for code, name in listed.items() if known.get(code) != name} == SPELLED_OTHERWISE


@pytest.mark.skipif(not is_installed(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_workbook_saved_by_libreoffice_reads_as_it_was_drawn(kind: str) -> None:
    drawn = sheets_alike.drawn()

    book = read(converted({"a.xlsx": drawn}, to=kind)["a.xlsx"])

    assert book.tables == (
        Table(
            "Biểu 1", Shape.SHEET, sheets_alike.CELLS, (Span(0, 0, 0, 4),), hidden_rows=frozenset({sheets_alike.HIDDEN})
        ),
        Table("Ẩn", Shape.SHEET, {(0, 0): "danh mục"}),
    )
    assert book.warnings == (("error_value", "Biểu 1!D4"), ("hidden_sheet", "Ẩn"))
    assert {name: book.marks[name] for name in ("MA_BIEU", "ma-bieu")} == {"MA_BIEU": "2/BM", "ma-bieu": "1/đơn vị"}


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        (b"M\xab h\xd7nh T\xe6 t\xf9 qu\xb6n", "Mô hình Tổ tự quản"),
        ("Mô hình Tổ tự quản".encode(), "Mô hình Tổ tự quản"),
    ],
    ids=["TCVN3 without its font", "UTF-8"],
)
def test_bytes_of_excel_5_are_read_by_what_they_say(text: bytes, reading: str) -> None:
    rows = b"".join(old_label(row, 0, text) for row in range(3))

    table = only(workbook(rows, version=0x500))

    assert [table.cells[row, 0] for row in range(3)] == [reading] * 3


def test_records_without_a_compound_file_are_read() -> None:
    head = struct.pack("<6H", 0x809, 8, 0, 0x10, 0, 0)

    table = only(head + old_label(0, 0, "Mô hình".encode()) + number(1, 1, 3) + record(0x0A))

    assert table.cells == {(0, 0): "Mô hình", (1, 1): "3"}


def test_a_file_for_two_versions_of_excel_is_read_as_the_newer() -> None:
    from_97 = workbook(label(0, 0, "mới"))
    stream = from_97[3 * 512 :]

    assert only(compound({"Book": b"x", "Workbook": stream})).cells == {(0, 0): "mới"}


def test_the_text_a_formula_gave_is_read() -> None:
    formula = record(0x6, struct.pack("<HHH", 0, 0, 0) + bytes(6) + b"\xff\xff" + bytes(8))
    text = record(0x207, struct.pack("<HB", 7, 1) + "Mô hình".encode("utf-16-le"))

    assert only(workbook(formula + text)).cells == {(0, 0): "Mô hình"}


def test_cells_hidden_under_an_area_are_told() -> None:
    merged = record(0xE5, struct.pack("<5H", 1, 0, 0, 0, 1))

    book = read(workbook(label(0, 0, "Tên") + label(0, 1, "khuất") + merged))

    assert (book.tables[0].cells, book.tables[0].spans, book.warnings) == (
        {(0, 0): "Tên"},
        (Span(0, 0, 0, 1),),
        (("covered_value", "S1!B1"),),
    )


def test_painted_cells_and_drawings_cost_nothing() -> None:
    painted = b"".join(record(0x201, struct.pack("<HHH", row, 255, 0)) for row in range(60_000))
    chart = bof(0x20) + number(5, 5, 1) + record(0x0A)

    assert only(workbook(label(0, 0, "x") + painted + chart + record(0x5D, b"\xff" * 9))).cells == {(0, 0): "x"}


def test_a_password_is_told() -> None:
    with pytest.raises(Refusal) as refused:
        open_file(workbook(label(0, 0, "x"), before=record(0x2F, bytes(54))))

    assert refused.value.code == "encrypted_file"
