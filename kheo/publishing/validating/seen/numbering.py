"""The numbers and dashes Word puts before paragraphs by itself: they are seen, though no text holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kheo.office.markup import Element
from kheo.office.word.wordml import attribute, first, kind, parse

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Signs of Symbol and Wingdings that show as a dash or a dot.
_SIGNS = {"\uf02d": "-", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_LEVELS = 9


@dataclass
class Numbering:
    """Counts as Word counts: each list by itself, deeper levels from one again."""

    levels: Mapping[tuple[str, str], Element] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def level(self, number: str, depth: str) -> Element | None:
        return self.levels.get((number, depth or "0"))

    def label(self, number: str, depth: str) -> str:
        """'1. ', '- ' or '': what stands before the next paragraph of this list."""
        level = self.level(number, depth)
        if level is None or not (depth or "0").isdigit() or int(depth or "0") >= _MOST_LEVELS:
            return ""
        here = int(depth or "0")
        form = attribute(first(level, "lvlText"), "val")
        style = attribute(first(level, "numFmt"), "val")
        if style in {"bullet", "none"}:
            return "".join(_SIGNS.get(letter, letter) for letter in form) + " " if form else ""
        start = attribute(first(level, "start"), "val")
        begun = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
        self.counts[number, here] = self.counts.get((number, here), begun - 1) + 1
        for deeper in range(here + 1, _MOST_LEVELS):
            self.counts.pop((number, deeper), None)
        for each in range(here + 1):
            inner = self.level(number, str(each))
            shown = _shown(self.counts.get((number, each), 1), attribute(first(inner, "numFmt"), "val"))
            form = form.replace(f"%{each + 1}", shown)
        return f"{form} " if form else ""


def numbering_of(xml: bytes) -> Numbering:
    """The lists of word/numbering.xml (empty bytes: none)."""
    if not xml:
        return Numbering()
    root = parse(xml, "numbering")
    abstract = {attribute(each, "abstractNumId"): each for each in root if kind(each) == "abstractNum"}
    levels: dict[tuple[str, str], Element] = {}
    for each in root:
        if kind(each) != "num":
            continue
        source = abstract.get(attribute(first(each, "abstractNumId"), "val"))
        for level in source if source is not None else ():
            if kind(level) == "lvl":
                levels[attribute(each, "numId"), attribute(level, "ilvl")] = level
    return Numbering(levels)


def _shown(number: int, style: str) -> str:
    if style in {"lowerLetter", "upperLetter"}:
        letter = _LETTERS[(number - 1) % len(_LETTERS)]
        return letter if style == "lowerLetter" else letter.upper()
    if style in {"lowerRoman", "upperRoman"} and 0 < number < 40:
        roman = "".join(_romans(number))
        return roman if style == "lowerRoman" else roman.upper()
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _romans(number: int) -> list[str]:
    signs = []
    for value, sign in _ROMAN:
        while number >= value:
            signs.append(sign)
            number -= value
    return signs
