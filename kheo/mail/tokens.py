"""OAuth 2.0 for mailboxes: a refresh token changed into an access token, and how it is said to IMAP and SMTP (XOAUTH2).

Google and Microsoft take no passwords of programs any more. Knows no Django; the secrets come in and go out as text.
"""

import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from ipaddress import ip_address

SECONDS = 30
MOST_BYTES = 64 * 1024
# An access token is used no longer than this before it ends, so that it does not end in the middle of a letter.
MARGIN = 120


class TokenRefused(Exception):  # noqa: N818 - an answer of the server, not a mistake of ours
    """The server gave no access; the text says why, in Vietnamese. `lasting`: asking again will not help."""

    def __init__(self, why: str, *, lasting: bool) -> None:
        super().__init__(why)
        self.lasting = lasting


@dataclass(frozen=True)
class Grant:
    """What an office was given when it let this program into its mailbox."""

    token_url: str
    client_id: str
    client_secret: str
    refresh_token: str


@dataclass(frozen=True)
class Access:
    """`refresh_token` is the one to use next time: some servers give a new one with each access."""

    token: str
    ends_at: float
    refresh_token: str


def access(grant: Grant) -> Access:
    """Access for the next minutes, remembered within this process. Raises TokenRefused."""
    with _lock:
        known = _known.get(grant)
        if known is None or known.ends_at - MARGIN < time.time():
            known = _known[grant] = _asked(grant)
        return known


def forget(grant: Grant) -> None:
    """The server did not take the token: ask for another one next time."""
    with _lock:
        _known.pop(grant, None)


def xoauth2(username: str, token: str) -> str:
    """The one string that both IMAP and SMTP want, before base64."""
    return f"user={username}\x01auth=Bearer {token}\x01\x01"


def is_loopback(host: str) -> bool:
    """Is it this very machine? Only there may anything be said without TLS."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _asked(grant: Grant) -> Access:
    where = urllib.parse.urlsplit(grant.token_url)
    if where.scheme != "https" and not (where.scheme == "http" and is_loopback(where.hostname or "")):
        raise TokenRefused("Địa chỉ lấy mã truy cập phải bắt đầu bằng https://.", lasting=True)
    said = {
        "grant_type": "refresh_token",
        "client_id": grant.client_id,
        "client_secret": grant.client_secret,
        "refresh_token": grant.refresh_token,
    }
    data = urllib.parse.urlencode({name: value for name, value in said.items() if value}).encode()
    request = urllib.request.Request(grant.token_url, data, {"Accept": "application/json"})  # noqa: S310 - checked above
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - checked above
            return _access(answer.read(MOST_BYTES), grant)
    except urllib.error.HTTPError as error:
        words = _words(error.read(MOST_BYTES))
        raise TokenRefused(
            f"Máy chủ cấp quyền từ chối ({words or error.code}); đề nghị cấp quyền lại cho hộp thư.",
            lasting=400 <= error.code < 500,
        ) from error
    except OSError as error:
        raise TokenRefused(f"Không gọi được máy chủ cấp quyền ({where.hostname}).", lasting=False) from error


def _access(answer: bytes, grant: Grant) -> Access:
    try:
        said = json.loads(answer)
        token, lasts = str(said["access_token"]), float(said.get("expires_in") or 300)
    except (ValueError, KeyError, TypeError) as error:
        raise TokenRefused("Máy chủ cấp quyền trả lời không hiểu được.", lasting=False) from error
    return Access(token, time.time() + lasts, str(said.get("refresh_token") or grant.refresh_token))


def _words(answer: bytes) -> str:
    """`invalid_grant` and the like."""
    try:
        return str(json.loads(answer).get("error", ""))[:80]
    except (ValueError, AttributeError):
        return ""


_known: dict[Grant, Access] = {}
_lock = threading.Lock()
