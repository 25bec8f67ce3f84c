"""Holds one LibreOffice and hands it file after file: a program of its own, run by the Python that knows `uno`.

It speaks with us in lines of JSON. Where no Python knows `uno`, any other runs it, and each file gets a LibreOffice of
its own. Nothing of Khéo may be imported here. When our end of the pipe closes, for whatever reason, all of it ends.
"""

from __future__ import annotations

import ctypes
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

if sys.platform != "win32":
    import resource

try:
    import uno
except ImportError:
    uno = None

_CLONE_NEWUSER, _CLONE_NEWNET, _PR_SET_PDEATHSIG = 0x10000000, 0x40000000, 1
# On a fresh profile LibreOffice ends so, to be started again.
_START_AGAIN = (79, 81)
_SECONDS_TO_START = 45
_MEMORY = 3 * 1024**3
_LARGEST_FILE = 512 * 1024**2
_FILTER, _VERSION = "writer_pdf_Export", "SelectPdfVersion"
_PDF_A_2B = 2


def main() -> None:
    """The one argument: {program, folder, resident, offline}; each line then: {source, target, archival}."""
    order = json.loads(sys.argv[1])
    said = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    offline = bool(order["offline"]) and _leave_network()
    office = _Office(order["program"], Path(order["folder"]))
    asked: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(asked, office), daemon=True).start()
    resident = bool(order["resident"]) and uno is not None
    try:
        desktop = office.started() if resident else None
    except Exception as error:  # noqa: BLE001 - whatever it is, our program has to hear of it
        _say(said, {"ready": False, "why": str(error)[:300]})
        office.end()
        return
    _say(said, {"ready": True, "offline": offline, "pid": office.pid, "sockets": office.sockets()})
    while True:
        _say(said, _worked_off(json.loads(asked.get()), office, desktop))


class _Office:
    """The LibreOffice of this program, with a profile in `folder` that no other has."""

    def __init__(self, program: str, folder: Path) -> None:
        self._folder = folder
        self._name = f"kheo-{folder.name}"
        self._command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        self._command += ["--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def started(self) -> Any:
        """The desktop of a LibreOffice that stays; over a named pipe, since its network is taken from it."""
        where = f"pipe,name={self._name};urp;StarOffice.ComponentContext"
        ours = uno.getComponentContext()
        resolver = _service(ours, "com.sun.star.bridge.UnoUrlResolver")
        due = time.monotonic() + _SECONDS_TO_START
        while time.monotonic() < due:
            code = self._process.poll() if self._process else _START_AGAIN[0]
            if code in _START_AGAIN:
                self._start(f"--accept={where}")
            elif code is not None:
                raise RuntimeError(f"LibreOffice ended with {code}")
            try:
                return _service(resolver.resolve(f"uno:{where}"), "com.sun.star.frame.Desktop")
            except uno.getClass("com.sun.star.connection.NoConnectException"):
                time.sleep(0.02)
        raise RuntimeError("LibreOffice does not answer")

    def convert_alone(self, wanted: dict[str, Any]) -> None:
        """By a LibreOffice for this file only."""
        source, target = Path(wanted["source"]), Path(wanted["target"])
        options = json.dumps({_VERSION: {"type": "long", "value": str(_PDF_A_2B)}}) if wanted["archival"] else ""
        form = f"pdf:{_FILTER}:{options}" if options else f"pdf:{_FILTER}"
        code = _START_AGAIN[0]
        while code in _START_AGAIN:
            code = self._start("--convert-to", form, "--outdir", str(target.parent), str(source)).wait()
        if code:
            raise RuntimeError(f"LibreOffice ended with {code}")
        made = target.parent / f"{source.stem}.pdf"
        if made != target and made.exists():
            made.replace(target)

    def memory(self) -> int:
        """Megabytes it really holds; 0 where the system does not say."""
        try:
            pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]
        except OSError:
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE") // 1024**2

    def sockets(self) -> list[str]:
        """The pipes it made outside its folder, which a killed LibreOffice leaves behind."""
        if not self.pid:
            return []
        try:
            links = [str(entry.readlink()) for entry in Path(f"/proc/{self.pid}/fd").iterdir()]
            lines = Path(f"/proc/{self.pid}/net/unix").read_text(encoding="utf-8").splitlines()[1:]
        except OSError:
            return []
        rows = [line.split() for line in lines]
        return sorted({row[7] for row in rows if len(row) > 7 and f"socket:[{row[6]}]" in links and row[7][0] == "/"})

    def end(self) -> None:
        """At once, with its profile and what it left elsewhere."""
        left = self.sockets()
        if self._process:
            self._process.kill()
            self._process.wait()
        for path in left:
            Path(path).unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        bounds = None if sys.platform == "win32" else _bind
        self._process = subprocess.Popen([*self._command, *arguments], preexec_fn=bounds, **quiet)  # type: ignore[call-overload]  # noqa: PLW1509, S603
        return self._process


def _worked_off(wanted: dict[str, Any], office: _Office, desktop: Any) -> dict[str, Any]:
    """The answer to one line; `desktop` None: each file by a LibreOffice of its own."""
    try:
        if desktop is None:
            office.convert_alone(wanted)
        else:
            _convert(desktop, wanted)
    except Exception as error:  # noqa: BLE001 - as above
        return {"done": False, "why": str(error)[:300], "memory": office.memory()}
    return {"done": True, "why": "", "memory": office.memory()}


def _convert(desktop: Any, wanted: dict[str, Any]) -> None:
    """Load and store; no macro runs, nothing the file links to is renewed."""
    load = {"Hidden": True, "ReadOnly": True, "MacroExecutionMode": 0, "UpdateDocMode": 0}
    document = desktop.loadComponentFromURL(
        Path(wanted["source"]).as_uri(), "_blank", 0, _properties({**load, "FilterName": "MS Word 2007 XML"})
    )
    if document is None:
        raise RuntimeError("LibreOffice does not open it")
    try:
        options = _properties({_VERSION: _PDF_A_2B if wanted["archival"] else 0})
        data = uno.Any("[]com.sun.star.beans.PropertyValue", options)
        document.storeToURL(Path(wanted["target"]).as_uri(), _properties({"FilterName": _FILTER, "FilterData": data}))
    finally:
        document.close(True)


def _properties(values: dict[str, Any]) -> tuple[Any, ...]:
    made = []
    for name, value in values.items():
        property_value = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        property_value.Name, property_value.Value = name, value
        made.append(property_value)
    return tuple(made)


def _service(context: Any, name: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(name, context)


def _listen(asked: queue.SimpleQueue[str], office: _Office) -> None:
    """Each line is work; the end of them is ours."""
    for line in sys.stdin:
        asked.put(line)
    office.end()
    os._exit(0)


def _say(said: Any, answer: dict[str, Any]) -> None:
    said.write(json.dumps(answer) + "\n")
    said.flush()


def _leave_network() -> bool:
    """Into a network of its own with nothing in it: LibreOffice fetches pictures that files name. False: not here."""
    if not sys.platform.startswith("linux"):
        return False
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET):
        return not libc.unshare(_CLONE_NEWNET)
    try:
        # Without these it would be nobody, and could not write into its own folder everywhere.
        for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            Path(f"/proc/self/{name}").write_text(text, encoding="ascii")
    except OSError:
        return True
    return True


def _bind() -> None:
    """In the new process: it dies with this program, and cannot fill the machine."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))


if __name__ == "__main__":
    main()
