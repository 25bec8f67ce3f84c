"""Readers: a few confined processes that work off jobs over untrusted bytes, in order, each taking many files.

What a job cannot do within the quick limits it asks the slow lane for (`Further`): nobody else's files wait for that.
"""

import atexit
import json
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Self

from kheo.confinement.frames import Job
from kheo.confinement.further import Further
from kheo.confinement.lane import Lane, Outcome
from kheo.confinement.limits import SLOW, Limits
from kheo.confinement.refusal import Refused

__all__ = ["Limits", "Readers", "Refused", "limits_in_force", "shared"]

TRIES, SLOW_TRIES = 2, 1
SLOW_SIZE = 1
# What is not begun by then, in seconds from asking for it, is left: no file holds anybody up for over a minute.
SLOW_WITHIN = 30.0
# A parcel is small enough to share out, large enough that a busy parent does not hold up the readers.
PARCEL_FILES = 16
PARCEL_BYTES = 1024 * 1024
PARCELS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class _Pending:
    """A file whose parts the slow lane reads."""

    further: Further
    parts: list[Future[Outcome | None]]


class Readers:
    """`size` quick processes (default: one a core), and a slow one; all started when first needed."""

    def __init__(self, size: int | None = None, *, limits: Limits | None = None, slow: Limits = SLOW) -> None:
        self._size = size or os.cpu_count() or 1
        self._quick = Lane("reader", self._size, limits or Limits(), tries=TRIES)
        self._slow = Lane("slow-reader", SLOW_SIZE, slow, tries=SLOW_TRIES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def each(self, jobs: Iterable[Job]) -> Iterator[Any | Refused]:
        """What came of each job, in the order given. `jobs` is drawn from in the caller's thread, a little ahead."""
        waiting: deque[tuple[list[Job], Future[list[Outcome]]]] = deque()
        try:
            for parcel in _parcels(jobs):
                waiting.append((parcel, self._quick.submit(parcel)))
                if len(waiting) >= self._size * PARCELS_AHEAD:
                    yield from self._outcomes(*waiting.popleft())
            while waiting:
                yield from self._outcomes(*waiting.popleft())
        finally:
            for _, future in waiting:
                future.cancel()

    def one(self, function: str, data: bytes) -> Any | Refused:
        """What the function named `package.module:function` makes of the bytes, or Refused."""
        jobs = [(function, data)]
        return next(self._outcomes(jobs, self._quick.submit(jobs)))

    def slowly(self, function: str, argument: Any, data: bytes) -> Any | Refused:
        """What `function(data, argument)` makes of the bytes under the slow limits, or Refused."""
        return self._slow.submit([(_called(function, argument), data)]).result()[0]

    def limits_in_force(self) -> dict[str, bool]:
        """Which bounds this system can set on a reader: network, memory, cpu, files_written and so on."""
        return self._quick.limits_in_force()

    def pids(self) -> list[int]:
        """The processes alive now, for measuring them."""
        return self._quick.pids()

    def slow_pids(self) -> list[int]:
        return self._slow.pids()

    def close(self) -> None:
        """End every process; jobs still waiting are given up."""
        self._quick.close()
        self._slow.close()

    def _outcomes(self, jobs: list[Job], future: Future[list[Outcome]]) -> Iterator[Any | Refused]:
        """All further parts are asked for before the first is waited for."""
        begun = [
            self._begin(outcome, data) if isinstance(outcome, Further) else outcome
            for (_, data), outcome in zip(jobs, future.result(), strict=True)
        ]
        for outcome in begun:
            yield self._finish(outcome) if isinstance(outcome, _Pending) else outcome

    def _begin(self, further: Further, data: bytes) -> _Pending:
        within = time.monotonic() + SLOW_WITHIN
        jobs = [(_called(function, argument), data) for function, argument in further.jobs]
        return _Pending(further, [self._slow.submit_until(within, job) for job in jobs])

    def _finish(self, pending: _Pending) -> Any | Refused:
        found = [part.result() for part in pending.parts]
        answers = [[one.code, one.why] if isinstance(one, Refused) else one for one in found]
        refused = [isinstance(one, Refused) for one in found]
        whole = json.dumps({"answers": answers, "refused": refused, "kept": pending.further.kept}).encode()
        return self._quick.submit([(pending.further.then, whole)]).result()[0]


def shared() -> Readers:
    """The readers of this program, started on first use and ended with it. A forked program gets its own."""
    with _shared_lock:
        if not _shared:
            _shared.append(Readers())
        return _shared[0]


def limits_in_force() -> dict[str, bool]:
    """For the page that says how this instance is set up."""
    return shared().limits_in_force()


def _called(function: str, argument: Any) -> str:
    """A job's name with its argument (see child)."""
    return f"{function} {json.dumps(argument)}"


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
