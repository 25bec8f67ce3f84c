"""A drawn form as the bytes of a workbook or of a delimited file, by the programs that make them in life."""

import csv
import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO, StringIO

import xlsxwriter
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from xlsxwriter.worksheet import Worksheet

from kheo.demo.drawing import Drawing, Place
from kheo.demo.layouts import Layout
from kheo.office.tables import Span, column_letters
from kheo.office.writing import Column, height

_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*<")
_MOMENT = rb"\g<1>2024-01-15T08:00:00Z<"
_WIDTH = 22
MADE = datetime(2024, 1, 15, 8, 0, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands above and below the table: left and right block, titles, the unit, notes, signatures."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    titles: tuple[str, ...]
    unit_line: tuple[str, ...]
    notes: tuple[str, ...]
    signature: tuple[tuple[str, ...], tuple[str, ...]]
    other: tuple[tuple[str, ...], ...]


@dataclass
class Canvas:
    """One whole sheet; the form's table stands at `top`, its column 0 in column A."""

    cells: dict[Place, str | int] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    top: int = 0
    row: int = 0

    def line(self, text: str, left: int, right: int) -> None:
        """Text over the columns left to right of the present row."""
        if text:
            self.cells[self.row, left] = text
            if right > left:
                self.merged.append(Span(self.row, left, self.row, right))

    def blocks(self, left: tuple[str, ...], right: tuple[str, ...], width: int) -> None:
        middle = max(1, width // 2)
        for place in range(max(len(left), len(right))):
            self.line(left[place] if place < len(left) else "", 0, middle - 1)
            self.line(right[place] if place < len(right) else "", middle, width - 1)
            self.row += 1

    def rows(self, rows: tuple[tuple[str, ...], ...]) -> None:
        for row in rows:
            self.cells.update({(self.row, place): text for place, text in enumerate(row)})
            self.row += 1


def lay_out(drawing: Drawing, around: Around, layout: Layout) -> Canvas:
    canvas = Canvas()
    width = max(drawing.width, 4)
    canvas.blocks(around.left, around.right, width)
    for title in around.titles:
        canvas.line(title, 0, width - 1)
        canvas.row += 1
    if len(around.unit_line) == 2:
        canvas.rows((around.unit_line,))
    elif around.unit_line:
        canvas.line(around.unit_line[0], 0, width - 1)
        canvas.row += 1
    if layout.other_table == "before":
        canvas.row += 1
        canvas.rows(around.other)
    canvas.row += 1
    canvas.top = canvas.row
    canvas.cells.update({(canvas.top + row, column): text for (row, column), text in drawing.cells.items()})
    moved = (Span(s.top + canvas.top, s.left, s.bottom + canvas.top, s.right) for s in drawing.merged)
    canvas.merged.extend(moved)
    canvas.row = canvas.top + drawing.height + 1
    canvas.rows(tuple((note,) for note in around.notes))
    canvas.row += 1
    canvas.blocks(*around.signature, width)
    return canvas


def workbook(drawing: Drawing, around: Around, layout: Layout) -> bytes:
    canvas = lay_out(drawing, around, layout)
    beside = around.other if layout.other_table == "after" else ()
    if layout.written_by == "openpyxl":
        return _by_openpyxl(canvas, drawing, beside, layout)
    return _by_xlsxwriter(canvas, drawing, beside, layout)


def delimited(drawing: Drawing, around: Around, layout: Layout) -> bytes:
    canvas = lay_out(drawing, around, layout)
    text = StringIO()
    writer = csv.writer(text, delimiter=layout.delimiter, lineterminator="\r\n")
    for row in range(canvas.row + 1):
        writer.writerow([canvas.cells.get((row, column), "") for column in range(max(drawing.width, 4))])
    return text.getvalue().encode(layout.encoding)


def sheet_address(canvas_top: int, sheet: str, place: Place) -> str:
    row, column = place
    return f"{sheet}!{column_letters(column)}{canvas_top + row + 1}"


def _by_xlsxwriter(canvas: Canvas, drawing: Drawing, beside: tuple[tuple[str, ...], ...], layout: Layout) -> bytes:
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet(layout.sheet_name)
        boxed = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "font_name": layout.font})
        plain = book.add_format({"font_name": layout.font, "align": "center"})
        bottom = canvas.top + drawing.height
        for row in range(canvas.top, bottom):
            for column in range(drawing.width):
                sheet.write_blank(row, column, None, boxed)
        merged = {(span.top, span.left): span for span in canvas.merged}
        for (row, column), value in canvas.cells.items():
            style = boxed if canvas.top <= row < bottom else plain
            span = merged.get((row, column))
            if span:
                sheet.merge_range(span.top, span.left, span.bottom, span.right, "", style)
            if isinstance(value, int):
                sheet.write_number(row, column, value, style)
            else:
                sheet.write_string(row, column, value, style)
        _set_up(sheet, canvas, drawing)
        if beside:
            _second_sheet(book, beside)
    return target.getvalue()


def _second_sheet(book: xlsxwriter.Workbook, rows: tuple[tuple[str, ...], ...]) -> None:
    second = book.add_worksheet("Kinh phí")
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            second.write_string(row, column, text)


def _set_up(sheet: Worksheet, canvas: Canvas, drawing: Drawing) -> None:
    """Widths, heights and paper as a careful clerk sets them."""
    wide = Column("", _WIDTH)
    sheet.set_column(1, drawing.width, _WIDTH)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    across = {(span.top, span.left) for span in drawing.merged if span.right > span.left}
    for row in range(drawing.height):
        texts = (text for place, text in drawing.cells.items() if place[0] == row and place not in across)
        sheet.set_row(canvas.top + row, height((text, wide) for text in texts))


def _by_openpyxl(canvas: Canvas, drawing: Drawing, beside: tuple[tuple[str, ...], ...], layout: Layout) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = layout.sheet_name
    side = Side(style="thin")
    border, wrap, font = Border(side, side, side, side), Alignment(wrap_text=True), Font(name=layout.font)
    for (row, column), value in canvas.cells.items():
        cell = sheet.cell(row + 1, column + 1, value)
        cell.font = font
        if isinstance(value, str):
            cell.data_type = "s"
        if canvas.top <= row < canvas.top + drawing.height:
            cell.border = border
            cell.alignment = wrap
    for span in canvas.merged:
        sheet.merge_cells(
            start_row=span.top + 1, start_column=span.left + 1, end_row=span.bottom + 1, end_column=span.right + 1
        )
    if beside:
        # Instructions and lists often stand in a sheet before the form.
        second = book.create_sheet("Hướng dẫn", 0)
        for texts in beside:
            second.append(texts)
    target = BytesIO()
    book.save(target)
    return settled(target.getvalue())


def settled(data: bytes) -> bytes:
    """The same office file with every date in it fixed, so that the same seed gives the same bytes."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = _STAMP.sub(_MOMENT, content)
            result.writestr(zipfile.ZipInfo(member.filename), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
