"""A real SMTP server on loopback that keeps what it takes, and refuses, delays or dies as a test tells it."""

import base64
import socket
from asyncio import WriteTransport
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True)
class Taken:
    """One letter the server took: envelope and content."""

    sender: str
    recipients: list[str]
    data: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.data, policy=policy.default)

    @property
    def body(self) -> str:
        part = self.message.get_body(("plain",))
        return str(part.get_content()).replace("\r\n", "\n") if part else ""


@dataclass
class MailServer:
    """`refuses`: address → the server's answer to RCPT; `answers`: to DATA, in turn, before it takes any."""

    refuses: dict[str, str] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    # The server keeps so many letters and then breaks off without a word.
    silences: int = 0
    users: dict[str, str] = field(default_factory=dict)
    on_taken: Callable[[Taken], None] | None = None
    on_rcpt: Callable[[], None] | None = None
    taken: list[Taken] = field(default_factory=list)
    port: int = 0
    _controller: Controller | None = None

    def __enter__(self) -> Self:
        with socket.socket() as opened:
            opened.bind(("127.0.0.1", self.port))
            self.port = int(opened.getsockname()[1])
        signs_in: dict[str, Any] = (
            {"authenticator": self._authenticate, "auth_require_tls": False} if self.users else {}
        )
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **signs_in)
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._controller is not None
        self._controller.stop()

    def to(self, address: str) -> list[Taken]:
        return [one for one in self.taken if address in one.recipients]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.users and not session.authenticated:
            return "530 5.7.0 Authentication required"
        if self.on_rcpt is not None:
            self.on_rcpt()
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        content = envelope.original_content or b""
        letter = Taken(envelope.mail_from or "", list(envelope.rcpt_tos), content)
        self.taken.append(letter)
        if self.on_taken is not None:
            self.on_taken(letter)
        if self.silences:
            self.silences -= 1
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
        return "250 OK"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        said = await server.challenge_auth("") if len(args) == 1 else base64.b64decode(args[1])
        assert isinstance(said, bytes)
        username, _, rest = said.decode().removeprefix("user=").partition("\x01")
        token = rest.removeprefix("auth=Bearer ").rstrip("\x01")
        return AuthResult(success=self.users.get(username) == token, handled=False)

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        good = self.users.get(data.login.decode()) == data.password.decode()
        return AuthResult(success=good, handled=False)
