"""What a PDF says and where, read back by another program than the one that drew it."""

from io import BytesIO

import pdfplumber
import pikepdf

from kheo.publishing.certificates.layout import Place

_POINTS = 72 / 25.4
# Millimetres the ink of a letter may hang over its advance: the slant of the last italic one.
SLACK = 0.8


def lines_of(pdf: bytes, page: int = 0) -> list[str]:
    """The lines of a page as they are extracted."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return (opened.pages[page].extract_text() or "").splitlines()


def letters_outside(pdf: bytes, place: Place) -> list[str]:
    """Letters of the first page whose box (advance by ascent and descent) leaves the place, which holds all of them."""
    left, top = place.left * _POINTS, place.top * _POINTS
    right, bottom = left + place.width * _POINTS, top + place.height * _POINTS
    slack = SLACK * _POINTS
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return [
            char["text"]
            for char in opened.pages[0].chars
            if char["x0"] < left - slack
            or char["x1"] > right + slack
            or char["top"] < top - slack
            or char["bottom"] > bottom + slack
        ]


def fonts_in(pdf: bytes) -> set[str]:
    """The fonts of all pages, '+' and what stands before it left out; none that is not embedded."""
    found = set()
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            for font in page.Resources.get("/Font", pikepdf.Dictionary()).values():
                if "/FontDescriptor" not in font:
                    continue
                assert "/FontFile2" in font.FontDescriptor
                found.add(str(font.BaseFont).rpartition("+")[2].lstrip("/"))
    return found
