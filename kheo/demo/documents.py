"""A drawn form as a Word document, by python-docx."""

from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from kheo.demo.drawing import Drawing
from kheo.demo.layouts import Layout
from kheo.demo.workbooks import Around, settled


def document(drawing: Drawing, around: Around, layout: Layout) -> bytes:
    made = blank(layout)
    write(made, drawing, around, layout)
    return saved(made)


def blank(layout: Layout) -> Document:
    made = docx.Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    made.styles["Normal"].font.name = layout.font
    made.styles["Normal"].font.size = Pt(13)
    return made


def saved(made: Document) -> bytes:
    target = BytesIO()
    made.save(target)
    return settled(target.getvalue())


def write(made: Document, drawing: Drawing, around: Around, layout: Layout) -> None:
    """The form with all that stands around it, at the end of the document."""
    _blocks(made, around.left, around.right, layout)
    for title in around.titles:
        made.add_paragraph(title).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if around.unit_line:
        made.add_paragraph(" ".join(around.unit_line))
    if layout.other_table == "before":
        _other(made, around)
        # Two tables with nothing between them are one to most programs.
        made.add_paragraph()
    _table(made, drawing, layout)
    for note in around.notes:
        made.add_paragraph(note)
    if layout.other_table == "after":
        _other(made, around)
    made.add_paragraph()
    _blocks(made, *around.signature, layout)


def tables_in(around: Around, layout: Layout) -> int:
    """How many tables `write` makes."""
    signed = any(around.signature) and layout.head_as == "table"
    return tables_before(around, layout) + 1 + int(layout.other_table == "after") + int(signed)


def tables_before(around: Around, layout: Layout) -> int:
    """How many tables stand above the form's own."""
    head = bool(around.left or around.right) and layout.head_as == "table"
    return int(head) + int(layout.other_table == "before")


def _blocks(made: Document, left: tuple[str, ...], right: tuple[str, ...], layout: Layout) -> None:
    """Two blocks side by side: a table without borders, or paragraphs one below the other."""
    if not left and not right:
        return
    if layout.head_as == "paragraphs":
        for text in (*left, *right):
            made.add_paragraph(text)
        return
    cells = made.add_table(1, 2)._cells  # noqa: SLF001 - the public way is quadratic
    for cell, texts in zip(cells, (left, right), strict=True):
        cell.text = texts[0] if texts else ""
        for text in texts[1:]:
            cell.add_paragraph(text)


def _other(made: Document, around: Around) -> None:
    made.add_paragraph("Dự kiến kinh phí")
    cells = made.add_table(len(around.other), len(around.other[0]), style="Table Grid")._cells  # noqa: SLF001
    for cell, text in zip(cells, (text for row in around.other for text in row), strict=True):
        cell.text = text


def _table(made: Document, drawing: Drawing, layout: Layout) -> None:
    table = made.add_table(drawing.height, drawing.width, style="Table Grid")
    cells = table._cells  # noqa: SLF001 - as above
    for (row, column), value in drawing.cells.items():
        cell = cells[row * drawing.width + column]
        first, *more = str(value).split("\n") if layout.seed % 2 else [str(value)]
        cell.text = first
        for text in more:
            cell.add_paragraph(text)
    for span in drawing.merged:
        top = cells[span.top * drawing.width + span.left]
        top.merge(cells[span.bottom * drawing.width + span.right])
