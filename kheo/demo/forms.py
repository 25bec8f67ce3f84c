"""Filled forms as units send them, each with the truth that reading it must give.

The truth follows the contract of `kheo read`: fields with tidy NFC values, codes for kind, subject, continuity and
outcome, and the cell that says each: the section row's for what a section sets, the top cell's for what is merged
downwards. Empty cells are not in it. A section row "A. Lĩnh vực kinh tế" says the field "kinh tế".
"""

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kheo.demo.documents import document, tables_before
from kheo.demo.drawing import Drawing, Typist, draw
from kheo.demo.layouts import FileFormat, Layout, PaperKind, draw_layout
from kheo.demo.lines import FormLine, registration_lines, results_lines
from kheo.demo.people import full_name
from kheo.demo.workbooks import Around, delimited, lay_out, sheet_address, workbook
from kheo.office.wording import fold, tidy

# What readers call the one table of a delimited file.
DELIMITED_NAME = "csv"
_PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
_STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_OTHER = (
    ("TT", "Nội dung chi", "Số tiền"),
    ("1", "In tài liệu tuyên truyền", "1.500.000"),
    ("2", "Nước uống", "300.000"),
)


@dataclass(frozen=True, slots=True)
class MadeForm:
    """`truth`: one mapping a row, field → (value, address); `unit` as it stands in the head."""

    data: bytes
    filename: str
    truth: list[dict[str, tuple[str, str]]]
    unit: str


def make_form(
    *,
    paper: PaperKind,
    unit: str,
    lines: Sequence[FormLine],
    layout: Layout,
    format: FileFormat,  # noqa: A002 - the word everybody uses
    year: int,
) -> MadeForm:
    """One form of one unit. The same arguments give the same bytes."""
    typist = Typist(layout)
    around = around_of(unit, layout, typist, year=year)
    drawing = draw(lines, layout, typist)
    if paper == "results":
        # The list of results has no field for what its section rows say.
        drawing.truth = [{name: one for name, one in said.items() if name != "subject"} for said in drawing.truth]
    filename = _filename(paper, unit, layout, year=year) + f".{format}"
    if format == "docx":
        number = tables_before(around, layout) + 1
        truth = _addressed(drawing, lambda row, column: f"table {number}, row {row + 1}, column {column + 1}")
        return MadeForm(document(drawing, around, layout), filename, truth, unit_in_head(unit, layout))
    top = lay_out(drawing, around, layout).top
    sheet = layout.sheet_name if format == "xlsx" else DELIMITED_NAME
    truth = _addressed(drawing, lambda row, column: sheet_address(top, sheet, (row, column)))
    data = workbook(drawing, around, layout) if format == "xlsx" else delimited(drawing, around, layout)
    return MadeForm(data, filename, truth, unit_in_head(unit, layout))


def registration_form(
    rng: random.Random,
    *,
    unit: str,
    year: int = 2024,
    format: FileFormat = "xlsx",  # noqa: A002 - as above
    lines: Sequence[FormLine] = (),
) -> MadeForm:
    """A registration of a layout and, where no lines are given, a content drawn from `rng`."""
    layout = draw_layout(rng, paper="registration", file_format=format, year=year)
    if not lines:
        collectives, individuals, households = rng.randint(1, 4), rng.randint(1, 3), rng.randint(0, 1)
        lines = registration_lines(
            rng, year=year, collectives=collectives, individuals=individuals, households=households
        )
    return make_form(paper="registration", unit=unit, lines=lines, layout=layout, format=format, year=year)


def results_form(
    rng: random.Random,
    *,
    unit: str,
    year: int = 2022,
    format: FileFormat = "xlsx",  # noqa: A002 - as above
    lines: Sequence[FormLine] = (),
) -> MadeForm:
    """A list of results; otherwise as `registration_form`."""
    layout = draw_layout(rng, paper="results", file_format=format, year=year)
    lines = lines or results_lines(rng, year=year, count=rng.randint(1, 6))
    return make_form(paper="results", unit=unit, lines=lines, layout=layout, format=format, year=year)


def _addressed(drawing: Drawing, address: Callable[[int, int], str]) -> list[dict[str, tuple[str, str]]]:
    return [{name: (value, address(*place)) for name, (value, place) in said.items()} for said in drawing.truth]


def around_of(unit: str, layout: Layout, typist: Typist, *, year: int) -> Around:
    left, right = _head(unit, layout, year=year)
    label = () if layout.head == "seed" or not layout.unit_label else (layout.unit_label, unit)
    unit_line = label if layout.unit_in_own_cell else (" ".join(label),) if label else ()
    signer = full_name(typist.rng)
    signature = (("Nơi nhận:", "- Ban Dân vận Huyện ủy;", "- Lưu."), ("THỦ TRƯỞNG ĐƠN VỊ", "", signer))
    notes = ("Ghi chú: Biểu này gửi kèm bản điện tử.",) if layout.notes else ()
    return Around(
        left=typist.all(left),
        right=typist.all(right),
        titles=typist.all(layout.title),
        unit_line=typist.all(unit_line),
        notes=typist.all(notes),
        signature=signature if layout.signature else ((), ()),
        other=_OTHER,
    )


def _head(unit: str, layout: Layout, *, year: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    dated = f"{layout.place}, ngày 25 tháng 01 năm {year}"
    number = f"Số {layout.seed % 90 + 10}-BC/ĐU"
    match layout.head:
        case "seed":
            return (f"Đơn vị: {unit}", "*", number), (_PARTY, dated)
        case "party":
            return (layout.parent.upper(), unit.upper(), "*", number), (_PARTY, "", dated)
        case "state":
            return (layout.parent.upper(), unit.upper(), number), (*_STATE, dated)
        case _:
            return (), ()


def unit_in_head(unit: str, layout: Layout) -> str:
    """The line that names the unit counts; without one, the issuer of the head block does."""
    named = layout.head in {"seed", "none"} or layout.unit_label
    return tidy(unit if named else unit.upper())


def _filename(paper: PaperKind, unit: str, layout: Layout, *, year: int) -> str:
    if layout.typing == "decomposed":
        # Who types decomposed letters sits at a Mac, and so are the names of files there.
        unit = unicodedata.normalize("NFD", unit)
    what = "Đăng ký Dân vận khéo" if paper == "registration" else "Kết quả Dân vận khéo"
    match layout.seed % 4:
        case 0:
            return f"{what} năm {year} ({unit})"
        case 1:
            return f"{fold(what)} {year} - {fold(unit)}"
        case 2:
            return f"Bieu_{year}_{fold(unit).replace(' ', '_')}"
        case _:
            return f"{unit} - {what} {year}"
