"""Where the headings of an earlier list stand, and what each column likely means."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kheo.intake.earlier.fields import FIELDS, TICKS, UNIT, is_unit_heading
from kheo.intake.forms.columns import Column, columns_of
from kheo.intake.forms.grid import Grid, grid_of
from kheo.intake.forms.headings import find_headings
from kheo.intake.forms.labels import meaning_of
from kheo.intake.forms.layers import Label, labels_between, last_row
from kheo.office.tables import Book
from kheo.office.wording import words
from kheo.records import registering, reporting

PAPERS = (registering.PAPER, reporting.PAPER)
MOST_TABLES, MOST_COLUMNS = 200, 60
# A heading row has at least so many texts, none of them a story.
_LEAST_LABELS, _LONGEST_LABEL, _FIRST_ROWS = 2, 200, 60


@dataclass(frozen=True)
class Layout:
    """Which table of the book is the list, between which rows its headings stand, and the labels by column."""

    table: int
    top: int
    bottom: int
    labels: Mapping[int, str]

    @property
    def key(self) -> str:
        """The same for every table with the same headings, however they are spelt or ordered by accident of space."""
        said = "|".join(f"{column}:{words(label)}" for column, label in sorted(self.labels.items()))
        return hashlib.sha256(said.encode()).hexdigest()


def layouts_of(book: Book) -> list[Layout]:
    """Each table that has something like headings, the likeliest list first."""
    found = [(grid, _found(number, grid)) for number, grid in enumerate(map(grid_of, book.tables[:MOST_TABLES]))]
    ranked = [(_rank(grid, layout), layout) for grid, layout in found if layout is not None]
    return [layout for _, layout in sorted(ranked, key=lambda one: one[0], reverse=True)]


def layout_at(book: Book, table: int, row: int) -> Layout | None:
    """The layout where a person says the headings begin."""
    if not 0 <= table < min(len(book.tables), MOST_TABLES):
        return None
    grid = grid_of(book.tables[table])
    return _at(table, grid, row, last_row(grid, row)) if row in grid.rows else None


def proposed(layout: Layout) -> dict[int, str]:
    """Column → field, empty where nothing is known: by the headings that forms are read by, and the units' own."""
    labels = tuple(Label(column, label) for column, label in sorted(layout.labels.items()))
    fields: dict[int, str] = dict.fromkeys(layout.labels, "")
    for label in labels:
        if UNIT not in fields.values() and is_unit_heading(label.own):
            fields[label.at] = UNIT
    rest = tuple(label for label in labels if not fields[label.at])
    for paper in PAPERS:
        for at, name in _by_paper(rest, paper):
            if not fields[at] and name not in fields.values():
                fields[at] = name
    return fields


def _by_paper(labels: Sequence[Label], paper: object) -> Iterable[tuple[int, str]]:
    """As the paper's own columns are found; where a list has no title's column, label by label."""
    chosen = next(one for one in PAPERS if one is paper)
    columns = columns_of(tuple(labels), chosen)
    if columns:
        found = [(one.at, _meant(one)) for one in columns if not one.spare and not one.remarks]
    else:
        meanings = [(label.at, meaning_of(chosen, label.own)) for label in labels]
        found = [(at, meaning.fields[0]) for at, meaning in meanings if meaning and meaning.sure > 1]
    names = {"unit_name": UNIT}
    return [
        (at, names.get(name, name)) for at, name in found if {names.get(name, name)} & (FIELDS.keys() | TICKS.keys())
    ]


def _meant(column: Column) -> str:
    """A column of crosses means one code of its field."""
    return f"{column.field}:{column.tick}" if column.tick else column.field


def _found(number: int, grid: Grid) -> Layout | None:
    """By a paper's headings, else the first row that has several short texts."""
    headings = find_headings(grid, PAPERS)
    if headings:
        return _at(number, grid, headings[0].top, headings[0].bottom)
    for seen, (row, texts) in enumerate(grid.rows.items()):
        if seen > _FIRST_ROWS:
            return None
        if len(texts) > _LEAST_LABELS and max(map(len, texts.values())) <= _LONGEST_LABEL:
            return _at(number, grid, row, last_row(grid, row))
    return None


def _at(number: int, grid: Grid, top: int, bottom: int) -> Layout | None:
    found = labels_between(grid, top, bottom)
    labels = {label.at: " – ".join([*label.groups, label.own]) for label in found if label.at < MOST_COLUMNS}
    return Layout(number, top, bottom, labels) if len(labels) >= _LEAST_LABELS else None


def _rank(grid: Grid, layout: Layout) -> tuple[int, int]:
    known = sum(bool(name) for name in proposed(layout).values())
    return (known, len(grid.rows))
