"""Tables longer than a page: their headings on every page, no row split over two."""

from itertools import groupby

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.departure import Departure, Departures
from kheo.publishing.validating.facts import Cell
from kheo.publishing.validating.heights import LINES_A_PAGE, lines_of

# A landscape page holds fewer; tables are set in smaller letters than text.
_LANDSCAPE, _PORTRAIT = 32, LINES_A_PAGE + 6


def check(parts: Parts, _: RuleSet) -> Departures:
    held = [(line.cell, line) for line in parts.lines if line.cell is not None and line.cell.grid]
    for number, group in groupby(held, key=lambda one: one[0].table):
        inside = list(group)
        cells, lines = [cell for cell, _ in inside], [line for _, line in inside]
        sheet = parts.sections[lines[0].section] if lines[0].section < len(parts.sections) else None
        room = _LANDSCAPE if sheet is not None and sheet.width > sheet.height else _PORTRAIT
        # Empty cells have a line as well.
        if max(lines_of(lines), len({cell.row for cell in cells})) > room:
            yield from _long(number, cells)


def _long(number: int, cells: list[Cell]) -> Departures:
    first = min(cells, key=lambda cell: cell.row)
    if not first.heads:
        wanted = "dòng tiêu đề lặp lại ở đầu mỗi trang"
        yield Departure("tables.heading", f"bảng {number}", "dòng tiêu đề không lặp lại ở trang sau", wanted)
    split = next((cell.row for cell in cells if cell.splits), None)
    if split is not None:
        said = f"dòng {split} có thể bị tách sang hai trang"
        yield Departure("tables.split", f"bảng {number}", said, "mỗi dòng nằm trọn trong một trang")
