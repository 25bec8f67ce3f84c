"""Tables and lines from a stream of paragraphs, each of which says how deep in tables it stands (.doc and .rtf)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kheo.confinement.refusal import Refusal
from kheo.office.encodings.judging import Judge, Run
from kheo.office.tables import Book, Line, Shape, Table
from kheo.office.word.grid import DrawnRow, Slot, table_of
from kheo.office.wording import tidy

MAX_CELLS = 200_000
MAX_PARAGRAPHS = 100_000
MAX_NESTING = 20
MAX_WARNINGS = 50
# Where a row does not say where its cells are.
_WIDTH = 1_000


@dataclass(slots=True)
class _Open:
    """A table not yet ended: its place among the tables, its rows, the cells of its row, the paragraphs of its cell."""

    place: int
    rows: list[DrawnRow] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)


class Assembly:
    """Takes paragraphs, ends of cells and ends of rows in the document's order; depth 0 is outside any table."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._tables: list[Table] = []
        self._lines: list[Line] = []
        self._warnings: list[tuple[str, str | None]] = []
        self._open: list[_Open] = []
        self._number = 0
        self._paragraphs = 0
        self._cells = 0

    def paragraph(self, runs: Sequence[Run], *, depth: int) -> None:
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise Refusal("too_large", "tài liệu có quá nhiều đoạn")
        self._reach(depth)
        # Where a line might break, unless it was ư of TCVN3, which Word keeps as the same sign.
        text = self._judge.text(list(_whole(runs))).replace("\u00ad", "")
        if self._open:
            self._open[-1].parts.append(text)
            return
        self._number += 1
        text = tidy(text)
        if text:
            self._lines.append(Line(text, f"paragraph {self._number}", before=len(self._tables)))

    def cell(self, runs: Sequence[Run], *, depth: int) -> None:
        """The last paragraph of a cell."""
        self.paragraph(runs, depth=max(depth, 1))
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise Refusal("too_large", "bảng có quá nhiều ô")
        table = self._open[-1]
        table.texts.append(tidy("\n".join(table.parts)))
        table.parts = []

    def row(self, slots: Sequence[Slot], *, depth: int, deleted: bool = False) -> None:
        """The end of a row, whose cells stood at `slots`; what stands after its last cell is none of a cell."""
        self._reach(max(depth, 1))
        table = self._open[-1]
        texts, table.texts, table.parts = table.texts, [], []
        if texts and not deleted:
            table.rows.append(_fitted(slots, texts))

    def warn(self, code: str) -> None:
        """Something a person should know of the paragraph that is being read, inside `depth` tables."""
        at = self._at()
        if (code, at) not in self._warnings and len(self._warnings) < MAX_WARNINGS:
            self._warnings.append((code, at))

    def book(self) -> Book:
        self._reach(0)
        return Book(tuple(self._tables), tuple(self._lines), tuple(self._warnings))

    def _at(self) -> str:
        if not self._open:
            return f"paragraph {self._number + 1}"
        table = self._open[-1]
        return f"table {table.place + 1}, row {len(table.rows) + 1}, column {len(table.texts) + 1}"

    def _reach(self, depth: int) -> None:
        """Ends the tables deeper than this, begins those missing."""
        if depth > MAX_NESTING:
            raise Refusal("hostile_file", "bảng lồng trong bảng quá nhiều tầng")
        while len(self._open) > depth:
            self._end(self._open.pop())
        while len(self._open) < depth:
            self._open.append(_Open(len(self._tables)))
            self._tables.append(Table("", Shape.TABLE, {}))

    def _end(self, table: _Open) -> None:
        if table.parts:
            table.texts.append(tidy("\n".join(table.parts)))
        if table.texts:
            # Cut off before its row ended.
            table.rows.append(_fitted((), table.texts))
        self._tables[table.place] = table_of(f"table {table.place + 1}", table.rows)


def _whole(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours of one font as one. Letters beyond the first plane stand as two code units; half of one is nothing."""
    for font, group in groupby(runs, key=lambda run: run[1]):
        text = "".join([text for text, _ in group])
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        yield text, font


def _fitted(slots: Sequence[Slot], texts: list[str]) -> DrawnRow:
    """As many slots as there are texts: what the file does not place stands at the right, in columns of its own."""
    fitted = list(slots[: len(texts)])
    right = max((slot.right for slot in fitted), default=0)
    missing = len(texts) - len(fitted)
    fitted += [Slot(right + place * _WIDTH, right + (place + 1) * _WIDTH) for place in range(missing)]
    return DrawnRow(fitted, texts)
