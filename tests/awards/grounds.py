"""Entries of the cast's units as a district has them, and the walk of a proposal to its decision."""

import datetime as dt

from django.utils import timezone

from kheo.awards.catalogue.keeping import adopt
from kheo.awards.catalogue.models import Award
from kheo.awards.proposals import stages
from kheo.awards.proposals.models import Proposal
from kheo.awards.proposals.moving import Act, Moved, move
from kheo.campaigns.models import Campaign
from kheo.journal import vault
from kheo.records.models import Entry, Outcome, Registration, Report
from kheo.tally.instants import instant
from kheo.units.models import Unit
from tests.asked import Asked

NOW = instant("2024-11-20T08:00")
DAY = dt.date(2024, 11, 20)


def register(asked: Asked, unit: Unit, *titles: str, people: tuple[str, ...] = ()) -> list[Entry]:
    """Collective entries by their titles, and one of each person."""
    original = vault.keep([f"{unit.code}{titles}{people}".encode()])[0]
    registration = Registration.objects.create(
        obligation=asked.duty(unit),
        call=asked.registration,
        unit=unit,
        original=original,
        received_at=NOW,
        taken_at=NOW,
    )
    said = [(title, "collective", "") for title in titles] + [
        (f"Việc của {name}", "individual", name) for name in people
    ]
    return [
        Entry.objects.create(
            registration=registration, campaign=asked.campaign, unit=unit, position=number, subject=subject,
            title=title, title_key=title, person_name=name, kind="practice",
        )
        for number, (title, subject, name) in enumerate(said, start=1)
    ]  # fmt: skip


def report(asked: Asked, entries: list[Entry]) -> None:
    unit = entries[0].unit
    held = Report.objects.create(
        obligation=asked.duty(unit, asked.results), call=asked.results, unit=unit, received_at=NOW, taken_at=NOW,
        original=vault.keep([b"report"])[0],
    )  # fmt: skip
    Outcome.objects.bulk_create(
        Outcome(report=held, campaign=asked.campaign, unit=unit, entry=one, position=one.position, title=one.title)
        for one in entries
    )


def award(campaign: Campaign, code: str = "giay-khen-ubnd-huyen") -> Award:
    found = Award.objects.filter(unit=campaign.root, code=code).first()
    return found or adopt(code, office=campaign.root, actor=None)


def of(entry: Entry) -> Proposal:
    return Proposal.objects.get(entry=entry, turn=0)


def go(proposals: list[Proposal], *reached: str, given: Award | None = None) -> Moved:
    """Through these stages with one reason for all."""
    for stage in reached:
        moved = move(proposals, stage, Act(reason="Theo hồ sơ", award=given), actor=None)
    return moved


def choose(campaign: Campaign, entries: list[Entry], given: Award) -> list[Proposal]:
    proposals = [of(entry) for entry in entries]
    go(proposals, stages.PROPOSED, stages.CHOSEN, given=given)
    return [of(entry) for entry in entries]


def today() -> dt.date:
    return timezone.localdate()
