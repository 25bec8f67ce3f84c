"""What stands in one cell of a scanned page, or in one strip beside the tables: words with their places, read twice."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from kheo.office.pages.page import Box
from kheo.office.pages.paragraphs import TextLine
from kheo.office.pages.scans.engine import Read, words_in
from kheo.office.pages.scans.language import is_known, word_of
from kheo.office.pages.scans.pixels import Pixels
from kheo.office.pages.scans.signs import measured, mended

_INSET = 3
_MARGIN = 14
_DARK = 140
# Pixels: a speck is smaller; a rest of a rule is thinner or at the very edge.
_LEAST_SIDE = 5
_LEAST_INK = 16
# Two lines of letters are at least so many times as high as a small letter.
_TWO_LINES = 3.2
_AROUND = 8
# Of a small letter, in pixels: the sizes a piece is read at.
HEIGHTS = (20.0, 16.5, 23.5, 13.5)
# What is read as so many words, so few of them syllables, is noise.
_MANY, _LEAST_WORDS = 30, 0.4
# As shares of a small letter: the space that parts two blocks, and the least height of a line.
_GUTTER, _LEAST_LINE = 4.5, 0.6


@dataclass(frozen=True, slots=True)
class Seen:
    """A piece of the page with something in it: its pixels, and where it stands there."""

    pixels: Pixels
    left: int
    top: int


def seen_in(page: Pixels, box: Box) -> Seen | None:
    """The inked part of this box; None where nothing but specks stands in it."""
    left, top = max(0, int(box.left) + _INSET), max(0, int(box.top) + _INSET)
    piece = page[top : int(box.bottom) - _INSET, left : int(box.right) - _INSET]
    if min(piece.shape) < _LEAST_SIDE:
        return None
    ink = (piece < _DARK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    marks = [each for each in stats[1:] if _is_letter(each, piece.shape)]
    if not marks:
        return None
    start = min(int(each[cv2.CC_STAT_LEFT]) for each in marks)
    end = max(int(each[cv2.CC_STAT_LEFT] + each[cv2.CC_STAT_WIDTH]) for each in marks)
    first = min(int(each[cv2.CC_STAT_TOP]) for each in marks)
    last = max(int(each[cv2.CC_STAT_TOP] + each[cv2.CC_STAT_HEIGHT]) for each in marks)
    # Accents and points are small: what lies a little around the letters belongs to them.
    start, first = max(0, start - _AROUND), max(0, first - _AROUND)
    inked = piece[first : last + _AROUND, start : end + _AROUND]
    return Seen(np.ascontiguousarray(inked), left + start, top + first)


def readings_of(seen: Seen, letter: float) -> list[list[Read]]:
    """The words of a piece as read at each of several sizes, placed on the page; `letter` is a small letter's height.

    The engine's letters are small ones: larger than that it reads worse. Noise is read once only.
    """
    first, *others = HEIGHTS
    found = [_reading(seen, letter, first / letter)]
    if _is_noise(found[0]):
        return found
    return found + [_reading(seen, letter, height / letter) for height in others]


def _is_noise(words: Sequence[Read]) -> bool:
    """Many signs and hardly a word that any document has."""
    said = [word_of(word.text) for word in words]
    return len(words) >= _MANY and sum(bool(word) and is_known(word) for word in said) < _LEAST_WORDS * len(words)


def _reading(seen: Seen, letter: float, scale: float) -> list[Read]:
    by = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    pixels = cv2.resize(seen.pixels, None, fx=scale, fy=scale, interpolation=by)
    framed = cv2.copyMakeBorder(pixels, _MARGIN, _MARGIN, _MARGIN, _MARGIN, cv2.BORDER_CONSTANT, value=(255.0,))
    found = words_in(framed, single_line=seen.pixels.shape[0] < _TWO_LINES * letter + 2 * _AROUND)
    return [measured(word, letter) for word in mended([_placed(word, seen, scale) for word in found])]


def lines_of(words: Sequence[Read]) -> list[TextLine]:
    """Words joined to the lines they stand in."""
    lines: dict[int, list[Read]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return [_line(line) for line in lines.values()]


def strips_in(page: Pixels, box: Box, letter: float) -> list[list[Box]]:
    """The lines of text in this part of the page, from the top, each in the pieces that wide spaces part."""
    top = max(0, int(box.top))
    piece = page[top : int(box.bottom), max(0, int(box.left)) : int(box.right)]
    if min(piece.shape) < letter:
        return []
    ink = (piece < _DARK).astype(np.uint8)
    # Blocks first, each with lines of its own: two beside one another seldom stand level.
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, int(_GUTTER * letter)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    marks = [each for each in stats[1:] if each[cv2.CC_STAT_HEIGHT] >= _LEAST_LINE * letter]
    pieces = _together([Box(*_edges(each, top, box.left)) for each in marks], letter)
    rows: list[list[Box]] = []
    for part in sorted(pieces, key=lambda one: (one.top + one.bottom) / 2):
        middle = (part.top + part.bottom) / 2
        if rows and middle < (rows[-1][0].top + rows[-1][0].bottom) / 2 + letter:
            rows[-1].append(part)
        else:
            rows.append([part])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _edges(stats: Pixels, down: int, right: float) -> tuple[float, float, float, float]:
    left, top, width, height = (float(each) for each in stats[:4])
    return left + right - 2, top + down - 4, left + right + width + 2, top + down + height + 4


def _together(boxes: list[Box], letter: float) -> list[Box]:
    """Accents and points belong to the line they stand in or touch."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda one: -one.width):
        for place, other in enumerate(found):
            overlap = min(box.bottom, other.bottom) - max(box.top, other.top)
            beside = box.left < other.right + letter and box.right > other.left - letter
            if beside and overlap > 0.3 * min(box.height, other.height):
                found[place] = Box(
                    min(box.left, other.left),
                    min(box.top, other.top),
                    max(box.right, other.right),
                    max(box.bottom, other.bottom),
                )
                break
        else:
            found.append(box)
    return [box for box in found if box.height >= letter and box.width >= letter / 2]


def _is_letter(stats: Pixels, shape: tuple[int, ...]) -> bool:
    left, top, width, height, area = (int(each) for each in stats)
    if max(width, height) < _LEAST_SIDE or area < _LEAST_INK:
        return False
    at_side = left == 0 or left + width == shape[1]
    at_end = top == 0 or top + height == shape[0]
    return not ((at_side and width < 6) or (at_end and height < 6))


def _placed(word: Read, seen: Seen, scale: float) -> Read:
    across = [int((at - _MARGIN) / scale) + seen.left for at in (word.left, word.right)]
    down = [int((at - _MARGIN) / scale) + seen.top for at in (word.top, word.bottom)]
    return Read(word.text, across[0], down[0], across[1], down[1], word.sure, word.line)


def _line(words: Sequence[Read]) -> TextLine:
    box = Box(
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )
    height = max(word.bottom - word.top for word in words)
    return TextLine(" ".join(word.text for word in words), box, words[0].right - words[0].left, 0.25 * height)
