"""The rules drawn on a scanned page, as the lattices of its tables, and the page without them."""

from collections.abc import Sequence

import cv2
import numpy as np

from kheo.office.pages.lattice import Lattice, Rule, lattices
from kheo.office.pages.scans.pixels import Pixels

# Pixels at 300 dpi: a rule is longer than any stroke of a letter; so far apart two rules are still one.
_LENGTH = 64
_NEAR = 7.0
_THICKEST = 16
_GAP = 5
_DARK = 165
_LEAST_INK = 9
_PALER = 45.0
# How far from its place a rule may stray that is not quite straight.
_BESIDE = 13


def ruled(picture: Pixels) -> tuple[list[Lattice], Pixels]:
    """The tables from the top, and the picture with every rule painted over."""
    ink = cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 18)
    across, rows = _rules(ink, picture, down=False)
    down, columns = _rules(ink, picture, down=True)
    tables = lattices(rows, columns, near=_NEAR)
    lines = cv2.dilate(_of_tables(tables, across, down), np.ones((5, 5), np.uint8))
    clean = picture.copy()
    clean[lines > 0] = 255
    clean[_near_letters(clean) == 0] = 255
    return tables, clean


def _of_tables(tables: Sequence[Lattice], across: Pixels, down: Pixels) -> Pixels:
    """The rules of tables alone: the feet of letters in a line look like a short rule, too, and must stay."""
    kept = np.zeros_like(across)
    for table in tables:
        left, right = int(table.columns[0]) - _BESIDE, int(table.columns[-1]) + _BESIDE
        top, bottom = int(table.rows[0]) - _BESIDE, int(table.rows[-1]) + _BESIDE
        for at in map(int, table.rows):
            band = np.s_[max(0, at - _BESIDE) : at + _BESIDE, max(0, left) : right]
            kept[band] |= across[band]
        for at in map(int, table.columns):
            band = np.s_[max(0, top) : bottom, max(0, at - _BESIDE) : at + _BESIDE]
            kept[band] |= down[band]
    return kept


def _near_letters(picture: Pixels) -> Pixels:
    """Where letters are, with a little around them; specks and the grain of the paper are left out."""
    _, ink = cv2.threshold(picture, _DARK, 255, cv2.THRESH_BINARY_INV)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    large = (stats[:, cv2.CC_STAT_AREA] >= _LEAST_INK) & (stats[:, cv2.CC_STAT_HEIGHT] >= 3)
    large[0] = False
    letters = large[labels].astype(np.uint8)
    return cv2.dilate(letters, np.ones((9, 9), np.uint8))


def _rules(ink: Pixels, picture: Pixels, *, down: bool) -> tuple[Pixels, list[Rule]]:
    """Long dark runs in one direction, as a mask and as rules."""
    long, gap = ((1, _LENGTH), (1, _GAP)) if down else ((_LENGTH, 1), (_GAP, 1))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, gap))
    mask = cv2.morphologyEx(joined, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, long))
    # A line that rises a little falls into steps; they are one.
    step = (3, _GAP * 3) if down else (_GAP * 3, 3)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(
        cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_RECT, step)), connectivity=8
    )
    shades = _shades(labels, mask, picture, count)
    palest = _usual(shades[1:], stats[1:, cv2.CC_STAT_HEIGHT if down else cv2.CC_STAT_WIDTH]) + _PALER
    rules = []
    for number in range(1, count):
        left, top, width, height, _ = (int(each) for each in stats[number])
        at = float(centres[number][0 if down else 1])
        thick, start, length = (width, top, height) if down else (height, left, width)
        if thick <= max(_THICKEST, length // 40) and shades[number] <= palest:
            rules.append(Rule(at, float(start), float(start + length)))
        else:
            mask[labels == number] = 0
    return mask, rules


def _usual(shades: Pixels, lengths: Pixels) -> float:
    """The shade most of the rules' length has: the many short strokes of bold letters do not count for much."""
    if not len(shades):
        return 0.0
    order = np.argsort(shades)
    passed = np.cumsum(lengths[order])
    return float(shades[order][np.searchsorted(passed, passed[-1] / 2)])


def _shades(labels: Pixels, mask: Pixels, picture: Pixels, count: int) -> Pixels:
    """How dark each rule is; the ring of a stamp is paler."""
    inked = mask > 0
    dark = np.bincount(labels[inked], weights=picture[inked], minlength=count)
    shades: Pixels = dark / np.maximum(np.bincount(labels[inked], minlength=count), 1)
    return shades
