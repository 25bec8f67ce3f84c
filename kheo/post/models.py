"""An office's mailboxes, which letters were fetched from them, and every letter that goes out, with its fate."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from kheo.campaigns.models import Campaign
from kheo.journal.models import Original
from kheo.units.models import Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class MailboxQuerySet(models.QuerySet["Mailbox"]):
    def visible_to(self, user: User | AnonymousUser) -> MailboxQuerySet:
        return self.filter(office__in=Unit.objects.visible_to(user))


class Mailbox(models.Model):
    """One address of an office: where its letters come in (IMAP) and go out (SMTP).

    A letter in it belongs to the open campaign whose address (Campaign.email) is this one's.
    """

    class Security(models.TextChoices):
        TLS = "tls", "TLS"
        STARTTLS = "starttls", "STARTTLS"
        NONE = "none", "Không mã hóa (chỉ dùng trong máy này)"

    class SignIn(models.TextChoices):
        PASSWORD = "password", "Mật khẩu (hoặc mật khẩu ứng dụng)"
        OAUTH2 = "oauth2", "OAuth 2.0 (Google, Microsoft)"

    class Answering(models.TextChoices):
        HOLD = "hold", "Giữ lại để cán bộ xem trước khi gửi"
        SEND = "send", "Tự động gửi"

    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="mailboxes")
    name = models.CharField(max_length=120, blank=True)
    address = models.EmailField(max_length=254, unique=True)
    imap_host = models.CharField(max_length=250)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=10, choices=Security.choices, default=Security.TLS)
    smtp_host = models.CharField(max_length=250, blank=True)
    smtp_port = models.PositiveIntegerField(default=465)
    smtp_security = models.CharField(max_length=10, choices=Security.choices, default=Security.TLS)
    username = models.CharField(max_length=254)
    sign_in = models.CharField(max_length=10, choices=SignIn.choices, default=SignIn.PASSWORD)
    # Password or refresh token, sealed with the instance's key (post.sealing); never shown again.
    sealed_secret = models.TextField(blank=True)
    token_url = models.URLField(max_length=250, blank=True)
    client_id = models.CharField(max_length=250, blank=True)
    sealed_client_secret = models.TextField(blank=True)
    folder = models.CharField(max_length=250, default="INBOX")
    # Letters are moved there once they are kept; empty: they stay and are marked as read.
    done_folder = models.CharField(max_length=250, blank=True)
    # Letters from before this day are none of the campaign's.
    since = models.DateField(null=True, blank=True)
    answering = models.CharField(max_length=10, choices=Answering.choices, default=Answering.HOLD)
    per_minute = models.PositiveIntegerField(default=20)
    # Each letter also goes to the mailbox itself: the office has a copy, and a crash cannot make a letter go out twice.
    copies_itself = models.BooleanField(default=True)
    enabled = models.BooleanField(default=True)
    # All that had come by then was looked at; a copy of ours not met by then did not come.
    last_fetched_at = models.DateTimeField(null=True, blank=True)
    # Nobody fetches before this instant: another is at it (it names the claim), or it failed and rests for a while.
    fetch_after = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = MailboxQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return self.address


class Fetched(models.Model):
    """One letter of a mailbox that was dealt with, under every name by which it could be met again."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="fetched")
    folder = models.CharField(max_length=250)
    uidvalidity = models.BigIntegerField()
    uid = models.BigIntegerField()
    message_id = models.CharField(max_length=998, blank=True)
    # SHA-256 of the letter without the lines that servers add on the way.
    fingerprint = models.CharField(max_length=64)
    # None: not kept, since it is our own copy, a repetition, or too large; `note` says which.
    original = models.ForeignKey(Original, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    # When it was marked as read or moved on the server; empty: that is still to be done.
    filed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "fetched"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mailbox", "folder", "uidvalidity", "uid"], name="fetched_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["mailbox", "fingerprint"], name="fetched_fingerprint"),
            models.Index(fields=["mailbox", "message_id"], name="fetched_message"),
        ]

    def __str__(self) -> str:
        return f"{self.mailbox} {self.folder} {self.uidvalidity}/{self.uid}"


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    def visible_to(self, user: User | AnonymousUser) -> OutgoingQuerySet:
        return self.filter(mailbox__office__in=Unit.objects.visible_to(user))


class Outgoing(models.Model):
    """One letter that goes out, or waits to; `key` names its cause, so that no cause gives two letters."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "Trả lời"
        REMINDER = "reminder", "Nhắc"
        ESCALATION = "escalation", "Báo đơn vị cấp trên"
        CODE = "code", "Mã xác nhận"
        LINK = "link", "Đường dẫn riêng"

    class State(models.TextChoices):
        HELD = "held", "Giữ lại, chờ cán bộ"
        QUEUED = "queued", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        UNSURE = "unsure", "Không rõ đã gửi chưa"
        FAILED = "failed", "Không gửi được"
        BOUNCED = "bounced", "Bị trả lại"
        CANCELLED = "cancelled", "Đã bỏ"

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="outgoing")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="outgoing")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="outgoing")
    # Addresses, as a list of strings.
    to = models.JSONField(default=list)
    subject = models.CharField(max_length=500)
    body = models.TextField()
    message_id = models.CharField(max_length=250, unique=True)
    in_reply_to = models.CharField(max_length=998, blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    tries = models.PositiveSmallIntegerField(default=0)
    # Not before this instant; and while sending, how long the sender's claim on it holds.
    next_try_at = models.DateTimeField()
    # When a sender last took it in hand: the mailbox's rate is counted by it, and it names the claim.
    claimed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "outgoing"
        indexes: ClassVar = [
            models.Index(fields=["state", "next_try_at", "id"], name="outgoing_due"),
            models.Index(fields=["mailbox", "-sent_at"], name="outgoing_sent"),
            models.Index(fields=["mailbox", "claimed_at"], name="outgoing_rate"),
            models.Index(fields=["mailbox", "-created_at", "-id"], name="outgoing_newest"),
            models.Index(fields=["campaign", "kind", "state"], name="outgoing_campaign"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {', '.join(self.to)}"


class Enclosure(models.Model):
    """A file that goes with an outgoing letter."""

    outgoing = models.ForeignKey(Outgoing, on_delete=models.CASCADE, related_name="enclosures")
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)

    def __str__(self) -> str:
        return self.name
