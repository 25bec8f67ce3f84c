"""Lists of a past year as offices keep them: the same entries of two communes and a school in seven layouts."""

import io
import shutil
import subprocess
from pathlib import Path

import docx

from tests.intake.drawn import sheet, workbook

ROWS = (
    ("Xã An Bình", "Đường hoa nông thôn", "", "Kinh tế", "Đã nhân rộng"),
    ("Xã An Bình", "Nuôi cá lồng", "Trần Văn Bình", "Kinh tế", "Hiệu quả"),
    ("Xã Bình Minh", "Tiếng kẻng an ninh", "", "An ninh", "Không nhân rộng được"),
    ("Trường Mầm non Hoa Sen", "Bữa ăn sạch", "Lê Thị Sen", "Giáo dục", "Hiệu quả"),
)
TITLE = "DANH SÁCH MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2021"
HEADINGS = ("STT", "Đơn vị", "Tên mô hình", "Họ và tên", "Lĩnh vực", "Đánh giá")


def plain() -> bytes:
    """A unit in every line."""
    lines = [(number, *row) for number, row in enumerate(ROWS, start=1)]
    return sheet([["HUYỆN ỦY HÒA BÌNH HẠ"], [TITLE], [], HEADINGS, *lines, ["", "Tổng cộng", "4 mô hình"]])


def in_sections() -> bytes:
    """The unit stands in a row of its own, merged over the width; no column of units."""
    rows: list[list[object]] = [[TITLE], [], ["TT", "Nội dung mô hình", "Cá nhân", "Lĩnh vực", "Kết quả đánh giá"]]
    merged: list[str] = []
    unit, number = "", 0
    for name, *rest in ROWS:
        if name != unit:
            unit, sign = name, "I" * (len(merged) + 1)
            rows.append([f"{sign}. {name.upper()}"])
            merged.append(f"A{len(rows)}:E{len(rows)}")
            number = 0
        number += 1
        rows.append([number, *rest])
    return sheet(rows, *merged)


def merged_downwards() -> bytes:
    """The unit's cell is merged over its lines, headings stand in two rows."""
    top = ["STT", "Đơn vị", "Mô hình", "", "Lĩnh vực", "Đánh giá"]
    below = ["", "", "Tên mô hình", "Họ và tên", "", ""]
    lines = [[number, name if number != 2 else "", *rest] for number, (name, *rest) in enumerate(ROWS, start=1)]
    merged = ["C3:D3", *(f"{column}3:{column}4" for column in "ABEF"), "B5:B6"]
    return sheet([[TITLE], [], top, below, *lines], *merged)


def sheet_a_unit() -> bytes:
    """A workbook with a sheet for each unit, named so."""
    headings: list[object] = ["STT", "Tên mô hình", "Họ và tên", "Lĩnh vực", "Đánh giá"]
    sheets: dict[str, list[list[object]]] = {}
    for name, *rest in ROWS:
        lines = sheets.setdefault(name, [[TITLE], headings])
        lines.append([len(lines) - 1, *rest])
    return workbook(sheets)


def with_crosses() -> bytes:
    """Columns "Tập thể" and "Cá nhân": a cross under the one, the name under the other."""
    headings = ["STT", "Đơn vị", "Tên mô hình", "Tập thể", "Cá nhân", "Lĩnh vực", "Đánh giá"]
    lines = [
        [number, unit, title, "" if person else "x", person, area, outcome]
        for number, (unit, title, person, area, outcome) in enumerate(ROWS, start=1)
    ]
    return sheet([[TITLE], [], headings, *lines])


def document() -> bytes:
    """A Word list with its heading, signature and a table."""
    made = docx.Document()
    made.add_paragraph("HUYỆN ỦY HÒA BÌNH HẠ")
    made.add_paragraph(TITLE)
    table = made.add_table(len(ROWS) + 1, len(HEADINGS))
    for row, texts in enumerate([HEADINGS, *((str(number), *row) for number, row in enumerate(ROWS, start=1))]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    made.add_paragraph("Nơi nhận: Như trên; Lưu.")
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def saved_as(data: bytes, kind: str, folder: Path) -> bytes:
    """The .xlsx opened and saved by LibreOffice as .xls, .ods…"""
    source = folder / "danh-sach.xlsx"
    source.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    return (folder / f"danh-sach.{kind}").read_bytes()


HAS_OFFICE = shutil.which("soffice") is not None
LAYOUTS = {
    "plain": plain,
    "in sections": in_sections,
    "merged downwards": merged_downwards,
    "a sheet a unit": sheet_a_unit,
    "with crosses": with_crosses,
    "document": document,
}
