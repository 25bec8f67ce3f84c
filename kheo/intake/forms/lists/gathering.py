"""Tables that are forms, found by their headings, and all that stands in each of them and the tables that go on."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kheo.campaigns.paper import Paper, Row, Value
from kheo.campaigns.problems import Problem
from kheo.intake.forms.grid import Grid
from kheo.intake.forms.headings import Heading, find_headings
from kheo.intake.forms.heads import unit_of
from kheo.intake.forms.lists.lines import Lines, Stretch, lines_of
from kheo.intake.forms.margins import is_signature, numbers_columns
from kheo.intake.forms.sections import Section, Sections, section_before
from kheo.office.tables import Book, Line, Shape
from kheo.office.wording import words

# A file of forms has a few; what is beyond belongs to something else.
MOST_TABLES = 500
_MOST_NAMES = 10
_MOST_UNITS = 60
_OF_UNITS = re.compile(r"\b(?:don vi|xa phuong|xa|phuong|co quan|truong)\b")


@dataclass(frozen=True, slots=True, eq=False)
class Form:
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

    @property
    def at(self) -> str:
        return self.grid.address((self.heading.top, self.heading.columns[0].at))


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What one form of a file holds: its paper, whose it is by its own head, its lines; `at` is where it begins."""

    paper: Paper
    unit: Value | None
    at: str
    # The sheet it stands in; empty in a document.
    sheet: str = ""
    explained: int = 0
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    nil_at: str = ""
    # The places of the tables it was gathered from.
    places: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Run:
    """Where the numbers of a form ended, and inside of which sections."""

    form: Form | None = None
    number: int = 0
    sections: Sections | None = None


def forms_in(book: Book, grids: Sequence[Grid], papers: Sequence[Paper]) -> list[Form]:
    """The tables with headings, each with its own head: what stands between it and the form before."""
    lines: dict[int, list[Line]] = {}
    for line in book.lines:
        lines.setdefault(line.before, []).append(line)
    found: list[Form] = []
    since = 0
    for place, grid in enumerate(grids[:MOST_TABLES]):
        above = lines.get(place, [])
        headings = find_headings(grid, papers, "\n".join(line.text for line in above))
        if headings:
            head = [line for before in range(since, place + 1) for line in lines.get(before, ())]
            heads = [above for above in grids[since:place] if not (found and _is_signed(above))]
            unit = _unit(heads, _below_signatures(head), grid, headings[0].top)
            found.append(Form(place, grid, headings, unit, above[-1] if above else None))
            since = place + 1
    return found


def _is_signed(grid: Grid) -> bool:
    return any(is_signature(part) for text in grid.table.cells.values() for part in text.split("\n"))


def _below_signatures(lines: Sequence[Line]) -> Sequence[Line]:
    """What stands between two forms ends the first of them before it heads the second."""
    last = max((place for place, line in enumerate(lines) if is_signature(line.text)), default=-1)
    return lines[last + 1 :]


def gathered(forms: Sequence[Form], grids: Sequence[Grid]) -> list[Part]:
    """All lines of each form, in order. Where the numbers go on in the next table, its sections do too."""
    taken = {form.place for form in forms}
    parts: list[Part] = []
    run = _Run()
    for form in forms:
        goes_on = run.form is not None and _numbers_go_on(run.form, form, run.number)
        sections = run.sections if goes_on and run.sections else Sections()
        part, number = _gather(form, grids, taken, sections)
        run = _Run(form, number, sections)
        parts.append(part)
    return parts


