"""RTF documents, as Word shows them with every change accepted. Text of notes and boxes follows the text itself."""

from collections.abc import Callable
from dataclasses import replace

from kheo.confinement.refusal import Refusal
from kheo.office.encodings.judging import Judge, Run, judged
from kheo.office.tables import Book
from kheo.office.word.assembling import Assembly
from kheo.office.word.fields import told
from kheo.office.word.rich.fonts import Fonts
from kheo.office.word.rich.groups import PURPOSES, TEXTS, Group, Purpose
from kheo.office.word.rich.rows import CONTROLS, Row
from kheo.office.word.rich.scanning import CLOSE, OPEN, TEXT, Token, tokens

MAX_BYTES = 64 * 1024 * 1024
# Programs open some ten.
_MAX_GROUPS = 200
_MAX_ASIDES = 10_000
_MAX_INSTRUCTION = 200


def read(data: bytes) -> Book:
    """A document's book; Refusal for what is nested or long beyond any form."""
    if len(data) > MAX_BYTES:
        raise Refusal("too_large", "tài liệu RTF quá dài")
    return judged(lambda judge: _book(data, judge))


def _book(data: bytes, judge: Judge) -> Book:
    walk = _Walk(judge)
    walk.through(data, 0, len(data))
    asides, walk.asides = walk.asides, None
    for start, end in asides or ():
        walk.through(data, start, end)
    return walk.book()


