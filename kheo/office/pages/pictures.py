"""Pictures and pages that are pictures: nothing of them is decoded here, only counted; slow readers do the rest."""

import struct
from collections.abc import Sequence
from typing import Any

from kheo.confinement.further import Further
from kheo.confinement.refusal import Refusal

# The job that reads one page, and the one that binds what came of them all.
READ_PAGE = "kheo.office.pages.scans.scanning:read_page"
BIND = "kheo.office.opening:open_pages"
MOST_SCANNED = 12
_TIFF = {b"II*\0": "<", b"MM\0*": ">"}


def read(data: bytes) -> Further:
    """The pages of a picture file, each to be read by itself."""
    count = _frames(data, _TIFF[data[:4]]) if data[:4] in _TIFF else 1
    return scanned(range(1, count + 1))


def scanned(numbers: Sequence[int], pages: Sequence[dict[str, Any]] = (), warnings: Sequence[str] = ()) -> Further:
    """To be read: the pages of these numbers, as many as the time allows; `pages` are known already."""
    taken, left = numbers[:MOST_SCANNED], numbers[MOST_SCANNED:]
    kept = {"pages": list(pages), "warnings": list(warnings), "numbers": list(taken), "left": list(left)[:1]}
    return Further(tuple((READ_PAGE, number) for number in taken), BIND, kept)


def _frames(data: bytes, order: str) -> int:
    """Pages of a TIFF: its directories form a chain, which a hostile file may close to a ring."""
    seen: set[int] = set()
    try:
        (at,) = struct.unpack_from(f"{order}I", data, 4)
        while at and at not in seen and len(seen) <= MOST_SCANNED:
            seen.add(at)
            (entries,) = struct.unpack_from(f"{order}H", data, at)
            (at,) = struct.unpack_from(f"{order}I", data, at + 2 + 12 * entries)
    except struct.error as error:
        if not seen:
            raise Refusal("damaged_file", "ảnh TIFF bị hỏng") from error
    return max(1, len(seen))
