"""One folder of a mailbox on its IMAP server: what lies in it, the letters as they are, and filing them when done.

Knows no Django. Letters are fetched with BODY.PEEK and stay as they are until `file` is told otherwise; the library
speaks the protocol, but its reading of letters is left out: only the confined process opens those.
"""

import imaplib
import re
import ssl
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from types import TracebackType
from typing import Any, Self

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, UnexpectedCommandStatusError
from imap_tools.utils import encode_folder

from kheo.mail.smtp import NoServer, Server
from kheo.mail.tokens import is_loopback, xoauth2

SECONDS = 60
# A server hangs up on who idles half an hour (RFC 2177).
LONGEST_IDLE = 9 * 60
SECONDS_BETWEEN_LOOKS = 2.0
MOST_UIDS_AT_ONCE = 500
MOST_FOLDERS = 40
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_ARRIVED = re.compile(rb'INTERNALDATE "\s?([^"]+)"')


class NotLetIn(NoServer):
    """The server knows us not; the text says so, in Vietnamese, with the server's words."""


class NoFolder(NoServer):
    """The folder is not there (any more); the text names it and those there are."""


@dataclass(frozen=True, slots=True)
class Lying:
    """One letter as it lies on the server: bytes, and when the server got it (aware)."""

    uid: int
    size: int
    arrived_at: datetime


class Folder:
    """One folder, open for one conversation. Everything that goes wrong with the server is raised as NoServer."""

    def __init__(self, server: Server, name: str) -> None:
        self._server = server
        self._name = name
        self._box: BaseMailBox | None = None
        self._able: frozenset[str] = frozenset()
        self.uidvalidity = 0

    def __enter__(self) -> Self:
        try:
            with self._speaking():
                self._box = _connected(self._server)
                _sign_in(self._box, self._server)
                self._able = frozenset(self._box.client.capability()[1][0].decode("ascii", "replace").upper().split())
                self.open(self._name)
        except NoServer:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Say goodbye if the server still listens."""
        if self._box is not None:
            with suppress(ImapToolsError, imaplib.IMAP4.error, OSError):
                self._box.logout()
        self._hang_up()

    def open(self, name: str, *, only_look: bool = False) -> None:
        """Turn to another folder. Raises NoFolder."""
        with self._speaking():
            try:
                self._talk.folder.set(name, readonly=only_look)
            except MailboxFolderSelectError as error:
                there = ", ".join(f"“{one}”" for one in self.folders())
                raise NoFolder(
                    f"Không mở được thư mục “{name}” trong hộp thư (đã đổi tên hoặc bị xóa?). Hiện có: {there}."
                ) from error
            told = self._talk.client.response("UIDVALIDITY")[1]
        self._name = name
        self.uidvalidity = int(told[0]) if told and told[0] else 0

    def folders(self) -> list[str]:
        """Names of the folders that hold letters, as a person reads them."""
        with self._speaking():
            found = islice(self._talk.folder.list(), MOST_FOLDERS)
            return [one.name for one in found if "\\Noselect" not in one.flags]

    def uids(self, since: date | None = None) -> list[int]:
        """The letters the server got on that day or later, oldest first."""
        asked = f"SINCE {since.day:02d}-{_MONTHS[since.month - 1]}-{since.year}" if since else "ALL"
        return self._search(asked)

    def with_message_id(self, message_id: str) -> list[int]:
        """Letters that carry this Message-ID."""
        if not message_id.isascii() or not message_id.isprintable() or set(message_id) & {'"', "\\"}:
            return []
        return self._search(f'HEADER Message-ID "{message_id}"')

    def lying(self, uids: Sequence[int]) -> Iterator[Lying]:
        """What is known of these letters without fetching them; those gone meanwhile are left out."""
        for some in _some(uids):
            found: dict[int, Lying] = {}
            for line in self._fetch(some, "(UID RFC822.SIZE INTERNALDATE)"):
                text = b" ".join(line) if isinstance(line, tuple) else line or b""
                uid, size, arrived = _UID.search(text), _SIZE.search(text), _ARRIVED.search(text)
                if uid and size and arrived:
                    found[int(uid[1])] = Lying(int(uid[1]), int(size[1]), _moment(arrived[1]))
            yield from (found[uid] for uid in some if uid in found)

    def letters(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The letters byte for byte, none of them marked by this; those gone meanwhile are left out."""
        said = self._fetch(uids, "(UID BODY.PEEK[])")
        found: dict[int, bytes] = {}
        for line, after in zip(said, [*said[1:], None], strict=True):
            if not isinstance(line, tuple):
                continue
            # Servers may tell the number before the letter or behind it.
            uid = _UID.search(line[0]) or (_UID.search(after) if isinstance(after, bytes) else None)
            if uid and int(uid[1]) in set(uids):
                found[int(uid[1])] = line[1]
        return found

    def file(self, uids: Sequence[int], *, folder: str = "") -> None:
        """Mark these letters as read and move them to `folder`, which is made if need be; empty: they stay."""
        for some in _some(uids):
            with self._speaking():
                # Not the library's way, which would also wipe out what a person has marked as deleted.
                self._ok("STORE", _set(some), "+FLAGS.SILENT", "(\\Seen)")
            if folder and folder != self._name:
                self._move(some, folder)

    def wait(self, seconds: float, is_over: Callable[[], bool]) -> bool:
        """Wait for something to happen in the folder; False where nothing did in time, or it was over before."""
        until = time.monotonic() + min(seconds, LONGEST_IDLE)
        with self._speaking():
            client = self._talk.client
            idle: Any = self._talk.idle
            client.response("EXISTS")
            client.noop()
            if client.response("EXISTS")[1] != [None]:
                # It came while nobody was waiting.
                return True
            idle.start()
            happened = False
            while not happened and not is_over() and (left := until - time.monotonic()) > 0:
                said = idle.poll(min(left, SECONDS_BETWEEN_LOOKS))
                happened = any(b"EXISTS" in line for line in said)
            idle.stop()
        return happened

    @property
    def can_wait(self) -> bool:
        return "IDLE" in self._able

    @property
    def _talk(self) -> BaseMailBox:
        if self._box is None:
            raise NoServer(f"Kết nối với máy chủ {self._server.host} đã đứt.")
        return self._box

    def _search(self, asked: str) -> list[int]:
        with self._speaking():
            return sorted(int(uid) for uid in self._talk.uids(asked, charset=None))

    def _fetch(self, uids: Collection[int], what: str) -> list[Any]:
        if not uids:
            return []
        with self._speaking():
            return [line for line in self._ok("FETCH", _set(uids), what) if line is not None]

    def _ok(self, *command: str) -> list[Any]:
        status, said = self._talk.client.uid(*command)
        if status != "OK":
            raise imaplib.IMAP4.error(f"{command[0]}: {_words(said)}")
        return list(said)

    def _move(self, uids: Collection[int], folder: str) -> None:
        with self._speaking():
            status, said = self._moved(uids, folder)
            if status != "OK" and folder not in self.folders():
                self._talk.folder.create(folder)
                status, said = self._moved(uids, folder)
            if status != "OK":
                raise imaplib.IMAP4.error(f"{folder}: {_words(said)}")

    def _moved(self, uids: Collection[int], folder: str) -> tuple[str, Any]:
        client, name = self._talk.client, encode_folder(folder).decode("ascii")
        if "MOVE" in self._able:
            return client.uid("MOVE", _set(uids), name)
        # Cut off in here, a letter lies in both folders; it was kept already, so nothing is taken twice.
        status, said = client.uid("COPY", _set(uids), name)
        if status == "OK":
            self._ok("STORE", _set(uids), "+FLAGS.SILENT", "(\\Deleted)")
            if "UIDPLUS" in self._able:
                self._ok("EXPUNGE", _set(uids))
        return status, said

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """What the library, the protocol or the line throws, as one sentence; the conversation is over then."""
        try:
            yield
        except NoServer:
            raise
        except ssl.SSLError as error:
            self._hang_up()
            raise NoServer(f"Không lập được kết nối an toàn với {self._server.host} ({error.reason}).") from error
        except (ImapToolsError, imaplib.IMAP4.error, OSError, ValueError) as error:
            self._hang_up()
            raise NoServer(f"Máy chủ hộp thư {self._server.host} ngắt hoặc báo lỗi ({_reason(error)}).") from error

    def _hang_up(self) -> None:
        box, self._box = self._box, None
        if box is not None:
            with suppress(OSError):
                box.client.shutdown()


