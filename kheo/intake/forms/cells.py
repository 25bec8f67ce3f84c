"""What the cells of one line say: mostly their text; for codes the code, for crosses what their column means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kheo.campaigns.paper import Value
from kheo.campaigns.problems import Problem
from kheo.intake.forms.columns import Column
from kheo.intake.forms.grid import Grid
from kheo.intake.forms.headings import Heading
from kheo.intake.forms.labels import code_of, codes_of
from kheo.office.wording import fold, words

_CROSS = re.compile(r"^(?:[x×✓✔√☑☒v+*]+|1|co)$")
_WHO = re.compile(r"^\s*(tập thể|cá nhân|hộ gia đình|hộ)\s*[:–-]\s*(\S.*)$", re.IGNORECASE | re.DOTALL)
# With their accents: Tô, Đoàn and Trương are names of families.
_ORGANS = re.compile(
    r"^(?:(?:tập thể|chi bộ|chi ủy|chi uỷ|đảng bộ|đảng ủy|đảng uỷ|hội|chi hội|chi đoàn|ban|tổ|nhóm|khu|xã|phường|thôn"
    r"|bản|ấp|ubnd|ủy ban|uỷ ban|ubmt|ubmttq|mttq|mặt trận|trường|công an|bch|bộ chỉ huy|trạm|trung tâm|phòng"
    r"|văn phòng|công đoàn|công ty|hợp tác xã|htx|clb|câu lạc bộ|đồn|đội|liên đoàn|cơ quan|đơn vị|bệnh viện"
    r"|huyện đoàn|xã đoàn)\b|đoàn (?:thanh niên|tncs|xã|phường|trường|cơ sở|viên))",
    re.IGNORECASE,
)
_PERSONS = re.compile(r"^(?:ong|ba|dong chi|d/c|anh|co giao|thay giao)\b")


@dataclass(slots=True)
class Cells:
    """Field → value of one row; `new` are the fields whose words stand in this very row, not merged from above."""

    values: dict[str, Value] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    unread: set[int] = field(default_factory=set)


def cells_of(grid: Grid, row: int, own: dict[int, str], heading: Heading) -> Cells:
    """Merged downwards, the top cell speaks for the rows beside it."""
    cells = Cells()
    for column in heading.columns:
        top, left = grid.owner(row, column.at)
        text = own.get(column.at, "") if top == row else grid.text(top, left)
        if not text or left != column.at or top <= heading.bottom or column.number:
            continue
        if not column.field or (column.spare and column.field in cells.values):
            cells.unread.add(column.at)
            continue
        for name, value in _said(column, text, grid.address((top, left)), heading, cells.problems):
            if name not in cells.values:
                cells.values[name] = value
                if top == row:
                    cells.new.add(name)
    return cells


def _said(column: Column, text: str, at: str, heading: Heading, problems: list[Problem]) -> Iterator[tuple[str, Value]]:
    if column.tick:
        yield from _ticked(column, text, at, heading)
    elif codes_of(heading.paper, column.field):
        yield from _coded(column, text, at, heading, problems)
    elif column.names_both:
        yield from _named(column.field, text, at, heading)
    else:
        yield column.field, Value(text, at)


def _ticked(column: Column, text: str, at: str, heading: Heading) -> Iterator[tuple[str, Value]]:
    crossed = bool(_CROSS.match(fold(text)))
    coded = bool(codes_of(heading.paper, column.field))
    yield column.field, Value(column.tick if crossed or coded else text, at)
    if column.field == "subject" and column.tick != "collective" and not crossed:
        yield "person_name", Value(text, at)


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
    elif not column.remarks:
        label = heading.paper.field(column.field).label
        problems.append(Problem("unknown_code", at, {"text": text[:80], "label": label}))
        yield column.field, Value(text, at)


def _named(name: str, text: str, at: str, heading: Heading) -> Iterator[tuple[str, Value]]:
    """A column for collectives and persons: what the name itself shows is said as well."""
    known = {field.name for field in heading.paper.fields}
    if name == "unit_name" and _PERSONS.match(fold(text)):
        yield "person_name", Value(text, at)
        return
    yield name, Value(text, at)
    if name == "person_name" and "subject" in known and _ORGANS.match(text):
        yield "subject", Value("collective", at)
