"""Units in a tree with dates and successors, their blocs, spellings, contacts, and people's roles at them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class Bloc(models.Model):
    """A bloc (khối) under which units are counted and listed, in the office's own order."""

    name = models.CharField(max_length=120, unique=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    def under(self, unit: Unit) -> UnitQuerySet:
        """The unit and all below it; a range over the path, which both databases answer from its index."""
        return self.filter(path__range=(unit.path, unit.path + PATH_END))

    def existing_on(self, day: dt.date) -> UnitQuerySet:
        return self.filter(Q(founded=None) | Q(founded__lte=day), Q(closed=None) | Q(closed__gt=day))

    def visible_to(self, user: User | AnonymousUser) -> UnitQuerySet:
        """Units at or below a node where the user has a role; nobody else's exist for them."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        allowed = Q(pk=None)
        for path in Membership.objects.current().filter(user=user).values_list("unit__path", flat=True):
            allowed |= Q(path__range=(path, path + PATH_END))
        return self.filter(allowed)


PATH_STEP = 4
# Above every step a path can take: steps are base-36 digits and never reach ZZZZ.
PATH_END = "ZZZZ"


class Unit(models.Model):
    """A commune, agency, school, cell…; `path` is its place in the tree, made by units.tree only."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=250)
    # The name as letters list it inside its bloc ("Nhị Thành" for "Xã Nhị Thành"); empty means the name itself.
    short_name = models.CharField(max_length=250, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    bloc = models.ForeignKey(Bloc, null=True, blank=True, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=60, unique=True)
    # Folded and expanded name by which spellings are compared (units.matching.key_of).
    key = models.CharField(max_length=250, db_index=True)
    founded = models.DateField(null=True, blank=True)
    closed = models.DateField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed=None) | Q(founded=None) | Q(closed__gte=F("founded")),
                name="unit_closes_after_founding",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def listed_name(self) -> str:
        return self.short_name or self.name


class Succession(models.Model):
    """`before` ended in `after`: merger, split or renaming, on a day; history is never rewritten."""

    before = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    after = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessions")
    on = models.DateField()
    # Divided units went to several successors: what belongs where needs a person.
    divided = models.BooleanField(default=False)
    basis = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["before", "after"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Alias(models.Model):
    """Another spelling that means this unit; `learnt` ones came from an officer's decision at the desk."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=250)
    key = models.CharField(max_length=250, db_index=True)
    learnt = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "key"], name="alias_once")]

    def __str__(self) -> str:
        return self.text


class Contact(models.Model):
    """An address letters of this unit come from; one address may serve several units (then it only suggests)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, db_index=True)
    phone = models.CharField(max_length=30, blank=True)
    learnt = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "email"], name="contact_once")]

    def __str__(self) -> str:
        return self.email


class Role(models.TextChoices):
    OFFICER = "officer", "Cán bộ tổng hợp"
    LEADER = "leader", "Lãnh đạo"
    CLERK = "clerk", "Cán bộ đơn vị"
    VIEWER = "viewer", "Người theo dõi"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> MembershipQuerySet:
        return self.filter(ended_at=None)


class Membership(models.Model):
    """A person's role at a node of the tree; it reaches the node and all below it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(ended_at=None), name="membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} · {self.unit}"
