"""Ruled tables from the lines drawn on a page: a grid for each, and the cells that reach over several fields."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kheo.office.pages.page import Box
from kheo.office.tables import Span

# A side of a cell counts as drawn where a rule covers so much of it.
_DRAWN = 0.7
# More rules than this no form has; what has is a drawing.
MOST_RULES = 4_000
MOST_FIELDS = 20_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: `at` is its place across its direction, from `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """`columns` and `rows` are the places of the rules; every cell is a Span, single fields too, from the top left."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[Span, ...]

    @property
    def box(self) -> Box:
        return Box(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    def box_of(self, cell: Span) -> Box:
        return Box(
            self.columns[cell.left], self.rows[cell.top], self.columns[cell.right + 1], self.rows[cell.bottom + 1]
        )


def lattices(across: Iterable[Rule], down: Iterable[Rule], *, near: float) -> list[Lattice]:
    """The tables these rules draw, from the top; `near` is how far apart two places are still the same.

    Rules that stand alone (under a heading, a letter's line) are no table.
    """
    horizontal, vertical = _straightened(across, near), _straightened(down, near)
    if len(horizontal) + len(vertical) > MOST_RULES:
        return []
    found = [_lattice(*group, near) for group in _groups(horizontal, vertical, near)]
    return sorted((one for one in found if one), key=lambda one: (one.rows[0], one.columns[0]))


def _straightened(rules: Iterable[Rule], near: float) -> list[Rule]:
    """Pieces of one line joined: those of nearly the same place which touch."""
    joined: list[Rule] = []
    for same in _clusters(sorted(rules, key=lambda rule: rule.at), near):
        at = sum(rule.at * (rule.end - rule.start + 0.01) for rule in same)
        at /= sum(rule.end - rule.start + 0.01 for rule in same)
        pieces = sorted((rule.start, rule.end) for rule in same)
        start, end = pieces[0]
        for begins, ends in pieces[1:]:
            if begins <= end + near:
                end = max(end, ends)
            else:
                joined.append(Rule(at, start, end))
                start, end = begins, ends
        joined.append(Rule(at, start, end))
    return [rule for rule in joined if rule.end - rule.start > 2 * near]


def _clusters(rules: Sequence[Rule], near: float) -> Iterator[list[Rule]]:
    cluster: list[Rule] = []
    for rule in rules:
        if cluster and (rule.at - cluster[-1].at > near or rule.at - cluster[0].at > 2 * near):
            yield cluster
            cluster = []
        cluster.append(rule)
    if cluster:
        yield cluster


def _groups(
    horizontal: Sequence[Rule], vertical: Sequence[Rule], near: float
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch one another, directly or through others."""
    left = set(range(len(vertical)))
    unseen = set(range(len(horizontal)))
    while unseen:
        rows, columns = [unseen.pop()], []
        pending = [rows[0]]
        while pending:
            rule = horizontal[pending.pop()]
            met = [place for place in left if _cross(rule, vertical[place], near)]
            left.difference_update(met)
            columns += met
            for place in met:
                more = [row for row in unseen if _cross(horizontal[row], vertical[place], near)]
                unseen.difference_update(more)
                pending += more
                rows += more
        yield [horizontal[place] for place in rows], [vertical[place] for place in columns]


def _cross(across: Rule, down: Rule, near: float) -> bool:
    return across.start - near <= down.at <= across.end + near and down.start - near <= across.at <= down.end + near


def _lattice(across: Sequence[Rule], down: Sequence[Rule], near: float) -> Lattice | None:
    rows = _places(across, near)
    columns = _places(down, near)
    if len(rows) < 2 or not columns:
        return None
    columns = _with_open_sides(columns, across, near)
    if len(columns) < 3 and (len(columns) < 2 or len(rows) < 3):
        return None
    if (len(rows) - 1) * (len(columns) - 1) > MOST_FIELDS:
        return None
    return Lattice(tuple(columns), tuple(rows), tuple(_cells(columns, rows, across, down, near)))


def _places(rules: Sequence[Rule], near: float) -> list[float]:
    ordered = sorted(rules, key=lambda rule: rule.at)
    return [sum(rule.at for rule in same) / len(same) for same in _clusters(ordered, 1.5 * near)]


def _with_open_sides(columns: list[float], across: Sequence[Rule], near: float) -> list[float]:
    """Some draw no line at the left and right of a table: its rows then reach over the outermost lines."""
    least = 8 * near
    start, end = min(rule.start for rule in across), max(rule.end for rule in across)
    if columns[0] - start > least:
        columns = [start, *columns]
    if end - columns[-1] > least:
        columns = [*columns, end]
    return columns


def _cells(
    columns: Sequence[float], rows: Sequence[float], across: Sequence[Rule], down: Sequence[Rule], near: float
) -> Iterator[Span]:
    """Fields without a rule between them are one cell, as long as they make up a rectangle."""
    below = [[_is_drawn(across, place, side, near) for side in pairwise(columns)] for place in rows]
    beside = [[_is_drawn(down, place, side, near) for place in columns] for side in pairwise(rows)]
    taken: set[tuple[int, int]] = set()
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            if (row, column) in taken:
                continue
            right = column
            while right + 2 < len(columns) and not beside[row][right + 1] and (row, right + 1) not in taken:
                right += 1
            bottom = row
            while bottom + 2 < len(rows) and not any(below[bottom + 1][column : right + 1]):
                bottom += 1
            taken |= {(r, c) for r in range(row, bottom + 1) for c in range(column, right + 1)}
            yield Span(row, column, bottom, right)


def _is_drawn(rules: Sequence[Rule], place: float, side: tuple[float, float], near: float) -> bool:
    covered = sum(
        max(0.0, min(rule.end, side[1]) - max(rule.start, side[0]))
        for rule in rules
        if abs(rule.at - place) <= 2 * near
    )
    return covered >= _DRAWN * (side[1] - side[0])
