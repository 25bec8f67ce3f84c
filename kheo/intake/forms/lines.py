"""The lines below the headings: what each cell says, what section rows add, where the form ends."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kheo.campaigns.paper import Row, Value
from kheo.campaigns.problems import Problem
from kheo.intake.forms.grid import Grid
from kheo.intake.forms.headings import Column, Heading
from kheo.intake.forms.labels import codes_of
from kheo.intake.forms.sections import Sections, section_of
from kheo.office.wording import fold, words

_COLUMN_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[a-e])\)?(?:\s*=.*)?$", re.IGNORECASE)
_LINE_NUMBER = re.compile(r"^\(?(?:\d{1,4}|[ivxlc]+|[a-z])[.)]?$", re.IGNORECASE)
_END = re.compile(
    r"^(?:noi nhan|thu truong|nguoi lap|can bo (?:tong hop|lap)|tm\b|t/m|kt\b|k/t|xac nhan|ghi chu\s*[:.]"
    r"|\(?\*+\)?\s|luu y\b|thu ky|chu tich$|bi thu$|pho bi thu$|truong ban$|hieu truong$|- luu|-? ?nhu tren)"
)
_DATED = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b")
# "Cộng đồng tự quản" and "Cổng trường an toàn" are titles: a bare "cộng" counts only with its accent and a sum.
_TOTAL = re.compile(r"^(?:t[ổo]ng (?:c[ộo]ng|s[ốo])\b|(?:tổng|cộng)\s*(?:[:.=(\d]|$))", re.IGNORECASE)
_CROSS = re.compile(r"^(?:x|v|✓|✔|√|\+|1|co)$")
_NIL = re.compile(
    r"^(?:bao cao )?(?:khong(?: co| dang ky| phat sinh)?|chua co|0)"
    r"(?: (?:mo hinh|dien hinh|noi dung|dang ky|nao|de bao cao|mo hinh dien hinh))*$"
)
_WHO = re.compile(r"^\s*(tập thể|cá nhân|hộ gia đình|hộ)\s*[:–-]\s*(\S.*)$", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class Lines:
    """What was gathered below one heading, while going down."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    nil: bool = False


def lines_below(grid: Grid, heading: Heading, *, start: int, sections: Sections) -> Lines:
    """Read rows from `start` down to a signature, a note or the end of the table."""
    found = Lines()
    numbered = False
    for row, texts in grid.rows.items():
        if row < start or _repeats(texts, grid, heading) or _numbers_columns(texts, row, heading):
            continue
        own = _own(texts, grid, row)
        number = _line_number(own, heading)
        if _ends(own, number):
            break
        if not own or _TOTAL.match(next(iter(own.values()))):
            continue
        section = section_of(grid, row, own, heading)
        if section:
            sections.enter(section)
            continue
        _take(found, grid, row, own, heading, _Line(number, sections.said, continues=numbered))
        numbered = numbered or bool(number)
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """What is known of a line before its cells: its number, what sections say, whether others had numbers."""

    number: str
    said: Mapping[str, Value]
    continues: bool


def _take(found: Lines, grid: Grid, row: int, own: dict[int, str], heading: Heading, line: _Line) -> None:
    values = _values(grid, row, own, heading, found.problems)
    new = {name for name, (_, here) in values.items() if here}
    if not new:
        return
    cells = {name: value for name, (value, _) in values.items()}
    if _says_nothing(cells):
        found.nil = found.nil or not found.rows
        return
    if _continues(new, cells, line) and found.rows:
        found.rows[-1] = _joined(found.rows[-1], cells)
        found.problems.append(Problem("joined_line", next(iter(cells.values())).at))
        return
    found.rows.append(Row({**{name: line.said[name] for name in line.said if name not in cells}, **cells}))


def _own(texts: dict[int, str], grid: Grid, row: int) -> dict[int, str]:
    return {column: text for column, text in texts.items() if grid.owner(row, column) == (row, column)}


def _values(
    grid: Grid, row: int, own: dict[int, str], heading: Heading, problems: list[Problem]
) -> dict[str, tuple[Value, bool]]:
    """Field → (value, does it stand in this very row?); merged downwards, the top cell speaks for all its rows."""
    values: dict[str, tuple[Value, bool]] = {}
    for column in heading.columns:
        if not column.field:
            continue
        top, left = grid.owner(row, column.at)
        text = own.get(column.at, "") if top == row else grid.text(top, left)
        if not text or left != column.at or top <= heading.bottom:
            continue
        for name, said in _said(column, text, grid.address((top, left)), heading, problems):
            values.setdefault(name, (said, top == row))
    return values


def _said(column: Column, text: str, at: str, heading: Heading, problems: list[Problem]) -> Iterator[tuple[str, Value]]:
    """What one cell says: mostly its text, for codes the code, for "Cá nhân: Lò Văn A" both who and what."""
    if column.tick:
        yield from _ticked(column, text, at)
        return
    codes = codes_of(heading.paper, column.field)
    if not codes:
        yield column.field, Value(text, at)
        return
    code = codes.get(words(text))
    if code:
        yield column.field, Value(code, at)
        return
    both = _WHO.match(text) if column.field == "subject" else None
    if both:
        code = codes[words(both[1])]
        yield "subject", Value(code, at)
        if code != "collective":
            yield "person_name", Value(both[2].strip(), at)
        return
    if column.remarks:
        return
    problems.append(Problem("unknown_code", at, {"text": text[:80], "label": heading.paper.field(column.field).label}))
    yield column.field, Value(text, at)


def _ticked(column: Column, text: str, at: str) -> Iterator[tuple[str, Value]]:
    yield "subject", Value(column.tick, at)
    if column.tick != "collective" and not _CROSS.match(fold(text)):
        yield "person_name", Value(text, at)


def _line_number(own: dict[int, str], heading: Heading) -> str:
    column = next((column.at for column in heading.columns if column.number), None)
    text = own.get(column, "") if column is not None else ""
    return text if _LINE_NUMBER.match(text) else ""


def _repeats(texts: dict[int, str], grid: Grid, heading: Heading) -> bool:
    """The headings again, at the top of another page."""
    for row in range(heading.top, heading.bottom + 1):
        above = grid.rows.get(row, {})
        same = sum(texts.get(column) == text for column, text in above.items())
        if same >= 2 and same * 3 >= len(above) * 2:
            return True
    return False


def _numbers_columns(texts: dict[int, str], row: int, heading: Heading) -> bool:
    """The row (1) (2) (3) … that forms have below their headings."""
    if row > heading.bottom + 2 or len(texts) < 2:
        return False
    return all(_COLUMN_NUMBER.match(text.strip()) for text in texts.values())


def _ends(own: dict[int, str], number: str) -> bool:
    """Signatures, notes and addressees stand below the lines, a few cells in a row of their own."""
    if not own or number or len(own) > 3:
        return False
    folded = [fold(text).strip() for text in own.values()]
    return any(_END.match(text) for text in folded) or any(_DATED.search(text) and len(text) < 80 for text in folded)


def _says_nothing(cells: dict[str, Value]) -> bool:
    return all(_NIL.match(words(value.value)) for value in cells.values())


def _continues(new: set[str], cells: dict[str, Value], line: _Line) -> bool:
    """A line that ran on into the next row: no number though the others have one, no title, little else."""
    return line.continues and not line.number and "title" not in cells and len(new) <= 2


def _joined(row: Row, more: dict[str, Value]) -> Row:
    cells = dict(row.cells)
    for name, value in more.items():
        before = cells.get(name)
        cells[name] = Value(f"{before.value}\n{value.value}", before.at) if before else value
    return Row(cells)
