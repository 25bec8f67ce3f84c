"""Tells the two stories through the front doors: units and campaigns loaded, letters let in, decisions taken."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import User
from django.utils.timezone import get_current_timezone

from kheo.campaigns import deciding, loading, planning
from kheo.campaigns.models import Campaign, Obligation
from kheo.demo.story import phong_tho, thu_thua
from kheo.demo.story.sendings import Parcel, parcels_of
from kheo.intake import doors, pipeline
from kheo.intake.models import Submission
from kheo.intake.typed import Typed
from kheo.units.importing import load_units, read_units
from kheo.units.models import Contact, Membership, Role, Unit

SEEDS = Path(__file__).parent.parent.parent / "data" / "seeds"
# How far the stories are told: only the letters out, up to the middle, or to the end.
STAGES = {
    "published": {phong_tho.SLUG: phong_tho.PUBLISHED, thu_thua.SLUG: thu_thua.PUBLISHED},
    "arriving": {phong_tho.SLUG: "2024-01-30T12:00+07:00", thu_thua.SLUG: "2022-10-18T23:59+07:00"},
    "closing": {phong_tho.SLUG: "2024-02-29T00:00+07:00", thu_thua.SLUG: "2022-10-31T00:00+07:00"},
}
# Printed on the screen: the demo is served to this machine alone.
PASSWORD = "dan-van-kheo"  # noqa: S105
# (sign-in, given name, campaign's root or unit, role).
PEOPLE = (
    ("lan", "Lan", "109", Role.OFFICER),
    ("lan", "Lan", "804", Role.OFFICER),
    ("hung", "Hùng", "109", Role.LEADER),
    ("hung", "Hùng", "804", Role.LEADER),
    ("minh", "Minh", "03574", Role.CLERK),
    ("thu", "Thu", "28057", Role.CLERK),
)


@dataclass(frozen=True)
class Told:
    """What now stands in the instance."""

    campaigns: tuple[Campaign, ...]
    submissions: int


def tell(*, stage: str = "closing", seed: int = 7) -> Told:
    """Build both campaigns up to `stage`. The same seed gives the same files; telling twice takes nothing twice."""
    for name in ("phong-tho-units.csv", "thu-thua-units.csv"):
        load_units(read_units(SEEDS / name))
    officer = _people()
    until = {slug: _moment(moment) for slug, moment in STAGES[stage].items()}
    campaigns = [_published(slug, at, officer) for slug, at in _publications()]
    for campaign, sendings, office in (
        (campaigns[0], phong_tho.SENDINGS, phong_tho.OFFICE),
        (campaigns[1], thu_thua.SENDINGS, thu_thua.OFFICE),
    ):
        due = [sending for sending in sendings if _moment(sending.at) <= until[campaign.slug]]
        units = _addresses(sending.unit for sending in due)
        _let_in(
            [
                parcel
                for sending in due
                for parcel in parcels_of(sending, unit=units[sending.unit], office=office, seed=seed)
            ],
            campaign,
        )
    _conferences(campaigns[1], until[thu_thua.SLUG], officer)
    _decisions(campaigns[0], until[phong_tho.SLUG], officer)
    return Told(tuple(campaigns), Submission.objects.count())


def _publications() -> Iterator[tuple[str, dt.datetime]]:
    for slug, moment in STAGES["published"].items():
        yield slug, _moment(moment)


def _published(slug: str, at: dt.datetime, officer: User) -> Campaign:
    known = Campaign.objects.filter(slug=slug, published_at__isnull=False).first()
    if known:
        return known
    campaign = loading.load_file(SEEDS / f"{slug}.toml", actor=officer)
    return planning.publish(campaign=campaign, at=at, actor=officer)


def _people() -> User:
    for name, given, code, role in PEOPLE:
        user, new = User.objects.get_or_create(username=name, defaults={"first_name": given})
        if new:
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
        Membership.objects.get_or_create(user=user, unit=Unit.objects.get(code=code), role=role, ended_at=None)
    return User.objects.get(username=PEOPLE[0][0])


def _addresses(codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    contacts = Contact.objects.filter(unit__code__in=list(codes)).select_related("unit")
    return {contact.unit.code: (contact.unit.name, contact.email) for contact in contacts}


def _let_in(parcels: list[Parcel], campaign: Campaign) -> None:
    for parcel in sorted(parcels, key=lambda parcel: parcel.at):
        if parcel.by == "letter":
            doors.by_letter([parcel.data], campaign=campaign, received_at=parcel.at)
        else:
            doors.by_upload([(parcel.filename, parcel.data)], campaign=campaign, received_at=parcel.at)
    waiting = Submission.objects.filter(campaign=campaign, state=Submission.State.RECEIVED)
    pipeline.work_off(list(waiting.order_by("received_at").values_list("id", flat=True)))


def _conferences(campaign: Campaign, until: dt.datetime, officer: User) -> None:
    call = campaign.calls.get(slug="conference")
    told = set(campaign.submissions.filter(call=call).values_list("unit__code", flat=True))
    for code, held_on, place in thu_thua.CONFERENCES:
        at = dt.datetime.combine(dt.date.fromisoformat(held_on), dt.time(19, 30), get_current_timezone())
        if code in told or at > until:
            continue
        typed = Typed(paper="conference", rows=({"held_on": _day(held_on), "place": place},))
        submission = doors.by_screen(typed, unit=Unit.objects.get(code=code), call=call, received_at=at, actor=officer)
        pipeline.work_off([submission.pk])


def _decisions(campaign: Campaign, until: dt.datetime, officer: User) -> None:
    for code, moment, reason in phong_tho.EXCUSED:
        if _moment(moment) <= until:
            deciding.excuse([_duty(campaign, code)], at=_moment(moment), reason=reason, actor=officer)
    for code, moment, due, reason in phong_tho.EXTENDED:
        if _moment(moment) <= until:
            deciding.extend(
                [_duty(campaign, code)], due_at=_moment(due), at=_moment(moment), reason=reason, actor=officer
            )


def _duty(campaign: Campaign, code: str) -> Obligation:
    return Obligation.objects.get(call__campaign=campaign, call__slug="registration", unit__code=code)


def _day(iso: str) -> str:
    return dt.date.fromisoformat(iso).strftime("%d/%m/%Y")


def _moment(iso: str) -> dt.datetime:
    return dt.datetime.fromisoformat(iso)
