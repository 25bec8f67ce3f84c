"""E-mails as units send them: Vietnamese headers, attachments named by RFC 2231, sometimes forwarded."""

from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.encoders import encode_base64
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from hashlib import sha256
from pathlib import PurePath

_WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")
_EXCEL = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_TYPES = {".xlsx": _EXCEL, ".docx": _WORD, ".csv": ("text", "csv"), ".png": ("image", "png"), ".jpg": ("image", "jpeg")}
_HOST = "mail.example.vn"


@dataclass(frozen=True, slots=True)
class Posted:
    """What was sent: `sender` and `to` may be `Tên <address>`, `at` is aware, attachments are (name, bytes).

    `host` says in an Authentication-Results header that the sender was checked; empty leaves the header out.
    `forwarded` puts the letter with its attachments into another one of the same sender.
    """

    sender: str
    to: str
    subject: str
    body: str
    at: datetime
    attachments: tuple[tuple[str, bytes], ...] = ()
    message_id: str = ""
    host: str = _HOST
    forwarded: bool = False

    @property
    def key(self) -> str:
        """Tells this letter from others; the same contents give the same."""
        names = (name for name, _ in self.attachments)
        said = "\n".join((self.sender, self.to, self.subject, self.body, self.at.isoformat(), *names))
        return sha256(said.encode()).hexdigest()[:24]


def make_letter(posted: Posted) -> bytes:
    """The letter as it lies in the mailbox (.eml). The same letter gives the same bytes."""
    letter = _headed(posted, subject=posted.subject, message_id=posted.message_id or f"<{posted.key}@{_HOST}>")
    letter.attach(MIMEText(posted.body, "plain", "utf-8"))
    for name, data in posted.attachments:
        letter.attach(_attached(name, data))
    if posted.forwarded:
        letter = _around(letter, posted)
    return _received(posted) + letter.as_bytes(policy=policy.SMTP.clone(refold_source="none"))


def _headed(posted: Posted, *, subject: str, message_id: str) -> MIMEMultipart:
    letter = MIMEMultipart(boundary=f"=_{sha256(message_id.encode()).hexdigest()[:32]}")
    letter["From"] = formataddr(_name_and_address(posted.sender))
    letter["To"] = formataddr(_name_and_address(posted.to))
    # Encoded here: the newer way of the library loses spaces where it folds.
    letter["Subject"] = Header(subject, "utf-8").encode()
    letter["Date"] = format_datetime(posted.at)
    letter["Message-ID"] = message_id
    return letter


def _attached(name: str, data: bytes) -> MIMEBase:
    part = MIMEBase(*_TYPES.get(PurePath(name.lower()).suffix, ("application", "octet-stream")))
    part.set_payload(data)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return part


def _around(inner: MIMEMultipart, posted: Posted) -> MIMEMultipart:
    outer = _headed(posted, subject=f"Fwd: {posted.subject}", message_id=f"<fwd.{posted.key}@{_HOST}>")
    outer.attach(MIMEText("Chuyển tiếp thư dưới đây.\n", "plain", "utf-8"))
    outer.attach(MIMEMessage(inner))
    return outer


def _received(posted: Posted) -> bytes:
    """What the receiving host writes on top."""
    address = _name_and_address(posted.sender)[1]
    domain = address.rpartition("@")[2]
    lines = [f"Return-Path: <{address}>"]
    if posted.host:
        lines.append(f"Authentication-Results: {posted.host}; dmarc=pass header.from={domain}; spf=pass; dkim=pass")
    lines.append(f"Received: from {domain} by {posted.host or _HOST}; {format_datetime(posted.at)}")
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _name_and_address(text: str) -> tuple[str, str]:
    """Names of units hold commas and brackets, so only the last < counts."""
    name, _, address = text.rpartition("<")
    return name.strip(), address.removesuffix(">").strip()