class _Walk:
    """Goes through the tokens once; `asides` are the places of notes and boxes, None once those themselves are read."""

    def __init__(self, judge: Judge) -> None:
        self.asides: list[tuple[int, int]] | None = []
        self._assembly = Assembly(judge)
        self._fonts = Fonts()
        self._default_font = 0
        self._group = Group()
        # Around the group: its own group, and the row that is being defined there.
        self._around: list[tuple[Group, Row]] = []
        self._is_starred = False
        self._runs: list[Run] = []
        self._stored: list[bytes] = []
        self._row = Row()
        self._in_table = False
        self._level = 0
        # Characters still to come that only repeat a \u for old programs.
        self._repeats = 0
        self._instruction = ""
        self._aside_start = 0

    def through(self, data: bytes, start: int, end: int) -> None:
        self._group, self._around = Group(font=self._default_font), []
        self._in_table, self._level = False, 0
        for token in tokens(data, start, end):
            if token.word == TEXT:
                self._text(token)
            elif token.word == OPEN:
                self._open()
            elif token.word == CLOSE:
                self._close(token)
            elif self._repeats and token.word != "u":
                self._repeats -= 1
            else:
                self._control(token)
        self._flush()
        if self._runs:
            self.paragraph()

    def book(self) -> Book:
        return self._assembly.book()

    def _open(self) -> None:
        self._flush()
        self._repeats = 0
        if len(self._around) >= _MAX_GROUPS:
            raise Refusal("hostile_file", "tài liệu RTF lồng nhóm quá nhiều tầng")
        self._around.append((self._group, self._row))

    def _close(self, token: Token) -> None:
        self._flush()
        self._repeats = 0
        if not self._around:
            return
        ended, (self._group, row) = self._group.purpose, self._around.pop()
        if ended is self._group.purpose:
            return
        if ended is Purpose.INNER_ROW:
            self._row = row
        elif ended is Purpose.ASIDE and self.asides is not None and len(self.asides) < _MAX_ASIDES:
            self.asides.append((self._aside_start, token.end - 1))
        elif ended is Purpose.INSTRUCTION:
            for code in told(self._instruction):
                self._assembly.warn(code)
            self._instruction = ""

    def _text(self, token: Token) -> None:
        text = token.text
        if self._repeats:
            repeated = min(self._repeats, len(text))
            self._repeats -= repeated
            text = text[repeated:]
        purpose = self._group.purpose
        if purpose is Purpose.SHOWN:
            self._stored.append(text)
        elif purpose is Purpose.FONTS:
            self._fonts.named(text)
        elif purpose is Purpose.INSTRUCTION and len(self._instruction) < _MAX_INSTRUCTION:
            self._instruction += text.decode("latin-1")

    def _control(self, token: Token) -> None:
        word, starred, self._is_starred = token.word, self._is_starred, token.word == "*"
        purpose = self._group.purpose
        if word in PURPOSES or starred:
            self._begin(PURPOSES.get(word, Purpose.LEFT_OUT), token)
        elif purpose is Purpose.FONTS:
            self._fonts.control(word, token.number)
        elif word in TEXTS and purpose is Purpose.SHOWN:
            self._flush()
            self._say(TEXTS[word])
        elif word in CONTROLS:
            self._row.control(word, token.number or 0)
        elif word in _ACTS and purpose in {Purpose.SHOWN, Purpose.INNER_ROW}:
            self._flush()
            _ACTS[word](self, token.number)

    def _begin(self, purpose: Purpose, token: Token) -> None:
        """The group turns out to be for something. What is left out stays so, but for the text of a shape."""
        now = self._group.purpose
        if now is Purpose.SHOWN or (now is Purpose.SHAPE and purpose is Purpose.ASIDE):
            self._flush()
            self._group = replace(self._group, purpose=purpose)
            self._aside_start = token.end

    def _flush(self) -> None:
        """The bytes so far become letters of the font that held for them."""
        if self._stored:
            stored, self._stored = b"".join(self._stored), []
            self._say(self._fonts.decoded(stored, self._group.font))

    def _say(self, text: str) -> None:
        group = self._group
        if not group.hidden and not group.deleted and group.purpose is Purpose.SHOWN:
            self._runs.append((text, self._fonts.name(group.font)))

    @property
    def _depth(self) -> int:
        return max(self._level, int(self._in_table))

    def paragraph(self, _: int | None = None) -> None:
        # Two paragraphs become one once a deletion between them is accepted.
        if not self._group.deleted:
            self._assembly.paragraph(self._runs, depth=self._depth)
            self._runs = []

    def end_cell(self, _: int | None) -> None:
        self._assembly.cell(self._runs, depth=1)
        self._runs = []

    def end_inner_cell(self, _: int | None) -> None:
        self._assembly.cell(self._runs, depth=max(self._level, 2))
        self._runs = []

    def end_row(self, _: int | None) -> None:
        self._assembly.row(self._row.slots, depth=1)
        self._runs = []

    def end_inner_row(self, _: int | None) -> None:
        self._assembly.row(self._row.slots, depth=max(self._level, 2))
        self._runs = []

    def new_row(self, _: int | None) -> None:
        self._row = Row()

    def plain_paragraph(self, _: int | None) -> None:
        self._in_table, self._level = False, 0

    def in_a_table(self, number: int | None) -> None:
        self._in_table = number != 0

    def at_level(self, number: int | None) -> None:
        self._level = number or 0

    def plain(self, _: int | None) -> None:
        self._group = replace(self._group, font=self._default_font, hidden=False, deleted=False)

    def font(self, number: int | None) -> None:
        self._group = replace(self._group, font=number or 0)

    def hidden(self, number: int | None) -> None:
        self._group = replace(self._group, hidden=number != 0)

    def deleted(self, number: int | None) -> None:
        self._group = replace(self._group, deleted=number != 0)

    def unicode(self, number: int | None) -> None:
        letter = chr((number or 0) & 0xFFFF)
        self._say(letter if letter.isprintable() or not letter.isascii() else "")
        self._repeats = self._group.repeats

    def repeating(self, number: int | None) -> None:
        self._group = replace(self._group, repeats=min(max(1 if number is None else number, 0), 10))

    def page(self, number: int | None) -> None:
        self._fonts.page = number or 1252

    def first_font(self, number: int | None) -> None:
        self._default_font = number or 0
        self._group = replace(self._group, font=self._default_font)


_ACTS: dict[str, Callable[[_Walk, int | None], None]] = {
    "par": _Walk.paragraph,
    "sect": _Walk.paragraph,
    "\n": _Walk.paragraph,
    "\r": _Walk.paragraph,
    "cell": _Walk.end_cell,
    "nestcell": _Walk.end_inner_cell,
    "row": _Walk.end_row,
    "nestrow": _Walk.end_inner_row,
    "trowd": _Walk.new_row,
    "pard": _Walk.plain_paragraph,
    "intbl": _Walk.in_a_table,
    "itap": _Walk.at_level,
    "plain": _Walk.plain,
    "f": _Walk.font,
    "v": _Walk.hidden,
    "deleted": _Walk.deleted,
    "u": _Walk.unicode,
    "uc": _Walk.repeating,
    "ansicpg": _Walk.page,
    "deff": _Walk.first_font,
}
