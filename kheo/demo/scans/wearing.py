"""What a scanner, a fax or a phone does to a printed page: turned, grey, blurred, specked, stamped, seen from aside."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image

Pixels = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Wear:
    """How a page comes out; `turn` in degrees at most, `noise` as deviation of grey values, `quality` of the JPEG."""

    name: str
    dpi: int = 300
    turn: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    shade: float = 0.0
    specks: float = 0.0
    stamp: bool = False
    perspective: float = 0.0
    quality: int = 95


CLEAN = Wear("clean 300")
NOISY = Wear("noisy 300", turn=2.0, blur=0.7, noise=10, shade=0.15, specks=0.0002, stamp=True, quality=75)
PHOTO = Wear("photo", turn=3.0, blur=0.8, noise=6, shade=0.35, perspective=0.06, quality=80)
COARSE = Wear("coarse 200", dpi=200, turn=1.0, blur=0.5, noise=6, shade=0.1, quality=80)
WEARS = (CLEAN, NOISY, PHOTO, COARSE)


def worn(page: Pixels, wear: Wear, rng: np.random.Generator) -> Pixels:
    """The grey page as this wear leaves it, in colour where a stamp or a desk shows."""
    grey = page.astype(np.float32)
    if wear.shade:
        grey *= _shade(grey.shape, wear.shade, rng)
    picture: Pixels = np.repeat(grey[..., None], 3, axis=2)
    if wear.stamp:
        picture = _stamped(picture, rng)
    if wear.turn or wear.perspective:
        picture = _moved(picture, wear, rng)
    if wear.blur:
        picture = cv2.GaussianBlur(picture, (0, 0), wear.blur)
    if wear.noise:
        picture = picture + rng.normal(0, wear.noise, picture.shape[:2])[..., None]
    if wear.specks:
        where = rng.random(picture.shape[:2]) < wear.specks
        picture[cv2.dilate(where.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0] = 40
    return np.clip(picture, 0, 255).astype(np.uint8)


def as_jpeg(picture: Pixels, wear: Wear, *, orientation: int = 1) -> bytes:
    """`orientation` is the EXIF mark a phone held otherwise would set, with the pixels left as they are."""
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(picture).save(target, "JPEG", quality=wear.quality, dpi=(wear.dpi, wear.dpi), exif=exif)
    return target.getvalue()


def as_pdf(pictures: Iterable[Pixels], wear: Wear) -> bytes:
    """What a scanner's own program makes: one JPEG a page and no text."""
    first, *more = [Image.fromarray(picture) for picture in pictures]
    target = io.BytesIO()
    first.save(target, "PDF", save_all=True, append_images=more, resolution=wear.dpi, quality=wear.quality)
    return target.getvalue()


def _shade(shape: tuple[int, ...], depth: float, rng: np.random.Generator) -> Pixels:
    """Light that falls off to one side, as under a lamp or in the fold of a scanner."""
    height, width = shape[:2]
    angle = rng.uniform(0, 2 * np.pi)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    along = np.cos(angle) * (columns / width - 0.5) + np.sin(angle) * (rows / height - 0.5)
    shade: Pixels = 1 - depth * np.clip(along + 0.5, 0, 1) * rng.uniform(0.6, 1)
    return shade.astype(np.float32)


def _stamped(picture: Pixels, rng: np.random.Generator) -> Pixels:
    """A round red stamp over the lower right, where signatures are, sometimes over the table's end."""
    height, width = picture.shape[:2]
    centre = (int(width * rng.uniform(0.62, 0.85)), int(height * rng.uniform(0.72, 0.9)))
    radius = int(min(height, width) * 0.085)
    ink = np.zeros((height, width), np.uint8)
    for part, thick in ((1.0, 0.05), (0.82, 0.02), (0.3, 0.1)):
        cv2.circle(ink, centre, int(radius * part), 255, max(2, int(radius * thick)))
    cv2.putText(ink, "DAN VAN", (centre[0] - radius // 2, centre[1]), cv2.FONT_HERSHEY_SIMPLEX, radius / 90, 255, 3)
    red = np.array([205, 40, 55], np.float32)
    share = (ink.astype(np.float32) * (0.75 / 255))[..., None]
    inked: Pixels = picture * (1 - share) + np.minimum(picture, red) * share
    return inked


def _moved(picture: Pixels, wear: Wear, rng: np.random.Generator) -> Pixels:
    """Turned a little; seen from aside by a phone, it lies on a dark desk."""
    height, width = picture.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turn = np.deg2rad(rng.uniform(-wear.turn, wear.turn))
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    centre = corners.mean(axis=0)
    places = (corners - centre) @ matrix.T + centre
    size, ground = (width, height), (float(picture[0, 0, 0]),) * 3
    if wear.perspective:
        places += rng.uniform(-wear.perspective, wear.perspective, (4, 2)) * [width, height] / 2
        places -= places.min(axis=0) - [width * 0.04, height * 0.04]
        across, down = places.max(axis=0)
        size, ground = (int(across + width * 0.04), int(down + height * 0.04)), (62.0, 70.0, 78.0)
    seen = cv2.getPerspectiveTransform(corners, places.astype(np.float32))
    moved: Pixels = cv2.warpPerspective(picture, seen, size, flags=cv2.INTER_AREA, borderValue=ground)
    return moved
