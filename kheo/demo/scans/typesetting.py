"""A filled form as a page somebody prints: Word documents of A4 with fonts, sizes and widths people use."""

import random
from dataclasses import dataclass, replace
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from kheo.demo.drawing import Drawing, Typist, draw
from kheo.demo.forms import around_of
from kheo.demo.layouts import Layout, PaperKind, draw_layout
from kheo.demo.lines import FormLine, registration_lines, results_lines
from kheo.demo.workbooks import Around, settled
from kheo.office.wording import tidy

# What the machine has of the fonts offices use: Times, Arial, and a wide one.
FONTS = ("Liberation Serif", "Liberation Serif", "Liberation Serif", "Liberation Sans", "DejaVu Serif", "DejaVu Sans")
_WIDE_FONTS = ("DejaVu Serif", "DejaVu Sans")
_MOST_COLUMNS = 10
_LONG, _SHORT, _MARGIN = 297, 210, 18
_NARROWEST = 11.0


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """`truth`: one mapping a row, field → value as `kheo read` must give it; `unit` as it stands in the head."""

    document: bytes
    truth: list[dict[str, str]]
    unit: str
    paper: PaperKind


@dataclass(frozen=True, slots=True)
class _Style:
    font: str
    size: float
    landscape: bool
    repeats_heading: bool
    centred_heading: bool
    bold_heading: bool


def printed_form(rng: random.Random, *, unit: str, paper: PaperKind, count: int = 0, year: int = 2024) -> PrintedForm:
    """A form of a layout, style and content drawn from `rng`; `count` lines (default: for a page or two)."""
    layout = _printable(rng, paper, year)
    lines = _lines(rng, paper, count or rng.randint(3, 12), year)
    typist = Typist(layout)
    around = around_of(unit, layout, typist, year=year)
    drawing = draw(lines, layout, typist)
    style = _style(rng, drawing.width)
    truth = [
        {name: tidy(value) for name, (value, _) in said.items() if not (paper == "results" and name == "subject")}
        for said in drawing.truth
    ]
    named = layout.head in {"seed", "none"} or layout.unit_label
    return PrintedForm(_document(drawing, around, layout, style), truth, tidy(unit if named else unit.upper()), paper)


def _printable(rng: random.Random, paper: PaperKind, year: int) -> Layout:
    while True:
        layout = draw_layout(rng, paper=paper, file_format="docx", year=year)
        if len(layout.columns) <= _MOST_COLUMNS:
            # A printed page shows no difference between the ways of typing.
            return replace(layout, typing="plain", head_as="table", other_table="none", blank_rows=0)


def _lines(rng: random.Random, paper: PaperKind, count: int, year: int) -> list[FormLine]:
    if paper == "results":
        return results_lines(rng, year=year, count=count)
    people = rng.randint(0, count)
    return registration_lines(rng, year=year, collectives=count - people, individuals=people)


def _style(rng: random.Random, columns: int) -> _Style:
    font = rng.choice(FONTS)
    sizes = (10, 10.5, 11) if columns > 8 or font in _WIDE_FONTS else (10, 11, 12, 13, 14)
    return _Style(
        font=font,
        size=rng.choice(sizes),
        landscape=columns > 6 or rng.random() < 0.5,
        repeats_heading=rng.random() < 0.5,
        centred_heading=rng.random() < 0.8,
        bold_heading=rng.random() < 0.8,
    )


def _document(drawing: Drawing, around: Around, layout: Layout, style: _Style) -> bytes:
    made = docx.Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if style.landscape else WD_ORIENT.PORTRAIT
    long, short = Mm(_LONG), Mm(_SHORT)
    section.page_width, section.page_height = (long, short) if style.landscape else (short, long)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = style.font, Pt(style.size)
    normal.paragraph_format.space_after = Pt(2)
    _blocks(made, around.left, around.right)
    for title in around.titles:
        made.add_paragraph(title).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if around.unit_line:
        made.add_paragraph(" ".join(around.unit_line))
    _table(made, drawing, layout, style)
    for note in around.notes:
        made.add_paragraph(note)
    made.add_paragraph()
    _blocks(made, *around.signature)
    target = BytesIO()
    made.save(target)
    return settled(target.getvalue())


def _blocks(made: Document, left: tuple[str, ...], right: tuple[str, ...]) -> None:
    if not left and not right:
        return
    for cell, texts in zip(made.add_table(1, 2).rows[0].cells, (left, right), strict=True):
        cell.text = texts[0] if texts else ""
        for text in texts[1:]:
            cell.add_paragraph(text)
        for paragraph in cell.paragraphs:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(made: Document, drawing: Drawing, layout: Layout, style: _Style) -> None:
    table = made.add_table(drawing.height, drawing.width, style="Table Grid")
    table.autofit = False
    cells = table._cells  # noqa: SLF001 - the public way is quadratic
    for (row, column), value in drawing.cells.items():
        _write(cells[row * drawing.width + column], str(value), layout)
        if row < drawing.heading_rows:
            _as_heading(cells[row * drawing.width + column], style)
    _set_widths(table, cells, drawing, style)
    for span in drawing.merged:
        cells[span.top * drawing.width + span.left].merge(cells[span.bottom * drawing.width + span.right])
    if style.repeats_heading:
        for row in table.rows[: drawing.heading_rows]:
            properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no public way
            mark = OxmlElement("w:tblHeader")
            mark.set(qn("w:val"), "true")
            properties.append(mark)


def _write(cell: _Cell, text: str, layout: Layout) -> None:
    first, *more = text.split("\n") if layout.seed % 2 else [text]
    cell.text = first
    for each in more:
        cell.add_paragraph(each)


def _as_heading(cell: _Cell, style: _Style) -> None:
    for paragraph in cell.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if style.centred_heading else WD_ALIGN_PARAGRAPH.LEFT
        for run in paragraph.runs:
            run.bold = style.bold_heading


def _set_widths(table: Table, cells: list[_Cell], drawing: Drawing, style: _Style) -> None:
    """The long columns wide, none narrower than its longest word, all together as wide as the page."""
    across = {(span.top, span.left) for span in drawing.merged if span.right > span.left}
    texts: dict[int, list[str]] = {column: [] for column in range(drawing.width)}
    for (row, column), value in drawing.cells.items():
        if (row, column) not in across:
            texts[column].append(str(value))
    letter = style.size * (0.26 if style.font not in _WIDE_FONTS else 0.31)
    least, wish = [], []
    for said in texts.values():
        longest_word = max((len(word) for text in said for word in text.split()), default=1)
        least.append(max(_NARROWEST, longest_word * letter + 5))
        wish.append(max(8.0, (sum(len(text) ** 1.3 for text in said) / max(1, len(said))) ** 0.5 * 4))
    room = max(0.0, (_LONG if style.landscape else _SHORT) - 2 * _MARGIN - sum(least))
    widths = [low + room * want / sum(wish) for low, want in zip(least, wish, strict=True)]
    for place, cell in enumerate(cells):
        cell.width = Mm(widths[place % drawing.width])
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
