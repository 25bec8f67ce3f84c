"""Is a picture the photograph or scan of a page, or the logo of a signature? Told by its size, without decoding it."""

import struct
from collections.abc import Callable

FEWEST_BYTES = 30_000
# The shorter side: the text of a form cannot be read on less.
FEWEST_PIXELS = 700
_FRAMES = frozenset((0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF))
_MOST_SEGMENTS = 500


def is_page(data: bytes) -> bool:
    """May this be a page somebody photographed or scanned? TIFF is what scanners write, and nobody's logo."""
    if len(data) < FEWEST_BYTES:
        return False
    if data.startswith((b"II*\0", b"MM\0*")):
        return True
    for start, sides in _SIDES.items():
        if data.startswith(start):
            return min(sides(data)) >= FEWEST_PIXELS
    return False


def _of_png(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", data, 16)
    return int(width), int(height)


def _of_jpeg(data: bytes) -> tuple[int, int]:
    """From the first frame's head; (0, 0) where there is none."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if at + 9 > len(data) or data[at] != 0xFF:
            break
        if data[at + 1] in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return int(width), int(height)
        at += 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    return 0, 0


_SIDES: dict[bytes, Callable[[bytes], tuple[int, int]]] = {b"\x89PNG": _of_png, b"\xff\xd8\xff": _of_jpeg}
