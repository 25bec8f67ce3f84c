"""Lists of 1, 40 and 2,000 rows read back from their PDF and their workbook: headings, rows, widths, the signature."""

import io
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import openpyxl
import pdfplumber
import pypdfium2
import pytest
from pdfplumber.page import Page

from kheo.demo.long_lists import registrations_paper, results_paper
from kheo.demo.samples.converting import converted
from kheo.publishing.papers import Grid, Paper
from kheo.publishing.printing.checking import fonts_of
from kheo.publishing.printing.pdf import pdf_of
from kheo.publishing.workbooks import workbook_file
from tests.publishing.printing.papers import needs_office, printed

pytestmark = needs_office
LISTS = {"results": results_paper, "registrations": registrations_paper}
# Millimetres of the landscape sheet: left and right, bottom (05-HD/VPTW turned on its side); one to a point, 72/25.4.
SIDES, BOTTOM, POINT = 20, 15, 72 / 25.4
LOOKED_INTO = 12


@dataclass(frozen=True)
class Printed:
    grid: Grid
    signer: str
    pdf: bytes
    pages: list[str]

    @property
    def whole(self) -> str:
        return "".join(self.pages)


@cache
def made(kind: str, rows: int) -> Printed:
    paper: Paper = LISTS[kind](rows)
    assert paper.listing
    pdf = pdf_of(printed(paper))
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [marks(page.get_textpage().get_text_range()) for page in document]
    return Printed(paper.listing.grid, marks(paper.signature.name), pdf, pages)


def marks(text: str) -> str:
    """Letters and digits alone: lines may break anywhere between them."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text)))


def headings(grid: Grid) -> list[str]:
    return [text for column in grid.columns for text in (column.heading, column.under) if text]


def looked_into(pages: list[Page]) -> list[Page]:
    """All of a short list; of a long one some, the first and the last among them."""
    step = max(1, len(pages) // LOOKED_INTO)
    return [*pages[:-1:step], pages[-1]]


CASES = [
    pytest.param(kind, rows, marks=[pytest.mark.slow] if rows > 100 else [])
    for kind, rows in (("results", 1), ("results", 40), ("results", 2_000), ("registrations", 1), ("registrations", 40))
]


@pytest.mark.parametrize(("kind", "rows"), CASES)
def test_every_page_has_all_headings(kind: str, rows: int) -> None:
    listed = made(kind, rows)

    lacking = [
        (number, heading)
        for number, page in enumerate(listed.pages, start=1)
        for heading in headings(listed.grid)
        # The text of a heading over two rows comes in pieces; the test of widths looks into the cells.
        if not all(marks(word) in page for word in heading.split())
    ]
    assert lacking == []


@pytest.mark.parametrize(("kind", "rows"), CASES)
def test_every_row_stands_whole_on_one_page(kind: str, rows: int) -> None:
    listed = made(kind, rows)
    lines = [marks("".join(line.cells)) for line in listed.grid.lines]

    lost = [line for line in lines if line not in listed.whole]
    parted = [line for line in lines if not any(line in page for page in listed.pages)]
    assert (len(listed.grid.rows), lost, parted) == (rows, [], [])


@pytest.mark.parametrize(("kind", "rows"), CASES)
def test_the_signature_stands_with_the_end_of_the_list(kind: str, rows: int) -> None:
    listed = made(kind, rows)
    last = marks(listed.grid.lines[-1].cells[0])

    assert [listed.signer in page for page in listed.pages] == [False] * (len(listed.pages) - 1) + [True]
    assert last in listed.pages[-1]
    # A list of some rows takes one of them along.
    if rows > 1:
        assert marks("".join(listed.grid.rows[-1].cells)) in listed.pages[-1]


@pytest.mark.parametrize(("kind", "rows"), CASES)
def test_nothing_is_cut_and_columns_are_as_wide_as_wanted(kind: str, rows: int) -> None:
    listed = made(kind, rows)
    shares = [column.share for column in listed.grid.columns]

    with pdfplumber.open(io.BytesIO(listed.pdf)) as document:
        for page in looked_into(document.pages):
            assert (round(page.width / POINT), round(page.height / POINT)) == (297, 210)
            left, right = SIDES * POINT - 1, page.width - SIDES * POINT + 1
            assert [word["text"] for word in page.extract_words() if word["x0"] < left or word["x1"] > right] == []
            assert max(word["bottom"] for word in page.extract_words()) <= page.height - BOTTOM * POINT + 1
            (table,) = [found for found in page.find_tables() if len(found.rows) > 1]
            written = {marks(cell) for row in table.extract()[:2] for cell in row if cell}
            assert written >= {marks(heading) for heading in headings(listed.grid)}
            # Lines of letters stay between the lines of their cell.
            over = [char for char in page.chars if crosses(char, {line for row in table.rows for line in edges(row)})]
            assert over == []
            edges_seen = sorted({round(cell[0]) for row in table.rows for cell in row.cells if cell})
            assert len(edges_seen) == len(shares)
            widths = [
                *(b - a for a, b in pairwise(edges_seen)),
                table.bbox[2] - edges_seen[-1],
            ]
            scale = sum(widths) / sum(shares)
            assert max(abs(width - share * scale) for width, share in zip(widths, shares, strict=True)) < 2


def edges(row: object) -> list[tuple[float, float, float]]:
    """The upright lines of a row of a table: where, from, to."""
    return [(cell[0], cell[1], cell[3]) for cell in row.cells if cell]  # type: ignore[attr-defined]


def crosses(char: dict[str, float], lines: set[tuple[float, float, float]]) -> bool:
    middle = (char["top"] + char["bottom"]) / 2
    return any(char["x0"] + 0.5 < x < char["x1"] - 0.5 and top < middle < bottom for x, top, bottom in lines)


@pytest.mark.parametrize("kind", LISTS)
def test_only_the_right_font_is_in_a_list(kind: str) -> None:
    fonts = fonts_of(made(kind, 40).pdf)

    assert (all(fonts.values()), {name.partition("-")[0] for name in fonts}) == (True, {"LiberationSerif"})


@pytest.mark.parametrize(("kind", "rows"), CASES)
def test_the_workbook_holds_the_same_lines(kind: str, rows: int) -> None:
    paper: Paper = LISTS[kind](rows)
    assert paper.listing
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_file(paper.listing))).worksheets[0]

    values = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    found = {marks("".join(row)) for row in values}
    assert [line.cells for line in paper.listing.grid.lines if marks("".join(line.cells)) not in found] == []
    assert sheet.page_setup.orientation == "landscape"
    # One page wide is what a file means that does not say how many.
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    first, last = str(sheet.print_title_rows).replace("$", "").split(":")
    assert int(last) - int(first) == 1


def test_the_workbook_prints_with_headings_on_every_page_and_nothing_cut() -> None:
    paper = results_paper(40)
    assert paper.listing
    grid = paper.listing.grid
    pdf = converted({"list.xlsx": workbook_file(paper.listing)}, to="pdf")["list.xlsx"]

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        pages = [marks(page.extract_text()) for page in document.pages]
        for page in document.pages:
            assert [word for word in page.extract_words() if word["x0"] < 0 or word["x1"] > page.width] == []
    with pypdfium2.PdfDocument(pdf) as opened:
        texts = [marks(page.get_textpage().get_text_range()) for page in opened]
    assert len(pages) > 1
    lacking = [heading for text in texts for heading in headings(grid) if marks(heading) not in text]
    lost = [cell for line in grid.rows for cell in line.cells if marks(cell) not in "".join(texts)]
    assert (lacking, lost) == ([], [])
