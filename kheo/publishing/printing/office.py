"""One resident LibreOffice as we see it: started, given a file at a time, bounded by the clock, ended as a whole."""

import json
import logging
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

_SCRIPT = Path(__file__).with_name("resident.py")
_SECONDS_TO_START = 60
# No secret of ours is in its environment; fonts of the account it runs under are found through these.
_HANDED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "XDG_DATA_HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
_ON_WINDOWS = ("SYSTEMROOT", "TEMP", "TMP", "APPDATA", "LOCALAPPDATA", "USERPROFILE")

log = logging.getLogger(__name__)


class OfficeFailedError(Exception):
    """LibreOffice did not make the file: it hung, ended, or said why not. The office is of no more use."""


class Office:
    """Used by one thread at a time. Its profile and its files are in a folder of its own, gone when it ends."""

    def __init__(self, program: str, python: str, *, offline: bool = True) -> None:
        """`python` knows `uno`; empty: each file gets a LibreOffice of its own. `offline`: without the network.

        OfficeFailedError where it does not start.
        """
        self.printed = self.memory = 0
        self.is_resident = bool(python)
        self._folder = Path(tempfile.mkdtemp(prefix="kheo-office-"))
        order = {"program": program, "folder": str(self._folder), "resident": self.is_resident, "offline": offline}
        self._popen = subprocess.Popen(  # noqa: S603 - our own script, nothing of a file in its arguments
            [python or sys.executable, "-I", "-B", "-X", "utf8", str(_SCRIPT), json.dumps(order)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in (*_HANDED_ON, *_ON_WINDOWS) if name in os.environ},
            start_new_session=True,
        )
        assert self._popen.stdin
        assert self._popen.stdout
        self._orders = self._popen.stdin
        self._answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        threading.Thread(target=_read, args=(self._popen.stdout, self._answers), daemon=True).start()
        self._sockets: list[str] = []
        try:
            greeting = self._answer(_SECONDS_TO_START)
        except OfficeFailedError:
            self.end()
            raise
        if not greeting["ready"]:
            self.end()
            raise OfficeFailedError(f"does not start: {greeting['why']}")
        self.pid = int(greeting["pid"])
        self.is_offline = bool(greeting["offline"])
        self._sockets = greeting["sockets"]

    def pdf(self, docx: bytes, *, archival: bool, seconds: float) -> bytes:
        """What LibreOffice made of the file, unchecked. OfficeFailedError: nothing, in that time."""
        source, target = self._folder / f"{self.printed}.docx", self._folder / f"{self.printed}.pdf"
        self.printed += 1
        try:
            source.write_bytes(docx)
            order = {"source": str(source), "target": str(target), "archival": archival}
            self._orders.write(json.dumps(order).encode() + b"\n")
            self._orders.flush()
            answer = self._answer(seconds)
            self.memory = answer["memory"]
            if not answer["done"]:
                raise OfficeFailedError(answer["why"])
            return target.read_bytes()
        except OSError as error:
            raise OfficeFailedError(f"no file came of it: {error}") from error
        finally:
            source.unlink(missing_ok=True)
            target.unlink(missing_ok=True)

    def end(self) -> None:
        """At once; the whole group, since killing one program would leave the other."""
        with suppress(OSError):  # it may have ended by itself
            if sys.platform == "win32":
                self._popen.kill()
            else:
                os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait()
        with suppress(OSError):
            self._orders.close()
        for path in self._sockets:
            Path(path).unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _answer(self, seconds: float) -> dict[str, Any]:
        begun = time.monotonic()
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty as error:
            raise OfficeFailedError(f"no answer in {seconds:.0f} s") from error
        if answer is None:
            raise OfficeFailedError(f"ended after {time.monotonic() - begun:.1f} s")
        return answer


def _read(stream: IO[bytes], answers: "queue.SimpleQueue[dict[str, Any] | None]") -> None:
    """In a thread of its own, since no system can wait for a pipe and the clock alike; None is its end."""
    with stream:
        for line in stream:
            answers.put(json.loads(line))
    answers.put(None)
