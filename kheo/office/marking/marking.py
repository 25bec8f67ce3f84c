"""The job of marking, as the parent names it; it runs in the confined process like all that opens a stranger's file."""

import base64
import json
import struct
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from kheo.confinement.refusal import Refusal
from kheo.office.kinds import Kind, kind_of
from kheo.office.marking.package import Package

# How the parent names the job.
MARK_FILE = "kheo.office.marking.marking:mark_file"
# Written as base64 it must still fit an answer of the confined process.
MAX_MARKED = 11 * 1024 * 1024
MOST_MARKS = 500
LONGEST_MARK = 1_000
_LENGTH = struct.Struct(">I")
_MARKERS = {Kind.XLSX: "kheo.office.marking.workbook", Kind.DOCX: "kheo.office.marking.document"}


def request(data: bytes, marks: Mapping[str, str]) -> bytes:
    """What `mark_file` wants: the file, and cell address → what is to be said there."""
    some = {at: said[:LONGEST_MARK] for at, said in list(marks.items())[:MOST_MARKS]}
    head = json.dumps(some, ensure_ascii=False).encode()
    return _LENGTH.pack(len(head)) + head + data


def mark_file(asked: bytes) -> dict[str, Any]:
    """{"data": the marked file in base64}, or {} where this kind of file is not marked or no address is found in it."""
    (length,) = _LENGTH.unpack_from(asked)
    marks: dict[str, str] = json.loads(asked[_LENGTH.size : _LENGTH.size + length])
    data = asked[_LENGTH.size + length :]
    kind = kind_of(data)
    if kind not in _MARKERS:
        return {}
    package = Package(data)
    if package.is_sealed or package.has_macros:
        # A signature would break, and no mail server lets macros through.
        return {}
    mark: Callable[[Package, Mapping[str, str]], int] = import_module(_MARKERS[kind]).mark
    if not mark(package, marks):
        return {}
    marked = package.packed()
    if len(marked) > MAX_MARKED:
        raise Refusal("too_large", "tệp đánh dấu quá lớn để gửi kèm thư")
    return {"data": base64.b64encode(marked).decode("ascii")}


def marked_of(answer: Mapping[str, Any]) -> bytes | None:
    """The marked file from what `mark_file` gave, in the parent."""
    return base64.b64decode(answer["data"]) if answer.get("data") else None
