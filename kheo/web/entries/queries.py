"""Entries a person sees, filtered and sorted as the address says."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, QueryDict

from kheo.campaigns.models import Area, Campaign
from kheo.office.wording import words
from kheo.records.models import Entry, EntryQuerySet
from kheo.records.searching import matching, newest_matching
from kheo.units.models import Bloc, Unit
from kheo.web.paging import Page, page_of
from kheo.web.pills import Choice, Pill, chosen, pills
from kheo.web.rights import led_ids, person, sighted

LABELS = {
    "q": "Tìm",
    "campaign": "Đợt",
    "area": "Lĩnh vực",
    "subject": "Đối tượng",
    "kind": "Loại",
    "continuity": "Tính chất",
    "bloc": "Khối",
    "unit": "Đơn vị",
}
SORTS: dict[str, tuple[Any, ...]] = {
    "": ("-pk",),
    "title": ("title_key", "pk"),
    "unit": ("unit__path", "position", "pk"),
}
# The same orders as no index has them: for few rows, found by another index first.
_SORTS_OF_FEW: dict[str, tuple[Any, ...]] = {
    "": ("-pk",),
    "title": (Concat("title_key", Value("")), "pk"),
    "unit": (Concat("unit__path", Value("")), "position", "pk"),
}
SORT_NAMES = [("title", "Tên mô hình"), ("unit", "Đơn vị")]
# Long texts and what only the entry's own page shows.
_NOT_LISTED = ("need", "goals", "resources", "folded", "cells", "title_key")


def visible_entries(request: HttpRequest, campaign: Campaign | None = None) -> EntryQuerySet:
    """Entries that stand now; whoever leads a campaign sees all of it without asking unit by unit."""
    standing = Entry.objects.current()
    if campaign is None:
        return sighted(request, standing)
    own = standing.filter(campaign=campaign)
    return own if campaign.pk in led_ids(request) else own.visible_to(person(request))


def listed(entries: EntryQuerySet) -> EntryQuerySet:
    """With what a line of the list shows."""
    return entries.select_related("unit__bloc", "area", "campaign").defer(*_NOT_LISTED)


@dataclass
class Sieve:
    """The filters of one request: which can be chosen, which are, and the entries they leave."""

    request: HttpRequest
    visible: EntryQuerySet
    campaigns: list[Campaign]
    campaign: Campaign | None

    @property
    def asked(self) -> QueryDict:
        return self.request.GET

    @cached_property
    def choices(self) -> list[Choice]:
        options = {
            # The same field of work in several campaigns is one choice.
            "area": list({area.code: area.name for area in self._areas}.items()),
            "subject": list(Entry.Subject.choices),
            "kind": list(Entry.Kind.choices),
            "continuity": list(Entry.Continuity.choices),
            "bloc": [(str(bloc.pk), bloc.name) for bloc in Bloc.objects.all()],
        }
        if self.campaign is None and len(self.campaigns) > 1:
            options = {"campaign": [(one.slug, one.title) for one in self.campaigns], **options}
        return [
            Choice(name, LABELS[name], values, chosen(self.asked, name, values))
            for name, values in options.items()
            if values
        ]

    @cached_property
    def unit(self) -> Unit | None:
        code = self.asked.get("unit", "").strip()
        return Unit.objects.visible_to(person(self.request)).filter(code=code).first() if code else None

    @property
    def sort(self) -> str:
        return chosen(self.asked, "sort", SORT_NAMES)

    @property
    def text(self) -> str:
        return self.asked.get("q", "").strip()[:200]

    def pills(self) -> list[Pill]:
        said = {choice.name: choice.said for choice in self.choices}
        if self.unit:
            said["unit"] = self.unit.name
        return pills(self.asked, LABELS, said)

    def entries(self) -> EntryQuerySet:
        return matching(self._filtered(), self.text).order_by(*SORTS[self.sort])

    def page(self) -> Page:
        found = self.entries()
        # Tens of thousands that match a common word are not sorted for one page: the newest come first.
        many = newest_matching(self._filtered(), self.text) if words(self.text) else found
        few = found.order_by(*_SORTS_OF_FEW[self.sort])
        return page_of(few, listed(Entry.objects.all()), self.asked.get("page"), if_many=many)

    def _filtered(self) -> EntryQuerySet:
        # `of_unit` is the unit without its index: of a bloc of thousands the newest few entries are wanted.
        found = self.visible.alias(of_unit=F("unit_id") + 0)
        for choice in self.choices:
            if choice.value:
                found = found.filter(self._condition(choice))
        if self.asked.get("unit"):
            found = found.filter(unit=self.unit) if self.unit else found.none()
        return found

    def _condition(self, choice: Choice) -> Q:
        if choice.name == "area":
            return Q(area__in=[area.pk for area in self._areas if area.code == choice.value])
        if choice.name == "campaign":
            return Q(campaign=next(one.pk for one in self.campaigns if one.slug == choice.value))
        if choice.name == "bloc":
            return Q(of_unit__in=Unit.objects.filter(bloc=int(choice.value)).values("pk"))
        return Q(**{choice.name: choice.value})

    @cached_property
    def _areas(self) -> list[Area]:
        return list(Area.objects.filter(campaign__in=self.campaigns).order_by("campaign", "position"))
