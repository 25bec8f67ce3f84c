"""Which paper is in these tables, whose it is by its head, and its lines; every value knows its cell."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from kheo.campaigns.paper import Filled, Paper, Row, Value
from kheo.campaigns.problems import Problem
from kheo.intake.forms.grid import Grid, grid_of
from kheo.intake.forms.headings import Heading, find_headings
from kheo.intake.forms.heads import is_official, unit_of
from kheo.intake.forms.lines import Lines, Stretch, lines_of
from kheo.intake.forms.margins import is_end, is_nil
from kheo.intake.forms.sections import Section, Sections, section_before
from kheo.office.tables import Book, Line, Shape
from kheo.office.wording import words
from kheo.records.fingerprints import marks_in

_MOST_NAMES = 10
# A file of forms has a few of either; what is beyond belongs to something else.
MOST_TABLES = 500
MOST_PROBLEMS = 500
_ASIDE = re.compile(r"\b(?:huong dan|vi du|danh muc|tham khao|mau vi du)\b")


@dataclass(frozen=True, slots=True, eq=False)
class _Form:
    """A table that is a form, and its place among the tables; the same paper may begin again further down."""

    place: int
    grid: Grid
    headings: Sequence[Heading]
    unit: Value | None
    # The paragraph right above it.
    caption: Line | None

    @property
    def heading(self) -> Heading:
        return self.headings[0]


@dataclass(frozen=True, slots=True)
class _Gathered:
    rows: list[Row]
    problems: list[Problem]
    nil_at: str
    # The places of the tables it was gathered from.
    places: frozenset[int] = frozenset()


def read_book(book: Book, papers: Sequence[Paper]) -> Filled:
    """The filled paper in an opened file, with the fingerprints the file carries anywhere (see _read)."""
    return replace(_read(book, papers), marks=marks_in(_texts(book)))


def _texts(book: Book) -> Iterator[str]:
    yield from book.marks.values()
    yield from (line.text for line in book.lines)
    yield from (text for table in book.tables for text in table.cells.values())


def _read(book: Book, papers: Sequence[Paper]) -> Filled:
    """The filled paper in an opened file; `paper` is None where no table is one of `papers`.

    Several tables of one paper and unit give all their lines; what is left unread is named in a problem.
    """
    grids = [grid_of(table) for table in book.tables]
    forms = _forms(book, grids, papers)
    seen = [Problem(code, at) for code, at in book.warnings if not (forms and _is_aside(code, at, grids, papers))]
    if not forms:
        nil_at = next((line.at for line in book.lines if is_nil(line.text)), "")
        unit = unit_of((), book.lines, None, 0) if nil_at else None
        return Filled(None, unit, nil=bool(nil_at), problems=(*seen, *_nil(nil_at)))
    taken = {form.place for form in forms}
    gathered = {form.place: _gather(form, grids, taken) for form in forms}
    fullest = max(forms, key=lambda form: (bool(gathered[form.place].rows), form.heading.explained))
    chosen = [form for form in forms if _is_same(form, fullest)]
    rows = [row for form in chosen for row in gathered[form.place].rows]
    nil_at = "" if rows else next(_nothing_said(book, [gathered[form.place] for form in chosen]), "")
    problems = [*seen, *(_left(form, fullest) for form in forms if form not in chosen and gathered[form.place].rows)]
    problems += [problem for form in chosen for problem in gathered[form.place].problems]
    read = frozenset[int]().union(*(one.places for one in gathered.values()))
    problems += _tables_left(grids, forms, read)
    unit = next((form.unit for form in chosen if form.unit), None)
    problems = [*_nil(nil_at), *problems][:MOST_PROBLEMS]
    return Filled(fullest.heading.paper.code, unit, tuple(rows), nil=bool(nil_at), problems=tuple(problems))


def _forms(book: Book, grids: Sequence[Grid], papers: Sequence[Paper]) -> list[_Form]:
    """Tables with headings; hidden sheets only where nothing visible is a form. What stands above is its own head."""
    hidden = {at for code, at in book.warnings if code == "hidden_sheet"}
    lines: dict[int, list[Line]] = {}
    for line in book.lines:
        lines.setdefault(line.before, []).append(line)
    found: list[_Form] = []
    since = 0
    for place, grid in enumerate(grids[:MOST_TABLES]):
        above = lines.get(place, [])
        headings = find_headings(grid, papers, "\n".join(line.text for line in above))
        if headings:
            head = [line for before in range(since, place + 1) for line in lines.get(before, ())]
            unit = _unit(grids[since:place], head, grid, headings[0].top)
            found.append(_Form(place, grid, headings, unit, above[-1] if above else None))
            since = place + 1
    meant = [form for form in found if form.grid.table.name not in hidden and not _is_named_aside(form.grid)]
    return meant or found


def _is_named_aside(grid: Grid) -> bool:
    """Sheets of instructions, examples and lists to choose from look like forms and are none."""
    return bool(_ASIDE.search(words(grid.table.name)))


def _is_aside(code: str, at: str | None, grids: Sequence[Grid], papers: Sequence[Paper]) -> bool:
    """A hidden sheet beside the form matters only if it is a form too; mostly it holds the choices of drop-downs."""
    hidden = [grid for grid in grids if code == "hidden_sheet" and grid.table.name == at]
    return any(not find_headings(grid, papers, "") for grid in hidden)


def _is_same(form: _Form, fullest: _Form) -> bool:
    """The same paper, and no other unit's."""
    ours, theirs = fullest.unit, form.unit
    if form.heading.paper is not fullest.heading.paper:
        return False
    return not ours or not theirs or words(ours.value) == words(theirs.value)


