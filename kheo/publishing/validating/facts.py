"""What a reader sees in a paper, as plain values: lines with their look, shapes, pages; in millimetres and points."""

from dataclasses import dataclass, field

LEFT, CENTRE, RIGHT, JUSTIFIED = "left", "centre", "right", "justified"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one look; `size` in points, `caps` where the program shows small letters as capitals."""

    text: str
    fonts: tuple[str, ...] = ()
    size: float = 0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    black: bool = True


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph stands: indents in millimetres, spacing in points; `line_rule` exactly, at_least or multiple."""

    align: str = LEFT
    left: float = 0
    first_line: float = 0
    before: float = 0
    after: float = 0
    line: float = 0
    line_rule: str = "multiple"
    keep_next: bool = False
    # A border above or below: what some draw instead of a line.
    bordered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table: counted from 1; `grid` is a table with lines, whose cells hold data."""

    table: int
    row: int
    column: int
    columns: int
    grid: bool = False
    # May the row be split over two pages?
    splits: bool = True
    # Is the row repeated at the top of every page?
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph up to a break, or a line of a text file (without `setting`); tabs are kept."""

    text: str
    at: str
    runs: tuple[Run, ...] = ()
    setting: Setting | None = None
    cell: Cell | None = None
    section: int = 0
    # The lengths in points of straight lines drawn at its paragraph.
    strokes: tuple[float, ...] = ()
    # Only the last line of a paragraph ends it.
    last: bool = True
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A PAGE field in a header or footer."""

    align: str
    size: float
    in_header: bool = True
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one sort, in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    # Is the first page told apart, so that it shows no number?
    first_apart: bool = False
    starts_at: int | None = None
    number: PageNumber | None = None
    # A number on the first page though it is told apart.
    first_number: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A whole paper. A text file has lines only: nothing is known of how it looks."""

    lines: tuple[Line, ...]
    sections: tuple[Section, ...] = ()
    formatted: bool = True
    # Places where letters are written as base letter and loose mark.
    decomposed: tuple[str, ...] = field(default=())
    # (place, what, words) of what editing left behind: highlight, strike-through, hidden words, tracked changes.
    traces: tuple[tuple[str, str, str], ...] = ()
