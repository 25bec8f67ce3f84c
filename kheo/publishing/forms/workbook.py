"""A form as a workbook: choices to pick from, texts that stay as typed, the headings on every printed page."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kheo.office.writing import MADE, height
from kheo.office.writing import Column as Width
from kheo.publishing import rulesets
from kheo.publishing.forms.composing import Form, FormColumn
from kheo.publishing.forms.wording import FOOT, KEEP, NO_DATE, PICK, SIGNER, UNIT
from kheo.publishing.papers import Column
from kheo.records.fingerprints import DEFINED_NAME, PROPERTY

CHOICES_SHEET = "Danh mục"
_A4 = 9
_INCH = 25.4
_LINE = 18
_ROW = 42
# Letters that fit a millimetre of a column in Times New Roman 12, where the sheet is shrunk to the paper's width.
_LETTERS_A_MM = 0.47
_ROOM_TO_SIGN = 3


@dataclass
class _Page:
    """The sheet being written, from the top down."""

    sheet: Worksheet
    styles: dict[str, Format]
    last: int
    row: int = 0

    @property
    def middle(self) -> int:
        return self.last // 2

    def across(self, text: str, style: str) -> None:
        self._span(0, self.last, text, style)
        self.sheet.set_row(self.row, _LINE * (1 + len(text) // 150))
        self.row += 1

    def halves(self, left: str, right: str, style: str, *, right_style: str = "") -> None:
        for first, last, text, chosen in (
            (0, self.middle, left, style),
            (self.middle + 1, self.last, right, right_style or style),
        ):
            if text:
                self._span(first, last, text, chosen)
        self.sheet.set_row(self.row, _LINE)
        self.row += 1

    def _span(self, first: int, last: int, text: str, style: str) -> None:
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", self.styles[style])
        self.sheet.write_string(self.row, first, text, self.styles[style])


def form_workbook(form: Form) -> bytes:
    """The .xlsx; the same form gives the same bytes."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": MADE, "title": form.subject})
        columns = form.grid_columns
        page = _Page(book.add_worksheet(form.sheet), _styles(book), len(columns) - 1)
        _write_head(page, form)
        first = _write_headings(page, columns)
        _set_print(page.sheet, columns, heading=(first[0], first[1] - 1))
        _write_lines(page, form)
        _write_beside(book, page, form, first=first[1])
        _write_foot(page, form)
        _leave_mark(book, form.mark)
    return target.getvalue()


def _write_head(page: _Page, form: Form) -> None:
    page.halves(f"{UNIT} {form.unit}", rulesets.load().header.title, "strong")
    page.halves("*", NO_DATE.format(year=form.year), "centred", right_style="slanted")
    page.row += 1
    page.across(form.kind.upper(), "title")
    page.across(form.subject, "title")
    for note in form.notes:
        page.across(note, "slanted")
    page.row += 1


def _write_headings(page: _Page, columns: Sequence[Column]) -> tuple[int, int]:
    """One row of headings, or two where columns share one: (its first row, the row after)."""
    top, style = page.row, page.styles["heading"]
    deep = any(column.under for column in columns)
    for under, group in groupby(enumerate(columns), key=lambda item: item[1].under):
        members = list(group)
        if under:
            page.sheet.merge_range(top, members[0][0], top, members[-1][0], under, style)
        for place, column in members:
            if deep and not under:
                page.sheet.merge_range(top, place, top + 1, place, column.heading, style)
            else:
                page.sheet.write_string(top + deep, place, column.heading, style)
    page.row = top + 1 + deep
    page.sheet.set_row(top, _LINE)
    widths = [(column.heading, Width(column.heading, column.share * _LETTERS_A_MM)) for column in columns]
    page.sheet.set_row(page.row - 1, height(widths, bold=True))
    return top, page.row


