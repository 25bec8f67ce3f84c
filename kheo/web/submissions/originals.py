"""The original as people may look at it: its cells and lines, read in the confined process, kept for a while.

The file itself is never shown by the browser, only offered for saving.
"""

from dataclasses import dataclass, field

from django.core.cache import cache

from kheo.confinement.pool import Refused, shared
from kheo.intake.doors import is_letter
from kheo.intake.models import Submission
from kheo.intake.typed import filled_of
from kheo.intake.understanding import OPEN_LETTER, TYPED_IN
from kheo.journal import vault
from kheo.mail.letter import letter_of
from kheo.office.opening import OPEN_FILE, book_of
from kheo.office.tables import Book, Line, Shape, Span, Table
from kheo.web.submissions.pictures import scanned_pages

# Enough of any form; the rest is in the file itself.
MOST_ROWS, MOST_COLUMNS, MOST_TABLES, MOST_LINES, MOST_TEXT = 200, 40, 12, 200, 2_000
# Each reaches over 8,000 cells at most; no form has so many.
MOST_SPANS = 500
KEPT_SECONDS = 3_600


@dataclass(frozen=True)
class Opened:
    """What can be looked at of an original; `why` says why there is nothing, `cut` that there is more."""

    tables: tuple[Table, ...] = ()
    lines: tuple[Line, ...] = ()
    letter: str = ""
    # Numbers of scanned pages, shown as pictures.
    pages: tuple[int, ...] = ()
    why: str = ""
    cut: bool = field(default=False)


def opened(submission: Submission) -> Opened:
    key = f"original:{submission.original.sha256}"
    found: Opened | None = cache.get(key)
    if found is None:
        found = _open(submission)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _open(submission: Submission) -> Opened:
    pages = scanned_pages(submission)
    if pages:
        # Reading it takes long; what was read stands beside, and pictures of the pages say more.
        return Opened(pages=tuple(pages))
    try:
        data = vault.read(submission.original)
    except FileNotFoundError:
        return Opened(why="Không còn tệp gốc trong kho; báo người phụ trách hệ thống chạy kiểm tra (kheo doctor).")
    if submission.channel in TYPED_IN:
        return Opened(tables=(_typed(data),))
    if is_letter(data):
        answer = shared().one(OPEN_LETTER, data)
        return _refused(answer) if isinstance(answer, Refused) else Opened(letter=letter_of(answer).text[:20_000])
    answer = shared().one(OPEN_FILE, data)
    return _refused(answer) if isinstance(answer, Refused) else _cut(book_of(answer))


def _refused(answer: Refused) -> Opened:
    return Opened(why=f"Không hiện được nội dung tệp này: {answer.why}. Có thể tải tệp gốc về để xem.")


def _cut(book: Book) -> Opened:
    tables = tuple(_cut_table(table) for table in book.tables[:MOST_TABLES])
    lines = tuple(Line(line.text[:MOST_TEXT], line.at, line.before) for line in book.lines[:MOST_LINES])
    whole = len(book.tables) <= MOST_TABLES and len(book.lines) <= MOST_LINES
    whole = whole and all(table.height <= MOST_ROWS and table.width <= MOST_COLUMNS for table in book.tables)
    return Opened(tables, lines, cut=not whole)


def _cut_table(table: Table) -> Table:
    cells = {
        (row, column): text[:MOST_TEXT]
        for (row, column), text in table.cells.items()
        if row < MOST_ROWS and column < MOST_COLUMNS
    }
    spans = tuple(
        Span(span.top, span.left, min(span.bottom, MOST_ROWS - 1), min(span.right, MOST_COLUMNS - 1))
        for span in table.spans
        if span.top < MOST_ROWS and span.left < MOST_COLUMNS
    )[:MOST_SPANS]
    return Table(table.name, table.shape, cells, spans, table.hidden_rows)


def _typed(data: bytes) -> Table:
    """What was typed on screen, a line a row."""
    filled = filled_of(data)
    names = list(dict.fromkeys(name for row in filled.rows for name in row.cells))
    cells = {(0, column): name for column, name in enumerate(names)}
    for number, row in enumerate(filled.rows, start=1):
        cells |= {(number, names.index(name)): value.value for name, value in row.cells.items()}
    return Table("Nhập trên màn hình", Shape.TABLE, cells)
