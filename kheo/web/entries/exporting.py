"""The filtered list as a real .xlsx, written row by row to a file, so that half a million rows need no memory."""

import tempfile
from collections.abc import Iterable
from typing import IO

import xlsxwriter

from kheo.records.models import Entry, EntryQuerySet

_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("STT", "", 6),
    ("Đơn vị", "unit__name", 28),
    ("Khối", "unit__bloc__name", 20),
    ("Đợt", "campaign__title", 28),
    ("Tên mô hình, điển hình", "title", 48),
    ("Loại", "kind", 12),
    ("Đối tượng", "subject", 14),
    ("Họ và tên", "person_name", 24),
    ("Chức vụ, đơn vị công tác", "job", 26),
    ("Lĩnh vực", "area__name", 22),
    ("Lĩnh vực (như ghi)", "area_text", 22),
    ("Địa điểm", "place", 26),
    ("Sự cần thiết", "need", 34),
    ("Mục tiêu", "goals", 34),
    ("Nguồn lực", "resources", 26),
    ("Thời gian", "time", 18),
    ("Cấp độ", "level", 14),
    ("Tính chất", "continuity", 12),
)
_WORDS = {
    "kind": dict(Entry.Kind.choices),
    "subject": dict(Entry.Subject.choices),
    "continuity": dict(Entry.Continuity.choices),
}
MOST_TEXT = 32_767
AT_ONCE = 2_000
# Texts stay texts whatever they begin with: no formula, no link, no number is made of what people typed.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(entries: EntryQuerySet) -> IO[bytes]:
    """A temporary file at its beginning; it is gone when closed."""
    target = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 the answer closes it when it is sent
    fields = [name for _, name, _ in _COLUMNS if name]
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        sheet = book.add_worksheet("Danh sách")
        plain = book.add_format({"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True})
        head = book.add_format({"font_name": "Times New Roman", "font_size": 12, "bold": True, "text_wrap": True})
        for column, (heading, _, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        number = 0
        for number, row in enumerate(entries.values_list(*fields).iterator(chunk_size=AT_ONCE), start=1):
            sheet.write_number(number, 0, number, plain)
            for column, text in enumerate(_said(fields, row), start=1):
                sheet.write_string(number, column, text, plain)
        sheet.autofilter(0, 0, number, len(_COLUMNS) - 1)
    target.seek(0)
    return target


def _said(fields: Iterable[str], row: Iterable[str | None]) -> Iterable[str]:
    for name, value in zip(fields, row, strict=True):
        text = value or ""
        yield (_WORDS[name].get(text, text) if name in _WORDS else text)[:MOST_TEXT]
