"""Does this mailbox let us in? Really connects, in a bounded time, and says what is wrong in a sentence.

Only the network is waited for in threads; who waits longer than told gives up on them, and they end by themselves.
"""

import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from smtplib import SMTPAuthenticationError

from kheo.mail.imap import Folder, NoFolder, NotLetIn
from kheo.mail.smtp import Connection, NoServer, Server
from kheo.mail.tokens import TokenRefused
from kheo.post.credentials import Credentials, credentials_of
from kheo.post.models import Mailbox
from kheo.post.sealing import SealBroken

SECONDS = 25.0
_HOW_TO_SIGN_IN = (
    "Kiểm tra tên đăng nhập và mật khẩu; Gmail và phần lớn hộp thư có xác thực hai bước cần “mật khẩu ứng dụng”, "
    "Microsoft 365 cần OAuth 2.0."
)
_TOO_LONG = (
    "Máy chủ {host} không trả lời ở cổng {port}: kiểm tra lại cổng, "
    "hoặc hỏi người quản mạng xem cổng ấy có bị chặn không."
)
# Narrower kinds first: many of these are one another's.
_SENTENCES: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "Không tìm thấy máy chủ “{host}”: kiểm tra lại tên máy chủ, hoặc đường mạng của máy này."),
    (ConnectionRefusedError, "Máy chủ {host} không nhận kết nối ở cổng {port}: kiểm tra lại cổng và kiểu bảo mật."),
    (
        ssl.SSLCertVerificationError,
        "Chứng chỉ của {host} không được tin cậy (hết hạn, tự cấp, khác tên); hỏi người quản trị máy chủ thư.",
    ),
    (ssl.SSLError, "Cổng {port} của {host} không dùng kiểu bảo mật đã chọn: thử STARTTLS hoặc cổng khác."),
    (TimeoutError, _TOO_LONG),
)


@dataclass(frozen=True)
class Trial:
    """`fetching` and `sending`: what is wrong with each, empty where it works; None: there is nothing to try."""

    fetching: str | None
    sending: str | None

    @property
    def works(self) -> bool:
        return not self.fetching and not self.sending


def try_connection(mailbox: Mailbox, *, seconds: float = SECONDS) -> Trial:
    """Sign in where letters come from and where they go out, both at once, waiting no longer than `seconds`."""
    try:
        signs = credentials_of(mailbox)
    except (SealBroken, TokenRefused) as why:
        return Trial(str(why), None)
    incoming = _server(mailbox.imap_host, mailbox.imap_port, mailbox.imap_security, signs)
    outgoing = _server(mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security, signs)
    folders = [mailbox.folder, *([mailbox.done_folder] if mailbox.done_folder else [])]
    waiting = [
        _started(lambda: _look_into(incoming, folders), incoming),
        _started(lambda: _knock(outgoing), outgoing) if mailbox.smtp_host else None,
    ]
    said = [one.said(seconds) if one else None for one in waiting]
    return Trial(said[0], said[1])


def sentence(error: Exception, server: Server) -> str:
    """What a person can do about it."""
    if isinstance(error, NotLetIn) or isinstance(error.__cause__, SMTPAuthenticationError):
        return f"{error} {_HOW_TO_SIGN_IN}"
    for kind, said in _SENTENCES:
        if isinstance(error.__cause__, kind):
            return said.format(host=server.host, port=server.port)
    return str(error)


class _Waiting:
    """One thing tried in a thread of its own, and what came of it."""

    def __init__(self, thing: Callable[[], None], server: Server) -> None:
        self._server = server
        self._wrong = ""
        self._thread = threading.Thread(target=self._run, args=(thing,), daemon=True, name="mailbox-trial")
        self._thread.start()

    def said(self, seconds: float) -> str:
        self._thread.join(seconds)
        return (
            _TOO_LONG.format(host=self._server.host, port=self._server.port) if self._thread.is_alive() else self._wrong
        )

    def _run(self, thing: Callable[[], None]) -> None:
        try:
            thing()
        except NoServer as error:
            self._wrong = sentence(error, self._server)


def _started(thing: Callable[[], None], server: Server) -> _Waiting:
    return _Waiting(thing, server)


def _look_into(server: Server, folders: list[str]) -> None:
    """The folder letters come to must be there; the one for done letters is made when it is first needed."""
    with Folder(server, folders[0]) as folder:
        for name in folders[1:]:
            try:
                folder.open(name, only_look=True)
            except NoFolder:
                return


def _knock(server: Server) -> None:
    with Connection(server):
        pass


def _server(host: str, port: int, security: str, signs: Credentials) -> Server:
    return Server(host, port, security, signs.username, signs.password, signs.token)