def _write_lines(page: _Page, form: Form) -> None:
    styles = [page.styles["picked" if column.centred else "cell"] for column in form.grid_columns[1:]]
    for number, line in enumerate(form.lines, start=1):
        page.sheet.set_row(page.row, _ROW)
        page.sheet.write_number(page.row, 0, number, page.styles["number"])
        for place, (text, style) in enumerate(zip(line, styles, strict=True), start=1):
            if text:
                page.sheet.write_string(page.row, place, text, style)
            else:
                page.sheet.write_blank(page.row, place, None, style)
        page.row += 1


def _write_beside(book: Any, page: _Page, form: Form, *, first: int) -> None:
    """A hidden sheet: the fingerprint once more, since some programs keep nothing but cells, and the choices.

    All choices stand below each other: beside each other they would look like the headings of a form.
    """
    sheet = book.add_worksheet(CHOICES_SHEET)
    sheet.hide()
    sheet.write_string(0, 0, form.mark)
    row = 2
    for place, column in enumerate(form.columns, start=1):
        for top, bottom, choices in _offered(form, column, first, page.row - 1):
            sheet.write_column(row, 0, choices)
            rows = f"$A${row + 1}:$A${row + len(choices)}"
            # They advise and never refuse.
            rule = {"validate": "list", "source": f"='{CHOICES_SHEET}'!{rows}", "error_type": "warning", **PICK}
            page.sheet.data_validation(top, place, bottom, place, rule)
            row += len(choices) + 1


def _offered(form: Form, column: FormColumn, first: int, last: int) -> list[tuple[int, int, tuple[str, ...]]]:
    """From which row to which what may be picked: last year's lines, which stand first, may have their own choices."""
    if not column.choices:
        return []
    if not form.carried or column.carried == column.choices:
        return [(first, last, column.choices)]
    own = first + form.carried
    return [(first, own - 1, column.carried), (own, last, column.choices)]


def _write_foot(page: _Page, form: Form) -> None:
    page.row += 1
    page.halves("Nơi nhận:", SIGNER, "receivers", right_style="strong")
    for number, receiver in enumerate(form.receivers, start=1):
        page.halves(f"- {receiver}{'.' if number == len(form.receivers) else ';'}", "", "plain")
    page.row += _ROOM_TO_SIGN
    page.across(f"{FOOT} {form.mark} ({KEEP})", "foot")


def _leave_mark(book: Any, mark: str) -> None:
    """Where people do not see it: a property of the document, and a hidden name of the workbook."""
    book.set_custom_property(PROPERTY, mark, "text")
    book.define_name(DEFINED_NAME, f'="{mark}"')
    # The library hides only names of its own; the last part of each says whether it is hidden.
    book.defined_names[-1][3] = True


def _set_print(sheet: Worksheet, columns: Sequence[Column], *, heading: tuple[int, int]) -> None:
    """A4 on its side, as wide as the paper, the binding edge on top."""
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.share * _LETTERS_A_MM)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=20 / _INCH, right=20 / _INCH, top=30 / _INCH, bottom=15 / _INCH)
    sheet.repeat_rows(*heading)
    sheet.freeze_panes(heading[1] + 1, 0)


def _styles(book: Any) -> dict[str, Format]:
    plain: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True}
    boxed = plain | {"border": 1, "valign": "top"}
    centred = {"align": "center", "valign": "vcenter"}
    wanted = {
        "plain": plain,
        "receivers": plain | {"underline": 1},
        "strong": plain | centred | {"bold": True},
        "centred": plain | centred,
        "slanted": plain | centred | {"italic": True},
        "title": plain | centred | {"bold": True, "font_size": 14},
        "heading": boxed | centred | {"bold": True},
        "number": boxed | {"align": "center"},
        # Text: a day or a count stays as it was typed.
        "cell": boxed | {"num_format": "@"},
        "picked": boxed | {"align": "center", "num_format": "@"},
        "foot": plain | {"font_size": 8, "font_color": "#808080"},
    }
    return {name: book.add_format(properties) for name, properties in wanted.items()}
