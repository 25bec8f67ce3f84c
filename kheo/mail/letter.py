"""Raw bytes to a letter: sender, authenticity, text, attachments. `parse` runs in the confined process only."""

import base64
from dataclasses import asdict, dataclass, replace
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

from kheo.confinement.refusal import Refusal
from kheo.mail.bounds import check
from kheo.mail.contents.bodies import links_of, table_page, text_of
from kheo.mail.contents.parts import Part, parts_of
from kheo.mail.headers import decoded, header
from kheo.mail.machines import is_automatic
from kheo.mail.sender import sender_of

# Twice this and more must fit an answer of the confined process once it is written as base64.
MAX_ATTACHED = 22 * 1024 * 1024
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


@dataclass(frozen=True, slots=True)
class Attachment:
    """`data` is empty for what is only beside the letter: pictures of signatures, sounds, certificates.

    `forwarded_from`: the sender of the letter inside this one that brought it; a clue, never trusted. `in_body`: the
    letter itself, where it writes a table instead of attaching one.
    """

    name: str
    media_type: str
    data: bytes
    forwarded_from: str = ""
    in_body: bool = False


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
    # Names of attachments too large to be looked at, and links to files that were not sent.
    left_out: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def parse(data: bytes) -> dict[str, Any]:
    """What the letter says, JSON-able (attachments in base64). Refusal for what is no letter or would cost too much."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    check(data)
    message = message_from_bytes(data, policy=policy.compat32)
    if not _TELLING & {name.lower() for name in message.keys()}:  # noqa: SIM118 - a message is no mapping
        raise Refusal("damaged_file", "tệp không phải là thư điện tử")
    parts, left_out = _within_bounds(parts_of(message))
    sender, name = sender_of(message)
    automatic = is_automatic(message, sender)
    return {
        "sender": sender,
        "sender_name": name,
        "subject": header(message, "subject"),
        "message_id": header(message, "message-id"),
        "dated": _dated(message),
        "text": text_of(message),
        "authenticity": _authenticity(message),
        "auto_submitted": automatic,
        "attachments": [*map(_as_json, parts), *([] if automatic else _body_as_json(message, parts))],
        "left_out": left_out,
        "links": links_of(message),
    }


def letter_of(answer: dict[str, Any]) -> Letter:
    """The letter from what `parse` gave, in the parent."""
    attachments = tuple(Attachment(**part | {"data": base64.b64decode(part["data"])}) for part in answer["attachments"])
    several = {name: tuple(answer.get(name, ())) for name in ("authenticity", "left_out", "links")}
    return Letter(**answer | several | {"attachments": attachments})


def _within_bounds(parts: list[Part]) -> tuple[list[Part], list[str]]:
    """The largest are left out until the rest can be handed on; whoever sent them is told by name."""
    kept, left_out = list(parts), []
    while sum(len(part.data) for part in kept) > MAX_ATTACHED:
        largest = max(kept, key=lambda part: len(part.data))
        left_out.append(largest.name)
        kept[kept.index(largest)] = replace(largest, data=b"")
    return kept, left_out


def _body_as_json(message: Message, parts: list[Part]) -> list[dict[str, Any]]:
    """The letter's own table, where nothing else was sent that could be the answer."""
    page = b"" if any(part.data for part in parts) else table_page(message)[:MAX_ATTACHED]
    return [_as_json(Part("", "text/html", page)) | {"in_body": True}] if page else []


def _as_json(part: Part) -> dict[str, Any]:
    return asdict(part) | {"data": base64.b64encode(part.data).decode("ascii")}


def _dated(message: Message) -> str:
    try:
        return parsedate_to_datetime(header(message, "date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _authenticity(message: Message) -> list[str]:
    kept = [(name, text) for name, text in message.raw_items() if name.lower() in _AUTHENTICITY]
    return [f"{name}: {decoded(str(text), words=False)}" for name, text in kept[:MAX_AUTHENTICITY]]
