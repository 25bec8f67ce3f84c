"""Tables: frames without borders that hold the head and the signature, and grids with repeated headings."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import groupby
from typing import Any, cast

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from kheo.publishing.papers import Column, Grid, Line
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.word import measuring
from kheo.publishing.word.runs import CENTRE, LEFT, printable, set_paragraph, write

# A line of the list, and its two levels of section headings.
_LEVELS = (0, 1, 2)
# So many lines of a section are held on one page at most; more may not find room on any.
_MOST_HELD = 20


def add_frame(document: WordDocument, rows: int, widths: Sequence[float]) -> Table:
    """A table without borders or padding, its columns `widths` millimetres wide; no row is split over two pages."""
    table = _table(document, rows, widths)
    _set_margins(table)
    for row in table.rows:
        hold_together(row)
    return table


def add_grid(document: WordDocument, grid: Grid, rules: RuleSet, width: float) -> Table:
    """A bordered table over `width` millimetres: headings on every page, rows whole, section rows across."""
    shares = sum(column.share for column in grid.columns)
    widths = [round(width * column.share / shares, 1) for column in grid.columns]
    levels = 2 if any(column.under for column in grid.columns) else 1
    table = _table(document, levels + len(_LEVELS), widths)
    _border(table)
    rows = list(table.rows)
    _write_headings(rows[:levels], grid.columns, rules)
    _raise_headings(rows[:levels], grid.columns, widths, rules)
    # One row of each sort is set once and copied: a list of thousands of lines would take a minute otherwise.
    models = [_set_model(row, level, grid.columns, rules) for row, level in zip(rows[levels:], _LEVELS, strict=True)]
    table._tbl.extend([_filled(models[line.level], line) for line in grid.lines])  # noqa: SLF001 no API to copy rows
    for model in models:
        table._tbl.remove(model)  # noqa: SLF001
    if grid.held:
        _hold_sections(table, levels, grid.lines)
    return table


def keep_with_next(table: Table, *, first: int = 0) -> None:
    """Hold the last two rows on the page of what follows, so that no signature stands alone; never one before `first`.

    A list of one line would otherwise be held together whole, and leave its first page empty.
    """
    for cell in (cell for row in table.rows[max(first, len(table.rows) - 2) :] for cell in row.cells):
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _hold_sections(table: Table, headings: int, lines: Sequence[Line]) -> None:
    """Each section's rows on the page of the next, but for its last."""
    rows = list(table._tbl.tr_lst)[headings:]  # noqa: SLF001 python-docx's own rows take a minute for a long list
    begins = [number for number, line in enumerate(lines) if line.level == 1]
    for first, after in zip(begins, [*begins[1:], len(lines)], strict=True):
        if after - first > _MOST_HELD:
            continue
        for paragraph in (one for row in rows[first : after - 1] for one in row.iter(qn("w:p"))):
            WordParagraph(cast(Any, paragraph), table).paragraph_format.keep_with_next = True


def close_with(table: Table, below: Sequence[Any]) -> None:
    """Move the elements that stand below the table into a last row of it without lines.

    Word keeps a row with what follows the table; LibreOffice keeps rows of one table together only.
    """
    row = table.add_row()  # type: ignore[no-untyped-call]
    hold_together(row)
    cell = row.cells[0].merge(row.cells[-1])._tc  # noqa: SLF001 no API for the borders of a cell, or tables moved
    for tag, sides, values in (
        ("w:tcBorders", ("left", "bottom", "right"), {"val": "nil"}),
        ("w:tcMar", ("left", "right"), {"w": "0", "type": "dxa"}),
    ):
        group = OxmlElement(tag)
        group.extend([_element(f"w:{side}", values) for side in sides])
        cell.get_or_add_tcPr().append(group)
    for paragraph in cell.findall(qn("w:p")):
        cell.remove(paragraph)
    cell.extend(below)


def hold_together(row: _Row) -> None:
    """Keep the row on one page."""
    _mark(row, "w:cantSplit")


