"""An original's tables as our own HTML: every text escaped, every cell with its address, merged cells merged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kheo.office.tables import Shape, Span, Table, column_letters
from kheo.web.cells import anchor

_ONE = Span(0, 0, 0, 0)


@dataclass(frozen=True)
class Drawn:
    name: str
    html: SafeString


def drawn(table: Table, marks: Mapping[str, str]) -> Drawn:
    """`marks`: address → class of a cell that was used, is doubtful, or was mended."""
    spans = {(span.top, span.left): span for span in table.spans}
    covered = {
        (row, column)
        for span in table.spans
        for row in range(span.top, span.bottom + 1)
        for column in range(span.left, span.right + 1)
    } - set(spans)
    width = max([table.width, *(span.right + 1 for span in table.spans)])
    rows = sorted({row for row, _ in table.cells} | {span.top for span in table.spans})
    if rows:
        rows = list(range(rows[0], rows[-1] + 1))
    head = format_html_join("", '<th scope="col">{}</th>', ((_heading(table, column),) for column in range(width)))
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        ((row + 1, _cells(table, row, width, spans, covered, marks)) for row in rows),
    )
    return Drawn(
        table.name,
        format_html('<table class="sheet"><thead><tr><th></th>{}</tr></thead><tbody>{}</tbody></table>', head, body),
    )


def _heading(table: Table, column: int) -> str:
    return column_letters(column) if table.shape is Shape.SHEET else str(column + 1)


def _cells(
    table: Table,
    row: int,
    width: int,
    spans: Mapping[tuple[int, int], Span],
    covered: set[tuple[int, int]],
    marks: Mapping[str, str],
) -> SafeString:
    def shown() -> Iterable[tuple[str, str, SafeString, str]]:
        for column in range(width):
            if (row, column) in covered:
                continue
            at = table.address(row, column)
            span = spans.get((row, column), _ONE)
            reach = (
                format_html(' rowspan="{}" colspan="{}"', span.bottom - span.top + 1, span.right - span.left + 1)
                if span is not _ONE
                else SafeString("")
            )
            yield anchor(at), marks.get(at, ""), reach, table.cells.get((row, column), "")

    return format_html_join("", '<td id="{}" class="{}"{}>{}</td>', shown())
