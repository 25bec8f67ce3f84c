"""Web, worker and sender as processes of their own, forked with everything loaded, so that killing them is cheap."""

import contextlib
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread

import waitress
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.utils import timezone

from kheo import timetable

# Seconds after which whatever was started gives up, even if nobody is left to end it.
LONGEST = 240
TOKEN = "k" * 32
BOUNDARY = "khéo-biên".encode().hex()


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def fork(run: Callable[[], None]) -> int:
    """Start `run` in a process of its own; its connections and output are its own too."""
    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    signal.alarm(LONGEST)
    with contextlib.suppress(BaseException), Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stderr = nowhere
        run()
    os._exit(0)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def serve(port: int) -> None:
    from kheo.wsgi import application

    waitress.serve(application, host="127.0.0.1", port=port, threads=4)  # type: ignore[no-untyped-call]


def work() -> None:
    """A worker, with the clock beside it as in `kheo serve`."""
    Thread(target=_tick, daemon=True).start()
    timetable.workforce().run_worker(stop=Event(), interval=0.02)


def _tick() -> None:
    while True:
        time.sleep(0.5)
        timetable.tick(timezone.now())


def send_all(port: int, address: str, session: SessionStore, letters: dict[str, bytes], acknowledged: Path) -> None:
    """Upload each letter until the answer says it is kept; then, and only then, note its name. Ends by itself."""
    until = time.monotonic() + LONGEST
    with acknowledged.open("a", encoding="ascii") as notes:
        for name, letter in letters.items():
            while not _sent(port, address, session, name, letter):
                if time.monotonic() > until:
                    return
                time.sleep(0.02)
            notes.write(f"{name}\n")
            notes.flush()


def _sent(port: int, address: str, session: SessionStore, name: str, letter: bytes) -> bool:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n'
    head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
    head += "Content-Type: message/rfc822\r\n\r\n"
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Cookie": f"sessionid={session.session_key}; csrftoken={TOKEN}",
    }
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("POST", address, head.encode() + letter + f"\r\n--{BOUNDARY}--\r\n".encode(), headers)
        answer = connection.getresponse()
        return answer.status == 302 and "/submissions/" in (answer.getheader("Location") or "")
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
