"""Readers: a few confined processes that work off jobs over untrusted bytes, in order, each taking many files."""

import atexit
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Self

from kheo.confinement.frames import Job
from kheo.confinement.limits import Limits
from kheo.confinement.process import Process
from kheo.confinement.refusal import Refused

__all__ = ["Limits", "Readers", "Refused", "limits_in_force", "shared"]

TRIES = 2
# A parcel is small enough to share out, large enough that a busy parent does not hold up the readers.
PARCEL_FILES = 16
PARCEL_BYTES = 1024 * 1024
PARCELS_AHEAD = 2
SECONDS_BETWEEN_LOOKS = 0.25

_STOPPED = Refused("unreadable", "việc đọc tệp đã phải dừng vì quá nặng hoặc gây lỗi")

Outcome = Any | Refused


class Readers:
    """`size` reader processes (default: one a core), started when first needed. Any thread may ask at any time."""

    def __init__(self, size: int | None = None, *, limits: Limits | None = None) -> None:
        self._size = size or os.cpu_count() or 1
        self._limits = limits or Limits()
        self._lanes = ThreadPoolExecutor(self._size, thread_name_prefix="reader")
        self._lock = threading.Lock()
        self._idle: list[Process] = []
        self._all: set[Process] = set()
        self._closed = threading.Event()
        self._watch = threading.Thread(target=self._look_after, name="reader-watch", daemon=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def each(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """What came of each job, in the order given. `jobs` is drawn from in the caller's thread, a little ahead."""
        waiting: deque[Future[list[Outcome]]] = deque()
        try:
            for parcel in _parcels(jobs):
                waiting.append(self._lanes.submit(self._work_off, parcel))
                if len(waiting) >= self._size * PARCELS_AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def one(self, function: str, data: bytes) -> Outcome:
        """What the function named `package.module:function` makes of the bytes, or Refused."""
        return self._lanes.submit(self._work_off, [(function, data)]).result()[0]

    def limits_in_force(self) -> dict[str, bool]:
        """Which bounds this system can set on a reader: network, memory, cpu, files_written and so on."""
        process = self._take()
        self._give_back(process)
        return dict(process.limits_in_force)

    def pids(self) -> list[int]:
        """The processes alive now, for measuring them."""
        with self._lock:
            return sorted(process.pid for process in self._all)

    def close(self) -> None:
        """End every process; jobs still waiting are given up."""
        self._closed.set()
        self._lanes.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            ending, self._all, self._idle = self._all, set(), []
        for process in ending:
            process.end()

    def _work_off(self, jobs: Sequence[Job]) -> list[Outcome]:
        """A process that ends goes; the rest of the parcel goes to the next one. What kills two is refused."""
        outcomes: list[Outcome] = []
        tries = 0
        while len(outcomes) < len(jobs):
            process = self._take()
            done = process.work_off(jobs[len(outcomes) :])
            outcomes += done
            self._give_back(process)
            if process.was_killed:
                tries = 1 if done else tries + 1
                if tries == TRIES:
                    outcomes.append(_STOPPED)
                    tries = 0
        return outcomes

    def _take(self) -> Process:
        with self._lock:
            if self._closed.is_set():
                raise RuntimeError("the readers are closed")
            if not self._watch.is_alive():
                self._watch.start()
            if self._idle:
                return self._idle.pop()
        process = Process(self._limits)
        with self._lock:
            self._all.add(process)
        return process

    def _give_back(self, process: Process) -> None:
        with self._lock:
            if process.is_fresh and process in self._all:
                self._idle.append(process)
                return
            self._all.discard(process)
        process.end()

    def _look_after(self) -> None:
        while not self._closed.wait(SECONDS_BETWEEN_LOOKS):
            with self._lock:
                busy = list(self._all)
            for process in busy:
                process.end_if_late()


def shared() -> Readers:
    """The readers of this program, started on first use and ended with it. A forked program gets its own."""
    with _shared_lock:
        if not _shared:
            _shared.append(Readers())
        return _shared[0]


def limits_in_force() -> dict[str, bool]:
    """For the page that says how this instance is set up."""
    return shared().limits_in_force()


def _parcels(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    parcel: list[Job] = []
    size = 0
    for job in jobs:
        parcel.append(job)
        size += len(job[1])
        if len(parcel) == PARCEL_FILES or size >= PARCEL_BYTES:
            yield parcel
            parcel, size = [], 0
    if parcel:
        yield parcel


_shared: list[Readers] = []
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


_forgotten: list[Readers] = []
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_shared)
