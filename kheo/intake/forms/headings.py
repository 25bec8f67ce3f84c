"""Where the headings of a paper stand in a table, and which column carries which field."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.campaigns.paper import Paper
from kheo.intake.forms.grid import Grid
from kheo.intake.forms.labels import LONGEST_LABEL, NUMBER, Meaning, codes_of, meaning_of
from kheo.office.wording import words

# Headings stand near the top; nobody's form has a head this long.
FIRST_ROWS = 80
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Column:
    """One column under the headings; `tick` is the code a cross in it means, `number` marks the line numbers.

    A column of remarks may say a code ("không nhân rộng được"); what else stands in it is no concern of ours.
    """

    at: int
    label: str
    field: str = ""
    tick: str = ""
    number: bool = False

    @property
    def remarks(self) -> bool:
        return words(self.label).startswith("ghi chu")


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings found: rows `top` to `bottom`, and the columns they name."""

    paper: Paper
    top: int
    bottom: int
    columns: tuple[Column, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns if column.field)

    @property
    def unknown(self) -> list[str]:
        return [column.label for column in self.columns if not column.field and not column.number and column.label]


@dataclass(frozen=True, slots=True)
class _Label:
    at: int
    group: str
    own: str


def find_heading(grid: Grid, papers: Sequence[Paper]) -> Heading | None:
    """The headings of whichever paper is found first and fullest, or None where the table is no such form."""
    seen = 0
    for row, texts in grid.rows.items():
        if len(texts) < 2 or max(map(len, texts.values())) > 10 * LONGEST_LABEL:
            continue
        seen += 1
        if seen > FIRST_ROWS:
            return None
        found = [heading for paper in papers if (heading := _heading_at(grid, row, paper))]
        if found:
            return max(found, key=lambda heading: len(heading.fields))
    return None


def _heading_at(grid: Grid, row: int, paper: Paper) -> Heading | None:
    two_rows = _is_two_rows(grid, row)
    labels = _two_rows(grid, row) if two_rows else _one_row(grid, row)
    if not 2 <= len(labels) <= MOST_COLUMNS:
        return None
    columns = tuple(_columns(labels, paper))
    fields = {column.field for column in columns if column.field}
    numbered = any(column.number for column in columns)
    if not paper.needs <= fields or len(fields) + numbered < 2:
        return None
    return Heading(paper, row, row + two_rows, columns)


def _is_two_rows(grid: Grid, row: int) -> bool:
    """Merged over two rows, or children stand below a label with nothing beside it and nowhere else."""
    upper, lower = grid.rows[row], grid.rows.get(row + 1, {})
    if not lower:
        return False
    if any(grid.reach(row, column).bottom == row + 1 for column in upper):
        return True
    beside = [column in upper and not (column + 1 not in upper and column + 1 in lower) for column in lower]
    return len(lower) >= 2 and not any(beside)


def _one_row(grid: Grid, row: int) -> list[_Label]:
    return [_Label(column, "", text) for column, text in grid.rows[row].items()]


def _two_rows(grid: Grid, row: int) -> list[_Label]:
    """Labels of a heading of two rows: a group above its children, or one label merged or alone in its column."""
    upper, lower = grid.rows[row], grid.rows.get(row + 1, {})
    labels: list[_Label] = []
    group = ""
    for column in sorted(set(upper) | set(lower)):
        above = upper.get(column, "")
        covered = grid.owner(row, column) == (row, column)
        if above:
            group = above
        elif covered and not lower.get(column):
            continue
        child = lower.get(column, "")
        if child and (above or group):
            labels.append(_Label(column, group, child))
        elif above:
            labels.append(_Label(column, "", above))
    return labels


def _columns(labels: Sequence[_Label], paper: Paper) -> list[Column]:
    meanings = {label.at: _meaning(label, paper) for label in labels}
    ticks = _ticks(labels, paper)
    asking = [(meaning, at) for at, meaning in meanings.items() if meaning and at not in ticks]
    # Who can mean one field only chooses first, the surer before the others, the left before the right.
    asking.sort(key=lambda asked: (len(asked[0].fields), -asked[0].sure, asked[1]))
    fields: dict[str, int] = {}
    for meaning, at in asking:
        free = next((name for name in meaning.fields if name not in fields), None)
        if free:
            fields[free] = at
    return [_column(label, {at: name for name, at in fields.items()}, ticks) for label in labels]


def _column(label: _Label, fields: dict[int, str], ticks: dict[int, str]) -> Column:
    if label.at in ticks:
        return Column(label.at, label.own, "subject", tick=ticks[label.at])
    number = bool(NUMBER.match(words(label.own)))
    return Column(label.at, label.own, fields.get(label.at, ""), number=number and label.at not in fields)


def _meaning(label: _Label, paper: Paper) -> Meaning | None:
    own = meaning_of(paper, label.own)
    if not label.group:
        return own
    return own or meaning_of(paper, f"{label.group} {label.own}")


def _ticks(labels: Sequence[_Label], paper: Paper) -> dict[int, str]:
    """Columns "Tập thể | Cá nhân" side by side: a cross, or a name, under one of them says the subject."""
    if all(field.name != "subject" for field in paper.fields):
        return {}
    codes = codes_of(paper, "subject")
    found = {
        label.at: codes[words(label.own)]
        for label in labels
        # TT heads the line numbers far more often than a column of collectives.
        if words(label.own) in codes and not NUMBER.match(words(label.own))
    }
    return found if len(set(found.values())) > 1 else {}
