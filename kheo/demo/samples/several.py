"""Several forms in one file: those of several units, or what one unit registers and reports."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO

from openpyxl import Workbook

from kheo.demo import documents
from kheo.demo.drawing import Drawing, Place, Typist, draw
from kheo.demo.forms import around_of, unit_in_head
from kheo.demo.layouts import FileFormat, Layout, PaperKind, draw_layout
from kheo.demo.samples.habits import YEAR, lines_for, unit_name, with_habits
from kheo.demo.samples.sample import Expected, Said
from kheo.demo.workbooks import Around, Canvas, lay_out, settled, sheet_address

Address = Callable[[Place], str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A form drawn and not yet written into a file."""

    paper: PaperKind
    unit: str
    layout: Layout
    around: Around
    drawing: Drawing

    def expected(self, rows: Sequence[Said]) -> Expected:
        return Expected(self.paper, unit_in_head(self.unit, self.layout), tuple(rows))


def drawn_form(rng: random.Random, paper: PaperKind, unit: str, *, format: FileFormat, count: int = 0) -> Drawn:  # noqa: A002
    layout = with_habits(rng, draw_layout(rng, paper=paper, file_format=format, year=YEAR))
    typist = Typist(layout)
    around = around_of(unit, layout, typist, year=YEAR)
    drawing = draw(lines_for(rng, paper, count=count), layout, typist)
    if paper == "results":
        # The list of results has no field for what its section rows say.
        drawing.truth = [{name: one for name, one in said.items() if name != "subject"} for said in drawing.truth]
    return Drawn(paper, unit, layout, around, drawing)


def draw_several(rng: random.Random, *, format: FileFormat) -> list[Drawn]:  # noqa: A002 - the word everybody uses
    """Two or three units' registrations, or one unit's registration and results. Every head names its unit."""
    if rng.random() < 0.4:
        unit = unit_name(rng)
        wanted: list[tuple[PaperKind, str]] = [("registration", unit), ("results", unit)]
    else:
        units: dict[str, None] = {}
        while len(units) < rng.choice((2, 3)):
            units[unit_name(rng)] = None
        wanted = [("registration", unit) for unit in units]
    forms = [drawn_form(rng, paper, unit, format=format, count=rng.randint(1, 4)) for paper, unit in wanted]
    return [_headed(form) for form in forms]


def workbook(forms: Sequence[Drawn]) -> tuple[bytes, tuple[Expected, ...]]:
    """A sheet for each."""
    book = Workbook()
    book.remove(book.worksheets[0])
    expected = []
    for number, form in enumerate(forms, start=1):
        canvas = lay_out(form.drawing, form.around, form.layout)
        name = f"{form.layout.sheet_name} {number}"
        _fill(book, name, canvas)
        expected.append(form.expected(placed(form, partial(sheet_address, canvas.top, name))))
    target = BytesIO()
    book.save(target)
    return settled(target.getvalue()), tuple(expected)


def document(forms: Sequence[Drawn]) -> tuple[bytes, tuple[Expected, ...]]:
    """One after another, each on a page of its own."""
    made = documents.blank(forms[0].layout)
    tables = 0
    expected: list[Expected] = []
    for form in forms:
        if expected:
            made.add_page_break()  # type: ignore[no-untyped-call]
        number = tables + documents.tables_before(form.around, form.layout) + 1
        documents.write(made, form.drawing, form.around, form.layout)
        tables += documents.tables_in(form.around, form.layout)
        expected.append(form.expected(placed(form, partial(_table_address, number))))
    return documents.saved(made), tuple(expected)


def _table_address(number: int, place: Place) -> str:
    return f"table {number}, row {place[0] + 1}, column {place[1] + 1}"


def placed(form: Drawn, address: Address) -> list[Said]:
    return [{name: (value, address(place)) for name, (value, place) in said.items()} for said in form.drawing.truth]


def _fill(book: Workbook, name: str, canvas: Canvas) -> None:
    sheet = book.create_sheet(name)
    for (row, column), value in canvas.cells.items():
        cell = sheet.cell(row + 1, column + 1, value)
        if isinstance(value, str):
            cell.data_type = "s"
    for span in canvas.merged:
        sheet.merge_cells(
            start_row=span.top + 1, start_column=span.left + 1, end_row=span.bottom + 1, end_column=span.right + 1
        )


def _headed(form: Drawn) -> Drawn:
    """With a line that names the unit: in one file with others nobody leaves it out."""
    if form.layout.unit_label or form.layout.head != "none":
        return form
    layout = replace(form.layout, unit_label="Đơn vị:")
    return replace(form, layout=layout, around=around_of(form.unit, layout, Typist(layout), year=YEAR))
