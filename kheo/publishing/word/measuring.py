"""How long words are in print: by the widths of the letters of the rule set's font, kept as data beside the rules.

Times New Roman and Liberation Serif have the same widths (in 2048 parts of the size). As data they give the same file
on every machine, with or without the font; a test measures them against the font where it is installed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from kheo.publishing.phrasing import is_tag
from kheo.publishing.rulesets import RuleSet, Style

_FOLDER = Path(__file__).parent.parent / "rules" / "widths"
_FACES = {(False, False): "regular", (True, False): "bold", (False, True): "italic", (True, True): "bold-italic"}
# Room left so that a line measured to fit does fit, in points.
_SLACK = 1.5
# What a text of several lines gives away even where it has nothing to spare, so that it is set in at all.
_LEAST_SPARE = 0.1
# How nearly the narrowest width is looked for.
_NEAR = 0.25
# Ascent and descent of the font, of its size: the height of a line of single spacing.
LINE_HEIGHT = 1.149
# Word's own padding at both sides of a cell of a table with lines, in points.
CELL_PADDING = 10.8
_NOMINAL = "m"


def length(text: str, style: Style, rules: RuleSet) -> float:
    """Points from the first letter to the last; 0 where the font's widths are not known."""
    widths = _widths(rules.font).get(_FACES[style.bold, style.italic], {})
    shown = text.upper() if style.caps else text
    return sum(widths.get(letter, widths.get(_NOMINAL, 0)) for letter in shown) * style.size


def longest_line(text: str, style: Style, rules: RuleSet, within: float) -> float:
    """Points of the longest line the text takes where lines are at most `within` points long.

    A tag stands for words nobody knows yet: half the room.
    """
    if is_tag(text):
        return within / 2
    return max((length(line, style, rules) for line in lines(text, style, rules, within)), default=0)


def spare(text: str, style: Style, rules: RuleSet, within: float) -> float:
    """How many points each side of a centred text can give away so that it takes as many lines, all about as long.

    'BAN TUYÊN GIÁO VÀ DÂN / VẬN' is no name an office would print.
    """
    if is_tag(text) or length(text, style, rules) <= within:
        return 0
    widths = [length(word, style, rules) for word in text.split()]
    space = length(" ", style, rules)
    taken = _rows(widths, space, within)
    low, high = max(widths), within
    while high - low > _NEAR:
        middle = (low + high) / 2
        low, high = (low, middle) if _rows(widths, space, middle) <= taken else (middle, high)
    return max(_LEAST_SPARE, (within - high) / 2 - _SLACK)


def lines(text: str, style: Style, rules: RuleSet, within: float) -> Iterator[str]:
    """The text broken as Word and LibreOffice break it, at spaces; a word longer than a line stays whole."""
    for part in text.split("\n"):
        line = ""
        for word in part.split():
            longer = f"{line} {word}".strip()
            if line and length(longer, style, rules) > within:
                yield line
                longer = word
            line = longer
        yield line


def _rows(widths: Sequence[float], space: float, within: float) -> int:
    """How many lines words of these widths take."""
    rows, used = 1, 0.0
    for width in widths:
        if used and used + space + width > within:
            rows, used = rows + 1, width
        else:
            used += width + (space if used else 0)
    return rows


@cache
def _widths(font: str) -> Mapping[str, Mapping[str, float]]:
    """Face → letter → width as a part of the size; empty for a font we have no widths of."""
    path = _FOLDER / f"{font.lower().replace(' ', '-')}.json"
    if not path.exists():
        return {}
    data = json.loads(path.read_text(encoding="utf-8"))
    return {
        face: {letter: int(width) / data["units"] for width, letters in groups.items() for letter in letters}
        for face, groups in data["faces"].items()
    }
