"""How a letter is known again: its Message-ID, and a fingerprint of what it says however it is packed.

`look` runs in the confined process only, over every letter a mailbox gives, before anything is made of it.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from typing import Any

from kheo.mail.bounds import check
from kheo.mail.headers import header, headers
from kheo.mail.machines import bounce_of, is_automatic
from kheo.mail.sender import sender_of

# How the parent names the job.
LOOK = "kheo.mail.identity:look"
MOST_REFERENCES = 50
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,998}>")
# Written by the sender; whatever else stands on top was added on the way and differs from delivery to delivery.
_SAID = ("message-id", "from", "to", "cc", "date", "subject", "in-reply-to")
_LINE_END = re.compile(rb"[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Known:
    """What is told of a letter before it is understood; `bounced` are the Message-IDs it says did not arrive."""

    fingerprint: str
    message_id: str = ""
    sender: str = ""
    subject: str = ""
    references: tuple[str, ...] = ()
    automatic: bool = False
    bounced: tuple[str, ...] = ()
    reason: str = ""


def look(data: bytes) -> dict[str, Any]:
    """The fields of Known, JSON-able. Refusal for what would cost too much."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    check(data)
    message = message_from_bytes(data, policy=policy.compat32)
    sender = sender_of(message)[0]
    bounce = bounce_of(message, sender) or {"message_ids": [], "reason": ""}
    told = f"{header(message, 'in-reply-to')} {header(message, 'references')}"
    return {
        "fingerprint": _fingerprint(message),
        "message_id": header(message, "message-id")[:998],
        "sender": sender,
        "subject": header(message, "subject"),
        "references": _MESSAGE_ID.findall(told)[:MOST_REFERENCES],
        "automatic": is_automatic(message, sender),
        "bounced": bounce["message_ids"],
        "reason": bounce["reason"],
    }


def known_of(answer: dict[str, Any]) -> Known:
    """The letter's marks from what `look` gave, in the parent."""
    return Known(**answer | {"references": tuple(answer["references"]), "bounced": tuple(answer["bounced"])})


def unknown(data: bytes) -> Known:
    """A letter that cannot even be looked at is itself and nothing else."""
    return Known(fingerprint=hashlib.sha256(data).hexdigest())


def _fingerprint(message: Message) -> str:
    """The same for every delivery of a letter, also where a server packed it anew; another body gives another."""
    said = [[name, " ".join(" ".join(headers(message, name)).split())] for name in _SAID]
    digest = hashlib.sha256(json.dumps(said).encode())
    for part in _leaves(message):
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        if part.get_content_maintype() == "text":
            data = _LINE_END.sub(b"\n", data).strip()
        digest.update(part.get_content_type().encode() + b"\0" + hashlib.sha256(data).digest())
    return digest.hexdigest()


def _leaves(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())
