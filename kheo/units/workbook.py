"""The first sheet of a large .xlsx list as rows of texts; runs in a confined process and knows no Django.

The reader of forms refuses sheets of this size, so lists of units have a reader (and limits) of their own.
"""

import datetime as dt
from io import BytesIO
from typing import Any

import openpyxl

from kheo.confinement.limits import Limits
from kheo.confinement.refusal import Refusal
from kheo.office.archive import Archive

READ_ROWS = "kheo.units.workbook:read_rows"
MEGABYTE = 1024 * 1024
LIMITS = Limits(memory=1536 * MEGABYTE, cpu=120, wall=150, answer=128 * MEGABYTE, files=1)
MAX_ROWS = 400_000
MAX_COLUMNS = 30


def read_rows(data: bytes) -> list[list[str]]:
    """Texts by row, trailing empty cells left out; Refusal for what is no workbook or larger than a list can be."""
    if not data.startswith(b"PK"):
        raise Refusal("unknown_kind", "không phải sổ tính .xlsx", unopened=True)
    Archive(data)
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    rows = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)):
        if number == MAX_ROWS:
            raise Refusal("too_large", f"danh sách dài quá {MAX_ROWS} dòng")
        texts = [_shown(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        rows.append(texts)
    return rows


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    # Codes typed as numbers come back as 4.0.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
