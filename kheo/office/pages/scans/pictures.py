"""A scanned page and its cells as small pictures of our own making, for the eyes of whoever checks the reading."""

import base64
from typing import Any

import cv2

from kheo.office.pages.scans.cells import seen_in
from kheo.office.pages.scans.pixels import Pixels
from kheo.office.pages.scans.scanning import Flat, flattened

_WIDEST, _WIDEST_CELL = 1_400, 700
_MOST_CELLS = 1_500


def pictures_of(data: bytes, number: int) -> dict[str, Any]:
    """{"page": PNG, "cells": {"row-column": PNG}} in base64, rows and columns counted from 1 as addresses do."""
    flat = flattened(data, number)
    cells: dict[str, str] = {}
    first = 0
    for lattice in flat.tables:
        boxes = {cell: lattice.box_of(cell) for cell in lattice.cells}
        inked = {cell: box for cell, box in boxes.items() if seen_in(flat.pixels, box)}
        for cell, box in list(inked.items())[:_MOST_CELLS]:
            piece = flat.pixels[int(box.top) : int(box.bottom), int(box.left) : int(box.right)]
            cells[f"{first + cell.top + 1}-{cell.left + 1}"] = _png(piece, _WIDEST_CELL)
        # A table in which nothing stands was none when the page was read.
        first += len(lattice.rows) - 1 if inked else 0
    return {"page": _png(_whole(flat), _WIDEST), "cells": cells}


def _whole(flat: Flat) -> Pixels:
    """With the rules that were painted over for reading, drawn anew."""
    page = flat.pixels.copy()
    for lattice in flat.tables:
        for cell in lattice.cells:
            box = lattice.box_of(cell)
            cv2.rectangle(page, (int(box.left), int(box.top)), (int(box.right), int(box.bottom)), (120.0,), 2)
    return page


def _png(picture: Pixels, widest: int) -> str:
    share = min(1.0, widest / picture.shape[1])
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) if share < 1 else picture
    _, png = cv2.imencode(".png", small)
    return base64.b64encode(png.tobytes()).decode("ascii")
