"""The parts of a letter: which of them are its text, and every file it brings, however deep or oddly it is packed."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import Message

from kheo.mail.bounds import check, check_header
from kheo.mail.contents import tnef
from kheo.mail.contents.pictures import is_page
from kheo.mail.contents.uuencode import files_in
from kheo.mail.headers import decoded, header, headers, text_from
from kheo.mail.sender import sender_of

MAX_TEXT_BYTES = 800_000
MAX_NAME = 200

_SIGNATURES = frozenset(
    (
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-keys",
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
    )
)
_BESIDE = ("image/", "audio/", "video/")
_PATH = re.compile(r"[/\\]")
_OFFICE_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
_PICTURE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_LETTER_NAMES = (".eml", ".mht")
_LETTER_START = re.compile(
    rb"\s*(?:from|to|date|subject|received|return-path|message-id|mime-version)\s*:", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """`forwarded_from`: the sender of the letter it came in, where that is one inside this one: told, never trusted.

    `data` is empty for what is only beside the letter: pictures of signatures, sounds, certificates.
    """

    name: str
    media_type: str
    data: bytes
    forwarded_from: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part that holds something itself, and who sent the innermost letter around it."""

    part: Message
    forwarded_from: str


def parts_of(message: Message) -> list[Part]:
    """Everything attached, in order, what forwarded letters, winmail.dat and uuencoded text bring among it.

    Pictures are the answer only where no document is: beside one they show what was done.
    """
    found = [part for leaf in leaves(message) for part in _parts_in(leaf)]
    documents = [part for part in found if part.data and not _is_picture(part)]
    return [replace(part, data=b"") if documents and _is_picture(part) else part for part in found]


def leaves(message: Message, forwarded_from: str = "") -> Iterator[Leaf]:
    """Every part that holds something itself, those of forwarded letters among them."""
    if message.get_content_type() == "message/rfc822" and _is_base64(message):
        yield from _letter(_unwrapped(message), forwarded_from)
    elif message.get_content_type() == "message/rfc822":
        for inner in _inside(message):
            yield from _letter(inner, forwarded_from)
    elif message.is_multipart():
        for part in _inside(message):
            yield from leaves(part, forwarded_from)
    elif name_of(message).lower().endswith(_LETTER_NAMES) and _LETTER_START.match(data := data_of(message)):
        # Forwarded as a file like any other.
        check(data)
        yield from _letter(message_from_bytes(data.lstrip(), policy=policy.compat32), forwarded_from)
    else:
        yield Leaf(message, forwarded_from)


def is_text(part: Message) -> bool:
    """Is it what the letter says, not a file?"""
    attached = part.get_content_disposition() == "attachment"
    return part.get_content_type() in {"text/plain", "text/html"} and not attached and not name_of(part)


def text_of_leaf(part: Message) -> str:
    data = data_of(part)
    if len(data) > MAX_TEXT_BYTES:
        data = data[:MAX_TEXT_BYTES].rpartition(b"\n")[0]
    return text_from(data, part.get_content_charset())


def data_of(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def name_of(part: Message) -> str:
    """The file's name by RFC 2231 or 2047, without path; empty when it has none."""
    for key in ("content-disposition", "content-type"):
        # Names sent as bare UTF-8 would come out of the parser as question marks.
        for text in headers(part, key)[:1]:
            check_header(text)
            part.replace_header(key, text)
    try:
        return _shown(part.get_filename() or "")
    except (ValueError, TypeError, IndexError):
        return ""


def _parts_in(leaf: Leaf) -> Iterator[Part]:
    part, sender = leaf.part, leaf.forwarded_from
    if is_text(part):
        if b"begin" in (data := data_of(part)):
            packed = files_in(text_from(data, part.get_content_charset()))[0]
            yield from (_part(name, "", inner, sender) for name, inner in packed)
        return
    name, media_type, data = name_of(part), part.get_content_type(), data_of(part)
    if data.startswith(tnef.SIGNATURE):
        yield from (_part(inner, "", each, sender) for inner, each in tnef.files_of(data))
        return
    yield _part(name, media_type, data, sender)


def _part(name: str, media_type: str, data: bytes, forwarded_from: str) -> Part:
    beside = media_type.startswith(_BESIDE) or media_type in _SIGNATURES or data.startswith(_PICTURE_STARTS)
    if beside and not data.startswith(_OFFICE_STARTS) and not is_page(data):
        data = b""
    return Part(_shown(name), media_type, data, forwarded_from)


def _is_picture(part: Part) -> bool:
    return part.data.startswith(_PICTURE_STARTS)


def _letter(inner: Message, outer: str) -> Iterator[Leaf]:
    return leaves(inner, sender_of(inner)[0] or outer)


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


def _shown(name: str) -> str:
    return _PATH.split(decoded(name))[-1][-MAX_NAME:].strip()
