"""Letters handed to a mail server, each with a verdict that says what is known: taken, refused, or nobody knows.

Knows no Django. Never without TLS except on this very machine. A letter is either taken for all who shall get it, or
handed over for none of them: a copy to ourselves must be a sure sign that the others were reached.
"""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Self

from kheo.mail.tokens import is_loopback, xoauth2

# Each step of the conversation; the whole of it must end well before a claim on the letter does.
SECONDS = 30
# The last answer may take long: servers look into the letter before they say that they keep it.
SECONDS_TO_KEEP = 120
_GONE = (smtplib.SMTPServerDisconnected, OSError)


class Fate(StrEnum):
    """`REFUSED`: for good, by the letter or its addresses; `LATER`: not now; `UNSURE`: handed over, no answer heard."""

    TAKEN = "taken"
    REFUSED = "refused"
    LATER = "later"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Verdict:
    """What became of one letter; `said` is the server's own words, with its code."""

    fate: Fate
    said: str = ""
    # Addresses among the recipients that the server refused while it took others.
    missed: tuple[str, ...] = ()


class NoServer(Exception):  # noqa: N818 - about the server or the account, never about a letter
    """The server cannot be reached or lets us not in; the text says why, in Vietnamese, with the server's words."""


@dataclass(frozen=True)
class Server:
    """Where to send and as whom; `security` is tls, starttls or none, `token` for XOAUTH2 instead of a password."""

    host: str
    port: int
    security: str
    username: str = ""
    password: str = ""
    token: str = ""


class Connection:
    """One signed-in conversation for several letters, one after another. Entering it raises NoServer."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        try:
            self._smtp = _opened(self._server)
            _sign_in(self._smtp, self._server)
        except smtplib.SMTPAuthenticationError as error:
            self._end()
            raise NoServer(f"Máy chủ thư không cho đăng nhập: {_words(error.smtp_code, error.smtp_error)}") from error
        except ssl.SSLError as error:
            self._end()
            raise NoServer(f"Không lập được kết nối an toàn với {self._server.host} ({error.reason}).") from error
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            self._end()
            raise NoServer(f"Không gửi được qua máy chủ {self._server.host} ({_reason(error)}).") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def send(self, sender: str, to: Sequence[str], data: bytes, *, copy_to: str = "") -> Verdict:
        """One letter from `sender` to all of `to`, and unseen by them to `copy_to`.

        Raises NoServer where the conversation broke before anything of it was handed over.
        """
        smtp = self._smtp
        if smtp is None:
            raise NoServer("Kết nối với máy chủ thư đã đứt.")
        try:
            verdict = _envelope(smtp, sender, to, copy_to)
            if verdict.fate is not Fate.TAKEN:
                smtp.rset()
                return verdict
            code, said = smtp.docmd("DATA")
        except (smtplib.SMTPException, *_GONE) as error:
            self._end()
            raise NoServer(f"Máy chủ {self._server.host} ngắt kết nối ({_reason(error)}).") from error
        if code != 354:
            return _refusal(code, said)
        return self._hand_over(smtp, data, verdict.missed)

    def _hand_over(self, smtp: smtplib.SMTP, data: bytes, missed: tuple[str, ...]) -> Verdict:
        """From here on only the server's answer tells whether it keeps the letter."""
        try:
            smtp.send(_quoted(data))
            if smtp.sock is not None:
                smtp.sock.settimeout(SECONDS_TO_KEEP)
            code, said = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(SECONDS)
        except (smtplib.SMTPException, *_GONE) as error:
            self._end()
            return Verdict(Fate.UNSURE, _reason(error))
        return Verdict(Fate.TAKEN, _words(code, said), missed) if code == 250 else _refusal(code, said)

    def _end(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        try:
            smtp.quit()
        except (smtplib.SMTPException, OSError):
            smtp.close()


def _opened(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    if server.security != "starttls" and not is_loopback(server.host):
        raise OSError("chỉ gửi không mã hóa trong chính máy này")
    smtp = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    if server.security == "starttls":
        smtp.starttls(context=context)
    return smtp


def _sign_in(smtp: smtplib.SMTP, server: Server) -> None:
    if not server.password and not server.token:
        smtp.ehlo_or_helo_if_needed()
        return
    if server.token:
        smtp.ehlo_or_helo_if_needed()
        smtp.auth("XOAUTH2", _Token(xoauth2(server.username, server.token)))
        return
    smtp.login(server.username, server.password)


class _Token:
    """Says the token first; to the server's reasons for refusing it, nothing, as the protocol wants."""

    def __init__(self, said: str) -> None:
        self._said = said

    def __call__(self, challenge: bytes | None = None) -> str:
        return self._said if challenge is None else ""


def _envelope(smtp: smtplib.SMTP, sender: str, to: Sequence[str], copy_to: str) -> Verdict:
    """Fate.TAKEN where the server will take it for somebody of `to` and, if asked, for the copy."""
    code, said = smtp.mail(sender)
    if code != 250:
        # Not this letter's fault: the account may not send just now, or not at all.
        return Verdict(Fate.LATER, _words(code, said))
    refused: list[tuple[str, Verdict]] = []
    for address in to:
        code, said = smtp.rcpt(address)
        if code not in {250, 251, 252}:
            refused.append((address, _refusal(code, said)))
    if len(refused) == len(to):
        lasting = all(verdict.fate is Fate.REFUSED for _, verdict in refused)
        words = "; ".join(f"{address}: {verdict.said}" for address, verdict in refused)
        return Verdict(Fate.REFUSED if lasting else Fate.LATER, words)
    later = [verdict for _, verdict in refused if verdict.fate is Fate.LATER]
    if later:
        # Sent to some of them now, it would have to be sent to the others later under the same name.
        return later[0]
    if copy_to and copy_to not in to:
        code, said = smtp.rcpt(copy_to)
        if code not in {250, 251, 252}:
            verdict = _refusal(code, said)
            return Verdict(verdict.fate, f"bản lưu gửi về {copy_to}: {verdict.said}")
    return Verdict(Fate.TAKEN, missed=tuple(address for address, _ in refused))


def _refusal(code: int, said: bytes) -> Verdict:
    return Verdict(Fate.REFUSED if 500 <= code < 600 else Fate.LATER, _words(code, said))


def _words(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"[:300]


def _reason(error: BaseException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error)
    if isinstance(error, TimeoutError):
        return "quá lâu không trả lời"
    return (str(error) or type(error).__name__)[:200]


def _quoted(data: bytes) -> bytes:
    """With dots at the start of lines doubled, and the dot that ends the letter."""
    quoted = data.replace(b"\r\n.", b"\r\n..")
    if quoted.startswith(b"."):
        quoted = b"." + quoted
    return quoted + (b"" if quoted.endswith(b"\r\n") else b"\r\n") + b".\r\n"
