"""A letter of ours as bytes: headers encoded, the text in Vietnamese, files enclosed. Knows no Django.

Nothing here names who else gets a copy: the envelope is the sender's business (kheo.mail.smtp).
"""

import mimetypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr

MOST_NAME = 80
_WIRE = compat32.clone(linesep="\r\n")
# RFC 3834: an answer to a letter, and what a program sends of its own accord; empty for what a person wrote.
REPLIED, GENERATED = "auto-replied", "auto-generated"
# RFC 5322 wants one line to hold it; longer ones are no Message-ID anybody threads by.
_LONGEST_ID = 900


class Unwritable(Exception):  # noqa: N818 - a fact about the letter, told to a person
    """The letter cannot be written as it is (an address that is none); the text says why, in Vietnamese."""


@dataclass(frozen=True)
class Leaf:
    """One enclosed file."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Writing:
    """A letter to be written. Addresses are plain (`a@example.vn`); `automatic` is REPLIED, GENERATED or empty."""

    sender: str
    sender_name: str
    to: Sequence[str]
    subject: str
    body: str
    message_id: str
    dated: datetime
    in_reply_to: str = ""
    automatic: str = ""
    # One of many: other programs need not hurry with it, and nobody's absence notice shall answer it.
    bulk: bool = False
    enclosures: Sequence[Leaf] = ()


def written(letter: Writing) -> bytes:
    """The letter with CRLF line ends, all of it ASCII. Raises Unwritable."""
    text = MIMEText(letter.body.replace("\r\n", "\n").replace("\n", "\r\n"), "plain", "utf-8")
    message: Message = MIMEMultipart() if letter.enclosures else text
    for name, value in _headers(letter):
        message[name] = value  # type: ignore[assignment]
    if letter.enclosures:
        message.attach(text)
        for leaf in letter.enclosures:
            message.attach(_enclosed(leaf))
    return message.as_bytes(policy=_WIRE)


def _headers(letter: Writing) -> Iterator[tuple[str, Header | str]]:
    sender = _address(letter.sender, letter.sender_name, "From")
    yield "From", sender
    yield "To", ", ".join(str(_address(address, "", "To")) for address in letter.to)
    yield "Reply-To", sender
    yield "Subject", _header(_line(letter.subject), "Subject")
    yield "Date", format_datetime(letter.dated)
    yield "Message-ID", letter.message_id
    thread = _line(letter.in_reply_to)
    if thread.isascii() and thread.startswith("<") and thread.endswith(">") and len(thread) <= _LONGEST_ID:
        yield "In-Reply-To", thread
        yield "References", thread
    if letter.automatic:
        yield "Auto-Submitted", letter.automatic
        yield "X-Auto-Response-Suppress", "All"
    if letter.bulk:
        yield "Precedence", "bulk"


def _enclosed(leaf: Leaf) -> Message:
    kind = mimetypes.guess_type(leaf.name)[0] or ""
    sub = kind.removeprefix("application/") if kind.startswith("application/") else "octet-stream"
    part = MIMEApplication(leaf.data, sub)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", _filename(leaf.name)))
    return part


def _filename(name: str) -> str:
    """Short enough that its header stays one line: each letter may take nine characters there."""
    stem, dot, end = (_line(name) or "tep").rpartition(".")
    return f"{stem[:MOST_NAME]}{dot}{end[:10]}" if stem else end[:MOST_NAME]


def _address(text: str, name: str, header: str) -> Header | str:
    if not is_address(text):
        raise Unwritable(f"“{text}” không phải là địa chỉ thư điện tử.")
    name = _line(name)
    if name.isascii():
        return formataddr((name, text))
    made = _header(name, header)
    made.append(f"<{text}>", "us-ascii")
    return made


def _header(text: str, name: str) -> Header:
    """The older class of the library: the newer one loses spaces between encoded words of a long line."""
    return Header(text, "us-ascii" if text.isascii() else "utf-8", header_name=name)


def is_address(text: str) -> bool:
    """May it stand in an envelope? ASCII without spaces or control characters, something on both sides of the @."""
    name, at, host = text.rpartition("@")
    plain = text.isascii() and text.isprintable() and not set(text) & set(' <>,;:"()[]\\')
    return bool(at and name and host) and "@" not in name and plain and len(text) <= 254


def _line(text: str) -> str:
    """On one line: a line break in a header would begin another header."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
