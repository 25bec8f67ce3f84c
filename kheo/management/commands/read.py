"""`kheo read FILE…`: reads forms with no database; the shape of --json is part of the design."""

import json
import logging
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from kheo.campaigns.paper import Filled
from kheo.campaigns.problems import Problem, blocking
from kheo.confinement.pool import Readers, Refused
from kheo.intake.doors import is_letter
from kheo.intake.letters import bundle_of, to_read
from kheo.intake.reading import read_book
from kheo.mail.letter import letter_of
from kheo.office.opening import OPEN_FILE, OPEN_SENT, book_of
from kheo.records import registering, reporting

PAPERS = (registering.PAPER, reporting.PAPER)
OPEN_LETTER = "kheo.mail.letter:parse"
# More than any mailbox lets through; what is larger is not even loaded.
MOST_BYTES = 64 * 1024 * 1024
UNREADABLE = 2

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Đọc biểu mẫu trong tệp Excel, Word, .csv, .rtf, PDF, ảnh, .zip hoặc thư .eml, không cần cơ sở dữ liệu."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="in mỗi tệp một đối tượng JSON")

    def handle(self, **options: Any) -> None:
        status = 0
        if isinstance(sys.stdout, TextIOWrapper):
            # Whatever the terminal or a pipe is set to, and whatever bytes a file's name is made of.
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        with Readers() as readers:
            for path in options["files"]:
                for name, filled, readable in _surely(path, readers):
                    said = {"file": name, **filled.as_json()}
                    self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else _listing(said))
                    status = max(status, _status(filled, readable=readable))
        if status:
            sys.exit(status)


def _surely(path: Path, readers: Readers) -> Iterator[tuple[str, Filled, bool]]:
    """A mistake of ours is one file's problem, told to the program's log, and stops no other file."""
    try:
        yield from read_file(path, readers)
    except Exception:
        logger.exception("%s could not be read", path)
        yield str(path), _refused("unreadable", "máy gặp lỗi ngoài dự tính"), False


def read_file(path: Path, readers: Readers) -> Iterator[tuple[str, Filled, bool]]:
    """(name, what it holds, could it be opened?) of each form in a file, or in what a letter or a zip brings."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        yield str(path), _refused("no_file", error.strerror or str(error)), False
        return
    if size > MOST_BYTES:
        yield str(path), _refused("too_large", f"{size} byte"), False
    elif is_letter(data):
        yield from _read_letter(str(path), data, readers)
    else:
        yield from _read_sent(str(path), data, readers)


def _read_letter(name: str, data: bytes, readers: Readers) -> Iterator[tuple[str, Filled, bool]]:
    opened = readers.one(OPEN_LETTER, data)
    if isinstance(opened, Refused):
        yield name, _refused(opened.code, opened.why), False
        return
    attached = to_read(letter_of(opened))
    for attachment in attached:
        yield from _read_sent(f"{name}/{attachment.name}", attachment.data, readers)
    if not attached:
        yield name, Filled(paper=None, problems=(Problem("no_attachment"),)), True


def _read_sent(name: str, data: bytes, readers: Readers) -> Iterator[tuple[str, Filled, bool]]:
    opened = readers.one(OPEN_SENT, data)
    packed = () if isinstance(opened, Refused) else opened.get("members", ())
    members = to_read(bundle_of(packed))
    for member in members:
        yield from _read(f"{name}/{member.name}", readers.one(OPEN_FILE, member.data))
    if not isinstance(opened, Refused) and "members" in opened and not members:
        opened = Refused("archive_file", "tệp nén ZIP")
    if not members:
        yield from _read(name, opened)


def _read(name: str, opened: Any) -> Iterator[tuple[str, Filled, bool]]:
    """Each form of one file under the file's name."""
    if isinstance(opened, Refused):
        yield name, _refused(opened.code, opened.why), False
        return
    for filled in read_book(book_of(opened), PAPERS):
        yield name, _with_note(filled), True


def _with_note(filled: Filled) -> Filled:
    """Say in words what an empty answer means."""
    code = "no_table" if filled.paper is None else "" if filled.rows or filled.nil else "no_lines"
    if not code:
        return filled
    return Filled(filled.paper, filled.unit, problems=(*filled.problems, Problem(code)))


def _refused(code: str, why: str) -> Filled:
    return Filled(paper=None, problems=(Problem(code, details={"why": why}),))


def _status(filled: Filled, *, readable: bool) -> int:
    if not readable:
        return UNREADABLE
    return 1 if blocking(filled.problems) else 0


def _listing(said: dict[str, Any]) -> str:
    lines = [f"{said['file']}: {said['paper'] or 'không có biểu'}; đơn vị: {said['unit'] or 'không ghi'}"]
    for number, row in enumerate(said["rows"], start=1):
        lines.append(f"  {number}.")
        lines += [f"     {name} = {cell['value']!r} ({cell['at']})" for name, cell in row["cells"].items()]
    lines += [f"  ! {problem['at'] or ''} {problem['message']}" for problem in said["problems"]]
    return "\n".join(lines)
