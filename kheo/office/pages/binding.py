"""Pages bound to a book: a table that goes on over pages becomes one, its headings once, its broken rows whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kheo.confinement.refusal import Refusal
from kheo.office.pages.page import Page, Place, Ruled, page_of
from kheo.office.pages.paragraphs import rejoined
from kheo.office.tables import Book, Line, Shape, Span, Table
from kheo.office.wording import words

# Shares of the page's width by which the rules of a table may stand elsewhere on the next page.
_AGREE, _ASIDE = 0.012, 0.06
_HEADING_ROWS = 4
_PAGE_NUMBERS = frozenset({"trang", "page"})


@dataclass
class _Growing:
    """A table being put together; `origins` has the page and the row on it for each row, `below` what is open there."""

    name: str
    edges: tuple[float, ...]
    cells: dict[Place, str] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    sureness: dict[Place, float] = field(default_factory=dict)
    origins: dict[int, tuple[str, int]] = field(default_factory=dict)
    height: int = 0

    def add(self, part: Ruled, page: str, first: int, *, start: int = 0) -> None:
        """The rows of `part` from `start`; `first` is how many rows stood above it on its page."""
        down = self.height - start
        for (row, column), text in part.cells.items():
            if row >= start:
                self.cells[row + down, column] = text
        for span in part.spans:
            if span.bottom >= start:
                self.spans.append(Span(max(span.top, start) + down, span.left, span.bottom + down, span.right))
        self.sureness |= {(row + down, column): sure for (row, column), sure in part.sureness.items() if row >= start}
        self.origins |= {row + down: (page, first + row) for row in range(start, part.rows)}
        self.height += part.rows - start

    def table(self) -> Table:
        return Table(self.name, Shape.PAGE, self.cells, tuple(self.spans), sureness=self.sureness, origins=self.origins)


def bound(pages: Iterable[Page], warnings: Sequence[str] = ()) -> Book:
    """The book of these pages, in the order of their numbers."""
    tables: list[_Growing] = []
    lines: list[Line] = []
    told: list[tuple[str, str | None]] = [(code, None) for code in warnings]
    before = 0
    for page in sorted(pages, key=lambda one: one.number):
        name = f"page {page.number}"
        told += [(code, name) for code in page.warnings]
        blocks = _without_number(page.blocks)
        goes_on = page.number == before + 1
        number, rows = 0, 0
        for place, block in enumerate(blocks):
            if isinstance(block, str):
                number += 1
                lines.append(Line(block, f"{name}, line {number}", before=len(tables)))
                continue
            open_table = tables[-1] if tables and place == 0 and goes_on else None
            if open_table and _agree(open_table.edges, block.edges):
                _go_on(open_table, block, name)
            else:
                tables.append(_Growing(name, block.edges))
                tables[-1].add(block, name, rows)
            rows += block.rows
        # Whether its last table may go on: nothing stands below it.
        before = page.number if blocks and isinstance(blocks[-1], Ruled) else -1
    return Book(tuple(table.table() for table in tables), tuple(lines), tuple(told))


def bound_answers(found: Mapping[str, Any]) -> Book:
    """The book of what came of pages read one by one (see confinement.further); Refusal where none was readable."""
    kept = found["kept"]
    pages = [page_of(page) for page in kept["pages"]]
    refusals: list[Sequence[str]] = []
    for number, answer, refused in zip(kept["numbers"], found["answers"], found["refused"], strict=True):
        if answer is not None and not refused:
            pages.append(page_of(answer))
            continue
        refusals += [answer] if refused else []
        pages.append(Page(number, warnings=("page_unread" if refused else "pages_left_out",)))
    if refusals and len(refusals) == len(pages):
        raise Refusal(*refusals[0])
    pages += [Page(number, warnings=("pages_left_out",)) for number in kept["left"]]
    return bound(pages, kept["warnings"])


def _without_number(blocks: Sequence[str | Ruled]) -> list[str | Ruled]:
    """A page's number stands alone at its top or bottom; for the table it is as if it were not there."""
    left = list(blocks)
    for place in (0, -1):
        if left and _is_page_number(left[place]):
            left.pop(place)
    return left


def _is_page_number(block: str | Ruled) -> bool:
    if not isinstance(block, str) or len(block) > 15:
        return False
    said = words(block).split()
    return 0 < len(said) <= 3 and all(word.isdigit() or word in _PAGE_NUMBERS for word in said)


