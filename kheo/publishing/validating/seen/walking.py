"""Goes through the body of a Word document once and gathers its lines, with cell, section and look of each."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kheo.confinement.refusal import Refusal
from kheo.office.markup import Element
from kheo.office.word.wordml import attribute, first, is_on, kind, through
from kheo.publishing.validating.facts import Cell, Line, Run, Setting
from kheo.publishing.validating.seen.numbering import Numbering
from kheo.publishing.validating.seen.revisions import tracked
from kheo.publishing.validating.seen.settings import setting
from kheo.publishing.validating.seen.shapes import strokes
from kheo.publishing.validating.seen.styles import Face, Styles

MAX_LINES = 60_000
MAX_NESTING = 12
_PIECES = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_VERTICAL_EDGES = ("insideV", "insideH", "top", "bottom", "left", "right")
_NO_BORDER = frozenset(("", "nil", "none"))


@dataclass(frozen=True)
class _Place:
    """Where the walk is: in words for people, in which cell, under which table style."""

    at: str = ""
    cell: Cell | None = None
    table_style: str = ""
    depth: int = 0
    boxed: bool = False


@dataclass
class Walk:
    """The lines of a body, and the w:sectPr elements in their order."""

    styles: Styles
    numbering: Numbering
    lines: list[Line] = field(default_factory=list)
    sections: list[Element] = field(default_factory=list)
    decomposed: list[str] = field(default_factory=list)
    traces: list[tuple[str, str, str]] = field(default_factory=list)
    # Fields open at this point: True while in the instruction, False in the result that Word shows.
    _fields: list[bool] = field(default_factory=list)
    _looks: dict[tuple[bytes, str, str], Face] = field(default_factory=dict)
    _paragraphs: int = 0
    _tables: int = 0

    def body(self, body: Element) -> None:
        self._blocks(body, _Place())
        if (final := first(body, "sectPr")) is not None:
            self.sections.append(final)

    def _blocks(self, parent: Element, place: _Place) -> None:
        if place.depth > MAX_NESTING:
            raise Refusal("hostile_file", "bảng lồng trong bảng quá nhiều tầng")
        for block in through(parent):
            if kind(block) == "p":
                self._paragraph(block, self._placed(place))
            elif kind(block) == "tbl":
                self._table(block, place)

    def _placed(self, place: _Place) -> _Place:
        if place.at:
            return place
        self._paragraphs += 1
        return replace(place, at=f"đoạn {self._paragraphs}")

    def _table(self, table: Element, place: _Place) -> None:
        self._tables += 1
        number, properties = self._tables, first(table, "tblPr")
        style = attribute(first(properties, "tblStyle"), "val")
        grid = self._has_lines(table, properties, style)
        for row_number, row in enumerate((row for row in through(table) if kind(row) == "tr"), start=1):
            splits = not is_on(first(row, "trPr"), "cantSplit")
            heads = is_on(first(row, "trPr"), "tblHeader")
            cells = [cell for cell in through(row) if kind(cell) == "tc"]
            for column, cell in enumerate(cells, start=1):
                where = Cell(number, row_number, column, len(cells), grid=grid, splits=splits, heads=heads)
                at = f"bảng {number}, dòng {row_number}, cột {column}"
                self._blocks(cell, replace(place, at=at, cell=where, table_style=style, depth=place.depth + 1))

    def _has_lines(self, table: Element, properties: Element | None, style: str) -> bool:
        """Is it a table with lines around its cells, not a frame that only holds things in place?"""
        borders = first(properties, "tblBorders")
        if borders is None:
            borders = first(first(self.styles.of.get(style), "tblPr"), "tblBorders")
        drawn = (
            {kind(edge) for edge in borders if attribute(edge, "val") not in _NO_BORDER}
            if borders is not None
            else set()
        )
        if drawn.issuperset({"insideV", "left"}):
            return True
        own = [
            edges for cell in table.iter() if kind(cell) == "tcPr" and (edges := first(cell, "tcBorders")) is not None
        ]
        sides = ({kind(edge) for edge in edges if attribute(edge, "val") not in _NO_BORDER} for edges in own[:12])
        return any({"top", "left"} <= side or {"bottom", "left"} <= side for side in sides)

    def _paragraph(self, paragraph: Element, place: _Place) -> None:
        own = first(paragraph, "pPr")
        numbered = first(own, "numPr")
        number, depth = (attribute(first(numbered, name), "val") for name in ("numId", "ilvl"))
        level = self.numbering.level(number, depth) if number else None
        form = self.styles.form(own, place.table_style, first(level, "pPr"))
        if level is None and (styled := form.get("numPr")) is not None:
            number, depth = styled.get("numId", ""), styled.get("ilvl", "")
        style = attribute(first(own, "pStyle"), "val")
        runs: list[Run] = []
        drawn: list[float] = []
        boxes: list[Element] = []
        self.traces += [(place.at, what, words) for what, words in tracked(paragraph)]
        for run in (child for child in through(paragraph) if kind(child) == "r"):
            runs += self._run(run, style, place)
            drawn += self._aside(run, boxes)
        if label := self.numbering.label(number, depth) if number else "":
            runs.insert(0, replace(runs[0], text=label) if runs else Run(label))
        self._lines(runs, setting(form), place, tuple(drawn))
        for box in boxes:
            self._blocks(box, replace(place, boxed=True, depth=place.depth + 1))
        if (section := first(own, "sectPr")) is not None:
            self.sections.append(section)

    def _lines(self, runs: list[Run], form: Setting, place: _Place, drawn: tuple[float, ...]) -> None:
        if len(self.lines) > MAX_LINES:
            raise Refusal("too_large", "tài liệu có quá nhiều đoạn")
        pieces = list(_broken(runs))
        for number, line in enumerate(pieces):
            text = "".join(run.text for run in line)
            if not unicodedata.is_normalized("NFC", text):
                self.decomposed.append(place.at)
            self.lines.append(
                Line(
                    text=unicodedata.normalize("NFC", text),
                    at=place.at,
                    runs=tuple(line),
                    setting=form,
                    cell=place.cell,
                    section=len(self.sections),
                    strokes=drawn if number == len(pieces) - 1 else (),
                    last=number == len(pieces) - 1,
                    boxed=place.boxed,
                )
            )

    def _run(self, run: Element, style: str, place: _Place) -> Iterator[Run]:
        text = ""
        for piece in through(run):
            name = kind(piece)
            if name == "t":
                text += "" if any(self._fields) else piece.text or ""
            elif name in _PIECES:
                text += "" if attribute(piece, "type") in {"page", "column"} else _PIECES[name]
            elif name == "fldChar":
                self._field(attribute(piece, "fldCharType"))
        if not text:
            return
        face = self._face(first(run, "rPr"), style, place.table_style)
        if text.strip():
            self.traces += [(place.at, what, text) for what in _left_in(face)]
        if not face.hidden:
            shown = text.upper() if face.caps else text
            yield Run(shown, _fonts(shown, face), face.size, face.bold, face.italic, face.underline, face.black)

    def _face(self, own: Element | None, style: str, table_style: str) -> Face:
        """Thousands of runs say the same few things."""
        key = (b"" if own is None else _said(own), style, table_style)
        if key not in self._looks:
            self._looks[key] = self.styles.face(own, style, table_style)
        return self._looks[key]

    def _field(self, part: str) -> None:
        if part == "begin":
            self._fields.append(True)
        elif part == "separate" and self._fields:
            self._fields[-1] = False
        elif part == "end" and self._fields:
            self._fields.pop()

    @staticmethod
    def _aside(run: Element, boxes: list[Element]) -> Iterator[float]:
        """Lines drawn at this run; what stands in text boxes is put by for later."""
        for piece in through(run):
            if kind(piece) in {"drawing", "pict", "object"}:
                yield from strokes(piece)
                boxes += [box for box in piece.iter() if kind(box) == "txbxContent"]


def _left_in(face: Face) -> Iterator[str]:
    if face.highlighted:
        yield "chữ tô nền"
    if face.struck:
        yield "chữ gạch ngang"
    if face.hidden:
        yield "chữ ẩn"


def _broken(runs: list[Run]) -> Iterator[list[Run]]:
    """The runs of each line; a paragraph without text is one empty line."""
    line: list[Run] = []
    for run in runs:
        *before, rest = run.text.split("\n")
        for part in before:
            yield [*line, replace(run, text=part)] if part else line
            line = []
        if rest:
            line.append(replace(run, text=rest) if before else run)
    yield line


def _fonts(text: str, face: Face) -> tuple[str, ...]:
    """The fonts its letters are shown in: Word takes one for plain Latin letters and one for those with marks."""
    letters = [letter for letter in text if not letter.isspace()]
    used = {"ascii" if letter.isascii() else "hAnsi" for letter in letters}
    return tuple(sorted({face.fonts.get(script, "") for script in used}))


def _said(own: Element) -> bytes:
    return b"|".join(f"{kind(child)}{sorted(child.items())}".encode() for child in own if kind(child) != "rPrChange")
