"""The parts of a letter: what is its text, what is attached, in it and in the letters it forwards."""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from html.parser import HTMLParser

from kheo.mail.bounds import check, check_header
from kheo.mail.headers import decoded, header, headers, text_from

MAX_TEXT = 200_000
MAX_TEXT_BYTES = 4 * MAX_TEXT
MAX_NAME = 200

_BESIDE = ("image/", "audio/", "video/")
_SIGNATURES = frozenset(
    (
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
    )
)
_PICTURE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_UNSEEN = frozenset(("script", "style", "title"))
_BREAKING = frozenset(("br", "p", "div", "tr", "li", "table", "h1", "h2", "h3", "blockquote"))
_PATH = re.compile(r"[/\\]")
_OFFICE_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    media_type: str
    data: bytes


def parts_of(message: Message) -> list[Part]:
    """Everything attached, in order, those of forwarded letters among them."""
    found = []
    for part in _leaves(message):
        name, media_type = _name(part), part.get_content_type()
        if _is_text(part, name):
            continue
        data = _data(part)
        beside = media_type.startswith(_BESIDE) or media_type in _SIGNATURES or data.startswith(_PICTURE_STARTS)
        if beside and not data.startswith(_OFFICE_STARTS):
            data = b""
        found.append(Part(name, media_type, data))
    return found


def text_of(message: Message) -> str:
    """What the sender wrote, the plain form where there is one; forwarded letters follow with their subjects."""
    plain: list[str] = []
    rich: list[str] = []
    for part in _leaves(message):
        if _is_text(part, _name(part)):
            (rich if part.get_content_type() == "text/html" else plain).append(_text(part))
    texts = plain if any(text.strip() for text in plain) else [_stripped(text) for text in rich]
    subjects = [header(inner, "subject") for inner in message.walk() if inner is not message and inner["from"]]
    lines = [" ".join(line.split()) for text in (*texts, *subjects) for line in text.splitlines()]
    return _joined(lines)[:MAX_TEXT]


def _joined(lines: list[str]) -> str:
    """NFC, with no more than one blank line in a row."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return unicodedata.normalize("NFC", "\n".join(kept)).strip()


def _leaves(message: Message) -> Iterator[Message]:
    """Every part that holds something itself, those of forwarded letters among them."""
    if message.get_content_type() == "message/rfc822" and _is_base64(message):
        yield from _leaves(_unwrapped(message))
    elif message.is_multipart():
        for part in _inside(message):
            yield from _leaves(part)
    else:
        yield message


def _inside(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _is_base64(part: Message) -> bool:
    return header(part, "content-transfer-encoding").lower() == "base64"


def _unwrapped(part: Message) -> Message:
    """A forwarded letter some programs wrongly pack as base64: the parser took the packed text for the letter."""
    packed = "".join(str(inner.get_payload()) for inner in _inside(part))
    try:
        data = base64.b64decode(packed)
    except (binascii.Error, ValueError):
        data = b""
    check(data)
    return message_from_bytes(data, policy=policy.compat32)


def _is_text(part: Message, name: str) -> bool:
    attached = part.get_content_disposition() == "attachment"
    return part.get_content_type() in {"text/plain", "text/html"} and not name and not attached


def _name(part: Message) -> str:
    """The file's name by RFC 2231 or 2047, without path; empty when it has none."""
    for key in ("content-disposition", "content-type"):
        # Names sent as bare UTF-8 would come out of the parser as question marks.
        for text in headers(part, key)[:1]:
            check_header(text)
            part.replace_header(key, text)
    try:
        name = decoded(part.get_filename() or "")
    except (ValueError, TypeError, IndexError):
        return ""
    return _PATH.split(name)[-1][-MAX_NAME:].strip()


def _data(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message) -> str:
    data = _data(part)
    if len(data) > MAX_TEXT_BYTES:
        data = data[:MAX_TEXT_BYTES].rpartition(b"\n")[0]
    return text_from(data, part.get_content_charset())


class _Stripper(HTMLParser):
    """Keeps what a reader of the page would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._unseen += tag in _UNSEEN
        if tag in _BREAKING:
            self.seen.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BREAKING:
            self.seen.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # Line breaks in the source of a page are only spaces.
            self.seen.append(" ".join(data.split()) if data.strip() == data else f" {' '.join(data.split())} ")


def _stripped(page: str) -> str:
    stripper = _Stripper()
    stripper.feed(page)
    stripper.close()
    return "".join(stripper.seen)