def _left(form: _Form, fullest: _Form) -> Problem:
    code = "other_form" if form.heading.paper is not fullest.heading.paper else "other_units_form"
    return Problem(code, form.grid.address((form.heading.top, form.heading.columns[0].at)))


def _gather(form: _Form, grids: Sequence[Grid], taken: Collection[int]) -> _Gathered:
    """All lines of a form's table, and of the tables right after it that go on without headings of their own."""
    sections = Sections()
    sections.enter(_caption(form))
    gathered = _Gathered([], [], "")
    ends = [heading.top for heading in form.headings[1:]]
    for heading, end in zip(form.headings, [*ends, form.grid.table.height], strict=True):
        lines = lines_of(Stretch(form.grid, heading, heading.bottom + 1, end), sections)
        gathered = _with(gathered, lines, form, heading)
    places = [form.place]
    if form.grid.table.shape is not Shape.TABLE:
        return replace(gathered, places=frozenset(places))
    last = replace(form.headings[-1], top=-1, bottom=-1)
    for place in range(form.place + 1, len(grids)):
        if place in taken or not _goes_on(grids[place], form):
            break
        stretch = Stretch(grids[place], last, 0, grids[place].table.height)
        gathered = _with(gathered, lines_of(stretch, sections), form, None)
        places.append(place)
    return replace(gathered, places=frozenset(places))


def _with(gathered: _Gathered, lines: Lines, form: _Form, heading: Heading | None) -> _Gathered:
    problems = [*gathered.problems, *(_unread(form, heading, lines) if heading else ()), *lines.problems]
    return _Gathered([*gathered.rows, *lines.rows], problems, gathered.nil_at or lines.nil_at)


def _unread(form: _Form, heading: Heading, lines: Lines) -> Iterator[Problem]:
    """Columns the paper does not know, if anything stands in them."""
    names = [column.label for column in heading.columns if column.at in lines.unread]
    if names:
        at = form.grid.address((heading.top, min(lines.unread)))
        yield Problem("unknown_columns", at, {"names": "; ".join(name[:60] for name in names[:_MOST_NAMES])})


def _tables_left(grids: Sequence[Grid], forms: Sequence[_Form], read: Collection[int]) -> Iterator[Problem]:
    """Tables of a document, often drawn inside a cell of its form, that are neither forms nor heads nor signatures."""
    first = min(form.place for form in forms)
    for place, grid in enumerate(grids[:MOST_TABLES]):
        texts = [part for text in grid.table.cells.values() for part in text.split("\n")]
        if place <= first or place in read or grid.table.shape is not Shape.TABLE or not texts:
            continue
        if any(is_end(text) or is_official(text) for text in texts):
            continue
        row, columns = next(iter(grid.rows.items()))
        text = " | ".join(columns.values())
        yield Problem("table_left_out", grid.address((row, min(columns))), {"text": text[:80]})


def _caption(form: _Form) -> list[Section]:
    """A section's name right above the headings: the row in a sheet, the paragraph in a document."""
    paper, top = form.heading.paper, form.heading.top
    above = max((row for row in form.grid.rows if row < top), default=None)
    if above is not None:
        texts = form.grid.rows[above]
        if len(texts) == 1:
            ((column, text),) = texts.items()
            return section_before(paper, text, form.grid.address((above, column)))
        return []
    return section_before(paper, form.caption.text, form.caption.at) if form.caption else []


def _goes_on(grid: Grid, form: _Form) -> bool:
    """Word breaks a long table in two: as wide as the form, its first cell a line number."""
    number = form.headings[-1].number
    if grid.table.width != form.grid.table.width or number is None:
        return False
    first = next(iter(grid.rows.values()), {})
    return len(first) >= 2 and first.get(number, "").strip(" .)").isdigit()


def _nothing_said(book: Book, gathered: Sequence[_Gathered]) -> Iterator[str]:
    yield from (one.nil_at for one in gathered if one.nil_at)
    yield from (line.at for line in book.lines if is_nil(line.text))


def _nil(at: str) -> list[Problem]:
    return [Problem("nil_report", at)] if at else []


def _unit(above: Sequence[Grid], lines: Sequence[Line], grid: Grid, top: int) -> Value | None:
    """In a sheet the rows over its headings, in a document the tables and paragraphs before it too."""
    return unit_of((), (), grid, top) if grid.table.shape is Shape.SHEET else unit_of(above, lines, grid, top)
