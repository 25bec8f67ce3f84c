"""Submissions: what came in, each delivery of it, and how far it got on the river."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kheo.campaigns.models import Call, Campaign, Obligation
from kheo.journal.models import Original
from kheo.post.models import Mailbox, Outgoing
from kheo.units.models import Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: User | AnonymousUser) -> SubmissionQuerySet:
        """A unit's own submissions; those not yet placed belong to whoever sees the campaign's root."""
        units = Unit.objects.visible_to(user)
        return self.filter(Q(unit__in=units) | Q(unit=None, campaign__root__in=units))


class Submission(models.Model):
    """One original that came for one campaign; the same bytes again are another Delivery of the same submission.

    A letter (.eml) is a submission too; its attachments are submissions that are `part_of` it. So is each further form
    of a file that holds several: the same original, another portion.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "Đã nhận, chưa đọc"
        PUZZLING = "puzzling", "Cần người xem"
        RETURNED = "returned", "Trả lại để bổ sung"
        TAKEN = "taken", "Đã ghi nhận"
        OPENED = "opened", "Thư đã mở, xem tệp kèm"
        ASIDE = "aside", "Để riêng"

    class Channel(models.TextChoices):
        LETTER = "letter", "Thư điện tử"
        UPLOAD = "upload", "Tải lên"
        SCREEN = "screen", "Cán bộ nhập thay"
        LINK = "link", "Đường dẫn riêng"

    # The receipt code given to the sender: K- and base 32 digits without look-alikes.
    code = models.CharField(max_length=20, unique=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="submissions")
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="submissions")
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    received_at = models.DateTimeField()
    filename = models.CharField(max_length=250, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    # The letter's own Message-ID, for answering within its thread; empty for what is no letter.
    message_id = models.CharField(max_length=998, blank=True)
    # Written by a machine or to a list: never answered (RFC 3834).
    automatic = models.BooleanField(default=False)
    # Who sent the letter inside the letter that brought it: a claim within a claim, only a weak sign of whose it is.
    forwarded_from = models.CharField(max_length=254, blank=True)
    # The mailbox it came to; empty for what came another way.
    mailbox = models.ForeignKey(Mailbox, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions")
    # Which of the forms in its file it is, where the file holds those of several units; 0: the file as it came.
    portion = models.PositiveSmallIntegerField(default=0)
    # Of a part split off by hand: the addresses its lines begin at, empty for all; and those a source gave away so.
    own_lines = models.JSONField(default=list, blank=True)
    given_lines = models.JSONField(default=list, blank=True)
    # Entered again for another campaign, from the same original; here it is set aside.
    moved_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="moved_from")
    # When somebody of the office first looked at it: until then a unit may take back what it sent by its link.
    opened_at = models.DateTimeField(null=True, blank=True)
    # Authentication-Results and the like, as they came with the letter.
    authenticity = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    state_at = models.DateTimeField()
    # Whose it is and for which call, as recognised or as decided by a person.
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions")
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions")
    obligation = models.ForeignKey(
        Obligation, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Ranked guesses: [{"unit": code, "name": …, "score": 0.93, "why": "head"}].
    guesses = models.JSONField(default=list, blank=True)
    # What the reader found, so that screens need not read the file again: see intake.understanding.stored.
    reading = models.JSONField(null=True, blank=True)
    # Problems as {"code", "severity", "at", "message"}.
    problems = models.JSONField(default=list, blank=True)
    # Cells mended by an officer: [{"row": 0, "field": "title", "was": …, "now": …, "by": user id, "at": …}].
    mends = models.JSONField(default=list, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    # When an office let it go down the river again; what follows takes effect from then, not from its arrival.
    reopened_at = models.DateTimeField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "original", "portion"], name="submission_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "id"], name="submission_waiting"),
            models.Index(fields=["campaign", "state", "-received_at"], name="submission_desk"),
            models.Index(fields=["campaign", "-received_at", "-id"], name="submission_newest"),
            models.Index(fields=["unit", "-received_at"], name="submission_unit"),
            models.Index(fields=["state_at"], name="submission_moved"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_told(self) -> bool:
        """Was whose it is said by a person, or by the unit's own link? Then nothing is guessed about it."""
        by_link = self.channel == self.Channel.LINK
        return self.unit_id is not None and (by_link or self.decided_by_id is not None)

    @property
    def is_taken_back(self) -> bool:
        """Did the act that entered it here get undone? Then nobody is told of it."""
        return self.state == self.State.ASIDE and any(problem["code"] == "taken_back" for problem in self.problems)


class Delivery(models.Model):
    """One arrival of a submission's bytes: the first, and every repetition."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Submission.Channel.choices)
    at = models.DateTimeField()
    sender = models.CharField(max_length=254, blank=True)
    filename = models.CharField(max_length=250, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.submission} · {self.at:%Y-%m-%d %H:%M}"


class Answer(models.Model):
    """What was told to the sender of one whole thing that came: at most one answer, then one letter an outcome."""

    class Silence(models.TextChoices):
        AUTOMATIC = "automatic", "Thư do máy gửi, không trả lời"
        OWN = "own", "Thư từ hộp thư của cơ quan, không trả lời"
        TYPED = "typed", "Cán bộ nhập thay, không trả lời"
        NOBODY = "nobody", "Không có địa chỉ để trả lời"
        NO_MAILBOX = "no_mailbox", "Đợt này chưa có hộp thư để trả lời"
        WITHDRAWN = "withdrawn", "Đơn vị đã rút lại"
        ELSEWHERE = "elsewhere", "Đã chuyển sang đợt khác, trả lời ở đợt đó"

    # The whole: a letter, a zip, or a file sent alone; never a part of one.
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="answer")
    at = models.DateTimeField()
    # When the states of the whole were last compared with what was told.
    looked_at = models.DateTimeField()
    # Why there is no letter; empty where there is one.
    silence = models.CharField(max_length=12, choices=Silence.choices, blank=True)
    address = models.CharField(max_length=254, blank=True)
    # The latest letter, and how many there were.
    outgoing = models.ForeignKey(Outgoing, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    letters = models.PositiveSmallIntegerField(default=0)
    # Receipt code → state, as the latest letter tells it, and as the letter before it told it.
    told = models.JSONField(default=dict)
    told_before = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["address", "at"], name="answer_address")]

    def __str__(self) -> str:
        return f"{self.submission} → {self.address or self.get_silence_display()}"
