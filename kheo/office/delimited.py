"""Delimited text (.csv, .tsv): its encoding and delimiter found out, one table that addresses cells as `csv!B7`."""

import csv
import re
from collections import Counter
from io import StringIO

from kheo.confinement.refusal import Refusal
from kheo.office.encodings import eight_bits
from kheo.office.encodings.judging import Judge, judged
from kheo.office.tables import Book, Shape, Table
from kheo.office.wording import tidy

MAX_BYTES = 32 * 1024 * 1024
MAX_CELLS = 300_000
MAX_COLUMNS = 16_384
MAX_TEXT = 100_000

# In the order of trust: a comma is also an ordinary mark in what people write.
_DELIMITERS = ("\t", ";", ",")
_LINES_TO_JUDGE_BY = 20
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(data: bytes) -> Book:
    """One table named `csv`; Refusal for what is no text or larger than a form can need."""
    if len(data) > MAX_BYTES:
        raise Refusal("too_large", "tệp văn bản quá lớn")
    text = decoded(data)
    return judged(lambda judge: _read(text, judge))


def _read(text: str, judge: Judge) -> Book:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    cells: dict[tuple[int, int], str] = {}
    try:
        for number, row in enumerate(reader):
            _take_row(cells, number, row, judge)
    except csv.Error as error:
        raise Refusal("damaged_file", "dấu ngoặc kép trong tệp bị hỏng") from error
    return Book(tables=(Table("csv", Shape.SHEET, cells),))


def decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8 if it is that, else single bytes of old Windows or an old font."""
    named = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    try:
        text = data.decode(named or "utf-8")
    except UnicodeDecodeError:
        text = "\0" if named or _CONTROL_BYTES.search(data) else eight_bits.decoded(data)
    if not _CONTROLS.search(text):
        return text
    raise Refusal("unknown_kind", "không nhận ra bảng mã của văn bản")


def _take_row(cells: dict[tuple[int, int], str], number: int, row: list[str], judge: Judge) -> None:
    if len(row) > MAX_COLUMNS:
        raise Refusal("too_large", "tệp văn bản có quá nhiều cột")
    for column, value in enumerate(row):
        text = tidy(judge.text([(value, "")]))
        if len(text) > MAX_TEXT:
            raise Refusal("too_large", "có ô dài quá mức")
        if text:
            cells[number, column] = text
    if len(cells) > MAX_CELLS:
        raise Refusal("too_large", "tệp văn bản có quá nhiều ô")


def _delimiter(text: str) -> str:
    """The one that cuts the most of the first lines into equally many columns."""
    head = "\n".join(text[:100_000].splitlines()[:_LINES_TO_JUDGE_BY])
    return max(_DELIMITERS, key=lambda delimiter: _cuts_in_step(head, delimiter))


def _cuts_in_step(head: str, delimiter: str) -> int:
    try:
        widths = Counter(len(row) for row in csv.reader(StringIO(head, newline=""), delimiter=delimiter))
    except csv.Error:
        return 0
    return max((lines * (width - 1) for width, lines in widths.items()), default=0)
