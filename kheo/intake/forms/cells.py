"""What the cells of one line say: mostly their text; for codes the code, for crosses what their column means."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kheo.campaigns.paper import Paper, Value
from kheo.campaigns.problems import Problem
from kheo.intake.forms.columns import Column
from kheo.intake.forms.grid import Grid
from kheo.intake.forms.headings import Heading
from kheo.intake.forms.labels import code_of, codes_of
from kheo.intake.forms.names import (
    addresses_person,
    is_household,
    is_organ,
    is_person,
    name_and_post,
    ticked_of,
    who_and_what,
)
from kheo.office.wording import fold, words

_CROSS = re.compile(r"^(?:[x×✓✔√☑☒v+*]+|1|co)$")


@dataclass(slots=True)
class Cells:
    """Field → value of one row; `new` are the fields whose words stand in this very row, not merged from above.

    The row is `apart` where something stands in its column of line numbers: then it goes on with nothing above.
    """

    values: dict[str, Value] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    unread: set[int] = field(default_factory=set)
    apart: bool = False
    # See Row.empty.
    empty: dict[str, str] = field(default_factory=dict)


def cells_of(grid: Grid, row: int, own: dict[int, str], heading: Heading) -> Cells:
    """Merged downwards, the top cell speaks for the rows beside it."""
    cells = Cells()
    asked = [column for column in heading.columns if column.is_asked_for and not own.get(column.at)]
    cells.empty = {column.field: grid.address((row, column.at)) for column in asked}
    for column in heading.columns:
        top, left = grid.owner(row, column.at)
        text = own.get(column.at, "") if top == row else grid.text(top, left)
        if not text or left != column.at or top <= heading.bottom or column.number:
            continue
        at = grid.address((top, left))
        if column.joins and column.field in cells.values:
            _join(cells, column.field, text, new=top == row)
            continue
        if not column.field or (column.spare and column.field in cells.values):
            cells.unread.add(column.at)
            continue
        for name, value in said_under(column, text, at, heading.paper, cells.problems):
            if name not in cells.values:
                cells.values[name] = value
                if top == row:
                    cells.new.add(name)
    return cells


def _join(cells: Cells, name: str, text: str, *, new: bool) -> None:
    before = cells.values[name]
    cells.values[name] = Value(f"{before.value}; {text}", before.at)
    cells.new |= {name} if new else set()


def is_cross(text: str) -> bool:
    return bool(_CROSS.match(fold(text)))


def said_under(
    column: Column, text: str, at: str, paper: Paper, problems: list[Problem]
) -> Iterator[tuple[str, Value]]:
    """Field → value of one text under this column or label; what is not understood is added to the problems."""
    if column.tick:
        yield from _ticked(column, text, at, paper, problems)
    elif codes_of(paper, column.field):
        yield from _coded(column, ticked_of(text), at, paper, problems)
    elif column.names_both:
        yield from _named(column.field, text, at, paper)
    elif column.names_post and (parted := name_and_post(text)):
        yield column.field, Value(parted[0], at)
        yield "position", Value(parted[1], at)
    else:
        yield column.field, Value(text, at)


def _ticked(column: Column, text: str, at: str, paper: Paper, problems: list[Problem]) -> Iterator[tuple[str, Value]]:
    crossed = is_cross(text)
    codes = codes_of(paper, column.field)
    yield column.field, Value(column.tick if crossed or codes else text, at)
    if crossed:
        return
    if column.field == "subject" and column.tick != "collective":
        yield "person_name", Value(text, at)
    elif codes and words(text) not in codes:
        problems.append(_left_out(column, text, at, paper.field(column.field).codes[column.tick][0]))


def _left_out(column: Column, text: str, at: str, meant: str) -> Problem:
    return Problem("words_left_out", at, {"label": column.label, "text": text[:80], "meant": meant})


def _coded(column: Column, text: str, at: str, paper: Paper, problems: list[Problem]) -> Iterator[tuple[str, Value]]:
    code = code_of(paper, column.field, text)
    both = who_and_what(text) if column.field == "subject" else None
    if both:
        # "Cá nhân: Lò Văn A" and "Hộ ông Lò Văn A" say who and what.
        code = codes_of(paper, "subject")[words(both[0])]
        yield "subject", Value(code, at)
        if code != "collective":
            yield "person_name", Value(both[1], at)
    elif code:
        yield column.field, Value(code, at)
    elif column.field == "subject" and column.names_both and _may_name(text, codes_of(paper, "subject")):
        person = is_person(text)
        yield "subject", Value("individual" if person else "collective", at)
        if person:
            yield "person_name", Value(text, at)
        else:
            problems.append(_left_out(column, text, at, paper.field("subject").codes["collective"][0]))
    elif not column.remarks:
        label = paper.field(column.field).label
        problems.append(Problem("unknown_code", at, {"text": text[:80], "label": label}))
        yield column.field, Value(text, at)


def _named(name: str, text: str, at: str, paper: Paper) -> Iterator[tuple[str, Value]]:
    """A column for collectives and persons: what the name itself shows is said as well."""
    known = {field.name for field in paper.fields}
    if name == "unit_name" and addresses_person(text):
        yield "person_name", Value(text, at)
        return
    yield name, Value(text, at)
    if name == "person_name" and "subject" in known:
        subject = "collective" if is_organ(text) else "household" if is_household(text) else ""
        if subject:
            yield "subject", Value(subject, at)


def _may_name(text: str, codes: Mapping[str, str]) -> bool:
    """Two words at least, and none of them "tập thể" or "cá nhân"."""
    said = f" {words(text)} "
    return len(said.split()) > 1 and not any(f" {way} " in said for way in codes)