def _write_headings(rows: list[_Row], columns: Sequence[Column], rules: RuleSet) -> None:
    for row in rows:
        hold_together(row)
        _mark(row, "w:tblHeader")
    cells = [list(row.cells) for row in rows]
    for under, group in groupby(enumerate(columns), key=lambda item: item[1].under):
        members = list(group)
        if under:
            first, last = members[0][0], members[-1][0]
            _write_heading(cells[0][first].merge(cells[0][last]), under, rules)
        for place, column in members:
            top = cells[-1][place] if under else cells[0][place].merge(cells[-1][place])
            _write_heading(top, column.heading, rules)


def _write_heading(cell: _Cell, text: str, rules: RuleSet) -> None:
    """What stands in brackets after the heading explains it, and is set lighter."""
    name, bracket, note = text.partition(" (")
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = set_paragraph(_only_paragraph(cell), align=CENTRE)
    write(paragraph, name, rules, rules.style("table_heading"))
    if note:
        write(paragraph, bracket + note, rules, rules.style("table_note"))


def _raise_headings(rows: list[_Row], columns: Sequence[Column], widths: Sequence[float], rules: RuleSet) -> None:
    """Make the rows as high as their text: LibreOffice cuts merged headings where it repeats them on a page."""
    style = rules.style("table_heading")
    least = [rules.gaps.heading_row] * len(rows)
    for column, width in zip(columns, widths, strict=True):
        lines = len(list(measuring.lines(column.heading, style, rules, Mm(width).pt - measuring.CELL_PADDING)))
        height = lines * style.size * measuring.LINE_HEIGHT + rules.gaps.box
        if column.under:
            least[-1] = max(least[-1], height)
        else:
            least = [max(one, height / len(rows)) for one in least]
    for row, one in zip(rows, least, strict=True):
        row.height, row.height_rule = Pt(round(one, 1)), WD_ROW_HEIGHT_RULE.AT_LEAST


def _set_model(row: _Row, level: int, columns: Sequence[Column], rules: RuleSet) -> Any:
    """A row whose cells hold one paragraph with one run each, ready to be copied and filled."""
    hold_together(row)
    cells = list(row.cells)
    if level:
        style = rules.style("table_section")
        shown = style if level == 1 else replace(style, italic=True)
        across = _only_paragraph(cells[0].merge(cells[-1]))
        gap = rules.gaps.section
        write(set_paragraph(across, before=gap, after=gap, keep=True), "-", rules, shown)
    else:
        for cell, column in zip(cells, columns, strict=True):
            align, gap = CENTRE if column.centred else LEFT, rules.gaps.cell
            paragraph = set_paragraph(cell.paragraphs[0], align=align, before=gap, after=gap)
            write(paragraph, "-", rules, rules.style("table_cell"))
    return row._tr  # noqa: SLF001


def _filled(model: Any, line: Line) -> Any:
    """A copy of the model row with the line's texts; a line break begins a paragraph of its own."""
    row = deepcopy(model)
    for cell, text in zip(row.iterchildren(qn("w:tc")), line.cells, strict=True):
        last = cell.find(qn("w:p"))
        first, *more = [printable(part) for part in text.split("\n")]
        for part in more:
            last.addnext(deepcopy(last))
            last.find(f".//{qn('w:t')}").text, first = first, part
            last = last.getnext()
        last.find(f".//{qn('w:t')}").text = first
    return row


def _only_paragraph(cell: _Cell):  # type: ignore[no-untyped-def]  # noqa: ANN202 python-docx's own type is not exported
    """Merging cells leaves an empty paragraph for each of them; one is enough."""
    first, *rest = cell.paragraphs
    for paragraph in rest:
        paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001 no API to remove a paragraph
    return first


def _table(document: WordDocument, rows: int, widths: Sequence[float]) -> Table:
    """Both the grid and each cell say their width: LibreOffice goes by the one, Word by the other."""
    table: Table = document.add_table(rows, len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _set_margins(table: Table) -> None:
    """No padding at the sides: what stands on the left begins at the margin of the page."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    (layout,) = table._tbl.tblPr.xpath("w:tblLayout")  # noqa: SLF001 no API for margins
    layout.addnext(margins)


def _border(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", {"val": "single", "sz": "4", "space": "0", "color": "000000"}))
    (layout,) = table._tbl.tblPr.xpath("w:tblLayout")  # noqa: SLF001 no API for borders
    layout.addprevious(borders)


def _mark(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))  # noqa: SLF001 no API for row properties


def _element(tag: str, values: dict[str, str]) -> Any:
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    return element
