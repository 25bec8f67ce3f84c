"""One page that is a picture, from its pixels to its lines and tables; the job of a slow reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kheo.office.pages.lattice import Lattice
from kheo.office.pages.order import reading_order
from kheo.office.pages.page import Box, Page, Place, Ruled
from kheo.office.pages.paragraphs import Room, TextLine, joined, padding_of
from kheo.office.pages.scans.cells import lines_of, readings_of, seen_in, strips_in
from kheo.office.pages.scans.numbering import numbered
from kheo.office.pages.scans.pixels import Pixels, pixels_of
from kheo.office.pages.scans.ruling import ruled
from kheo.office.pages.scans.straightening import letter_height, quarter_turned, straightened
from kheo.office.pages.scans.sureness import sureness
from kheo.office.pages.scans.voting import chosen
from kheo.office.wording import tidy

# Shares of the height of small letters: how exact places are, and the most a table keeps free beside its text.
_SLACK, _MOST_PADDING = 0.15, 1.6


@dataclass(frozen=True, slots=True)
class Flat:
    """A page made flat: its tables, and its pixels without their rules."""

    tables: list[Lattice]
    pixels: Pixels
    letter: float

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])


@dataclass(frozen=True, slots=True)
class _Cell:
    lines: list[TextLine]
    sure: float


def read_page(data: bytes, number: int) -> dict[str, Any]:
    """Page `number` of a PDF or a picture, as Page.as_json. Refusal for what is too large, broken or no page."""
    flat = flattened(data, number)
    blocks: list[tuple[float, str | Ruled]] = []
    for lattice in flat.tables:
        table = _table(flat, lattice)
        if table.cells:
            blocks.append((lattice.rows[0], table))
    starts = [0.0, *(lattice.rows[-1] for lattice in flat.tables)]
    ends = [*(lattice.rows[0] for lattice in flat.tables), float(flat.pixels.shape[0])]
    for low, high in zip(starts, ends, strict=True):
        blocks += [(low + 0.5, text) for text in _lines(flat, low, high)]
    blocks.sort(key=lambda block: block[0])
    return Page(number, tuple(block for _, block in blocks)).as_json()


def flattened(data: bytes, number: int) -> Flat:
    """The same bytes always give the same page: what is cut out of it later is what was read."""
    level = quarter_turned(straightened(pixels_of(data, number)))
    tables, pixels = ruled(level)
    return Flat(tables, pixels, letter_height(level) or 24.0)


def _table(flat: Flat, lattice: Lattice) -> Ruled:
    found = {cell: read for cell in lattice.cells if (read := _cell(flat, lattice.box_of(cell)))}
    slack = _SLACK * flat.letter
    gaps = [line.box.left - lattice.box_of(cell).left for cell, read in found.items() for line in read.lines]
    padding = padding_of(gaps, _MOST_PADDING * flat.letter)
    cells: dict[Place, str] = {}
    sure: dict[Place, float] = {}
    for cell, read in found.items():
        text = joined(read.lines, Room(lattice.box_of(cell), padding, slack))
        if text:
            cells[cell.top, cell.left] = text
            sure[cell.top, cell.left] = read.sure
    spans = tuple(cell for cell in lattice.cells if cell.bottom > cell.top or cell.right > cell.left)
    edges = tuple(round(edge / flat.width, 4) for edge in lattice.columns)
    return numbered(Ruled(cells, spans, len(lattice.rows) - 1, edges, sure))


def _cell(flat: Flat, box: Box) -> _Cell | None:
    seen = seen_in(flat.pixels, box)
    if seen is None:
        return None
    words = chosen(readings_of(seen, flat.letter))
    return _Cell(lines_of([word.read for word in words]), sureness(words)) if words else None


def _lines(flat: Flat, low: float, high: float) -> Iterator[str]:
    """The text between two tables, in reading order."""
    rows: list[Sequence[TextLine]] = []
    for row in strips_in(flat.pixels, Box(0, low, flat.width, high), flat.letter):
        pieces = [_piece(flat, box) for box in row]
        kept = [piece for piece in pieces if piece and any(letter.isalnum() for letter in piece.text)]
        if kept:
            rows.append(kept)
    for line in reading_order(rows):
        text = tidy(line.text)
        if text:
            yield text


def _piece(flat: Flat, box: Box) -> TextLine | None:
    read = _cell(flat, box)
    if read is None or not read.lines:
        return None
    text = " ".join(line.text for line in read.lines)
    return TextLine(text, box, read.lines[0].first_word, read.lines[0].space)
