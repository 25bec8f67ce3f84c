"""Designs of certificates, printers' offsets, and the certificates given out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from kheo.campaigns.models import Campaign
from kheo.journal.models import Original
from kheo.publishing.issuers.models import Issuer
from kheo.units.models import Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class DesignQuerySet(models.QuerySet["Design"]):
    def visible_to(self, user: User | AnonymousUser) -> DesignQuerySet:
        return self.filter(issuer__unit__in=Unit.objects.visible_to(user))


class Design(models.Model):
    """Where each text stands on a certificate; sizes in millimetres, since no official size was found for all."""

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="designs")
    name = models.CharField(max_length=120)
    # "Giấy khen", "Bằng khen", "Giấy chứng nhận".
    title = models.CharField(max_length=60)
    width = models.DecimalField(max_digits=6, decimal_places=2)
    height = models.DecimalField(max_digits=6, decimal_places=2)
    # A picture or a one-page PDF; None where pre-printed stock is used.
    background = models.ForeignKey(Original, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # One a place, as layout.Place: key, left, top, width, height (mm), size, least_size (points), bold, text with tags.
    places = models.JSONField(default=list)
    # The shipped sample it was copied from; the screen says that a sample is no official form.
    sample = models.CharField(max_length=40, blank=True)
    active = models.BooleanField(default=True)

    objects = DesignQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Printer(models.Model):
    """How far a printer sets its print off, measured on the calibration sheet; millimetres, right and down."""

    issuer = models.ForeignKey(Issuer, on_delete=models.CASCADE, related_name="printers")
    name = models.CharField(max_length=120)
    right = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    down = models.DecimalField(max_digits=5, decimal_places=2, default=0)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["issuer", "name"], name="printer_once")]

    def __str__(self) -> str:
        return self.name


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: User | AnonymousUser) -> CertificateQuerySet:
        return self.filter(campaign__root__in=Unit.objects.visible_to(user))


class Certificate(models.Model):
    """One certificate given out. Whatever is printed is kept here, so that printing again says the same."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="certificates")
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="certificates")
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="certificates")
    # Public, in the QR code; says nothing by itself.
    code = models.CharField(max_length=20, unique=True)
    recipient = models.CharField(max_length=250)
    # Address or unit, and the merit, as printed.
    of_unit = models.CharField(max_length=250, blank=True)
    merit = models.TextField(blank=True)
    # Folded recipient, unit and number of the decision, for accent-blind search.
    folded = models.TextField(blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    # Running number of the golden book (số sổ vàng); one series per issuer and year.
    book_number = models.PositiveIntegerField(null=True, blank=True)
    book_year = models.PositiveSmallIntegerField(null=True, blank=True)
    # Every word that is printed (layout.Printed), as it was on the day: the organ and its signer may change later.
    printed = models.JSONField(default=dict)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # A reissue names what it replaces and why; a certificate taken back says when and why.
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["campaign", "pk"]
        constraints: ClassVar = [
            # A reissue stands on the same line of the book as what it replaces.
            models.UniqueConstraint(
                fields=["issuer", "book_year", "book_number"],
                condition=models.Q(replaces=None),
                name="golden_book_once",
            ),
        ]

    def __str__(self) -> str:
        return self.recipient


class PrintRunQuerySet(models.QuerySet["PrintRun"]):
    def visible_to(self, user: User | AnonymousUser) -> PrintRunQuerySet:
        return self.filter(campaign__root__in=Unit.objects.visible_to(user))


class PrintRun(models.Model):
    """Many certificates in one PDF, made in the background; `done` of `total` is the progress shown."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="print_runs")
    certificates = models.JSONField(default=list)
    # "whole" or "text" (for pre-printed stock).
    mode = models.CharField(max_length=10, default="whole")
    printer = models.ForeignKey(Printer, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    original = models.ForeignKey(Original, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # A worker is on it as long as this is fresh; the tries are counted, since one may kill every worker.
    worked_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    # Why it could not be made, in a sentence.
    failed = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PrintRunQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"
