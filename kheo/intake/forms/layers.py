"""Headings of one to three rows, read as one label a column: its own words and those of the groups above it."""

from dataclasses import dataclass

from kheo.intake.forms.grid import Grid, Place

MOST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Label:
    """What stands over a column; `groups` from the outermost inwards."""

    at: int
    own: str
    groups: tuple[str, ...] = ()


def last_row(grid: Grid, top: int) -> int:
    """The last row of the headings that begin at `top`."""
    bottom = top
    while bottom - top + 1 < MOST_ROWS and _goes_deeper(grid, top, bottom):
        bottom += 1
    return bottom


def labels_between(grid: Grid, top: int, bottom: int) -> list[Label]:
    labels = []
    # By row, the group that the next columns may still belong to where nobody merged its cells.
    open_groups: dict[int, str] = {}
    for column in sorted({column for row in range(top, bottom + 1) for column in grid.rows.get(row, {})}):
        texts: dict[Place, str] = {}
        for row in range(top, bottom + 1):
            place = grid.owner(row, column)
            text = grid.text(*place)
            deeper = any(column in grid.rows.get(below, {}) for below in range(row + 1, bottom + 1))
            if text:
                texts[place] = text
                open_groups[row] = text if deeper else ""
            elif deeper and open_groups.get(row):
                texts[row, -1] = open_groups[row]
        own = next(reversed(texts), None)
        if own is not None and own[1] == column:
            *groups, said = texts.values()
            labels.append(Label(column, said, tuple(groups)))
    return labels


def _goes_deeper(grid: Grid, top: int, row: int) -> bool:
    """Do the headings go on below this row: a label merged downwards, or children under groups and nothing else?"""
    upper, lower = grid.rows.get(row, {}), grid.rows.get(row + 1, {})
    if not lower:
        return False
    if grid.spans and any(grid.reach(*grid.owner(row, column)).bottom > row for column in upper):
        return True
    return len(lower) >= 2 and all(_is_child(grid, top, row, column) for column in lower)


def _is_child(grid: Grid, top: int, row: int, column: int) -> bool:
    """Under a merged group, under nothing, or under a label with nothing beside it where a child stands too."""
    above = [place for each in range(top, row + 1) if grid.text(*(place := grid.owner(each, column)))]
    if not above:
        return True
    reach = grid.reach(*above[-1])
    if reach.right > reach.left:
        return True
    beside = any(grid.text(*grid.owner(each, column + 1)) for each in range(top, row + 1))
    return above[-1] == (row, column) and not beside and column + 1 in grid.rows[row + 1]
