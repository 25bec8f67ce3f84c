"""Pages of a PDF as pictures, for previews: so many and so large at most."""

import threading
from io import BytesIO

import pypdfium2

# PDFium serves one thread at a time; whoever uses it in a program with threads holds this.
PDFIUM = threading.Lock()
MOST_PIXELS = 12_000_000
_INCH = 72


class NoPicturesError(Exception):
    """The PDF does not open; the message is a sentence for the office."""


def pictures(pdf: bytes, *, dpi: int, most: int, first: int = 0) -> list[bytes]:
    """`most` pages from `first` on (counted from 0) as PNG of `dpi` dots an inch, fewer dots on a page too large.

    NoPicturesError where the file does not open.
    """
    try:
        with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
            return [_picture(document[number], dpi) for number in range(first, min(first + most, len(document)))]
    except pypdfium2.PdfiumError as error:
        raise NoPicturesError("Tệp PDF không mở được nên không xem trước được: in lại văn bản.") from error


def page_count(pdf: bytes) -> int:
    """How many pages it has. NoPicturesError where the file does not open."""
    try:
        with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
            return len(document)
    except pypdfium2.PdfiumError as error:
        raise NoPicturesError("Tệp PDF không mở được: in lại văn bản.") from error


def _picture(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    width, height = page.get_size()
    scale = min(dpi / _INCH, (MOST_PIXELS / (width * height)) ** 0.5)
    written = BytesIO()
    page.render(scale=scale, draw_annots=False).to_pil().convert("RGB").save(written, "PNG", optimize=True)
    return written.getvalue()
