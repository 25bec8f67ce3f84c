"""Which paper is in these tables, whose it is by its head, and its lines; every value knows its cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kheo.campaigns.paper import Filled, Paper, Row, Value
from kheo.campaigns.problems import Problem
from kheo.intake.forms.grid import Grid, grid_of
from kheo.intake.forms.headings import Heading, find_heading
from kheo.intake.forms.heads import unit_of
from kheo.intake.forms.lines import Lines, lines_below
from kheo.intake.forms.sections import Sections
from kheo.office.tables import Book, Shape


@dataclass(frozen=True, slots=True)
class _Form:
    """A table that is a form, and its place among the tables."""

    place: int
    grid: Grid
    heading: Heading


def read_book(book: Book, papers: Sequence[Paper]) -> Filled:
    """The filled paper in an opened file; `paper` is None where no table is one of `papers`.

    Several tables of one paper give all their lines; tables of another paper than the fullest are named in a problem.
    """
    grids = [grid_of(table) for table in book.tables]
    seen = [Problem(code, at) for code, at in book.warnings]
    forms = list(_forms(book, grids, papers))
    if not forms:
        return Filled(paper=None, problems=tuple(seen))
    fullest = max(forms, key=lambda form: len(form.heading.fields))
    chosen = [form for form in forms if form.heading.paper is fullest.heading.paper]
    problems = seen + [
        Problem("other_form", form.grid.address((form.heading.top, form.heading.columns[0].at)))
        for form in forms
        if form.heading.paper is not fullest.heading.paper
    ]
    rows: list[Row] = []
    nil = False
    for form in chosen:
        problems += _unknown_columns(form)
        for lines in _read(form, grids, {other.place for other in forms}):
            rows += lines.rows
            problems += lines.problems
            nil = nil or lines.nil
    unit = next((found for form in chosen if (found := _unit(book, grids, form))), None)
    return Filled(fullest.heading.paper.code, unit, tuple(rows), nil=nil and not rows, problems=tuple(problems))


def _forms(book: Book, grids: Sequence[Grid], papers: Sequence[Paper]) -> Iterator[_Form]:
    """Tables with headings; hidden sheets only where nothing visible is a form."""
    hidden = {at for code, at in book.warnings if code == "hidden_sheet"}
    found = []
    for place, grid in enumerate(grids):
        heading = find_heading(grid, papers)
        if heading:
            found.append(_Form(place, grid, heading))
    visible = [form for form in found if form.grid.table.name not in hidden]
    yield from visible or found


def _read(form: _Form, grids: Sequence[Grid], taken: set[int]) -> Iterator[Lines]:
    """The lines of a form's table, and of the tables right after it that go on without headings of their own."""
    sections = Sections()
    yield lines_below(form.grid, form.heading, start=form.heading.bottom + 1, sections=sections)
    if form.grid.table.shape is not Shape.TABLE:
        return
    for place in range(form.place + 1, len(grids)):
        if place in taken or not _goes_on(grids[place], form):
            return
        # The same columns; headings are looked for in this table no more.
        heading = Heading(form.heading.paper, -1, -1, form.heading.columns)
        yield lines_below(grids[place], heading, start=0, sections=sections)


def _goes_on(grid: Grid, form: _Form) -> bool:
    """Word breaks a long table in two: as wide as the form, its first cell a line number."""
    if grid.table.width != form.grid.table.width or not form.heading.columns[0].number:
        return False
    first = next(iter(grid.rows.values()), {})
    return len(first) >= 2 and first.get(form.heading.columns[0].at, "").strip(" .)").isdigit()


def _unit(book: Book, grids: Sequence[Grid], form: _Form) -> Value | None:
    """Above the form: in a sheet the rows over its headings, in a document the head tables and paragraphs too."""
    if form.grid.table.shape is Shape.SHEET:
        return unit_of((), (), form.grid, form.heading.top)
    lines = [line for line in book.lines if line.before <= form.place]
    return unit_of(grids[: form.place], lines, form.grid, form.heading.top)


def _unknown_columns(form: _Form) -> Iterator[Problem]:
    names = form.heading.unknown
    if names:
        at = form.grid.address((form.heading.top, form.heading.columns[0].at))
        yield Problem("unknown_columns", at, {"names": "; ".join(name[:60] for name in names[:10])})
