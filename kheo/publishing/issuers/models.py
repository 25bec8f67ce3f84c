"""Organs that issue papers, and who signs for them with which power."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from kheo.units.models import Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class IssuerQuerySet(models.QuerySet["Issuer"]):
    def visible_to(self, user: User | AnonymousUser) -> IssuerQuerySet:
        """Issuers of the nodes the user sees."""
        return self.filter(unit__in=Unit.objects.visible_to(user))


class Issuer(models.Model):
    """An organ as printed: names in full, never abbreviated (05-HD/VPTW), regime, symbol, place, seal, series."""

    class Regime(models.TextChoices):
        PARTY = "party", "Đảng"
        STATE = "state", "Nhà nước"

    # The node of the tree whose people issue in its name.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="issuers")
    parent_organ = models.CharField(max_length=200, blank=True)
    organ = models.CharField(max_length=200)
    regime = models.CharField(max_length=10, choices=Regime.choices, default=Regime.PARTY)
    # After the slash of the symbol: "BTGDVTU", "BCĐ".
    symbol = models.CharField(max_length=30)
    place = models.CharField(max_length=80)
    # An organ without a seal signs with that of another: then whose.
    has_seal = models.BooleanField(default=True)
    seal_of = models.CharField(max_length=200, blank=True)
    # Party series run through one term (nhiệm kỳ) from this day; State series through the calendar year.
    term_started_on = models.DateField(null=True, blank=True)
    # The last line of Nơi nhận: "Lưu Văn phòng Tỉnh uỷ".
    archive_line = models.CharField(max_length=200, blank=True)
    # The organ's code in the exchange of electronic documents (13 characters of Decree 30's annex VI); may be unknown.
    organ_code = models.CharField(max_length=13, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = IssuerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["organ", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "parent_organ", "organ", "symbol"], name="issuer_once"),
        ]

    def __str__(self) -> str:
        return self.organ


class Signer(models.Model):
    """One person's power to sign for an issuer; the lines above the name follow from it (issuers/powers.py)."""

    class Power(models.TextChoices):
        HEAD = "head", "Người đứng đầu ký trực tiếp"
        DEPUTY = "deputy", "Cấp phó ký thay (K/T, KT.)"
        DEPUTY_IN_CHARGE = "deputy_in_charge", "Cấp phó phụ trách (chưa có người đứng đầu)"
        ACTING = "acting", "Quyền người đứng đầu (Q.)"
        COLLECTIVE = "collective", "Thay mặt tập thể (T/M, TM.)"
        BY_ORDER = "by_order", "Thừa lệnh (T/L, TL.)"
        AUTHORISED = "authorised", "Thừa uỷ quyền (TUQ., chỉ của Nhà nước)"
        CONCURRENT = "concurrent", "Kiêm nhiệm, dùng dấu của cơ quan khác (kiêm)"

    issuer = models.ForeignKey(Issuer, on_delete=models.CASCADE, related_name="signers")
    name = models.CharField(max_length=120)
    power = models.CharField(max_length=20, choices=Power.choices)
    # The signer's own post, without the organ's name: "Phó Trưởng ban".
    post = models.CharField(max_length=120)
    # Whom or what the signer stands for: the head's post (K/T, Q.), the collective (T/M), who gave the order (T/L), the
    # second post held (kiêm).
    stands_for = models.CharField(max_length=160, blank=True)
    active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["issuer", "position", "pk"]

    def __str__(self) -> str:
        return self.name