def _connected(server: Server) -> BaseMailBox:
    if server.security == "tls":
        return MailBox(server.host, server.port, timeout=SECONDS, ssl_context=ssl.create_default_context())
    if server.security == "starttls":
        return MailBoxStartTls(server.host, server.port, timeout=SECONDS, ssl_context=ssl.create_default_context())
    if not is_loopback(server.host):
        raise NoServer("Chỉ kết nối không mã hóa trong chính máy này; đề nghị chọn TLS hoặc STARTTLS.")
    return MailBoxUnencrypted(server.host, server.port, timeout=SECONDS)


def _sign_in(box: BaseMailBox, server: Server) -> None:
    if not (server.username + server.password).isprintable():
        raise NotLetIn("Tên đăng nhập hoặc mật khẩu có ký tự không dùng được.")
    try:
        if server.token:
            answers = iter([xoauth2(server.username, server.token).encode()])
            # A server that refuses the token says why and waits for an empty line.
            box.client.authenticate("XOAUTH2", lambda _: next(answers, b""))
        elif (server.username + server.password).isascii():
            box.login(server.username, server.password, initial_folder=None)
        else:
            box.login_utf8(server.username, server.password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (ImapToolsError, imaplib.IMAP4.error) as error:
        raise NotLetIn(f"Máy chủ hộp thư không cho đăng nhập ({_reason(error)}).") from error


def _some(uids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(uids), MOST_UIDS_AT_ONCE):
        yield uids[start : start + MOST_UIDS_AT_ONCE]


def _set(uids: Iterable[int]) -> str:
    return ",".join(str(uid) for uid in uids)


def _moment(text: bytes) -> datetime:
    """As `20-Nov-2026 08:00:00 +0700`. Raises ValueError."""
    return parsedate_to_datetime(text.decode("ascii").replace("-", " ", 2))


def _reason(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return "quá lâu không trả lời"
    said = _words(error.command_result[1]) if isinstance(error, UnexpectedCommandStatusError) else str(error)
    words = " ".join(said.split())
    return (words or type(error).__name__)[:200]


def _words(said: Any) -> str:
    """The server's own, which come as bytes in a list."""
    lines = said if isinstance(said, list) else [said]
    return " ".join(line.decode("utf-8", "replace") if isinstance(line, bytes) else str(line) for line in lines)
