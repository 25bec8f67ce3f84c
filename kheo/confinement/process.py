"""One reader process as the parent sees it: started, given parcels, watched, ended with all it may have started."""

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kheo.confinement.frames import Job, Verdict, read_answer, write_parcel
from kheo.confinement.further import Further
from kheo.confinement.limits import Limits
from kheo.confinement.refusal import Refused

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from kheo.confinement.child import start; start()"
# Windows starts nothing without the first; the second says where the model for reading scans lies.
_HANDED_ON = ("SYSTEMROOT", "TESSDATA_PREFIX")

log = logging.getLogger(__name__)


class Process:
    """Used by one thread at a time; only `end_if_late` may come from another."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._due: float | None = None
        self._files = 0
        self._ended = False
        self.was_killed = False
        # Isolated and with an empty environment: nothing of ours is there to be read.
        self._popen = subprocess.Popen(  # noqa: S603 - our own program, nothing of a file in its arguments
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, str(_ROOT), json.dumps(asdict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _HANDED_ON if name in os.environ},
            start_new_session=True,
        )
        assert self._popen.stdin
        assert self._popen.stdout
        self._jobs, self._answers = self._popen.stdin, self._popen.stdout
        self.limits_in_force = self._greeting()

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def is_fresh(self) -> bool:
        """May it be given another file?"""
        return not self._ended and self._files < self._limits.files

    def work_off(self, jobs: Sequence[Job]) -> list[Any | Refused]:
        """What came of the jobs, in order; fewer than `jobs` when the process ended on the way.

        `was_killed` then tells whether the first job without an outcome killed it, or the last outcome is a refusal.
        """
        outcomes: list[Any | Refused] = []
        try:
            self._extend()
            write_parcel(self._jobs, jobs)
            while len(outcomes) < len(jobs) and not self._ended:
                verdict, payload = read_answer(self._answers, limit=self._limits.answer)
                outcomes.append(_outcome(verdict, payload))
                self._ended = verdict is Verdict.REFUSED
                self._extend()
        except (EOFError, OSError, ValueError):
            self._ended = self.was_killed = True
        self._due = None
        self._files += len(outcomes)
        return outcomes

    def end_if_late(self) -> None:
        """For the watch: one file may not take longer than the limit by the clock on the wall."""
        if self._due is not None and time.monotonic() > self._due:
            self._kill()

    def end(self) -> None:
        """At once, with whatever it started; the process is reaped."""
        self._ended = True
        self._kill()
        for stream in (self._jobs, self._answers):
            with suppress(OSError):  # unsent bytes of a parcel nobody will read
                stream.close()
        self._popen.wait()

    def _greeting(self) -> dict[str, bool]:
        try:
            _, payload = read_answer(self._answers, limit=self._limits.answer)
        except EOFError as error:
            self.end()
            raise RuntimeError("the reader process does not start") from error
        held: dict[str, bool] = json.loads(payload)
        return held

    def _extend(self) -> None:
        self._due = time.monotonic() + self._limits.wall

    def _kill(self) -> None:
        if self._popen.poll() is not None:
            return
        with suppress(OSError):  # it may end at this very moment
            if sys.platform == "win32":
                self._popen.kill()
            else:
                os.killpg(self._popen.pid, signal.SIGKILL)


def _outcome(verdict: Verdict, payload: bytes) -> Any | Refused:
    answer = json.loads(payload)
    if verdict is Verdict.ANSWERED:
        return answer
    if verdict is Verdict.FURTHER:
        jobs, then, kept = answer
        return Further(tuple((function, argument) for function, argument in jobs), then, kept)
    code, why, place = answer
    if place:
        log.warning("a reader stumbled: %s", place)
    return Refused(code, why)
