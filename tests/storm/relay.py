"""A mail server as offices have one: what it said yes to is in its queue, and goes from there to every recipient.

A process of its own, so that it can be killed at any instant: `python -m tests.storm.relay PORT QUEUE MAILDIR ADDRESS`.
A letter is in the queue, whole, before the server says 250; letters to ADDRESS go on into MAILDIR, where Dovecot finds
them, all others have arrived somewhere in the world.
"""

import json
import os
import sys
import threading
import time
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


class Relay:
    def __init__(self, queue: Path) -> None:
        self._queue = queue

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        data = (envelope.original_content or b"").decode("utf-8", "surrogateescape")
        name = f"{time.time_ns()}-{uuid4().hex}"
        said = {"to": list(envelope.rcpt_tos), "data": data}
        draft = self._queue / f"{name}.part"
        draft.write_text(json.dumps(said), encoding="utf-8")
        draft.rename(self._queue / f"{name}.letter")
        return "250 OK"


def accepted(queue: Path) -> list[dict[str, Any]]:
    """Every letter the server ever said yes to (or was about to): {"to": [...], "data": str}."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(queue.glob("*.letter*"))]


def deliver_all(queue: Path, maildir: Path, address: str) -> None:
    """What waits in the queue goes where it should; cut off in between, it goes there once more."""
    for path in sorted(queue.glob("*.letter")):
        said = json.loads(path.read_text(encoding="utf-8"))
        if address in said["to"]:
            received = f"Received: from kheo by mail.example.vn; {format_datetime(datetime.now(UTC))}\r\n"
            put(maildir, received.encode() + said["data"].encode("utf-8", "surrogateescape"))
        path.rename(path.with_suffix(".letter-done"))


def put(maildir: Path, data: bytes) -> None:
    """Into the Maildir, whose owner the letter gets."""
    name = f"{time.time_ns()}.{uuid4().hex}.relay"
    draft = maildir / "tmp" / name
    draft.write_bytes(data)
    owner = maildir.stat()
    os.chown(draft, owner.st_uid, owner.st_gid)
    draft.rename(maildir / "new" / name)


def _let_in(*_: object) -> AuthResult:
    """Anybody: this server is not about signing in."""
    return AuthResult(success=True)


def main() -> None:
    port, queue, maildir, address = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    controller = Controller(
        Relay(queue), hostname="127.0.0.1", port=port, authenticator=_let_in, auth_require_tls=False
    )
    controller.start()
    parent = os.getppid()
    while os.getppid() == parent:
        deliver_all(queue, maildir, address)
        threading.Event().wait(0.05)


if __name__ == "__main__":
    main()
