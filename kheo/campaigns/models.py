"""A campaign is a letter: everything it says in fields, and the ledger of obligations frozen when it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kheo.units.models import PATH_END, Bloc, Membership, Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: User | AnonymousUser) -> CampaignQuerySet:
        """Campaigns of a node the user has a role at or below, and published ones addressed to a unit of theirs."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        allowed = Q(pk=None)
        for path in Membership.objects.current().filter(user=user).values_list("unit__path", flat=True):
            allowed |= Q(root__path__range=(path, path + PATH_END))
            above = [path[:end] for end in range(4, len(path), 4)]
            allowed |= Q(root__path__in=above, published_at__isnull=False)
        return self.filter(allowed)


class Campaign(models.Model):
    """A letter and what follows from it; written on screen or as a TOML file, printed and judged from one place."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=250)
    year = models.PositiveSmallIntegerField()
    # Everyone at or below this unit may be addressed; the calls' audiences narrow it.
    root = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="campaigns")
    # The issuer as printed: the organ above it, its own name, its seal and place.
    parent_organ = models.CharField(max_length=200, blank=True)
    organ = models.CharField(max_length=200)
    organ_symbol = models.CharField(max_length=30)
    place = models.CharField(max_length=80)
    regime = models.CharField(max_length=10, default="party", choices=[("party", "Đảng"), ("state", "Nhà nước")])
    number = models.PositiveIntegerField(null=True, blank=True)
    document_type = models.CharField(max_length=40, default="Công văn")
    document_symbol = models.CharField(max_length=10, default="CV")
    issued_on = models.DateField(null=True, blank=True)
    subject = models.CharField(max_length=300)
    # Signature lines above the name ("PHÓ BÍ THƯ", "kiêm", "TRƯỞNG BAN"), as a list of strings.
    signer_titles = models.JSONField(default=list)
    signer_name = models.CharField(max_length=120, blank=True)
    recipients = models.JSONField(default=list)
    email = models.CharField(max_length=254, blank=True)
    # Who collects the answers, as letters call it ("Ban Dân vận Huyện ủy").
    collector = models.CharField(max_length=200, blank=True)
    # Words on papers of this campaign that differ by office; see publishing (e.g. names of the movement).
    wording = models.JSONField(default=dict, blank=True)
    # Ids of the blocs in the order of the tree on the day of publishing; lists and letters follow it.
    bloc_order = models.JSONField(default=list, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-year", "slug"]

    def __str__(self) -> str:
        return self.title

    @property
    def symbol(self) -> str:
        """As printed after the number: CV/BDVHU."""
        return f"{self.document_symbol}/{self.organ_symbol}"


class LegalBasis(models.Model):
    """A paper the letter stands on (căn cứ); printed in the official way from its fields."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="bases")
    position = models.PositiveSmallIntegerField()
    document_type = models.CharField(max_length=60)
    number = models.CharField(max_length=40, blank=True)
    dated = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    # Bases of a strand are cited where the strand is spoken of, not at the head of the letter.
    strand = models.ForeignKey("Strand", null=True, blank=True, on_delete=models.CASCADE, related_name="bases")

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return f"{self.document_type} {self.number}".strip()


class Strand(models.Model):
    """A line of the campaign with an orientation of its own: the general one, mô hình điểm…"""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="strands")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "code"], name="strand_once")]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A field of work (lĩnh vực) of the campaign, with the code the level above counts it under."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="areas")
    strand = models.ForeignKey(Strand, null=True, blank=True, on_delete=models.CASCADE, related_name="areas")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=250)
    synonyms = models.JSONField(default=list, blank=True)
    upper_code = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "code"], name="area_once")]

    def __str__(self) -> str:
        return self.name


class Addressee(models.Model):
    """One line after Kính gửi."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="addressees")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=250)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.text


class Section(models.Model):
    """A paragraph of the letter; `{…}` places in it are filled from calls and rules, so they cannot drift apart."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=20, default="body")
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.text[:60]


