"""What a kind of paper is: its fields with their headings, and rows whose every value knows its cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kheo.campaigns.problems import Problem
from kheo.office.tables import crossing, told_place


def spellings(text: str) -> tuple[str, ...]:
    """Ways of writing the same thing, with semicolons between: a heading's synonyms, the words of a code."""
    return tuple(" ".join(way.split()) for way in text.split(";"))


@dataclass(frozen=True)
class PaperField:
    """One field of a paper: how its column may be headed, and the words of its codes if it has any."""

    name: str
    label: str
    headings: tuple[str, ...]
    required: bool = False
    # code → words that mean it; empty for free text.
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # May a section row ("I. TẬP THỂ") set it for the rows below?
    by_section: bool = False


@dataclass(frozen=True, eq=False)
class Paper:
    """A kind of form (biểu mẫu); each is one constant, compared by identity.

    `needs` are the fields without which a table is not this paper.
    """

    code: str
    title: str
    fields: tuple[PaperField, ...]
    needs: frozenset[str]

    def field(self, name: str) -> PaperField:
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True, slots=True)
class Value:
    """`confidence` is how sure a machine is that read it from a picture, 0 to 1; None for what was typed."""

    value: str
    at: str
    confidence: float | None = None

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"value": self.value, "at": told_place(self.at)}
        return told if self.confidence is None else {**told, "confidence": self.confidence}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a filled paper; only what its columns or section headings carry is here."""

    cells: Mapping[str, Value]
    # Fields that have a cell of their own in this line which is empty → where; only of those a line is asked for.
    empty: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.cells.get(name)
        return value.value if value else ""

    def at(self, name: str) -> str | None:
        value = self.cells.get(name)
        return value.at if value else None

    @property
    def start(self) -> str | None:
        """Where the line begins, for problems that concern the whole line."""
        return next((value.at for value in self.cells.values()), None)


# What a line is asked for where it lacks it: the cell that is empty is named then.
ASKED_FOR = frozenset({"title", "person_name", "outcome"})


def place_of(row: Row, name: str, beside: Iterable[Row]) -> str | None:
    """Where the field of this row stands, or would stand: in its row, in the column where other rows have it."""
    if row.at(name) or row.empty.get(name):
        return row.at(name) or row.empty[name]
    known = next((other.at(name) for other in beside if other.text(name)), None)
    place = crossing(row.start or "", known or "")
    taken = {value.at for value in row.cells.values()}
    return place if place and place not in taken else row.start


@dataclass(frozen=True)
class Filled:
    """A paper as it came back: which one (None: no form was found), whose by its head, its rows."""

    paper: str | None
    unit: Value | None = None
    rows: tuple[Row, ...] = ()
    # The sender says in so many words that there is nothing to report.
    nil: bool = False
    problems: tuple[Problem, ...] = ()
    # What looks like the fingerprint of a form we made (records.fingerprints says whether it is one).
    marks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The shape `kheo read --json` prints (without the file's name)."""
        return {
            "paper": self.paper,
            "unit": self.unit.value if self.unit else None,
            "rows": [{"cells": {name: cell.as_json() for name, cell in row.cells.items()}} for row in self.rows],
            "problems": [
                problem.as_json() | {"at": told_place(problem.at) if problem.at else None} for problem in self.problems
            ],
        }
