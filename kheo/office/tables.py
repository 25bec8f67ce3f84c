"""The one shape every reader gives: tables of text cells that know where they stand, and the text around them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# A value read from a picture less surely than this waits for a person.
DOUBTFUL = 0.97
# More marks, or longer ones, are none of ours.
MAX_MARKS = 100
MAX_MARK = 300


class Shape(StrEnum):
    """How addresses of a table's cells are written."""

    SHEET = "sheet"
    TABLE = "table"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Span:
    """A merged area, 0-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet or one table of a document, sparse: (row, column), 0-based, to non-empty NFC text.

    A merged value stands in its top-left cell only; `spans` says how far it reaches.
    """

    name: str
    shape: Shape
    cells: dict[tuple[int, int], str]
    spans: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    # Cells a machine read from a picture, with how sure it is (0 to 1).
    sureness: Mapping[tuple[int, int], float] = field(default_factory=dict)
    # On paper: the page ("page 2") and the row on it of each row, since a table goes on over pages.
    origins: Mapping[int, tuple[str, int]] = field(default_factory=dict)

    @property
    def doubts(self) -> dict[tuple[int, int], float]:
        """The cells a person must look at, with how sure the machine is."""
        return {place: sure for place, sure in self.sureness.items() if sure < DOUBTFUL}

    @property
    def height(self) -> int:
        return max((row for row, _ in self.cells), default=-1) + 1

    @property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=-1) + 1

    def address(self, row: int, column: int) -> str:
        """`Sheet1!B7` in a workbook, `table 1, row 3, column 2` in a document, `page 1, row 3, column 2` on paper."""
        if self.shape is Shape.SHEET:
            return f"{self.name}!{column_letters(column)}{row + 1}"
        name, row = self.origins.get(row, (self.name, row))
        return f"{name}, row {row + 1}, column {column + 1}"

    def rows(self) -> Iterator[tuple[int, dict[int, str]]]:
        """Each row that holds anything, in order, as column → text."""
        gathered: dict[int, dict[int, str]] = {}
        for (row, column), text in self.cells.items():
            gathered.setdefault(row, {})[column] = text
        for row in sorted(gathered):
            yield row, dict(sorted(gathered[row].items()))


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph outside the tables; `before` counts the tables that stand above it."""

    text: str
    at: str
    before: int


@dataclass(frozen=True, slots=True)
class Conversion:
    """Letters of before Unicode, by the name of their encoding, that were made readable: how many cells or paragraphs
    of one table or of the text around, the first of them, and what was typed and read there.
    """

    encoding: str
    at: str
    count: int
    typed: str
    read: str


@dataclass(frozen=True, slots=True)
class Book:
    """All that was found in one office file."""

    tables: tuple[Table, ...] = ()
    lines: tuple[Line, ...] = ()
    # What a reader saw and a person should know: codes of campaigns.problems with the place.
    warnings: tuple[tuple[str, str | None], ...] = field(default=())
    # What the file carries beside its text: properties people added, and names that stand for a constant.
    marks: Mapping[str, str] = field(default_factory=dict)
    conversions: tuple[Conversion, ...] = ()


def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


_ON_PAGE = re.compile(r"^(page \d+, row \d+), column \d+$")


def told_place(at: str) -> str:
    """An address as it is told outside: on paper the row says enough, its column stays ours."""
    found = _ON_PAGE.match(at)
    return found[1] if found else at


_IN_SHEET = re.compile(r"^(.*!)([A-Z]+)(\d+)$")
_IN_TABLE = re.compile(r"^(.*, row )(\d+)(, column \d+)$")


def crossing(row: str, column: str) -> str:
    """The cell in the row of one address and the column of another of the same table; empty where there is none."""
    one, other = _IN_SHEET.match(row), _IN_SHEET.match(column)
    if one and other and one[1] == other[1]:
        return f"{one[1]}{other[2]}{one[3]}"
    one, other = _IN_TABLE.match(row), _IN_TABLE.match(column)
    return f"{one[1]}{one[2]}{other[3]}" if one and other and one[1] == other[1] else ""


_ADDRESS_WORDS = {"table": "bảng", "page": "trang", "row": "dòng", "column": "cột", "line": "đoạn", "paragraph": "đoạn"}


def place_words(at: str) -> str:
    """'table 1, row 3, column 2' → 'bảng 1, dòng 3, cột 2'; an address of a workbook stays as it is."""
    if "!" in at:
        return at
    return ", ".join(" ".join(_ADDRESS_WORDS.get(word, word) for word in part.split(" ")) for part in at.split(", "))
