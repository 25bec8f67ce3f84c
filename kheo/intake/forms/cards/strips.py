"""A file taken apart into strips, from the top downwards: a label with its value, a text that goes on, an end."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from kheo.campaigns.paper import Paper
from kheo.intake.forms.cards.naming import LONGEST_LABEL, UNIT, Name, is_numbered, name_of
from kheo.intake.forms.grid import Grid
from kheo.intake.forms.labels import NUMBER
from kheo.intake.forms.margins import is_said
from kheo.intake.forms.names import has_boxes
from kheo.office.tables import Line
from kheo.office.wording import words

# A line that is filled in word by word ("Họ và tên: … Chức vụ: …") is short.
_LONGEST_SHARED = 240
_LABEL = re.compile(r"^([^:：]{2,150})[:：](.*)$", re.DOTALL)
MOST_ROWS = 5_000
_SIGN_ALONE = re.compile(r"^\(?(?:[ivxlc]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])?[.)]?$|^[-+•*–]$", re.IGNORECASE)
_ASIDE = re.compile(r"^(?:huong dan|ghi chu|goi y|yeu cau|cach ghi|chu thich|vi du)")
_COLON = re.compile(r"[:：]")


@dataclass(frozen=True, slots=True)
class Strip:
    """`name` is None for a text without a label; `row` tells strips of one row of a table from others.

    `value_at` differs from `at` where the value stands in a cell of its own.
    """

    name: Name | None
    text: str
    at: str
    row: int = -1


def of_line(line: Line, paper: Paper) -> Iterator[Strip]:
    """A paragraph: "Tên mô hình: Đường hoa", its label alone, or what runs on."""
    for part in line.text.split("\n"):
        yield from of_text(part, line.at, paper)


def of_text(text: str, at: str, paper: Paper, row: int = -1) -> Iterator[Strip]:
    inline = _LABEL.match(text)
    name = name_of(paper, inline[1]) if inline else None
    if inline and name and (name.sure > 0 or name.field == UNIT):
        yield from _shared(name, inline[2].strip(), at, paper, row)
        return
    alone = name_of(paper, text) if is_numbered(text) or text.rstrip().endswith(":") else None
    if alone and alone.sure > 2 and not alone.code:
        yield Strip(alone, "", at, row)
        return
    yield Strip(None, text, at, row)


def of_grid(grid: Grid, paper: Paper, columns: frozenset[int] = frozenset()) -> list[Strip]:
    """The rows of a table or sheet; `columns` are those that count (none: all)."""
    labels = _columns_of_labels(grid, paper)
    rows = islice(grid.rows, MOST_ROWS)
    return [strip for row in rows for strip in _of_row(grid, row, paper, columns, labels)]


def _columns_of_labels(grid: Grid, paper: Paper) -> frozenset[int]:
    """Columns most of whose cells are labels."""
    names = [one for names in labelled_rows(grid, paper).values() for one in names]
    counted = Counter(column for column, name in names if name.sure > 2)
    texts = Counter(column for columns in grid.rows.values() for column in columns)
    return frozenset(column for column, count in counted.items() if count > 1 and 2 * count >= texts[column])


def _of_row(grid: Grid, row: int, paper: Paper, columns: frozenset[int], labels: frozenset[int]) -> Iterator[Strip]:
    """Labels, each with the cell beside it; between two labels no value was written."""
    texts = {at: text for at, text in grid.rows.get(row, {}).items() if not columns or at in columns}
    if _heads_columns(texts.values(), paper) or (columns and not label_in(next(iter(texts.values()), ""), paper)):
        return
    pending: tuple[Name, str] | None = None
    for column, text in texts.items():
        at = grid.address((row, column))
        if pending is None and _SIGN_ALONE.match(text):
            continue
        name = label_in(text, paper)
        if pending and not (name and (column in labels or text.rstrip().endswith(":"))):
            yield Strip(pending[0], text if is_said(text) else "", at, row)
            pending = None
            continue
        if pending:
            yield Strip(pending[0], "", pending[1], row)
            pending = None
        if name:
            pending = (name, at)
            continue
        yield from (strip for part in text.split("\n") for strip in of_text(part, at, paper, row))
    if pending:
        yield Strip(pending[0], "", pending[1], row)


def _heads_columns(texts: Collection[str], paper: Paper) -> bool:
    """Is this row the headings of a table, not labels with values between them?"""
    if any(NUMBER.match(words(text)) for text in texts if len(text) < LONGEST_LABEL):
        return True
    return len(texts) > 2 and all((name := label_in(text, paper)) and not name.code for text in texts)


def label_in(text: str, paper: Paper) -> Name | None:
    """The label that is all of a cell."""
    inline = _LABEL.match(text)
    if (inline and is_said(inline[2])) or has_boxes(text):
        return None
    name = name_of(paper, " ".join(text.split()))
    return name if name and name.sure > 0 else None


def labelled_rows(grid: Grid, paper: Paper) -> dict[int, list[tuple[int, Name]]]:
    """Row → (column, label) of every cell that is a label with nothing of its own behind the colon."""
    found: dict[int, list[tuple[int, Name]]] = {}
    for row, texts in grid.rows.items():
        names = [(column, name) for column, text in texts.items() if (name := label_in(text, paper))]
        if names:
            found[row] = names
    return found


def side_by_side(grid: Grid, paper: Paper) -> list[frozenset[int]]:
    """Where models stand beside each other, one a column: for each the column of the labels and its own."""
    found = labelled_rows(grid, paper)
    label = Counter(names[0][0] for names in found.values()).most_common(1)
    rows = {row: names for row, names in found.items() if label and names[0][0] == label[0][0]}
    title = next((row for row, names in rows.items() if names[0][1].field == "title"), None)
    if title is None or any(len(names) > 1 for names in rows.values()):
        return []
    values = [
        column
        for column, text in grid.rows[title].items()
        if column > label[0][0] and is_said(text) and not _is_aside(grid, title, column)
    ]
    filled = [column for column in values if 2 * sum(column in grid.rows[row] for row in rows) > len(rows)]
    return [frozenset({label[0][0], column}) for column in filled] if len(filled) > 1 else []


def _is_aside(grid: Grid, top: int, column: int) -> bool:
    """Do the words above it say that it holds hints, not values?"""
    return any(_ASIDE.match(words(texts.get(column, "")[:80])) for row, texts in grid.rows.items() if row < top)


def _shared(name: Name, value: str, at: str, paper: Paper, row: int) -> Iterator[Strip]:
    """One line may hold several: "Họ và tên: Lò Văn An   Chức vụ: Trưởng bản"."""
    pieces = _COLON.split(value) if len(value) <= _LONGEST_SHARED else [value]
    before = pieces[0]
    for piece in pieces[1:]:
        cut, found = _label_at_end(before, paper)
        if found is None:
            before = f"{before}: {piece.strip()}"
            continue
        yield Strip(name, _said(before[:cut]), at, row)
        name, before = found, piece
    yield Strip(name, _said(before), at, row)


def _label_at_end(text: str, paper: Paper) -> tuple[int, Name | None]:
    """The words right before a colon that are a known label written with a capital."""
    starts = [found.start() for found in re.finditer(r"(?<!\S)\w", text)][-6:]
    for start in starts:
        if text[start].isupper() and text[start + 1 : start + 2].isalpha():
            name = name_of(paper, text[start:])
            if name and name.sure > 2 and not name.code:
                return start, name
    return len(text), None


def _said(text: str) -> str:
    text = text.strip(" ;,\t")
    return text if is_said(text) else ""
