"""The one shape every reader gives: tables of text cells that know where they stand, and the text around them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# More marks, or longer ones, are none of ours.
MAX_MARKS = 100
MAX_MARK = 300


class Shape(StrEnum):
    """How addresses of a table's cells are written."""

    SHEET = "sheet"
    TABLE = "table"


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

    @property
    def height(self) -> int:
        return max((row for row, _ in self.cells), default=-1) + 1

    @property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=-1) + 1

    def address(self, row: int, column: int) -> str:
        """`Sheet1!B7` in a workbook, `table 1, row 3, column 2` in a document (1-based)."""
        if self.shape is Shape.SHEET:
            return f"{self.name}!{column_letters(column)}{row + 1}"
        return f"{self.name}, row {row + 1}, column {column + 1}"

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
class Book:
    """All that was found in one office file."""

    tables: tuple[Table, ...] = ()
    lines: tuple[Line, ...] = ()
    # What a reader saw and a person should know: codes of campaigns.problems with the place.
    warnings: tuple[tuple[str, str | None], ...] = field(default=())
    # What the file carries beside its text: properties people added, and names that stand for a constant.
    marks: Mapping[str, str] = field(default_factory=dict)


def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


_ADDRESS_WORDS = {"table": "bảng", "page": "trang", "row": "dòng", "column": "cột", "line": "đoạn", "paragraph": "đoạn"}


def place_words(at: str) -> str:
    """'table 1, row 3, column 2' → 'bảng 1, dòng 3, cột 2'; an address of a workbook stays as it is."""
    if "!" in at:
        return at
    return ", ".join(" ".join(_ADDRESS_WORDS.get(word, word) for word in part.split(" ")) for part in at.split(", "))
