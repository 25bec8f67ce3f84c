"""The resident LibreOffices of this program: begun at the first paper, replaced when they fail, ended with us."""

import atexit
import logging
import os
import threading
from typing import Self

from django.conf import settings

from kheo.publishing.printing.checking import WrongPrintError, check
from kheo.publishing.printing.finding import office_program, python_with_uno
from kheo.publishing.printing.fonts import font_warning
from kheo.publishing.printing.office import Office, OfficeFailedError
from kheo.publishing.printing.reading import Wording

TRIES = 2
# LibreOffice keeps a little of each file; a new one takes a second.
MOST_PAPERS = 250
MOST_MEGABYTES = 700
# A list of 2,000 rows (163 kB) takes 20 s of a quiet processor; pages grow dearer the more there are.
SECONDS, MOST_SECONDS = 60.0, 300.0
SECONDS_A_MEGABYTE, USUAL_MEGABYTES = 1_000.0, 0.1
SECONDS_TO_WAIT = 300.0

log = logging.getLogger(__name__)


class CannotPrintError(Exception):
    """No PDF came of the Word file; the message says why, in a sentence for the office."""


class Offices:
    """At most `size` at once; any thread may ask. `program` empty: the one of this machine."""

    def __init__(self, size: int, *, seconds: float = SECONDS, papers: int = MOST_PAPERS, program: str = "") -> None:
        self._seconds = seconds
        self._papers = papers
        self._program = program
        self._free = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._idle: list[Office] = []
        self._all: set[Office] = set()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def pdf(self, docx: bytes, wording: Wording, *, archival: bool = False) -> bytes:
        """The checked PDF; tried once more where LibreOffice failed. CannotPrintError: neither time."""
        program = self._program or office_program()
        if not program:
            raise CannotPrintError(
                "Máy chủ chưa có LibreOffice nên chưa làm được bản PDF; bản Word vẫn tải được. "
                "Nhờ người quản trị cài LibreOffice (lệnh `kheo doctor` chỉ cách cài)."
            )
        if not self._free.acquire(timeout=SECONDS_TO_WAIT):
            raise CannotPrintError("Đang có nhiều văn bản chờ in ra PDF; đợi ít phút rồi làm lại.")
        try:
            return self._tried(program, docx, wording, archival=archival)
        finally:
            self._free.release()

    def pids(self) -> list[int]:
        """The LibreOffices alive now, for measuring them."""
        with self._lock:
            return sorted(office.pid for office in self._all)

    def close(self) -> None:
        """End every one of them; what they are at is given up."""
        with self._lock:
            self._closed = True
            ending, self._all, self._idle = self._all, set(), []
        for office in ending:
            office.end()

    def _tried(self, program: str, docx: bytes, wording: Wording, *, archival: bool) -> bytes:
        last: Exception | None = None
        more = max(len(docx) / 1024**2 - USUAL_MEGABYTES, 0.0)
        seconds = min(self._seconds + SECONDS_A_MEGABYTE * more, MOST_SECONDS)
        for _ in range(TRIES):
            try:
                office = self._take(program)
            except OfficeFailedError as error:
                log.warning("LibreOffice: %s", error)
                last = error
                continue
            is_sound = False
            try:
                printed = office.pdf(docx, archival=archival, seconds=seconds)
                check(printed, wording, archival=archival)
                is_sound = True
            except (OfficeFailedError, WrongPrintError) as error:
                log.warning("LibreOffice: %s", error)
                last = error
            else:
                return printed
            finally:
                self._give_back(office, is_sound=is_sound)
        raise CannotPrintError(_sentence(last, seconds)) from last

    def _take(self, program: str) -> Office:
        with self._lock:
            if self._closed:
                raise CannotPrintError("Hệ thống đang dừng nên chưa in được văn bản ra PDF; làm lại sau ít phút.")
            if self._idle:
                return self._idle.pop()
        # A LibreOffice given by hand is spoken to as any program is, one file at a time.
        office = Office(program, "" if self._program else python_with_uno(program))
        with self._lock:
            self._all.add(office)
        return office

    def _give_back(self, office: Office, *, is_sound: bool) -> None:
        stays = is_sound and office.printed < self._papers and office.memory < MOST_MEGABYTES
        with self._lock:
            if stays and office in self._all:
                self._idle.append(office)
                return
            self._all.discard(office)
        office.end()


def shared() -> Offices:
    """Those of this program; at most `offices` (kheo.toml). What is wrong with the fonts goes into the log."""
    with _shared_lock:
        if not _shared:
            if warning := font_warning():
                log.warning("%s", warning)
            _shared.append(Offices(settings.OFFICES))
        return _shared[0]


def _sentence(error: Exception | None, seconds: float) -> str:
    if isinstance(error, WrongPrintError):
        return f"Bản PDF in ra không đúng với bản Word: {error}. Xem lại tệp Word rồi in lại."
    if error and str(error).startswith("no answer"):
        return (
            f"LibreOffice không in xong văn bản trong {seconds:.0f} giây, đã thử {TRIES} lần. "
            "Mở tệp Word xem có bảng hay hình quá lớn không, chia nhỏ rồi in lại."
        )
    return (
        f"LibreOffice không in được văn bản này ra PDF, đã thử {TRIES} lần. "
        "Mở tệp Word xem có hỏng không, lưu lại rồi in lại; nếu vẫn không được, nhờ người quản trị chạy `kheo doctor`."
    )


_shared: list[Offices] = []
_shared_lock = threading.Lock()


@atexit.register
def _end_shared() -> None:
    while _shared:
        _shared.pop().close()


def _forget_shared() -> None:
    """After a fork the pipes are the parent's business; its processes must not be ended from here."""
    global _shared_lock  # noqa: PLW0603 - another thread of the parent may hold it for ever
    _shared_lock = threading.Lock()
    _forgotten.extend(_shared)
    _shared.clear()


_forgotten: list[Offices] = []
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_shared)