def _gather(form: Form, grids: Sequence[Grid], taken: Collection[int], sections: Sections) -> tuple[Part, int]:
    """All lines of a form's table, and of the tables right after it that go on without headings of their own."""
    sections.enter(_caption(form))
    sheet = form.grid.table.name if form.grid.table.shape is Shape.SHEET else ""
    part = Part(form.heading.paper, form.unit, form.at, sheet, form.heading.explained)
    number = 0
    ends = [heading.top for heading in form.headings[1:]]
    for heading, end in zip(form.headings, [*ends, form.grid.table.height], strict=True):
        lines = lines_of(Stretch(form.grid, heading, heading.bottom + 1, end), sections)
        part, number = _with(part, lines, form, heading), lines.number or number
    places = [form.place]
    if form.grid.table.shape is not Shape.SHEET:
        last = replace(form.headings[-1], top=-1, bottom=-1)
        for place in range(form.place + 1, len(grids)):
            if place in taken or not _goes_on(grids[place], form):
                break
            lines = lines_of(Stretch(grids[place], last, 0, grids[place].table.height), sections)
            part, number = _with(part, lines, form, None), lines.number or number
            places.append(place)
    return replace(part, places=frozenset(places)), number


def _with(part: Part, lines: Lines, form: Form, heading: Heading | None) -> Part:
    problems = (*part.problems, *(_unread(form, heading, lines) if heading else ()), *lines.problems)
    return replace(part, rows=(*part.rows, *lines.rows), problems=problems, nil_at=part.nil_at or lines.nil_at)


def _unread(form: Form, heading: Heading, lines: Lines) -> Iterator[Problem]:
    """Columns the paper does not know, if anything stands in them."""
    names = [column.label for column in heading.columns if column.at in lines.unread]
    if names:
        at = form.grid.address((heading.top, min(lines.unread)))
        details = {"names": "; ".join(name[:60] for name in names[:_MOST_NAMES])}
        units = _named_units(form, heading, lines)
        yield Problem("unknown_columns", at, details | ({"units": units} if units else {}))


def _named_units(form: Form, heading: Heading, lines: Lines) -> list[str]:
    """What stands in unread columns that are headed as those of units: it may be said there whose each line is."""
    of_units = [
        column.at for column in heading.columns if column.at in lines.unread and _OF_UNITS.search(words(column.label))
    ]
    below = (texts for row, texts in form.grid.rows.items() if row > heading.bottom)
    said = dict.fromkeys(texts[at] for texts in below for at in of_units if texts.get(at))
    return list(said)[:_MOST_UNITS]


def _numbers_go_on(before: Form, form: Form, number: int) -> bool:
    """The same paper with no head of its own, its first line numbered as the one after the last?"""
    same = form.heading.paper is before.heading.paper and form.unit is None
    return bool(same and number) and _first_number(form) == number + 1


def _first_number(form: Form) -> int:
    heading = form.heading
    if heading.number is None:
        return 0
    for row, texts in form.grid.rows.items():
        text = texts.get(heading.number, "").strip(" .)")
        if row > heading.bottom and text.isdecimal() and len(text) < 5 and not numbers_columns(texts):
            return int(text)
    return 0


def _caption(form: Form) -> list[Section]:
    """A section's name right above the headings: the row in a sheet, the paragraph in a document."""
    paper, top = form.heading.paper, form.heading.top
    above = max(takewhile(lambda row: row < top, form.grid.rows), default=None)
    if above is not None:
        texts = form.grid.rows[above]
        if len(texts) == 1:
            ((column, text),) = texts.items()
            return section_before(paper, text, form.grid.address((above, column)))
        return []
    return section_before(paper, form.caption.text, form.caption.at) if form.caption else []


def _goes_on(grid: Grid, form: Form) -> bool:
    """Word breaks a long table in two: as wide as the form, its first cell a line number."""
    number = form.headings[-1].number
    if grid.table.width != form.grid.table.width or number is None:
        return False
    first = next(iter(grid.rows.values()), {})
    return len(first) >= 2 and first.get(number, "").strip(" .)").isdigit()


def _unit(above: Sequence[Grid], lines: Sequence[Line], grid: Grid, top: int) -> Value | None:
    """In a sheet the rows over its headings, in a document the tables and paragraphs before it too."""
    return unit_of((), (), grid, top) if grid.table.shape is Shape.SHEET else unit_of(above, lines, grid, top)
