"""PDFs that carry their text: letters and rules of each page to tables and lines; pages that are pictures go to OCR.

Every number of a file is doubted: pages, letters and rules are counted, and time and memory are the process's own.
"""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.utils.exceptions import PdfminerException

from kheo.confinement.further import Further
from kheo.confinement.refusal import Refusal
from kheo.office.pages.binding import bound
from kheo.office.pages.glyphs import Glyph
from kheo.office.pages.lattice import Rule, lattices
from kheo.office.pages.laying_out import laid_out
from kheo.office.pages.page import Box, Page
from kheo.office.pages.pdf.columns import with_columns
from kheo.office.pages.pdf.seen import SeenPage
from kheo.office.pages.pictures import scanned
from kheo.office.tables import Book

MOST_PAGES = 100
MOST_GLYPHS = 40_000
MOST_OBJECTS = 60_000
LARGEST_PAGE = 14_400
# Points: how far apart two rules are still one, and how thick a filled box may be and count as a rule.
_NEAR = 2.0
_THICKEST = 3.5
# Letters by number or of nobody's alphabet: the font does not say what they are.
_MOST_UNKNOWN = 0.1
_FEW_GLYPHS = 12
_WHOLE_PAGE = 0.5


def read(data: bytes) -> Book | Further:
    """The book of a PDF; Further where pages are pictures. Refusal for what is locked, broken or too much."""
    try:
        pages, pictures, warnings = _pages(data)
    except Refusal:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Refusal("encrypted_file", "PDF có mật khẩu") from error
    except PdfminerException as error:
        raise _refusal(error) from error
    if not pages and not pictures:
        raise Refusal("empty_file", "PDF không có trang nào có nội dung")
    if not pictures:
        return bound(pages, warnings)
    return scanned(pictures, [page.as_json() for page in pages], warnings)


def _refusal(error: PdfminerException) -> Refusal:
    cause = error.args[0] if error.args else None
    if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
        return Refusal("encrypted_file", "PDF có mật khẩu")
    if isinstance(cause, MemoryError | RecursionError):
        return Refusal("too_large", "PDF có cấu trúc quá lớn")
    if isinstance(cause, Refusal):
        return cause
    return Refusal("damaged_file", "PDF bị hỏng")


def _pages(data: bytes) -> tuple[list[Page], list[int], list[str]]:
    """Pages read, numbers of pages that are pictures, warnings."""
    pages: list[Page] = []
    pictures: list[int] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        raw = list(islice(PDFPage.create_pages(document.doc), MOST_PAGES + 1))
        for number, each in enumerate(raw[:MOST_PAGES], start=1):
            page = SeenPage(document, each, page_number=number)
            read_page = _page(page, number)
            if read_page is None:
                pictures.append(number)
            elif read_page.blocks:
                pages.append(read_page)
            page.close()
    return pages, pictures, ["pages_left_out"] if len(raw) > MOST_PAGES else []


def _page(page: SeenPage, number: int) -> Page | None:
    """The page, empty where nothing stands on it; None where it must be looked at as a picture."""
    if max(page.width, page.height) > LARGEST_PAGE or min(page.width, page.height) <= 0:
        raise Refusal("hostile_file", "PDF có trang quá lớn")
    objects = page.objects
    if sum(len(each) for each in objects.values()) > MOST_OBJECTS or len(objects.get("char", ())) > MOST_GLYPHS:
        raise Refusal("too_large", "một trang PDF có quá nhiều nét, nhiều chữ")
    glyphs = list(_glyphs(page))
    drawn = sum(len(each) for each in objects.values())
    if len(glyphs) < _FEW_GLYPHS or _are_unknown(glyphs):
        return None if drawn > len(glyphs) else Page(number)
    found = lattices(*_rules(page), near=_NEAR)
    if not found and _is_a_picture(page):
        return None
    return laid_out(number, glyphs, found or with_columns(glyphs), page.width, slack=0.5)


def _glyphs(page: SeenPage) -> Iterator[Glyph]:
    """Each letter once: programs print a bold one twice, a little aside."""
    seen: set[tuple[str, int, int]] = set()
    for char in page.chars:
        text = char["text"]
        key = (text, round(char["x0"] / 1.5), round(char["top"] / 1.5))
        if not char["upright"] or (key in seen and text.strip()):
            continue
        seen.add(key)
        yield Glyph(text, Box(char["x0"], char["top"], char["x1"], char["bottom"]), char["fontname"])


def _are_unknown(glyphs: list[Glyph]) -> bool:
    strange = sum(
        glyph.text.startswith("(cid:")
        or any("\ue000" <= letter <= "\uf8ff" or letter == "\ufffd" for letter in glyph.text)
        for glyph in glyphs
    )
    return strange > _MOST_UNKNOWN * len(glyphs)


def _is_a_picture(page: SeenPage) -> bool:
    """Does a picture fill the page, whatever some program laid over it as text?"""
    area = sum(max(0.0, image["x1"] - image["x0"]) * max(0.0, image["bottom"] - image["top"]) for image in page.images)
    return bool(area > _WHOLE_PAGE * page.width * page.height)


def _rules(page: SeenPage) -> tuple[list[Rule], list[Rule]]:
    across: list[Rule] = []
    down: list[Rule] = []
    for shape in (*page.lines, *page.rects, *page.curves):
        _add_rules(shape, across, down)
    return across, down


def _add_rules(shape: dict[str, Any], across: list[Rule], down: list[Rule]) -> None:
    left, top, right, bottom = (float(shape[name]) for name in ("x0", "top", "x1", "bottom"))
    if bottom - top <= _THICKEST and right - left > _THICKEST:
        across.append(Rule((top + bottom) / 2, left, right))
    elif right - left <= _THICKEST and bottom - top > _THICKEST:
        down.append(Rule((left + right) / 2, top, bottom))
    elif shape["object_type"] == "rect" and shape.get("stroke"):
        across += [Rule(top, left, right), Rule(bottom, left, right)]
        down += [Rule(left, top, bottom), Rule(right, top, bottom)]
