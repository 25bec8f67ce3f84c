"""Pictures of pages: as many and as large as asked, never more than a browser bears."""

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from kheo.publishing.printing.pages import MOST_PIXELS, NoPicturesError, page_count, pictures


def pdf(width: float, height: float, pages: int = 1) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(width, height))
    for number in range(pages):
        canvas.drawString(10, 10, f"Trang {number + 1}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def sizes(found: list[bytes]) -> list[tuple[str | None, tuple[int, int]]]:
    opened = [Image.open(io.BytesIO(picture)) for picture in found]
    return [(picture.format, picture.size) for picture in opened]


def test_the_first_pages_come_as_png_of_the_size_asked() -> None:
    assert sizes(pictures(pdf(144, 72, pages=5), dpi=100, most=2)) == [("PNG", (200, 100))] * 2
    assert len(pictures(pdf(144, 72, pages=1), dpi=100, most=9)) == 1
    five = pdf(144, 72, pages=5)
    assert (page_count(five), pictures(five, dpi=50, most=9, first=4)) == (5, pictures(five, dpi=50, most=5)[4:])


def test_a_huge_page_comes_smaller() -> None:
    ((_, (width, height)),) = sizes(pictures(pdf(7_200, 7_200), dpi=300, most=1))

    assert width * height <= MOST_PIXELS * 1.01


def test_what_is_no_pdf_gets_a_sentence() -> None:
    with pytest.raises(NoPicturesError, match="không mở được"):
        pictures(b"%PDF-nothing", dpi=50, most=1)
    with pytest.raises(NoPicturesError, match="không mở được"):
        page_count(b"%PDF-nothing")
