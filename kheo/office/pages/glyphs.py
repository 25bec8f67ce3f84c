"""Letters that stand on a page put together: to lines, and lines to what stands in one cell or beside the tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kheo.office.encodings.fonts import to_unicode
from kheo.office.pages.page import Box
from kheo.office.pages.paragraphs import TextLine

# As shares of the size of letters: what is a blank, and what parts two blocks of a page.
_BLANK = 0.22
_GUTTER = 2.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter or a few, as the page's text has them in that font."""

    text: str
    box: Box
    font: str = ""

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The letters of one cell as its lines, from the top."""
    return [_line(row) for row in rows_of(glyphs) if any(glyph.text.strip() for glyph in row)]


def pieces_of(glyphs: Iterable[Glyph]) -> list[list[TextLine]]:
    """The letters of a page as lines, each in the pieces that wide spaces part; a label keeps what stands behind it."""
    found = []
    for row in rows_of(glyphs):
        pieces = [_line(piece) for piece in _parted(row)]
        for place in range(len(pieces) - 2, -1, -1):
            if pieces[place].text.endswith(":"):
                pieces[place : place + 2] = [_together(pieces[place], pieces[place + 1])]
        if pieces:
            found.append(pieces)
    return found


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Letters whose middles are level; small ones set high or low (m²) belong to the line beside them."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: one.middle):
        last = rows[-1] if rows else None
        if last and abs(glyph.middle - last[0].middle) <= 0.45 * max(glyph.box.height, last[0].box.height):
            last.append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda one: one.box.left)
    return rows


def _parted(row: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    piece: list[Glyph] = []
    for glyph in row:
        if not glyph.text.strip():
            continue
        if piece and glyph.box.left - piece[-1].box.right > _GUTTER * glyph.box.height:
            yield piece
            piece = []
        piece.append(glyph)
    if piece:
        yield piece


def _line(row: Sequence[Glyph]) -> TextLine:
    runs: list[list[str]] = []
    end, first_word = None, 0.0
    said = [glyph for glyph in row if glyph.text.strip()]
    for glyph in said:
        blank = end is not None and glyph.box.left - end > _BLANK * glyph.box.height
        if blank and not first_word and any(letter.isalnum() for letter in runs[0][0]):
            # A dash is no word by itself: programs keep it with what follows.
            first_word = (end or 0.0) - said[0].box.left
        if not runs or runs[-1][1] != glyph.font:
            runs.append(["", glyph.font])
        runs[-1][0] += f" {glyph.text}" if blank else glyph.text
        end = glyph.box.right
    text = "".join(to_unicode(letters, font) for letters, font in runs)
    box = Box(
        said[0].box.left,
        min(glyph.box.top for glyph in said),
        max(glyph.box.right for glyph in said),
        max(glyph.box.bottom for glyph in said),
    )
    height = max(glyph.box.height for glyph in said)
    return TextLine(text, box, first_word or box.width, _BLANK * height)


def _together(left: TextLine, right: TextLine) -> TextLine:
    box = Box(left.box.left, min(left.box.top, right.box.top), right.box.right, max(left.box.bottom, right.box.bottom))
    return TextLine(f"{left.text} {right.text}", box, left.first_word, left.space)
