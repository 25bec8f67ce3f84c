"""A page as pixels, from a picture file or from a PDF: its size checked before anything is decoded, always in grey.

Grey is the red light alone: the red of stamps is bright in it, black and blue ink stay dark.
"""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from kheo.confinement.refusal import Refusal

Pixels = np.ndarray[Any, np.dtype[Any]]

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
DPI = 300
_POINTS_AN_INCH = 72
# Of a picture as its header tells it, and of what is worked on: A4 at 300 dpi has 8.7 million.
MOST_PIXELS = 40_000_000
_WORKED_ON = 13_000_000
LARGEST_PAGE = 14_400
_LEAST_SIDE = 80
_SPOILT = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError, ZeroDivisionError)


def pixels_of(data: bytes, number: int) -> Pixels:
    """Page `number` (from 1), height × width, 0 black to 255 white. Refusal for what is too large or broken."""
    if b"%PDF-" in data[:1024]:
        return _of_pdf(data, number)
    return _of_picture(data, number)


def _of_picture(data: bytes, number: int) -> Pixels:
    try:
        with _strictly(), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            picture.seek(number - 1)
            _check(*picture.size)
            _ask_for_less(picture)
            return _grey(picture)
    except UnidentifiedImageError as error:
        raise Refusal("damaged_file", "ảnh bị hỏng") from error
    except _SPOILT as error:
        raise Refusal("damaged_file", "ảnh bị hỏng hoặc chưa tải lên hết") from error


def _check(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > 30_000:
        raise Refusal("too_large", f"ảnh {width} × {height} điểm")
    if min(width, height) < _LEAST_SIDE:
        raise Refusal("picture_file", "ảnh quá nhỏ")


def _ask_for_less(picture: Image.Image) -> None:
    """A JPEG can be decoded at half its size at once."""
    width, height = picture.size
    if width * height > 2 * _WORKED_ON:
        picture.draft("RGB", (width // 2, height // 2))


def _grey(picture: Image.Image) -> Pixels:
    turned = ImageOps.exif_transpose(picture) or picture
    is_grey = turned.mode in {"1", "L", "I;16", "I", "F"}
    grey = turned.convert("L") if is_grey else _on_white(turned).getchannel("R")
    width, height = grey.size
    if width * height > _WORKED_ON:
        share = (_WORKED_ON / (width * height)) ** 0.5
        grey = grey.resize((int(width * share), int(height * share)), Image.Resampling.BOX)
    return np.array(grey)


def _on_white(picture: Image.Image) -> Image.Image:
    """What is see-through is paper."""
    if picture.mode not in {"RGBA", "LA", "PA"} and "transparency" not in picture.info:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


@contextmanager
def _strictly() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        warnings.simplefilter("ignore", UserWarning)
        yield


def _of_pdf(data: bytes, number: int) -> Pixels:
    try:
        with pypdfium2.PdfDocument(data) as document:
            page = document[number - 1]
            width, height = page.get_size()
            if not 0 < min(width, height) <= max(width, height) <= LARGEST_PAGE:
                raise Refusal("hostile_file", "PDF có trang quá lớn")
            scale = min(DPI / _POINTS_AN_INCH, (_WORKED_ON / (width * height)) ** 0.5)
            drawn: Pixels = page.render(scale=scale, rev_byteorder=True).to_numpy()
            return drawn[..., 0].copy()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise Refusal("damaged_file", "PDF bị hỏng") from error
