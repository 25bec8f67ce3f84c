"""One workbook with everything whose look programs must agree about; and what each of its cells shows."""

from datetime import datetime
from datetime import time as clock
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

DAY = datetime(2024, 2, 1)  # noqa: DTZ001 - what a sheet shows, not an instant
HIDDEN = 6
CELLS = {
    (0, 0): "Biểu tổng hợp",
    (1, 0): "01/02/2024",
    (1, 1): "02/2024",
    (1, 2): "01/02/2024 17:30",
    (1, 3): "07:05",
    (1, 4): "2024",
    (2, 0): "0912345678",
    (2, 1): "95.5%",
    (2, 2): "1500000",
    (2, 3): "0.3",
    (2, 4): "-12.5",
    (3, 0): "TRUE",
    (3, 1): "5",
    (3, 3): "#DIV/0!",
    (4, 0): "dòng một\ndòng hai",
    (4, 1): "hai khoảng trắng",
    (4, 2): "Trường học",
    (4, 3): "Thường Trường hết",
    (5, 0): "Trường",
    (5, 1): "TRƯỜNG HỌC",
    (6, 0): "ẩn",
}


def drawn() -> bytes:
    """By XlsxWriter; the texts of the fifth and sixth row are in the fonts of before Unicode."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Biểu 1")
    shown = {code: book.add_format({"num_format": code}) for code in _CODES}
    sheet.merge_range("A1:E1", "Biểu tổng hợp")
    for place, (value, code) in _NUMBERS.items():
        sheet.write(place, value, shown[code])
    sheet.write_boolean("A4", True)
    sheet.write_formula("B4", "=2+3", None, 5)
    sheet.write_formula("D4", "=1/0", None, "#DIV/0!")
    _write_texts(book, sheet)
    beside = book.add_worksheet("Ẩn")
    beside.write(0, 0, "danh mục")
    beside.hide()
    book.define_name("MA_BIEU", '="2/BM"')
    book.set_custom_property("ma-bieu", "1/đơn vị")
    book.close()
    return target.getvalue()


def _write_texts(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.write("A5", "dòng một\ndòng hai")
    sheet.write("B5", "hai   khoảng trắng")
    time, capitals, vni = (book.add_format({"font_name": name}) for name in (".VnTime", ".VnTimeH", "VNI-Times"))
    sheet.write("C5", "Tr\u00adêng häc", time)
    sheet.write_rich_string("D5", "Thường ", time, "Tr\u00adêng", " hết")
    sheet.write("A6", "Tröôøng", vni)
    sheet.write("B6", "Tr\u00adêng häc", capitals)
    sheet.write(HIDDEN, 0, "ẩn")
    sheet.set_row(HIDDEN, None, None, {"hidden": True})


_NUMBERS = {
    "A2": (DAY, "dd/mm/yyyy"),
    "B2": (DAY, "mm/yyyy"),
    "C2": (DAY.replace(hour=17, minute=30), "dd/mm/yyyy hh:mm"),
    "D2": (clock(7, 5), "hh:mm"),
    "E2": (DAY, "yyyy"),
    "A3": (912345678, "0000000000"),
    "B3": (0.955, "0.0%"),
    "C3": (1500000, '#,##0 "đ"'),
    "D3": (0.1 + 0.2, "General"),
    "E3": (-12.5, "0.0"),
}
_CODES = {code for _, code in _NUMBERS.values()}
