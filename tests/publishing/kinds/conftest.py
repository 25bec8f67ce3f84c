"""The seed campaigns with some of what units register and report, so that every list has rows."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from kheo.campaigns.ledger import settle
from kheo.campaigns.models import Campaign, Obligation
from kheo.journal.vault import keep
from kheo.records.models import Entry, Outcome, Registration, Report
from tests.publishing.conftest import answer, moment

# The ends of the days the letters of the seeds speak of.
AS_OF = {"thu-thua-2022": moment("2022-10-18T23:59"), "phong-tho-2024": moment("2024-01-31T23:59")}
ENTRIES = (
    ("Dân vận khéo trong hiến đất mở đường", "collective", "", "practice", "new"),
    ("Ngày Chủ nhật xanh", "individual", "Giàng A Sùng", "practice", "continued"),
    ("Nuôi ong dưới tán rừng", "household", "Hộ ông Lò Văn Panh", "exemplar", ""),
)


@pytest.fixture(params=["thu_thua", "phong_tho"])
def seed(request: pytest.FixtureRequest, db: None) -> Campaign:
    """Each seed campaign in turn, with three entries of one unit and two outcomes."""
    campaign: Campaign = request.getfixturevalue(request.param)
    if request.param == "phong_tho":
        _answer_phong_tho()
    _register(campaign)
    return campaign


@pytest.fixture
def registered(phong_tho: Campaign) -> None:
    """The three entries and two outcomes in Phong Thổ's campaign alone."""
    _register(phong_tho)


@pytest.fixture
def as_of() -> Callable[[Campaign], dt.datetime]:
    return lambda campaign: AS_OF[campaign.slug]


def _answer_phong_tho() -> None:
    owed = Obligation.objects.filter(call__slug="registration").select_related("unit").order_by("unit__path")
    settle([answer(duty, "2024-01-25T08:00") for duty in owed[:12]], noted_at=moment("2024-01-28T08:00"))


def _register(campaign: Campaign) -> None:
    duty = Obligation.objects.filter(call__campaign=campaign, call__paper__in=["registration", "results"]).first()
    assert duty is not None
    areas = list(campaign.areas.all())
    entries = [
        Entry.objects.create(
            registration=_record(Registration, duty), campaign=campaign, unit=duty.unit, position=position, title=title,
            subject=subject, person_name=person, kind=kind, continuity=continuity, job="nông dân" if person else "",
            area=areas[position - 1] if position < 3 else None, time="Quý II", place="Bản Mới",
        )
        for position, (title, subject, person, kind, continuity) in enumerate(ENTRIES, start=1)
    ]  # fmt: skip
    report = _record(Report, duty)
    for entry, ending in zip(entries, ("replicated", "not_replicable"), strict=False):
        Outcome.objects.create(
            report=report, campaign=campaign, unit=duty.unit, entry=entry, position=entry.position, title=entry.title,
            person_name=entry.person_name, results="Vận động 20 hộ tham gia", ending=ending,
        )  # fmt: skip


def _record(kind: type[Any], duty: Obligation) -> Any:
    came = AS_OF[duty.call.campaign.slug] - dt.timedelta(days=2)
    original = keep([f"{kind} {duty.pk}".encode()])[0]
    found: Iterable[Any] = kind.objects.filter(obligation=duty)
    return next(iter(found), None) or kind.objects.create(
        obligation=duty, call=duty.call, unit=duty.unit, original=original, received_at=came, taken_at=came
    )
