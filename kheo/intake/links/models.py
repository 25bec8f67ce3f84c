"""Links of units, the codes that open them, what is being written behind them, and what was sent."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kheo.campaigns.models import Obligation
from kheo.intake.models import Submission
from kheo.units.models import Unit


class Link(models.Model):
    """One unit's way to one call. Its token is in no row: it is made from `seed` and the instance's key.

    `digest` is the hash by which a token is found; a database without the key opens nothing.
    """

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="links")
    seed = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    # Empty: made when the unit came by the campaign's common door.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # How many letters with it were queued; a letter's key names its number, so that none goes twice.
    letters = models.PositiveSmallIntegerField(default=0)
    lettered_at = models.DateTimeField(null=True, blank=True)
    # When a code was last typed rightly.
    opened_at = models.DateTimeField(null=True, blank=True)
    # Whoever came in before this instant must ask for a new code (the clerk changed).
    let_in_from = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["obligation"], condition=Q(revoked_at=None), name="link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation} · {self.digest[:8]}"


class Code(models.Model):
    """A one-time code of six figures, kept as a keyed hash: for coming in, or for handing the link over."""

    class Way(models.TextChoices):
        EMAIL = "email", "Thư điện tử"
        TELEPHONE = "telephone", "Đọc qua điện thoại"

    class Purpose(models.TextChoices):
        ENTRY = "entry", "Vào phiếu"
        HANDOVER = "handover", "Bàn giao"

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="codes")
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.ENTRY)
    way = models.CharField(max_length=10, choices=Way.choices)
    # The known address or number it went to.
    sent_to = models.CharField(max_length=254)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    # Where the request came from; only for the limits, wiped with old codes.
    asked_from = models.GenericIPAddressField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["link", "-created_at"], name="code_link"),
            models.Index(fields=["sent_to", "created_at"], name="code_address"),
            models.Index(fields=["asked_from", "created_at"], name="code_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.created_at:%Y-%m-%d %H:%M}"


class LinkDraft(models.Model):
    """What a unit is writing for one duty; it outlives links and hand-overs. `version` grows with every change."""

    obligation = models.OneToOneField(Obligation, on_delete=models.PROTECT, related_name="link_draft")
    # [{"title": "…", "field": "…"}, …] as typed; a row may be empty.
    rows = models.JSONField(default=list)
    nil = models.BooleanField(default=False)
    # Ids of last year's entries the unit does not carry on.
    closed = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    # A random name of the browser that saved last.
    device = models.CharField(max_length=40, blank=True)
    # The next sending; a key that was used gives the answer that was given then.
    sending_key = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return f"{self.obligation} v{self.version}"


class DraftCopy(models.Model):
    """What another device had saved when a later save overtook it unseen: kept beside until somebody chooses."""

    draft = models.ForeignKey(LinkDraft, on_delete=models.CASCADE, related_name="copies")
    rows = models.JSONField(default=list)
    nil = models.BooleanField(default=False)
    closed = models.JSONField(default=list)
    device = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "draft copies"

    def __str__(self) -> str:
        return f"{self.draft} · {self.saved_at:%Y-%m-%d %H:%M}"


class Sent(models.Model):
    """One official sending through a link; `key` makes a repeated one the same."""

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="sent")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="sent_by_link")
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="sent_by_link")
    key = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "sent"
        indexes: ClassVar = [models.Index(fields=["obligation", "-at"], name="sent_obligation")]

    def __str__(self) -> str:
        return f"{self.obligation} · {self.at:%Y-%m-%d %H:%M}"


class Handover(models.Model):
    """The clerk changes: who comes next, until the old address or the office confirms it."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="handovers")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="handovers")
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254)
    phone = models.CharField(max_length=30, blank=True)
    # The address that is given up with it; empty: it stays beside the new one.
    instead_of = models.CharField(max_length=254, blank=True)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    # Empty: confirmed by the code sent to the old address.
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed = models.BooleanField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "settled_at"], name="handover_open")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.email}"
