"""A page made flat: the paper found on the desk, its light evened out, turned level, its letters of a good size."""

import cv2
import numpy as np

from kheo.office.pages.scans.engine import words_in
from kheo.office.pages.scans.pixels import Pixels
from kheo.office.pages.scans.ruling import ruled

# The longest side a search works on; exactness comes from the full picture afterwards.
_SMALL = 900
_PAPER_SHARES = (0.25, 0.985)
_MOST_TURN = 6.0
# How high a small letter (x) should be for the engine, and what is left as it is.
_LETTER, _LEAST_LETTER, _MOST_LETTER = 24.0, 18.0, 36.0
_MOST_SCALE, _LEAST_SCALE = 2.5, 0.35
_WORKED_ON = 16_000_000
# What is read so surely stands upright; and how much of a page is tried, in pixels down and across.
_LEGIBLE = 0.75
_SAMPLE = (220, 900)


def straightened(picture: Pixels) -> Pixels:
    """Upright but for quarter turns, evenly lit, letters of the engine's size."""
    flat = evened(_paper(picture))
    flat = turned(flat, -skew_of(flat))
    return _sized(flat)


def evened(picture: Pixels) -> Pixels:
    """The light of the paper divided out: white all over, whatever shadow lay on it."""
    height, width = picture.shape
    share = min(1.0, _SMALL / max(height, width))
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    light = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    light = cv2.GaussianBlur(light, (0, 0), 9)
    light = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(picture, np.maximum(light, 24), scale=250)


def skew_of(picture: Pixels) -> float:
    """Degrees by which the lines rise: where rows of a turned copy differ most in darkness, it is level."""
    share = min(0.5, _SMALL / max(picture.shape))
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    ink = (255 - small).astype(np.float32)
    ink[ink < 60] = 0
    best = 0.0
    for reach, step in ((_MOST_TURN, 0.5), (0.5, 0.1), (0.1, 0.025)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _levelness(ink, angle)))
    return best


def turned(picture: Pixels, degrees: float) -> Pixels:
    if abs(degrees) < 0.02:
        return picture
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=255.0)


def quarter_turned(level: Pixels) -> Pixels:
    """The page with its text upright: told by which way the engine reads some of its lines best."""
    upright = level if _runs_across(level) else cv2.rotate(level, cv2.ROTATE_90_CLOCKWISE)
    sample = _sample(upright)
    if sample is None or (sure := legibility(sample)) > _LEGIBLE:
        return upright
    around = cv2.rotate(sample, cv2.ROTATE_180)
    return cv2.rotate(upright, cv2.ROTATE_180) if legibility(around) > sure else upright


def letter_height(picture: Pixels) -> float:
    """The usual height of small letters, in pixels; 0 where there is too little text to tell."""
    _, ink = cv2.threshold(picture, 150, 255, cv2.THRESH_BINARY_INV)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights, widths = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    letters = heights[(heights >= 6) & (heights <= 120) & (widths <= 2.5 * heights) & (heights <= 4 * widths)]
    return float(np.percentile(letters, 35)) if len(letters) >= 20 else 0.0


def _sized(picture: Pixels) -> Pixels:
    height = letter_height(picture)
    if not height or _LEAST_LETTER <= height <= _MOST_LETTER:
        return picture
    share = min(_MOST_SCALE, max(_LEAST_SCALE, _LETTER / height), (_WORKED_ON / picture.size) ** 0.5)
    return cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_CUBIC if share > 1 else cv2.INTER_AREA)


def _runs_across(picture: Pixels) -> bool:
    """Letters of a line nearly touch; the spaces between lines are wider."""
    share = min(0.5, _SMALL / max(picture.shape))
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    ink = (small < 170).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    # Rules are longer than any letter and would say nothing of the text.
    long = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) > 30
    ink[long[labels]] = 0
    across = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 7), np.uint8)).sum()
    down = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((7, 1), np.uint8)).sum()
    return bool(across >= down)


def _sample(picture: Pixels) -> Pixels | None:
    """The part of the page with most letters in it, without rules."""
    _, clean = ruled(picture)
    ink = (clean < 150).astype(np.float32)
    if ink.sum() < 500:
        return None
    high, wide = min(_SAMPLE[0], picture.shape[0]), min(_SAMPLE[1], picture.shape[1])
    dense = cv2.boxFilter(ink, -1, (wide, high), normalize=False, borderType=cv2.BORDER_CONSTANT)
    row, column = np.unravel_index(int(dense.argmax()), dense.shape)
    top, left = max(0, int(row) - high // 2), max(0, int(column) - wide // 2)
    return np.ascontiguousarray(clean[top : top + high, left : left + wide])


def legibility(sample: Pixels) -> float:
    """How sure the engine is of what it reads here, by letters."""
    height = letter_height(sample) or _LETTER
    share = 13.5 / height
    words = words_in(cv2.resize(sample, None, fx=share, fy=share, interpolation=cv2.INTER_AREA))
    letters = sum(len(word.text) for word in words)
    return sum(word.sure * len(word.text) for word in words) / letters if letters else 0.0


def _levelness(ink: Pixels, degrees: float) -> float:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    level = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR)
    return float(np.square(np.diff(level.sum(axis=1))).sum())


def _paper(picture: Pixels) -> Pixels:
    """The sheet cut out of a photograph and seen from above; a scan, which is nothing but paper, stays as it is."""
    corners = _corners(picture)
    if corners is None:
        return picture
    top, right, bottom, left = (
        float(np.linalg.norm(corners[a] - corners[b])) for a, b in ((0, 1), (1, 2), (2, 3), (3, 0))
    )
    width, height = int(max(top, bottom)), int(max(left, right))
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), flat)
    return cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=255.0)


def _corners(picture: Pixels) -> Pixels | None:
    """Of the one bright sheet on a darker ground, from the top left on clockwise; None where there is none."""
    share = min(1.0, _SMALL / max(picture.shape))
    small = cv2.GaussianBlur(cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), (5, 5), 0)
    # Letters and rules are not the desk.
    small = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8))
    level, paper = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ground = small[paper == 0]
    if not len(ground) or float(small[paper > 0].mean()) - float(ground.mean()) < 40 or level < 40:
        return None
    outlines, _ = cv2.findContours(paper, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outline = cv2.convexHull(max(outlines, key=cv2.contourArea))
    if not _PAPER_SHARES[0] <= cv2.contourArea(outline) / small.size <= _PAPER_SHARES[1]:
        return None
    around = cv2.arcLength(outline, closed=True)
    for exactness in (0.02, 0.03, 0.05, 0.08):
        corners = cv2.approxPolyDP(outline, exactness * around, closed=True).reshape(-1, 2)
        if len(corners) == 4 and cv2.contourArea(corners) > 0.9 * cv2.contourArea(outline):
            return _clockwise(corners.astype(np.float64) / share)
    return None


def _clockwise(corners: Pixels) -> Pixels:
    total, difference = corners.sum(axis=1), corners[:, 1] - corners[:, 0]
    return np.array(
        [corners[total.argmin()], corners[difference.argmin()], corners[total.argmax()], corners[difference.argmax()]]
    )
