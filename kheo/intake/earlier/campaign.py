"""The campaign of a year gone by, made for lists of it: closed, without a letter, owed by the units that are listed."""

import datetime as dt
from collections.abc import Collection

from django.contrib.auth.models import User
from django.utils import timezone

from kheo.campaigns.models import Area, Call, Campaign, Obligation
from kheo.journal.book import note
from kheo.units.models import Unit

_CALLS = (("registration", "Đăng ký thi đua", "registration"), ("results", "Kết quả thực hiện", "results"))


class StillOpen(Exception):  # noqa: N818 - an answer to a person
    """The year's campaign is still running; the text says so."""


def year_ends(year: int) -> dt.datetime:
    """The first instant of the next year, in local time: what answers of that year were due before."""
    return timezone.make_aware(dt.datetime(year + 1, 1, 1))  # noqa: DTZ001 - made aware at once


def campaign_of(office: Unit, year: int) -> Campaign | None:
    """The office's campaign of that year, one made for lists before any other."""
    found = list(Campaign.objects.filter(root=office, year=year).order_by("pk"))
    made = [campaign for campaign in found if campaign.slug == _slug(office, year)]
    return next(iter(made or found), None)


def past_campaign(office: Unit, year: int, *, actor: User) -> Campaign:
    """That year's campaign, locked; made if there is none. Raises StillOpen where it is not closed."""
    known = campaign_of(office, year)
    if known is None:
        known = _made(office, year, actor)
    if known.closed_at is None:
        raise StillOpen(f"Đợt “{known.title}” năm {year} chưa đóng; danh sách năm trước chỉ nhập cho năm đã qua.")
    return Campaign.objects.select_for_update(no_key=True).get(pk=known.pk)


def calls_of(campaign: Campaign) -> dict[str, Call]:
    """The calls lists are taken under, by their paper: the campaign's own, made where it has none."""
    found: dict[str, Call] = {}
    for call in campaign.calls.order_by("position", "pk"):
        found.setdefault(call.paper, call)
    for position, (slug, title, paper) in enumerate(_CALLS):
        if paper not in found:
            due_at = year_ends(campaign.year)
            found[paper] = Call.objects.create(
                campaign=campaign, slug=slug, title=title, paper=paper, due_at=due_at, by_choice=True, position=position
            )
    return found


def owe(call: Call, units: Collection[Unit]) -> None:
    """Exactly these units are written to owe the call; those that do already keep their duty."""
    known = set(Obligation.objects.filter(call=call, unit__in=units).values_list("unit_id", flat=True))
    Obligation.objects.bulk_create(
        Obligation(call=call, unit=unit, bloc_id=unit.bloc_id, unit_kind=unit.kind, due_at=call.due_at)
        for unit in sorted(units, key=lambda unit: unit.path)
        if unit.pk not in known
    )


def _slug(office: Unit, year: int) -> str:
    return f"nam-{year}-{office.pk}"


def _made(office: Unit, year: int, actor: User) -> Campaign:
    ends = year_ends(year)
    like = Campaign.objects.filter(root=office).order_by("-year", "-pk").first()
    campaign = Campaign.objects.create(
        slug=_slug(office, year),
        title=f"Dân vận khéo năm {year}",
        year=year,
        root=office,
        organ=like.organ if like else office.name,
        organ_symbol=like.organ_symbol if like else "",
        place=like.place if like else "",
        subject=f"Danh sách năm {year}",
        published_at=ends,
        closed_at=ends,
    )
    # The fields of work by which the office counts today: earlier years are compared by them.
    areas = Area.objects.filter(campaign=like) if like else []
    Area.objects.bulk_create(
        Area(campaign=campaign, code=area.code, name=area.name, synonyms=area.synonyms, position=area.position)
        for area in areas
    )
    note("campaign.recalled", campaign, actor=actor, year=year)
    return campaign
