"""Tables: frames without borders that hold the head and the signature, and grids with repeated headings."""

from collections.abc import Sequence
from itertools import groupby

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell, _Row

from kheo.publishing.papers import Column, Grid, Line
from kheo.publishing.rulesets import RuleSet, Style
from kheo.publishing.word.runs import CENTRE, JUSTIFIED, LEFT, set_paragraph, write

# Millimetres; without a least height LibreOffice cuts the text of merged headings on repeated pages.
_HEADING_HEIGHT = 9


def add_frame(document: WordDocument, rows: int, widths: Sequence[float]) -> Table:
    """A table without borders, its columns `widths` millimetres wide; no row is split over two pages."""
    table = _table(document, rows, widths)
    for row in table.rows:
        hold_together(row)
    return table


def add_grid(document: WordDocument, grid: Grid, rules: RuleSet, width: float) -> Table:
    """A bordered table over `width` millimetres: headings on every page, rows whole, section rows across."""
    shares = sum(column.share for column in grid.columns)
    widths = [round(width * column.share / shares, 1) for column in grid.columns]
    levels = 2 if any(column.under for column in grid.columns) else 1
    table = _table(document, levels + len(grid.lines), widths)
    _border(table)
    rows = list(table.rows)
    _write_headings(rows[:levels], grid.columns, rules)
    for row, line in zip(rows[levels:], grid.lines, strict=True):
        hold_together(row)
        _write_line(row, line, grid.columns, rules)
    return table


def hold_together(row: _Row) -> None:
    """Keep the row on one page."""
    _mark(row, "w:cantSplit")


def _write_headings(rows: list[_Row], columns: Sequence[Column], rules: RuleSet) -> None:
    for row in rows:
        hold_together(row)
        _mark(row, "w:tblHeader")
        row.height, row.height_rule = Mm(_HEADING_HEIGHT), WD_ROW_HEIGHT_RULE.AT_LEAST
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


def _write_line(row: _Row, line: Line, columns: Sequence[Column], rules: RuleSet) -> None:
    cells = list(row.cells)
    if line.level:
        across = cells[0].merge(cells[-1])
        style = rules.style("table_section")
        shown = style if line.level == 1 else Style(style.size, bold=True, italic=True)
        write(set_paragraph(_only_paragraph(across), before=2, after=2, keep=True), line.cells[0], rules, shown)
        return
    for cell, column, text in zip(cells, columns, line.cells, strict=True):
        for number, part in enumerate(text.split("\n")):
            paragraph = cell.add_paragraph() if number else _only_paragraph(cell)
            align = CENTRE if column.centred else LEFT if len(part) < 60 else JUSTIFIED
            write(set_paragraph(paragraph, align=align, before=1, after=1), part, rules, rules.style("table_cell"))


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


def _border(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    (layout,) = table._tbl.tblPr.xpath("w:tblLayout")  # noqa: SLF001 no API for borders
    layout.addprevious(borders)


def _mark(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))  # noqa: SLF001 no API for row properties
