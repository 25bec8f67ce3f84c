"""Whether a PDF is the print of its Word file: LibreOffice may end well and give a wrong file, or none."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

from kheo.publishing.printing.pages import PDFIUM
from kheo.publishing.printing.reading import Wording, letters

# As many letters from either end of a paragraph must stand together: a page may break it in one place.
_TOGETHER = 24
_SHARE_FOUND = 0.9
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


class WrongPrintError(Exception):
    """It is not; the message completes a Vietnamese sentence."""


def check(pdf: bytes, wording: Wording, *, archival: bool) -> None:
    """Opens, has pages, says what the Word file says, carries its fonts, is marked PDF/A-2b if it was to be."""
    if not pdf.startswith(b"%PDF"):
        raise WrongPrintError("tệp in ra không phải PDF")
    found = letters(text_of(pdf))
    for paragraph in (wording.first, wording.last):
        if not _is_in(paragraph, found):
            raise WrongPrintError("thiếu phần đầu hoặc phần cuối của văn bản")
    if sum(_is_in(text, found) for text in wording.between) < _SHARE_FOUND * len(wording.between):
        raise WrongPrintError("thiếu nhiều đoạn của văn bản")
    try:
        missing = [name for name, embedded in fonts_of(pdf).items() if not embedded]
        unmarked = archival and archival_mark(pdf) != "2B"
    except pikepdf.PdfError as error:
        raise WrongPrintError("tệp in ra không mở được") from error
    if missing:
        raise WrongPrintError(f"phông chữ không nằm trong tệp: {', '.join(missing)}")
    if unmarked:
        raise WrongPrintError("tệp không mang dấu PDF/A-2b")


def text_of(pdf: bytes) -> str:
    """All its text, as a reader's search sees it. WrongPrintError: does not open, or has no page."""
    try:
        with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
            if not len(document):
                raise WrongPrintError("tệp in ra không có trang nào")
            return "\n".join(page.get_textpage().get_text_range() for page in document)
    except pypdfium2.PdfiumError as error:
        raise WrongPrintError("tệp in ra không mở được") from error


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Name (without the mark of a subset) → whether the file carries the font."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return {
            str(described.FontName).lstrip("/").split("+")[-1]: any(key in described for key in _FILES)
            for page in document.pages
            for described in _descriptors(page)
        }


def archival_mark(pdf: bytes) -> str:
    """'2B' of a PDF/A-2b, as its metadata declares; empty: none."""
    with pikepdf.open(BytesIO(pdf)) as document, document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        return f"{metadata.get('pdfaid:part', '')}{metadata.get('pdfaid:conformance', '')}"


def _descriptors(page: Any) -> Iterator[Any]:
    for font in page.get("/Resources", {}).get("/Font", {}).values():
        for described in font.get("/DescendantFonts", [font]):
            if "/FontDescriptor" in described:
                yield described.FontDescriptor


def _is_in(paragraph: str, found: str) -> bool:
    return paragraph[:_TOGETHER] in found or paragraph[-_TOGETHER:] in found
