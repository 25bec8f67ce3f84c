"""A lane: a few confined processes under the same limits, each taking many files, and the threads that feed them."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from kheo.confinement.frames import Job
from kheo.confinement.further import Further
from kheo.confinement.limits import Limits
from kheo.confinement.process import Process
from kheo.confinement.refusal import Refused

SECONDS_BETWEEN_LOOKS = 0.25

STOPPED = Refused("unreadable", "việc đọc tệp đã phải dừng vì quá nặng hoặc gây lỗi")

Outcome = Any | Refused | Further


class Lane:
    """`size` processes, started when first needed. Any thread may ask at any time."""

    def __init__(self, name: str, size: int, limits: Limits, *, tries: int) -> None:
        self._limits = limits
        self._tries = tries
        self._threads = ThreadPoolExecutor(size, thread_name_prefix=name)
        self._lock = threading.Lock()
        self._idle: list[Process] = []
        self._all: set[Process] = set()
        self._closed = threading.Event()
        self._watch = threading.Thread(target=self._look_after, name=f"{name}-watch", daemon=True)

    def submit(self, jobs: Sequence[Job]) -> Future[list[Outcome]]:
        """What will have come of the jobs, in order. RuntimeError once the lane is closed."""
        return self._threads.submit(self._work_off, jobs)

    def submit_until(self, instant: float, job: Job) -> Future[Outcome | None]:
        """As `submit` of one job; but None where it was not begun before this instant of time.monotonic()."""
        return self._threads.submit(lambda: self._work_off([job])[0] if time.monotonic() < instant else None)

    def limits_in_force(self) -> dict[str, bool]:
        process = self._take()
        self._give_back(process)
        return dict(process.limits_in_force)

    def pids(self) -> list[int]:
        with self._lock:
            return sorted(process.pid for process in self._all)

    def close(self) -> None:
        """End every process; jobs still waiting are given up."""
        self._closed.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            ending, self._all, self._idle = self._all, set(), []
        for process in ending:
            process.end()

    def _work_off(self, jobs: Sequence[Job]) -> list[Outcome]:
        """A process that ends goes; the rest goes to the next one. What kills one `tries` times is refused."""
        outcomes: list[Outcome] = []
        tries = 0
        while len(outcomes) < len(jobs):
            process = self._take()
            done = process.work_off(jobs[len(outcomes) :])
            outcomes += done
            self._give_back(process)
            if process.was_killed:
                tries = 1 if done else tries + 1
                if tries == self._tries:
                    outcomes.append(STOPPED)
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
