"""Documents of Word 97 to 2003, as Word shows them with every change accepted."""

import re
import struct
from dataclasses import replace
from functools import partial

from kheo.office.compound import Compound
from kheo.office.encodings.judging import Judge, Run, judged
from kheo.office.tables import Book
from kheo.office.word.assembling import Assembly
from kheo.office.word.binary.formatted import Formatted
from kheo.office.word.binary.header import Header, damaged, header_of
from kheo.office.word.binary.paragraphs import Standing, standing
from kheo.office.word.binary.pieces import Piece, stories_of
from kheo.office.word.binary.styles import Letters, Styles, fonts_of
from kheo.office.word.fields import Fields
from kheo.office.word.symbols import TICKS

_PARAGRAPH, _CELL, _PAGE = "\r", "\x07", "\x0c"
_ENDS = re.compile("[\r\x07\x0c]")
_SIGNS = re.compile("[\x13\x14\x15]")
# Breaks, and hyphens that Word keeps as signs; every other sign stands for what is no text.
_PLAIN = {0x09: " ", 0x0B: "\n", 0x0E: "\n", 0x1E: "-", 0x1F: "\u00ad"}
_SHOWN = {code: _PLAIN.get(code) for code in range(0x20)}


def read(data: bytes) -> Book:
    """A document's book; Refusal for one with a password, of before Word 97, damaged, or larger than a form can be."""
    try:
        compound = Compound(data)
        book = judged(partial(_book, header_of(compound)))
    except (struct.error, IndexError, ValueError) as error:
        raise damaged() from error
    return replace(book, marks=compound.properties)


def _book(header: Header, judge: Judge) -> Book:
    walk = _Walk(header, judge)
    for story in stories_of(header):
        for piece in story:
            walk.piece(piece)
        walk.end_story()
    return walk.book()


class _Walk:
    """Goes through the text once, piece after piece, and ends paragraphs, cells and rows where their signs stand."""

    def __init__(self, header: Header, judge: Judge) -> None:
        self._assembly = Assembly(judge)
        self._formatted = Formatted(header)
        self._styles = Styles(header)
        self._fonts = fonts_of(header)
        self._data = header.data
        # The paragraph so far: its text with the changes to its letters, before its style is known.
        self._pending: list[tuple[str, bytes]] = []
        self._runs: list[Run] = []
        self._fields = Fields()
        self._known: dict[bytes, Standing] = {}

    def piece(self, piece: Piece) -> None:
        begin = 0
        for end in _ENDS.finditer(piece.text):
            self._take(piece, begin, end.end())
            self._end(end[0], piece, piece.start + end.start() * piece.width)
            begin = end.end()
        self._take(piece, begin, len(piece.text))

    def end_story(self) -> None:
        if self._pending:
            self._letters(0)
            self._assembly.paragraph(self._runs, depth=0)
            self._runs = []

    def book(self) -> Book:
        return self._assembly.book()

    def _take(self, piece: Piece, begin: int, end: int) -> None:
        start, width = piece.start, piece.width
        for first, last, changes in self._formatted.characters(start + begin * width, start + end * width):
            text = piece.text[(first - start) // width : (last - start) // width]
            self._pending.append((text, changes + piece.changes))

    def _end(self, sign: str, piece: Piece, place: int) -> None:
        style, changes = self._formatted.paragraph(place)
        mark = self._letters(style)
        here = self._standing(changes + piece.changes)
        ends_row = here.ends_row and (sign == _CELL or here.depth > 1)
        if ends_row:
            self._assembly.row(here.slots, depth=here.depth, deleted=mark.deleted)
        elif here.depth and (sign == _CELL or here.ends_inner_cell):
            self._assembly.cell(self._runs, depth=here.depth)
        elif mark.deleted and sign == _PARAGRAPH:
            # Two paragraphs become one once the change is accepted.
            return
        elif sign != _PAGE or self._runs:
            self._assembly.paragraph(self._runs, depth=here.depth)
        self._runs = []

    def _standing(self, changes: bytes) -> Standing:
        if changes not in self._known:
            self._known[changes] = standing(changes, self._data)
        return self._known[changes]

    def _letters(self, style: int) -> Letters:
        """Makes runs of what is pending, now that its paragraph's style is known; gives the letters of its last."""
        of_style = self._styles.of_paragraph(style)
        letters = of_style
        for text, changes in self._pending:
            letters = self._styles.applied(of_style, changes)
            self._run(text, letters)
        self._pending = []
        return letters

    def _run(self, text: str, letters: Letters) -> None:
        if _SIGNS.search(text):
            text = self._signs(text)
        elif self._fields.hides:
            text = self._fields.said(text)
        if letters.hidden or letters.deleted:
            return
        font = letters.font
        if letters.symbol and letters.special:
            font, code = letters.symbol
            text = TICKS.get(f"{code:04X}", "" if text.strip() else text)
        if text := text.translate(_SHOWN):
            self._runs.append((text, self._fonts[font] if font < len(self._fonts) else ""))

    def _signs(self, text: str) -> str:
        """The text less the instructions of fields."""
        shown = ""
        for part in re.split("([\x13\x14\x15])", text):
            if part in self._fields.signs:
                for code in self._fields.turn(part):
                    self._assembly.warn(code)
            else:
                shown += self._fields.said(part)
        return shown
