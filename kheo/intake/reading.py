"""Which papers are in these tables, whose each is by its head, and its lines; every value knows its cell."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kheo.campaigns.paper import Filled, Paper, Value
from kheo.campaigns.problems import Problem
from kheo.intake.forms.cards.finding import cards_in
from kheo.intake.forms.grid import Grid, grid_of
from kheo.intake.forms.headings import find_headings
from kheo.intake.forms.heads import is_official, names_organ, unit_of
from kheo.intake.forms.lists.gathering import MOST_TABLES, Form, Part, forms_in, gathered
from kheo.intake.forms.margins import is_end, is_nil
from kheo.intake.forms.scanned import with_doubts, with_known_headings
from kheo.office.tables import Book, Conversion, Shape
from kheo.office.wording import words
from kheo.records.fingerprints import marks_in

# A file of forms has a few; what is beyond belongs to something else.
MOST_PROBLEMS = 500
MOST_FORMS = 100
_ASIDE = re.compile(r"\b(?:huong dan|vi du|danh muc|tham khao|mau vi du)\b")


@dataclass(slots=True)
class _Answer:
    """The parts of one paper and one unit: a unit's lines may stand in several tables."""

    paper: Paper
    unit: Value | None
    parts: list[Part] = field(default_factory=list)

    @property
    def rows(self) -> bool:
        return any(part.rows for part in self.parts)

    @property
    def says_nil(self) -> str:
        return "" if self.rows else next((part.nil_at for part in self.parts if part.nil_at), "")


def read_book(book: Book, papers: Sequence[Paper]) -> tuple[Filled, ...]:
    """Every filled paper in an opened file, in the file's order: at least one, whose `paper` is None where none is.

    Tables of one paper and unit give one answer; each other unit, and each other paper, gives one of its own.
    """
    book = with_known_headings(book, papers)
    grids = [grid_of(table) for table in book.tables]
    forms = _meant(book, forms_in(book, grids, papers))
    parts = gathered(forms, grids)
    if not any(part.rows for part in parts):
        cards = cards_in(book, grids, papers)
        parts = cards if any(card.rows for card in cards) else parts or cards
    seen = [Problem(code, at) for code, at in book.warnings if not (parts and _is_aside(code, at, grids, papers))]
    seen += [_converted(each) for each in book.conversions]
    if not parts:
        nil_at = next((line.at for line in book.lines if is_nil(line.text)), "")
        unit = unit_of((), book.lines, None, 0) if nil_at else None
        marks = marks_in(_texts(book))
        return (Filled(None, unit, nil=bool(nil_at), problems=(*seen, *_nil(nil_at)), marks=marks),)
    answers = _answers(parts)
    if len(answers) > MOST_FORMS:
        seen = [*seen, Problem("too_many_forms", None, {"count": len(answers), "most": MOST_FORMS})]
        answers = answers[:MOST_FORMS]
    left = list(_tables_left(grids, parts))
    # What concerns the whole file is told with its first form.
    beside = [(seen, left), *[([], [])] * (len(answers) - 1)]
    filled = [_filled(answer, book, *around) for answer, around in zip(answers, beside, strict=True)]
    return tuple(with_doubts(one, book) for one in _marked(filled, answers, book))


def _converted(conversion: Conversion) -> Problem:
    details = {"encoding": conversion.encoding, "count": conversion.count}
    return Problem("legacy_font", conversion.at, {**details, "typed": conversion.typed, "read": conversion.read})


def _meant(book: Book, forms: list[Form]) -> list[Form]:
    """Hidden sheets, and those named as instructions or examples, count only where nothing else is a form."""
    hidden = {at for code, at in book.warnings if code == "hidden_sheet"}
    meant = [form for form in forms if form.grid.table.name not in hidden and not _is_named_aside(form.grid)]
    return meant or forms


def _is_named_aside(grid: Grid) -> bool:
    """Sheets of instructions, examples and lists to choose from look like forms and are none."""
    return bool(_ASIDE.search(words(grid.table.name)))


