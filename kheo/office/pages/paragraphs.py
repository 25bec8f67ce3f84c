"""The lines of a cell made into text again: what only the cell's width broke is joined, what people broke stays."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kheo.office.pages.page import Box
from kheo.office.wording import tidy

_ITEM = re.compile(r"^(?:[-+*•–]\s*(?=[(“\"]?\w)|\(?\d{1,2}[.)]\s+\S|\(?[a-zđ][.)]\s+\S)")
_SIGN = re.compile(r"^[-+*•–]|^\(?\w{1,2}[.)]")
_HYPHENED = re.compile(r"[^\W\d_]-$")
_BULLETS = "-+*•–"
_ENDS_SENTENCE = (".", ";", ":", "!", "?")
# How much higher than usual the space above a line must be to tell a new paragraph.
_APART = 1.3
# Programs count with widths of their own: what would fill the line to more than this may not have fitted.
_NEARLY = 0.94


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line as printed; `first_word` is the width of its first word, `space` that of a blank."""

    text: str
    box: Box
    first_word: float
    space: float


@dataclass(frozen=True, slots=True)
class Room:
    """A cell for its text: `padding` is what the table keeps free at its sides, `slack` how exact places are."""

    cell: Box
    padding: float
    slack: float

    @property
    def width(self) -> float:
        return self.cell.width - 2 * self.padding

    def used(self, line: TextLine) -> float:
        """How far a line reaches into the width; a centred one by its own width."""
        left, right = line.box.left - self.cell.left, self.cell.right - line.box.right
        if left > self.padding + 2 * self.slack and abs(left - right) < 3 * self.slack + line.space:
            return line.box.width
        return line.box.right - self.cell.left - self.padding


def joined(lines: Sequence[TextLine], room: Room) -> str:
    """The text of a cell, NFC and tidy."""
    if not lines:
        return ""
    pitches = [below.box.top - above.box.top for above, below in pairwise(lines)]
    usual = median(pitches) if len(pitches) > 2 else min(pitches, default=0.0)
    signs = _signs([line.text for line in lines])
    text = lines[0].text
    for above, below in pairwise(lines):
        apart = below.box.top - above.box.top > _APART * usual + room.slack
        broken = apart or _begins_item(below.text, above.text, signs) or _had_room(above, below, room)
        text += ("\n" if broken else _blank(above, below, room)) + below.text
    return tidy(text)


def rejoined(before: str, after: str) -> str:
    """The text of a cell that the end of a page cut in two."""
    signs = _signs([*before.split("\n"), *after.split("\n")])
    if _begins_item(after, before, signs):
        return f"{before}\n{after}"
    return f"{before}{after}" if _HYPHENED.search(before) else f"{before} {after}".strip()


def padding_of(gaps: Sequence[float], most: float) -> float:
    """What a table keeps free beside its text, from the gaps at the left of all its lines."""
    usual = sorted(gap for gap in gaps if 0 <= gap <= most)
    return usual[len(usual) // 10] if usual else 0.0


def _had_room(above: TextLine, below: TextLine, room: Room) -> bool:
    """Would the next word have stood on the line above? Then somebody typed the break."""
    return room.used(above) + above.space + below.first_word <= _NEARLY * room.width - room.slack


def _blank(above: TextLine, below: TextLine, room: Room) -> str:
    """Nothing behind a hyphen (Then-Đàn), nor within a word too long for its column, which alone filled the line."""
    if _HYPHENED.search(above.text):
        return ""
    fills = " " not in above.text and room.used(above) >= room.width - 2 * above.space - room.slack
    inside = above.text[-1:].isalnum() and below.text[:1].isalnum() and len(above.text) > 3
    return "" if fills and inside else " "


def _signs(lines: Sequence[str]) -> list[str]:
    """What the lines begin with; the rest of a cell cut by a page began with a sign on the page before."""
    signs = [sign[0] for line in lines if (sign := _SIGN.match(line))]
    return [*signs, *_BULLETS] if lines[0][:1].islower() else signs


def _begins_item(text: str, before: str, signs: Sequence[str]) -> bool:
    """One more of several items of this cell, or one after the end of a sentence."""
    sign = _SIGN.match(text)
    if not sign or not _ITEM.match(text):
        return False
    if before.endswith(_ENDS_SENTENCE):
        return True
    return sign[0] in _BULLETS and signs.count(sign[0]) > 1 and not text.lstrip(_BULLETS + ' (“"')[:1].islower()
