"""The lines below the headings: what section rows add to them, what goes on in the next row, where the form ends."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kheo.campaigns.paper import Row, Value
from kheo.campaigns.problems import Problem
from kheo.intake.forms.cells import Cells, cells_of
from kheo.intake.forms.grid import Grid
from kheo.intake.forms.headings import Heading, is_like
from kheo.intake.forms.margins import is_end, is_nil, is_said, is_total, numbers_columns
from kheo.intake.forms.sections import Sections, sections_of

_LINE_NUMBER = re.compile(r"^\(?(?:\d{1,4}(?:\.\d{1,3})*|[ivxlc]+|[a-z])[.)]?$", re.IGNORECASE)
_MOST_AT_THE_END = 3
_COLUMN_NUMBERS_WITHIN = 2


@dataclass(slots=True)
class Lines:
    """What was gathered below one heading, while going down; `nil_at` is where it says there is nothing."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    nil_at: str = ""
    # Columns without a field in which something stands.
    unread: set[int] = field(default_factory=set)
    last: int = -1
    numbered: bool = False
    # The last line number that is one.
    number: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows of a table that belong to one heading: from `start` up to, not including, `end`."""

    grid: Grid
    heading: Heading
    start: int
    end: int


def lines_of(stretch: Stretch, sections: Sections) -> Lines:
    """Read down to a signature, a note or the end of the stretch."""
    found = Lines()
    grid, heading = stretch.grid, stretch.heading
    for row, texts in grid.rows.items():
        if row < stretch.start or is_like(texts, grid, heading):
            continue
        if row >= stretch.end:
            break
        if row <= heading.bottom + _COLUMN_NUMBERS_WITHIN and numbers_columns(texts):
            continue
        own = {column: text for column, text in texts.items() if grid.owner(row, column) == (row, column)}
        number = _line_number(own, heading)
        if _ends(own, number, heading):
            break
        if own:
            _take(found, stretch, row, own, sections)
        found.numbered = found.numbered or bool(number)
        found.number = _counted(number) or found.number
    return found


def _take(found: Lines, stretch: Stretch, row: int, own: dict[int, str], sections: Sections) -> None:
    grid, heading = stretch.grid, stretch.heading
    number = _line_number(own, heading)
    if not number and is_total(next(iter(own.values()))):
        return
    said = [text for text in own.values() if text != number]
    if not any(map(is_said, said)):
        return
    if all(is_nil(text) for text in said if is_said(text)):
        found.nil_at = found.nil_at or grid.address((row, next(iter(own))))
        return
    opened = sections_of(grid, row, own, heading)
    if opened is not None:
        sections.enter(opened)
        return
    cells = cells_of(grid, row, own, heading)
    found.unread |= cells.unread
    if cells.new:
        cells.apart = is_said(own.get(heading.number, "")) if heading.number is not None else False
        _add(found, cells, number, row, sections.said)


def _add(found: Lines, cells: Cells, number: str, row: int, said: Mapping[str, Value]) -> None:
    """A line of its own, or what ran on from the row above."""
    found.problems += cells.problems
    at = next(iter(cells.values.values())).at
    goes_on = found.numbered and not number and found.rows
    if goes_on and _continues(cells) and row == found.last + 1:
        found.rows[-1] = _joined(found.rows[-1], cells.values)
        found.problems.append(Problem("joined_line", at))
        found.last = row
        return
    if goes_on and "title" not in cells.values and len(cells.new) == 1:
        # Far below the lines, alone and without a number: more likely a name under a signature than an entry.
        found.problems.append(Problem("stray_text", at, {"text": next(iter(cells.values.values())).value[:80]}))
        return
    if goes_on and cells.new == {"title"}:
        found.problems.append(Problem("unnumbered_line", at))
    found.rows.append(
        Row({**{name: value for name, value in said.items() if name not in cells.values}, **cells.values}, cells.empty)
    )
    found.last = row


def _line_number(own: dict[int, str], heading: Heading) -> str:
    text = own.get(heading.number, "") if heading.number is not None else ""
    return text if _LINE_NUMBER.match(text) else ""


def _counted(number: str) -> int:
    bare = number.strip("().")
    return int(bare) if bare.isdecimal() else 0


def _ends(own: dict[int, str], number: str, heading: Heading) -> bool:
    """Signatures, notes and addressees stand below the lines, a few cells in a row without a title."""
    if not own or number or len(own) > _MOST_AT_THE_END:
        return False
    titles = [own[column.at] for column in heading.columns if column.field == "title" and column.at in own]
    return any(is_end(text) for text in titles or own.values())


def _continues(cells: Cells) -> bool:
    """No title and little else, or a title that begins in the middle of a sentence."""
    if cells.apart:
        return False
    if "title" in cells.values:
        return cells.new == {"title"} and cells.values["title"].value[:1].islower()
    return len(cells.new) <= 2 and "person_name" not in cells.new


def _joined(row: Row, more: Mapping[str, Value]) -> Row:
    cells = dict(row.cells)
    for name, value in more.items():
        before = cells.get(name)
        if before is None:
            cells[name] = value
        elif before.at != value.at:
            cells[name] = Value(f"{before.value}\n{value.value}", before.at)
    return Row(cells, row.empty)