def _agree(edges: Sequence[float], others: Sequence[float]) -> bool:
    """As many columns of the same widths, at about the same place: a scanned page may lie a little aside."""
    return (
        len(edges) == len(others)
        and all(abs(a - b) <= _ASIDE for a, b in zip(edges, others, strict=True))
        and all(abs((a - edges[0]) - (b - others[0])) <= _AGREE for a, b in zip(edges, others, strict=True))
    )


def _go_on(table: _Growing, part: Ruled, page: str) -> None:
    start = _headings_again(table, part)
    if start >= part.rows:
        return
    last, first = table.height - 1, table.height
    table.add(part, page, 0, start=start)
    if _is_torn(table, last, first):
        _mend_tear(table, last, first)
    else:
        _reach_over(table, last, first)


def _headings_again(table: _Growing, part: Ruled) -> int:
    """How many rows at the top of this page repeat the table's first rows, however much of them was cut off."""
    same = 0
    for row in range(min(_HEADING_ROWS, part.rows, table.height)):
        above = {column: text for (at, column), text in table.cells.items() if at == row}
        here = {column: text for (at, column), text in part.cells.items() if at == row}
        if not above or not here or not _repeats(above, here):
            break
        same = row + 1
    return same


def _repeats(above: dict[int, str], here: dict[int, str]) -> bool:
    alike = 0
    for column, text in here.items():
        said, known = words(text), words(above.get(column, ""))
        alike += bool(said) and bool(known) and (known.startswith(said) or _near(said, known))
    return alike * 4 >= len(here) * 3 and alike * 2 >= len(above)


def _near(one: str, other: str) -> bool:
    """Letters that a machine read a little otherwise on the other page."""
    if abs(len(one) - len(other)) > 2:
        return False
    return sum(a != b for a, b in zip(one, other, strict=False)) * 5 <= len(one)


def _is_torn(table: _Growing, last: int, first: int) -> bool:
    """Does the first row of this page belong to the last row of the page before? It then has no number of its own."""
    above, here = _row(table, last), _row(table, first)
    if not here or not above or 0 in here:
        return False
    if any(span.top == first and span.right > span.left for span in table.spans):
        return False
    numbered = above.get(0, "").strip(" .)").isdigit()
    if numbered:
        return set(here) <= set(above) or len(here) * 2 <= len(table.edges) - 1
    # Without numbers only a row that brings nothing of its own and leaves most of its cells empty is a rest.
    runs_on = sum(text[:1].islower() for column, text in here.items() if column in above)
    usual = len(table.cells) / max(1, len({row for row, _ in table.cells}))
    return 0 not in above and set(here) <= set(above) and (runs_on * 2 >= len(here) or len(here) <= usual / 3)


def _row(table: _Growing, row: int) -> dict[int, str]:
    return {column: text for (at, column), text in table.cells.items() if at == row}


def _mend_tear(table: _Growing, last: int, first: int) -> None:
    """What ran over the page's end goes up into the row it began in."""
    for column, text in _row(table, first).items():
        place = (_cell(table, last, column).top, column)
        table.cells[place] = rejoined(table.cells.get(place, ""), text)
        del table.cells[first, column]
        unsure = [table.sureness.pop((first, column), 1.0), table.sureness.get(place, 1.0)]
        if min(unsure) < 1.0:
            table.sureness[place] = min(unsure)
    _reach_over(table, last, first)


def _reach_over(table: _Growing, last: int, first: int) -> None:
    """A merged cell cut by the end of the page speaks for what is empty below the cut, too."""
    for column in range(len(table.edges) - 1):
        above, below = _cell(table, last, column), _cell(table, first, column)
        is_merged = above.top < above.bottom or below.top < below.bottom
        narrow = above.left == above.right == below.left == below.right
        if is_merged and narrow and (first, column) not in table.cells:
            table.spans = [one for one in table.spans if one not in {above, below}]
            table.spans.append(Span(above.top, column, below.bottom, column))


def _cell(table: _Growing, row: int, column: int) -> Span:
    """The cell that covers this field."""
    covers = (one for one in table.spans if one.top <= row <= one.bottom and one.left <= column <= one.right)
    return next(covers, Span(row, column, row, column))
