"""Line numbers and column numbers, which single figures make hardest to read, put right by their order."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kheo.office.pages.page import Place, Ruled

_NUMBER = re.compile(r"^(\d{1,3})([.)]?)$")
_IN_BRACKETS = re.compile(r"^\((\d{1,2})\)$")
_STROKES = re.compile(r"^([IHl1|]+)([.)]?)$")
_ROMAN = ("I", "II", "III")
_LONGEST = 4
# More than half of the cells must be read rightly before the others are told by their order.
_ENOUGH = 0.5


def numbered(table: Ruled) -> Ruled:
    """The table with its first column counting on, and the row (1) (2) (3) below its headings as it must be."""
    cells, sure = dict(table.cells), dict(table.sureness)
    for row in range(table.rows):
        places = [(row, column) for column in range(table.columns) if (row, column) in cells]
        for place, text in zip(places, _column_numbers([cells[place] for place in places]), strict=False):
            cells[place], sure[place] = text, 1.0
    cells.update(_line_numbers(cells, table))
    cells.update(_section_signs(cells, table))
    return replace(table, cells=cells, sureness=sure)


def _column_numbers(texts: Sequence[str]) -> list[str]:
    """(1) (2) (3) … where short signs stand all along a row and enough of them are those; nothing otherwise."""
    if len(texts) < 3 or any(len(text) > _LONGEST for text in texts):
        return []
    said = [_IN_BRACKETS.match(text) for text in texts]
    right = sum(bool(found) and int(found[1]) == place for place, found in enumerate(said, start=1) if found)
    bracketed = sum(text.endswith(")") or text.startswith("(") for text in texts)
    if right < 1 or bracketed < 0.6 * len(texts):
        return []
    return [f"({place})" for place in range(1, len(texts) + 1)]


def _line_numbers(cells: dict[Place, str], table: Ruled) -> list[tuple[Place, str]]:
    """Each short cell of the first column, below the headings, that its neighbours leave but one number for."""
    merged = {(span.top, span.left) for span in table.spans if span.right > span.left}
    rows = [row for row in range(1, table.rows) if (row, 0) in cells and (row, 0) not in merged]
    rows = [row for row in rows if len(cells[row, 0]) <= _LONGEST]
    known = {row: (int(found[1]), found[2]) for row in rows if (found := _NUMBER.match(cells[row, 0]))}
    if len(known) < max(2, _ENOUGH * len(rows)):
        return []
    signs = [sign for _, sign in known.values()]
    sign = max(set(signs), key=signs.count)
    told = []
    for above, row, below in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        before = known[above][0] if above in known else None
        after = known[below][0] if below in known else None
        number = _between(before, after, alone=row not in known)
        if number:
            told.append(((row, 0), f"{number}{sign}"))
    return told


def _between(before: int | None, after: int | None, *, alone: bool) -> int:
    """The one number that can stand here, or 0: beside one neighbour only where nothing was read."""
    if before is not None and after is not None:
        return before + 1 if after == before + 2 else 0
    if alone and before is not None:
        return before + 1
    return after - 1 if alone and after is not None else 0


def _section_signs(cells: dict[Place, str], table: Ruled) -> list[tuple[Place, str]]:
    """I, II, III before the name of a section in capitals, alone with it in their row."""
    told = []
    for row in range(1, table.rows):
        here = sorted(column for at, column in cells if at == row)
        if here != [0, 1] or not cells[row, 1].isupper():
            continue
        strokes = _STROKES.match(cells[row, 0])
        count = sum(2 if letter == "H" else 1 for letter in strokes[1]) if strokes else 0
        if strokes and 1 <= count <= len(_ROMAN):
            told.append(((row, 0), f"{_ROMAN[count - 1]}{strokes[2]}"))
    return told
