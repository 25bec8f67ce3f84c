"""The table of a form drawn on a grid, with the truth of what every cell of it says."""

import random
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kheo.demo.layouts import Column, Layout
from kheo.demo.lines import FormLine
from kheo.office.tables import Span
from kheo.office.wording import tidy

Place = tuple[int, int]

# What people write for a code; the first is the plainest.
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "kind": {"practice": ("Mô hình", "mô hình"), "exemplar": ("Điển hình", "điển hình", "Điển hình tiên tiến")},
    "subject": {
        "collective": ("Tập thể", "tập thể"),
        "individual": ("Cá nhân", "cá nhân"),
        "household": ("Hộ gia đình", "hộ gia đình"),
    },
    "continuity": {"new": ("Mới", "Xây dựng mới", "Đăng ký mới"), "continued": ("Duy trì", "Tiếp tục duy trì")},
    "outcome": {
        "replicated": ("Đã nhân rộng", "Được nhân rộng"),
        "effective": ("Hiệu quả", "Có hiệu quả"),
        "not_replicable": ("Không nhân rộng được", "Mô hình thực hiện không nhân rộng được"),
        "not_done": ("Chưa thực hiện", "Không thực hiện được"),
    },
}
_SECTION_TITLES = {"collective": "TẬP THỂ", "individual": "CÁ NHÂN", "household": "HỘ GIA ĐÌNH"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI")
_REMARKS = ("", "", "Đã thống nhất", "Gửi bản giấy sau")


@dataclass
class Drawing:
    """`truth` has one mapping a line: field → (value as it must be read, the cell that says it)."""

    width: int
    cells: dict[Place, str | int] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    heading_rows: int = 1
    height: int = 0
    truth: list[dict[str, tuple[str, Place]]] = field(default_factory=list)

    def write(self, row: int, column: int, text: str | int) -> None:
        if text != "":
            self.cells[row, column] = text
        self.height = max(self.height, row + 1)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.merged.append(Span(top, left, bottom, right))


class Typist:
    """Types texts the way the layout's typist does; what a reader must give back is `tidy` of it."""

    def __init__(self, layout: Layout) -> None:
        self.rng = random.Random(layout.seed)  # noqa: S311 - samples, no secrets
        self._habit = layout.typing

    def type(self, text: str) -> str:
        if self._habit == "decomposed":
            return unicodedata.normalize("NFD", text)
        if self._habit == "eth":
            return text.replace("Đ", "Ð")
        if self._habit == "spaced" and text:
            return "".join(self._space() if letter == " " else letter for letter in text) + self.rng.choice(("", " "))
        return text

    def all(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.type(text) for text in texts)

    def _space(self) -> str:
        return self.rng.choice((" ", " ", " ", "  ", "\u00a0"))


def draw(lines: Sequence[FormLine], layout: Layout, typist: Typist) -> Drawing:
    drawing = Drawing(width=len(layout.columns))
    _draw_headings(drawing, layout, typist)
    number = 0
    merged = layout.merged_field
    ordered = sorted(lines, key=lambda line: getattr(line, merged)) if merged else list(lines)
    for said, line in _in_sections(drawing, ordered, layout, typist):
        number += 1
        drawing.truth.append(said | _draw_line(drawing, number, line, layout, typist))
        drawing.height += layout.gaps
    _merge_down(drawing, layout)
    _draw_rest(drawing, number, layout, typist)
    return drawing


def _draw_headings(drawing: Drawing, layout: Layout, typist: Typist) -> None:
    groups = [column.group for column in layout.columns]
    two_rows = any(groups)
    drawing.heading_rows = 2 if two_rows else 1
    for position, column in enumerate(layout.columns):
        heading = _headed(column.heading, layout)
        drawing.write(1 if column.group else 0, position, typist.type(heading))
        if two_rows and not column.group:
            drawing.merge(0, position, 1, position)
    for group, places in groupby(range(len(groups)), key=lambda position: groups[position]):
        if group:
            across = list(places)
            drawing.write(0, across[0], typist.type(group))
            drawing.merge(0, across[0], 0, across[-1])
    if layout.column_numbers:
        for position in range(drawing.width):
            drawing.write(drawing.heading_rows, position, f"({position + 1})")
        drawing.heading_rows += 1


def _headed(heading: str, layout: Layout) -> str:
    if layout.headings_typed == "broken":
        first, *rest = heading.split(" ")
        middle = len(rest) // 2
        return "\n".join(part for part in (" ".join((first, *rest[:middle])), " ".join(rest[middle:])) if part)
    return heading.upper() if layout.headings_typed == "capitals" else heading


def _in_sections(
    drawing: Drawing, lines: Sequence[FormLine], layout: Layout, typist: Typist, *, level: int = 0
) -> Iterator[tuple[dict[str, tuple[str, Place]], FormLine]]:
    """The lines in the order of the sections, each with what the section rows above it say."""
    if level == len(layout.sections):
        yield from (({}, line) for line in lines)
        return
    name = layout.sections[level]
    values = list(dict.fromkeys(getattr(line, name) for line in lines))
    for place, value in enumerate(values):
        said = _draw_section(drawing, name, value, place, layout, typist)
        below = [line for line in lines if getattr(line, name) == value]
        for deeper, line in _in_sections(drawing, below, layout, typist, level=level + 1):
            yield said | deeper, line


def _draw_section(
    drawing: Drawing, name: str, value: str, place: int, layout: Layout, typist: Typist
) -> dict[str, tuple[str, Place]]:
    row = drawing.height
    sign = "ABCDEF"[place] if name == "field" else _ROMAN[place]
    words = f"Lĩnh vực {value}" if name == "field" else _SECTION_TITLES[value]
    if layout.section_merged:
        at = (row, 0)
        drawing.write(*at, typist.type(f"{sign}. {words}"))
        drawing.merge(row, 0, row, drawing.width - 1)
    else:
        at = (row, 1)
        drawing.write(row, 0, sign)
        drawing.write(*at, typist.type(words))
    return {name: (value, at)}


def _draw_line(
    drawing: Drawing, number: int, line: FormLine, layout: Layout, typist: Typist
) -> dict[str, tuple[str, Place]]:
    row, truth = drawing.height, {}
    for position, column in enumerate(layout.columns):
        text, said = _cell(column, line, typist)
        if column.fill == "number":
            text = _number(number, layout)
        drawing.write(row, position, text)
        truth.update({name: (value, (row, position)) for name, value in said.items()})
    return truth


def _cell(column: Column, line: FormLine, typist: Typist) -> tuple[str | int, dict[str, str]]:
    """What is typed into a cell, and which fields it must be read as."""
    rng = typist.rng
    if column.fill:
        phone = f"09{rng.randrange(10**8):08d}"
        return (typist.type(rng.choice(_REMARKS)) if column.fill == "remark" else phone), {}
    value: str = getattr(line, column.field)
    if column.tick:
        return ("x", {column.field: value}) if value == column.tick else ("", {})
    if column.person_too:
        word, person = WORDS["subject"][value][0], line.person_name
        said = {"subject": value} | ({"person_name": tidy(person)} if person else {})
        return typist.type(f"{word}: {person}" if person else word), said
    if column.field in WORDS and value:
        return typist.type(rng.choice(WORDS[column.field][value])), {column.field: value}
    if value.isdigit():
        return int(value), {column.field: value}
    return typist.type(value), ({column.field: tidy(value)} if value else {})


def _number(number: int, layout: Layout) -> str | int:
    written = {"text": str(number), "dotted": f"{number}.", "none": ""}
    return number if layout.numbering == "number" else written[layout.numbering]


def _merge_down(drawing: Drawing, layout: Layout) -> None:
    """Equal neighbours of the merged column become one cell, which then speaks for every line beside it."""
    name = layout.merged_field
    if not name:
        return
    column = next(place for place, column in enumerate(layout.columns) if column.field == name)
    told = [(place, said[name]) for place, said in enumerate(drawing.truth) if name in said]
    top = None
    for place, (value, at) in told:
        if top and top[0] == value and at[0] == top[2] + 1:
            drawing.cells.pop(at)
            drawing.truth[place][name] = (value, top[1])
            top = (value, top[1], at[0])
            drawing.merged = [span for span in drawing.merged if (span.top, span.left) != top[1]]
            drawing.merge(*top[1], at[0], column)
        else:
            top = (value, at, at[0])


def _draw_rest(drawing: Drawing, number: int, layout: Layout, typist: Typist) -> None:
    """Numbered rows left empty, and a total."""
    for extra in range(layout.blank_rows):
        row = drawing.height
        drawing.write(row, 0, _number(number + 1 + extra, layout))
    if layout.total:
        row = drawing.height
        drawing.write(row, 0, typist.type(f"Tổng cộng: {number:02d} mô hình, điển hình"))
        drawing.merge(row, 0, row, drawing.width - 1)
