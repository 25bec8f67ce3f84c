"""Letters written by machines: which are never to be answered, and which say that a letter of ours did not arrive."""

import re
from collections.abc import Iterator
from email.message import Message
from typing import Any

from kheo.mail.contents.bodies import text_of
from kheo.mail.headers import header, headers

MOST_IDS = 50
_BULK = frozenset(("bulk", "list", "junk", "auto_reply", "auto-reply"))
_ROBOTS = ("mailer-daemon@", "postmaster@", "noreply@", "no-reply@")
_FROM_SERVERS = ("mailer-daemon", "postmaster", "microsoftexchange")
_MARKS = (
    "list-id",
    "list-unsubscribe",
    "x-autoreply",
    "x-autorespond",
    "x-auto-response-suppress",
    "x-failed-recipients",
    "feedback-id",
)
# Programs that answer for the absent do not all say so in a header.
_ABSENT = re.compile(
    r"(?:re: ?)?(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|autoreply|out of (?:the )?office|"
    r"trả lời tự động|thư trả lời tự động|tự động trả lời|thông báo vắng mặt)\b",
    re.IGNORECASE,
)
_UNDELIVERED = re.compile(
    r"undeliver|delivery status notification|delivery (?:has )?fail|returned mail|failure notice|mail delivery|"
    r"không gửi được|không chuyển được|không thể gửi|thư bị trả lại",
    re.IGNORECASE,
)
_MESSAGE_ID = re.compile(r"<[^<>\s@]{1,250}@[^<>\s@]{1,250}>")
_PERMANENT = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b|(?<![\d.])55\d(?![\d.])")
_PASSING = re.compile(
    r"\b4\.\d{1,3}\.\d{1,3}\b|will (?:be retried|retry|keep trying)|delayed|tiếp tục thử", re.IGNORECASE
)


def is_automatic(message: Message, sender: str) -> bool:
    """Written by a machine or to a list: never to be answered (RFC 3834)."""
    said = header(message, "auto-submitted").lower()
    nowhere = [text.strip() for text in headers(message, "return-path")] == ["<>"]
    return (
        (bool(said) and said != "no")
        or header(message, "precedence").lower() in _BULK
        or nowhere
        or message.get_content_type() == "multipart/report"
        or sender.startswith(_ROBOTS)
        or any(header(message, name) for name in _MARKS)
        or bool(_ABSENT.match(header(message, "subject")))
    )


def bounce_of(message: Message, sender: str) -> dict[str, Any] | None:
    """What a letter says of one that did not arrive: {"message_ids": [...], "reason": str}; None: nothing of the kind.

    Every Message-ID it speaks of is given, at most fifty; only one of ours means something.
    """
    if message.get_content_type() == "multipart/report":
        return _by_report(message)
    from_server = sender.partition("@")[0].startswith(_FROM_SERVERS)
    nowhere = any(text.strip() == "<>" for text in headers(message, "return-path"))
    failed = header(message, "x-failed-recipients")
    if not failed and not ((from_server or nowhere) and _UNDELIVERED.search(header(message, "subject"))):
        return None
    text = text_of(message)
    if _PASSING.search(text) and not _PERMANENT.search(text):
        return None
    return {"message_ids": _ids(message, text), "reason": _reason(text, failed)}


def _by_report(message: Message) -> dict[str, Any] | None:
    """RFC 3464. A report of a delay, or that all went well, is none."""
    for block in _recipients(message):
        if header(block, "action").lower() == "failed":
            recipient = header(block, "final-recipient") or header(block, "original-recipient")
            said = header(block, "diagnostic-code") or header(block, "status")
            reason = f"{recipient.partition(';')[2].strip()}: {said.partition(';')[2].strip() or said}"
            return {"message_ids": _ids(message, text_of(message)), "reason": reason[:400]}
    return None


def _recipients(message: Message) -> Iterator[Message]:
    """The blocks of the report, the first of which is about the letter and the others about one recipient each."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            payload = part.get_payload()
            yield from (block for block in payload if isinstance(block, Message)) if isinstance(payload, list) else ()


def _ids(message: Message, text: str) -> list[str]:
    """The Message-ID of the letter sent back, in part or whole, and any other spoken of; not the report's own."""
    found: dict[str, None] = {}
    for part in message.walk():
        if part is not message and part["message-id"]:
            found[header(part, "message-id")] = None
        if part.get_content_type() == "text/rfc822-headers":
            found |= dict.fromkeys(_MESSAGE_ID.findall(str(part.get_payload())))
    told = " ".join((header(message, "in-reply-to"), header(message, "references"), text))
    found |= dict.fromkeys(_MESSAGE_ID.findall(told))
    return list(found)[:MOST_IDS]


def _reason(text: str, failed: str) -> str:
    """The line that names the error, else the first ones."""
    lines = [line for line in text.splitlines() if line]
    telling = next((line for line in lines if _PERMANENT.search(line)), " ".join(lines[:2]))
    return ": ".join(part for part in (failed, telling) if part)[:400]
