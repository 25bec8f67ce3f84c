"""One model a page, as label and value: in a table, in paragraphs, in a sheet; several after one another."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.document import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kheo.demo.documents import saved
from kheo.demo.drawing import WORDS
from kheo.demo.layouts import PaperKind
from kheo.demo.lines import FormLine
from kheo.demo.samples.sample import Expected, Said
from kheo.demo.workbooks import settled
from kheo.office.wording import tidy

_LABELS: dict[str, tuple[str, ...]] = {
    "title": ("Tên mô hình", "Tên mô hình “Dân vận khéo”", "Tên mô hình, điển hình đăng ký", "TÊN MÔ HÌNH"),
    "kind": ("Loại hình", "Loại (mô hình, điển hình)"),
    "subject": ("Đối tượng đăng ký", "Tập thể hay cá nhân", "Đối tượng (tập thể, cá nhân, hộ gia đình)"),
    "person_name": ("Họ và tên", "Họ và tên cá nhân", "Họ tên người thực hiện"),
    "position": ("Chức vụ", "Chức vụ, đơn vị công tác"),
    "field": ("Lĩnh vực", "Thuộc lĩnh vực", "Lĩnh vực đăng ký"),
    "place": ("Địa điểm thực hiện", "Địa bàn thực hiện", "Địa điểm"),
    "need": ("Sự cần thiết", "Sự cần thiết xây dựng mô hình", "Lý do đăng ký"),
    "goals": ("Mục tiêu", "Mục tiêu, chỉ tiêu", "Mục tiêu, nội dung, giải pháp"),
    "resources": ("Nguồn lực", "Kinh phí thực hiện", "Nguồn lực, kinh phí"),
    "time": ("Thời gian thực hiện", "Thời gian", "Thời gian thực hiện (từ … đến …)"),
    "level": ("Cấp đăng ký công nhận", "Đăng ký công nhận cấp"),
    "continuity": ("Mới hay duy trì", "Tính chất (mới, duy trì)"),
    "time_place": ("Thời gian, địa điểm thực hiện", "Thời gian và địa điểm"),
    "results": ("Kết quả thực hiện", "Kết quả, hiệu quả mô hình", "Tóm tắt kết quả thực hiện"),
    "replication": ("Kết quả nhân rộng", "Tình hình nhân rộng"),
    "replication_plan": ("Dự kiến nhân rộng", "Hướng nhân rộng"),
    "outcome": ("Đánh giá", "Tự đánh giá"),
}
_ORDER = {
    "registration": (
        "title", "kind", "subject", "person_name", "position", "field", "place", "need", "goals", "resources", "time",
        "level", "continuity",
    ),
    "results": ("title", "person_name", "time_place", "results", "replication", "replication_plan", "outcome"),
}  # fmt: skip
_SELDOM = {"kind", "need", "resources", "level", "continuity", "position"}
_TITLES = {"registration": "PHIẾU ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO”", "results": "PHIẾU BÁO CÁO KẾT QUẢ MÔ HÌNH"}
_BOXES = {"collective": 0, "individual": 1, "household": 2}


@dataclass(frozen=True, slots=True)
class Habit:
    """How the cards of one file are made."""

    fields: tuple[tuple[str, str], ...]
    numbered: bool
    colons: bool
    boxes: bool
    paragraphs: bool
    pairs: bool
    value_column: int
    unit: str
    title: str
    signed: bool


def draw_habit(rng: random.Random, paper: PaperKind, unit: str) -> Habit:
    names = [name for name in _ORDER[paper] if name not in _SELDOM or rng.random() < 0.5]
    if rng.random() < 0.2:
        names[0:3] = rng.sample(names[0:3], len(names[0:3]))
    numbered = rng.random() < 0.4
    return Habit(
        fields=tuple((name, rng.choice(_LABELS[name])) for name in names),
        numbered=numbered,
        colons=rng.random() < 0.6,
        boxes=rng.random() < 0.3,
        paragraphs=rng.random() < 0.4,
        pairs=not numbered and rng.random() < 0.15,
        value_column=rng.choice((1, 1, 2)),
        unit=unit,
        title=_TITLES[paper],
        signed=rng.random() < 0.7,
    )


def document(rng: random.Random, paper: PaperKind, unit: str, lines: Sequence[FormLine]) -> tuple[bytes, Expected]:
    habit = draw_habit(rng, paper, unit)
    made = docx.Document()
    rows: list[Said] = []
    paragraphs = tables = 0
    for number, line in enumerate(lines):
        texts = [habit.title, *([f"Đơn vị: {unit}"] if number == 0 or rng.random() < 0.5 else [])]
        for text in texts:
            made.add_paragraph(text)
        paragraphs += len(texts)
        if habit.paragraphs:
            rows.append(_paragraphs(made, line, habit, rng, paragraphs))
            paragraphs += len(habit.fields)
        else:
            tables += 1
            rows.append(_table(made, line, habit, rng, f"table {tables}"))
        if habit.signed:
            made.add_paragraph("Người lập phiếu")
            paragraphs += 1
    return saved(made), Expected(paper, tidy(unit), tuple(rows))


def workbook(rng: random.Random, paper: PaperKind, unit: str, lines: Sequence[FormLine]) -> tuple[bytes, Expected]:
    """All in one sheet below each other, or a sheet for each."""
    habit = draw_habit(rng, paper, unit)
    book, apart = Workbook(), rng.random() < 0.5
    book.remove(book.worksheets[0])
    rows: list[Said] = []
    for number, line in enumerate(lines, start=1):
        if apart or number == 1:
            sheet: Worksheet = book.create_sheet(f"Phiếu {number}")
            top = 1
        sheet.cell(top, 1, habit.title)
        sheet.merge_cells(start_row=top, start_column=1, end_row=top, end_column=4)
        sheet.cell(top + 1, 1, f"Đơn vị: {unit}")
        said, top = _sheet(sheet, line, habit, rng, top + 2)
        rows.append(said)
    target = BytesIO()
    book.save(target)
    return settled(target.getvalue()), Expected(paper, tidy(unit), tuple(rows))


def _label(habit: Habit, number: int, label: str) -> str:
    return (f"{number}. " if habit.numbered else "") + label + (":" if habit.colons else "")


def _value(name: str, line: FormLine, habit: Habit, rng: random.Random) -> tuple[str, str]:
    """(as typed, as it must be read)."""
    value: str = getattr(line, name)
    if name == "subject" and habit.boxes:
        signs = ["☐", "☐", "☐"]
        signs[_BOXES[value]] = "☒"
        words = ("Tập thể", "Cá nhân", "Hộ gia đình")
        return "  ".join(f"{sign} {word}" for sign, word in zip(signs, words, strict=True)), value
    if name in WORDS and value:
        return rng.choice(WORDS[name][value]), value
    return value, tidy(value)


def _paragraphs(made: Document, line: FormLine, habit: Habit, rng: random.Random, before: int) -> Said:
    said: Said = {}
    for number, (name, label) in enumerate(habit.fields, start=1):
        typed, value = _value(name, line, habit, rng)
        made.add_paragraph(f"{number}. {label}: {typed}" if habit.numbered else f"{label}: {typed}")
        if value:
            said[name] = (value, f"paragraph {before + number}")
    return said


def _table(made: Document, line: FormLine, habit: Habit, rng: random.Random, name: str) -> Said:
    table = made.add_table(len(habit.fields), 2, style="Table Grid")
    said: Said = {}
    for row, (known, label) in enumerate(habit.fields):
        typed, value = _value(known, line, habit, rng)
        table.cell(row, 0).text = _label(habit, row + 1, label)
        table.cell(row, 1).text = typed
        if value:
            said[known] = (value, f"{name}, row {row + 1}, column 2")
    return said


def _sheet(sheet: Worksheet, line: FormLine, habit: Habit, rng: random.Random, top: int) -> tuple[Said, int]:
    said: Said = {}
    row, column = top, 1
    width = habit.value_column
    for number, (name, label) in enumerate(habit.fields, start=1):
        typed, value = _value(name, line, habit, rng)
        sheet.cell(row, column, _label(habit, number, label))
        cell = sheet.cell(row, column + width, typed or None)
        if width > 1:
            sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=column + width - 1)
        if value:
            said[name] = (value, f"{sheet.title}!{cell.coordinate}")
        beside = habit.pairs and column == 1
        column, row = (column + width + 1, row) if beside else (1, row + 1)
    row += 1 if column == 1 else 2
    if habit.signed:
        sheet.cell(row, 1, "Người lập phiếu")
    return said, row + 2
