"""What the cells of one line say: mostly their text; for codes the code, for crosses what their column means."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kheo.campaigns.paper import Value
from kheo.campaigns.problems import Problem
from kheo.intake.forms.columns import Column
from kheo.intake.forms.grid import Grid
from kheo.intake.forms.headings import Heading
from kheo.intake.forms.labels import code_of, codes_of
from kheo.intake.forms.names import addresses_person, is_organ, is_person
from kheo.office.wording import fold, words

_CROSS = re.compile(r"^(?:[x×✓✔√☑☒v+*]+|1|co)$")
_WHO = re.compile(r"^\s*(tập thể|cá nhân|hộ gia đình|hộ)\s*[:–-]\s*(\S.*)$", re.IGNORECASE | re.DOTALL)


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


def cells_of(grid: Grid, row: int, own: dict[int, str], heading: Heading) -> Cells:
    """Merged downwards, the top cell speaks for the rows beside it."""
    cells = Cells()
    for column in heading.columns:
        top, left = grid.owner(row, column.at)
        text = own.get(column.at, "") if top == row else grid.text(top, left)
        if not text or left != column.at or top <= heading.bottom or column.number:
            continue
        at = grid.address((top, left))
        if column.joins and column.field in cells.values:
            before = cells.values[column.field]
            cells.values[column.field] = Value(f"{before.value}; {text}", before.at)
            cells.new |= {column.field} if top == row else set()
            continue
        if not column.field or (column.spare and column.field in cells.values):
            cells.unread.add(column.at)
            continue
        for name, value in _said(column, text, at, heading, cells.problems):
            if name not in cells.values:
                cells.values[name] = value
                if top == row:
                    cells.new.add(name)
    return cells


def _said(column: Column, text: str, at: str, heading: Heading, problems: list[Problem]) -> Iterator[tuple[str, Value]]:
    if column.tick:
        yield from _ticked(column, text, at, heading, problems)
    elif codes_of(heading.paper, column.field):
        yield from _coded(column, text, at, heading, problems)
    elif column.names_both:
        yield from _named(column.field, text, at, heading)
    else:
        yield column.field, Value(text, at)


def _ticked(
    column: Column, text: str, at: str, heading: Heading, problems: list[Problem]
) -> Iterator[tuple[str, Value]]:
    crossed = bool(_CROSS.match(fold(text)))
    codes = codes_of(heading.paper, column.field)
    yield column.field, Value(column.tick if crossed or codes else text, at)
    if crossed:
        return
    if column.field == "subject" and column.tick != "collective":
        yield "person_name", Value(text, at)
    elif codes and words(text) not in codes:
        problems.append(_left_out(column, text, at, heading.paper.field(column.field).codes[column.tick][0]))


def _left_out(column: Column, text: str, at: str, meant: str) -> Problem:
    return Problem("words_left_out", at, {"label": column.label, "text": text[:80], "meant": meant})


def _coded(
    column: Column, text: str, at: str, heading: Heading, problems: list[Problem]
) -> Iterator[tuple[str, Value]]:
    code = code_of(heading.paper, column.field, text)
    both = _WHO.match(text) if column.field == "subject" else None
    if both:
        # "Cá nhân: Lò Văn A" says who and what.
        code = codes_of(heading.paper, "subject")[words(both[1])]
        yield "subject", Value(code, at)
        if code != "collective":
            yield "person_name", Value(both[2].strip(), at)
    elif code:
        yield column.field, Value(code, at)
    elif column.field == "subject" and column.names_both and _may_name(text, codes_of(heading.paper, "subject")):
        person = is_person(text)
        yield "subject", Value("individual" if person else "collective", at)
        if person:
            yield "person_name", Value(text, at)
        else:
            problems.append(_left_out(column, text, at, heading.paper.field("subject").codes["collective"][0]))
    elif not column.remarks:
        label = heading.paper.field(column.field).label
        problems.append(Problem("unknown_code", at, {"text": text[:80], "label": label}))
        yield column.field, Value(text, at)


def _named(name: str, text: str, at: str, heading: Heading) -> Iterator[tuple[str, Value]]:
    """A column for collectives and persons: what the name itself shows is said as well."""
    known = {field.name for field in heading.paper.fields}
    if name == "unit_name" and addresses_person(text):
        yield "person_name", Value(text, at)
        return
    yield name, Value(text, at)
    if name == "person_name" and "subject" in known and is_organ(text):
        yield "subject", Value("collective", at)


def _may_name(text: str, codes: Mapping[str, str]) -> bool:
    """Two words at least, and none of them "tập thể" or "cá nhân"."""
    said = f" {words(text)} "
    return len(said.split()) > 1 and not any(f" {way} " in said for way in codes)
