"""Raw bytes to a letter: sender, authenticity, text, attachments. `parse` runs in the confined process only."""

import base64
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from kheo.confinement.refusal import Refusal
from kheo.mail.bounds import check
from kheo.mail.headers import decoded, header, headers
from kheo.mail.parts import Part, parts_of, text_of

# Twice this and more must fit an answer of the confined process once it is written as base64.
MAX_ATTACHED = 11 * 1024 * 1024
MAX_AUTHENTICITY = 60
# Kept in the order they stand in: what our own host wrote stands above its first Received line.
_AUTHENTICITY = frozenset(
    (
        "authentication-results",
        "arc-authentication-results",
        "received-spf",
        "dkim-signature",
        "received",
        "return-path",
    )
)
_TELLING = frozenset(("from", "date", "subject", "message-id", "received", "mime-version"))
_BULK = frozenset(("bulk", "list", "junk", "auto_reply"))
_ROBOTS = ("mailer-daemon@", "postmaster@")


@dataclass(frozen=True, slots=True)
class Attachment:
    """`data` is empty for what is only beside the letter: pictures, sounds, signatures."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail as understood; header values decoded to NFC, no line breaks in them.

    `sender` is empty where the letter names none or more than one: then nobody can be taken for the sender.
    """

    sender: str
    sender_name: str
    subject: str
    message_id: str
    # ISO 8601 of the Date header, a claim of the sender; empty when it cannot be read.
    dated: str
    text: str
    authenticity: tuple[str, ...]
    auto_submitted: bool
    attachments: tuple[Attachment, ...]


def parse(data: bytes) -> dict[str, Any]:
    """What the letter says, JSON-able (attachments in base64). Refusal for what is no letter or would cost too much."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    check(data)
    message = message_from_bytes(data, policy=policy.compat32)
    if not _TELLING & {name.lower() for name in message.keys()}:  # noqa: SIM118 - a message is no mapping
        raise Refusal("damaged_file", "tệp không phải là thư điện tử")
    parts = parts_of(message)
    if sum(len(part.data) for part in parts) > MAX_ATTACHED:
        raise Refusal("too_large", "các tệp đính kèm của thư quá lớn")
    sender, name = _sender(message)
    return {
        "sender": sender,
        "sender_name": name,
        "subject": header(message, "subject"),
        "message_id": header(message, "message-id"),
        "dated": _dated(message),
        "text": text_of(message),
        "authenticity": _authenticity(message),
        "auto_submitted": _is_auto_submitted(message, sender),
        "attachments": [_as_json(part) for part in parts],
    }


def letter_of(answer: dict[str, Any]) -> Letter:
    """The letter from what `parse` gave, in the parent."""
    attachments = tuple(
        Attachment(part["name"], part["media_type"], base64.b64decode(part["data"])) for part in answer["attachments"]
    )
    return Letter(**answer | {"authenticity": tuple(answer["authenticity"]), "attachments": attachments})


def _as_json(part: Part) -> dict[str, str]:
    return {"name": part.name, "media_type": part.media_type, "data": base64.b64encode(part.data).decode("ascii")}


def _sender(message: Message) -> tuple[str, str]:
    """Address and name; split before decoding, so that a comma hidden in an encoded word makes no second sender."""
    found = [(name, address) for name, address in getaddresses(headers(message, "from")) if "@" in address]
    if len(found) != 1:
        return "", ""
    name, address = found[0]
    return decoded(address).lower(), decoded(name)


def _dated(message: Message) -> str:
    try:
        return parsedate_to_datetime(header(message, "date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _authenticity(message: Message) -> list[str]:
    kept = [(name, text) for name, text in message.raw_items() if name.lower() in _AUTHENTICITY]
    return [f"{name}: {decoded(str(text), words=False)}" for name, text in kept[:MAX_AUTHENTICITY]]


def _is_auto_submitted(message: Message, sender: str) -> bool:
    """Written by a machine or to a list: never to be answered (RFC 3834)."""
    automatic = header(message, "auto-submitted").lower()
    nowhere = [text.strip() for text in headers(message, "return-path")] == ["<>"]
    return (
        (bool(automatic) and automatic != "no")
        or header(message, "precedence").lower() in _BULK
        or nowhere
        or message.get_content_type() == "multipart/report"
        or sender.startswith(_ROBOTS)
        or any(header(message, name) for name in ("list-id", "list-unsubscribe", "x-autoreply"))
    )
