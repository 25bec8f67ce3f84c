"""The district's mailbox, and letters of the outbox for a test to send."""

from kheo.post.models import Mailbox, Outgoing
from kheo.post.outbox import Draft, queue
from kheo.post.sealing import seal
from kheo.units.models import Unit

ADDRESS = "bdv@hoabinhha.example.vn"


def mailbox_at(office: Unit, port: int, **fields: object) -> Mailbox:
    """A mailbox whose letters go out through loopback; it answers by itself and has no rate worth speaking of."""
    said: dict[str, object] = {
        "name": "Ban Dân vận Huyện ủy Hòa Bình Hạ",
        "address": ADDRESS,
        "imap_host": "127.0.0.1",
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_security": "none",
        "username": "",
        "answering": "send",
        "per_minute": 10_000,
    }
    return Mailbox.objects.create(office=office, **(said | fields))


def with_password(username: str, password: str) -> dict[str, object]:
    return {"username": username, "sealed_secret": seal(password)}


def letter_to(
    mailbox: Mailbox,
    address: str,
    *,
    subject: str = "Kết quả tiếp nhận đăng ký “Dân vận khéo”",
    body: str = "Kính gửi Xã An Bình,\n\nĐã nhận.\n",
    in_reply_to: str = "",
    held: bool = False,
) -> Outgoing:
    kind = Outgoing.Kind.ANSWER
    draft = Draft(f"thu:{address}", kind, [address], subject, body, in_reply_to=in_reply_to)
    return queue(draft, mailbox, held=held)
