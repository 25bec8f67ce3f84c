"""The lines of an earlier list under its mapping: pure, from tables and settings to what each line says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from kheo.campaigns.paper import Value
from kheo.intake.earlier.fields import FIELDS, TICKS, UNIT
from kheo.intake.earlier.layout import Layout, layouts_of
from kheo.intake.forms.cells import is_cross
from kheo.intake.forms.grid import Grid, grid_of
from kheo.intake.forms.labels import NUMBER
from kheo.intake.forms.margins import is_end, is_said, is_total, numbers_columns
from kheo.office.tables import Book
from kheo.office.wording import words

MOST_LINES = 20_000
_LONGEST_NUMBER = 6


@dataclass(frozen=True)
class Line:
    """`key` names it for good ("table:row" from 0); `unit` is as written, in its cell, its section or its sheet."""

    key: str
    unit: Value
    cells: Mapping[str, Value] = field(default_factory=dict)

    @property
    def at(self) -> str:
        return next((value.at for value in self.cells.values()), self.unit.at)

    def text(self, name: str) -> str:
        value = self.cells.get(name)
        return value.value if value else ""


# Does this text, alone in its row, name a unit? (The index of units is asked; this module knows none.)
NamesUnit = Callable[[str], bool]


def lines_of(book: Book, layout: Layout, columns: Mapping[int, str], names_unit: NamesUnit) -> list[Line]:
    """All lines of the chosen table and of those with the very same headings, in order."""
    same = [one for one in layouts_of(book) if one.key == layout.key and one.table != layout.table]
    found: list[Line] = []
    for one in sorted([layout, *same], key=lambda each: each.table):
        found += _Descent(grid_of(book.tables[one.table]), one, columns, names_unit).lines()
    return found[:MOST_LINES]


@dataclass
class _Descent:
    """Down one table: what stands alone in a row names the unit or the field of work of the lines below it."""

    grid: Grid
    layout: Layout
    columns: Mapping[int, str]
    names_unit: NamesUnit
    unit: Value = field(default_factory=lambda: Value("", ""))
    section: Value | None = None

    def lines(self) -> Iterator[Line]:
        if self.names_unit(self.grid.table.name):
            self.unit = Value(self.grid.table.name, "")
        for row, texts in self.grid.rows.items():
            if row <= self.layout.bottom or numbers_columns(texts) or _is_heading(texts, self.layout):
                continue
            said = {at: text for at, text in texts.items() if _says(text) and not self._is_number(at, text)}
            if not said or is_total(next(iter(said.values()))):
                continue
            if len(said) == 1 and not self._numbered(texts) and is_end(next(iter(said.values()))):
                return
            if len(said) == 1 and self._is_section(row, *next(iter(said.items())), texts):
                continue
            yield from self._line(row)

    def _line(self, row: int) -> Iterator[Line]:
        cells = dict(_cells(self.grid, row, self.columns))
        self.unit = cells.pop(UNIT, self.unit)
        if self.section is not None and "field" not in self.columns.values():
            cells.setdefault("field", self.section)
        if cells:
            yield Line(f"{self.layout.table}:{row}", self.unit, cells)

    def _is_section(self, row: int, column: int, text: str, texts: Mapping[int, str]) -> bool:
        at, bare = self.grid.address((row, column)), _bare(text)
        if self.names_unit(bare):
            self.unit, self.section = Value(bare, at), None
            return True
        if self.columns.get(column) == "title" and self._numbered(texts):
            return False
        self.section = Value(bare, at)
        return True

    @property
    def _numbers(self) -> set[int]:
        return {column for column, label in self.layout.labels.items() if NUMBER.match(words(label))}

    def _is_number(self, column: int, text: str) -> bool:
        """A section's name may stand in the column of line numbers; it is longer than any number."""
        return column in self._numbers and len(text.strip()) <= _LONGEST_NUMBER

    def _numbered(self, texts: Mapping[int, str]) -> bool:
        return any(texts.get(column, "").strip(" .)").isdigit() for column in self._numbers)


def _cells(grid: Grid, row: int, columns: Mapping[int, str]) -> Iterator[tuple[str, Value]]:
    """Merged downwards, the top cell speaks for the rows beside it. Codes are made of their words."""
    for column, name in columns.items():
        place = grid.owner(row, column)
        text = grid.text(*place)
        at = grid.address(place)
        if name in TICKS and (is_said(text) or is_cross(text)):
            yield from _ticked(*TICKS[name], text, at)
        elif name in FIELDS and is_said(text):
            code = FIELDS[name].code_of(text) if FIELDS[name].codes else None
            yield name, Value(code or text, at)


def _ticked(name: str, code: str, text: str, at: str) -> Iterator[tuple[str, Value]]:
    """A cross says the code; a name under "Cá nhân" says the person too."""
    yield name, Value(code, at)
    if name == "subject" and code != "collective" and not is_cross(text):
        yield "person_name", Value(text, at)


def _says(text: str) -> bool:
    return is_said(text) or is_cross(text)


def _is_heading(texts: Mapping[int, str], layout: Layout) -> bool:
    """The headings again, as at the top of another page."""
    same = sum(words(texts.get(column, "")) == words(label) != "" for column, label in layout.labels.items())
    return same >= 2 and same * 3 >= len(layout.labels) * 2


def _bare(text: str) -> str:
    """'II. XÃ BÌNH MINH (12 mô hình)' without its number and its count."""
    head, _, rest = text.partition(".") if text[:6].partition(".")[1] else ("", "", text)
    bare = rest if rest and (head.strip().isalnum() and len(head.strip()) <= 4) else text
    return bare.partition("(")[0].strip(" :–-") or text