class Call(models.Model):
    """A thing asked of units: its kind of paper, its deadline with hour, whom it is asked of."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="calls")
    slug = models.SlugField(max_length=40)
    title = models.CharField(max_length=250)
    paper = models.CharField(max_length=40)
    form_title = models.CharField(max_length=250, blank=True)
    # Exclusive upper bound: an answer is on time when it came before this instant.
    due_at = models.DateTimeField()
    # As the letter says it, kept beside the instant it means ("trước ngày" / "chậm nhất ngày").
    due_wording = models.CharField(max_length=60, default="trước ngày")
    audience_kinds = models.JSONField(default=list, blank=True)
    audience_blocs = models.JSONField(default=list, blank=True)
    # Owed only by the units the office names (planning.choose), by nobody before.
    by_choice = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "slug"], name="call_once")]

    def __str__(self) -> str:
        return self.title


class Requirement(models.Model):
    """What an answer must hold at least (and at most) for some kinds of unit; several stand side by side.

    `measure`: coverage, collectives, individuals, households, practices, exemplars.
    A target is aimed at and shown, a minimum is owed and makes an answer short.
    """

    class Strength(models.TextChoices):
        MINIMUM = "minimum", "Bắt buộc"
        TARGET = "target", "Mục tiêu"

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="requirements")
    measure = models.CharField(max_length=30)
    strength = models.CharField(max_length=10, choices=Strength.choices, default=Strength.MINIMUM)
    least = models.PositiveIntegerField(null=True, blank=True)
    most = models.PositiveIntegerField(null=True, blank=True)
    kinds = models.JSONField(default=list, blank=True)
    except_kinds = models.JSONField(default=list, blank=True)
    blocs = models.JSONField(default=list, blank=True)
    # How the letter names those it binds ("đảng bộ các xã, thị trấn").
    audience_words = models.CharField(max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.measure} ≥ {self.least}"


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def visible_to(self, user: User | AnonymousUser) -> ObligationQuerySet:
        return self.filter(unit__in=Unit.objects.visible_to(user))


class Obligation(models.Model):
    """One unit's duty under one call; written when the letter is published and never deleted.

    `state`, `since`, `received_at`, `on_time`, `due_at`, `short` repeat the latest Standing so that the board is one
    grouped query; campaigns.ledger is the only writer of both.
    """

    class State(models.TextChoices):
        MISSING = "missing", "Chưa gửi"
        RECEIVED = "received", "Đã nhận, chờ xem"
        RETURNED = "returned", "Trả lại để bổ sung"
        ACCEPTED = "accepted", "Đạt"
        EXCUSED = "excused", "Được miễn"
        MERGED = "merged", "Thực hiện chung"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="obligations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obligations")
    # As it was on the day of publishing: later changes of the tree do not move old figures.
    bloc = models.ForeignKey(Bloc, null=True, on_delete=models.PROTECT, related_name="+")
    unit_kind = models.CharField(max_length=60, blank=True)
    due_at = models.DateTimeField()
    joint_with = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")
    state = models.CharField(max_length=10, choices=State.choices, default=State.MISSING)
    # The `at` of the latest Standing; empty while none was written.
    since = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    on_time = models.BooleanField(null=True, blank=True)
    # [{"rule": "individuals", "has": 1, "needs": 2}], empty when nothing is missing.
    short = models.JSONField(default=list, blank=True)
    is_short = models.BooleanField(default=False)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "unit"], name="obligation_once")]
        indexes: ClassVar = [
            models.Index(fields=["call", "bloc", "state", "on_time", "is_short"], name="obligation_board"),
            models.Index(fields=["call", "state", "bloc", "unit"], name="obligation_owing"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.call}"


class Standing(models.Model):
    """How a duty stood from an instant on: append-only, so that the board of any past hour can be made again.

    `at` is when it took effect (an answer: when it was received), `noted_at` when we wrote it.
    """

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="standings")
    at = models.DateTimeField()
    noted_at = models.DateTimeField()
    # What was done (campaigns.standings.Act), so that acts which come to light later can be put in their place.
    act = models.CharField(max_length=10, default="answered")
    state = models.CharField(max_length=10, choices=Obligation.State.choices)
    received_at = models.DateTimeField(null=True, blank=True)
    on_time = models.BooleanField(null=True, blank=True)
    due_at = models.DateTimeField()
    short = models.JSONField(default=list, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["obligation", "at", "id"], name="standing_asof")]

    def __str__(self) -> str:
        return f"{self.obligation_id}: {self.state} {self.at:%Y-%m-%d %H:%M}"