def _is_aside(code: str, at: str | None, grids: Sequence[Grid], papers: Sequence[Paper]) -> bool:
    """A hidden sheet beside the form matters only if it is a form too; mostly it holds the choices of drop-downs."""
    hidden = [grid for grid in grids if code == "hidden_sheet" and grid.table.name == at]
    return any(not find_headings(grid, papers, "") for grid in hidden)


def _answers(parts: Sequence[Part]) -> list[_Answer]:
    """The parts by paper and unit; what names no unit belongs to the one before it, or else the one after."""
    filled = [part for part in parts if part.rows or part.nil_at]
    meant = filled or [max(parts, key=lambda part: part.explained)]
    answers: list[_Answer] = []
    for part in _owned(meant):
        same = next(
            (one for one in reversed(answers) if one.paper is part.paper and _is_same(one.unit, part.unit)), None
        )
        if same is None:
            same = _Answer(part.paper, part.unit)
            answers.append(same)
        same.unit = same.unit or part.unit
        same.parts.append(part)
    _share_unit(answers)
    return [one for one in answers if one.rows or one.says_nil] or answers


def _owned(parts: Sequence[Part]) -> Sequence[Part]:
    """Where no head names a unit and every form has a sheet of its own, the sheets' names may: one a unit."""
    sheets = [part.sheet for part in parts]
    if len(set(sheets)) < 2 or any(part.unit for part in parts) or not all(map(names_organ, sheets)):
        return parts
    return [replace(part, unit=Value(part.sheet, part.at)) for part in parts]


def _is_same(one: Value | None, other: Value | None) -> bool:
    return not one or not other or words(one.value) == words(other.value)


def _share_unit(answers: Sequence[_Answer]) -> None:
    """The only unit a file names is that of every form in it."""
    named = [answer.unit for answer in answers if answer.unit]
    if len({words(unit.value) for unit in named}) == 1:
        for answer in answers:
            answer.unit = answer.unit or named[0]


def _filled(answer: _Answer, book: Book, seen: Sequence[Problem], left: Sequence[Problem]) -> Filled:
    rows = tuple(row for part in answer.parts for row in part.rows)
    nil_at = "" if rows else answer.says_nil or next((line.at for line in book.lines if is_nil(line.text)), "")
    own = [problem for part in answer.parts for problem in part.problems]
    problems = tuple([*_nil(nil_at), *seen, *own, *left][:MOST_PROBLEMS])
    return Filled(answer.paper.code, answer.unit, rows, nil=bool(nil_at), problems=problems)


def _marked(filled: Sequence[Filled], answers: Sequence[_Answer], book: Book) -> tuple[Filled, ...]:
    """Each form with the fingerprints it carries; what the file carries anywhere else counts for its first form."""
    if len(filled) == 1:
        return (replace(filled[0], marks=marks_in(_texts(book))),)
    own = []
    for answer in answers:
        places = frozenset[int]().union(*(part.places for part in answer.parts))
        own.append(marks_in(text for place in places for text in book.tables[place].cells.values()))
    first = own[0] or tuple(mark for mark in marks_in(_texts(book)) if not any(mark in marks for marks in own[1:]))
    return tuple(replace(one, marks=marks) for one, marks in zip(filled, (first, *own[1:]), strict=True))


def _texts(book: Book) -> Iterator[str]:
    yield from book.marks.values()
    yield from (line.text for line in book.lines)
    yield from (text for table in book.tables for text in table.cells.values())


def _tables_left(grids: Sequence[Grid], parts: Sequence[Part]) -> Iterator[Problem]:
    """Tables of a document, often drawn inside a cell of its form, that are neither forms nor heads nor signatures."""
    read: Collection[int] = frozenset[int]().union(*(part.places for part in parts))
    first = min(read, default=len(grids))
    for place, grid in enumerate(grids[:MOST_TABLES]):
        texts = [part for text in grid.table.cells.values() for part in text.split("\n")]
        if place <= first or place in read or grid.table.shape is not Shape.TABLE or not texts:
            continue
        if any(is_end(text) or is_official(text) for text in texts):
            continue
        row, columns = next(iter(grid.rows.items()))
        text = " | ".join(columns.values())
        yield Problem("table_left_out", grid.address((row, min(columns))), {"text": text[:80]})


def _nil(at: str) -> list[Problem]:
    return [Problem("nil_report", at)] if at else []
