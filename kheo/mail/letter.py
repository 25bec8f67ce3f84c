"""Raw bytes to a letter: sender, authenticity, text, attachments. Runs in the confined process only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail as understood; header values decoded to NFC, no line breaks in them."""

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
