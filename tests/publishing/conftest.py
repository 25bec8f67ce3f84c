"""The seed campaigns as they stood: published, and answered as the letters tell."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest

from kheo.campaigns.ledger import Answer, settle
from kheo.campaigns.models import Campaign, Obligation
from kheo.campaigns.planning import publish
from tests.campaigns.seeds import plant
from tests.cast import Cast
from tests.tally.world import World, make_world

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# (unit, conference held, report sent), as the letter of 19/10/2022 tells it; None: not by 18/10.
TOLD = (
    ("28057", "2022-10-10", "2022-10-12T08:40"),
    ("28060", "2022-10-11", "2022-10-13T14:20"),
    ("28048", "2022-10-12", "2022-10-14T09:30"),
    ("28051", "2022-10-13", "2022-10-17T08:15"),
    ("28045", "2022-10-14", "2022-10-20T09:00"),
    ("28063", "2022-10-14", "2022-10-20T15:10"),
    ("28072", "2022-10-17", None),
    ("28036", "2022-10-18", None),
    ("804-01", "2022-10-07", "2022-10-10T09:10"),
    ("804-02", "2022-10-07", "2022-10-10T15:25"),
    ("804-06", "2022-10-11", "2022-10-13T16:50"),
    ("804-07", "2022-10-12", "2022-10-14T10:42"),
    ("804-08", "2022-10-13", "2022-10-17T11:20"),
    ("804-11", "2022-10-12", "2022-10-14T07:55"),
    ("804-14", "2022-10-10", "2022-10-12T10:15"),
    ("804-15", "2022-10-11", "2022-10-13T16:05"),
    ("804-16", "2022-10-12", "2022-10-14T13:30"),
    ("804-17", "2022-10-13", "2022-10-17T15:37"),
)


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


def answer(
    obligation: Obligation, at: str, *, state: str = "accepted", short: Sequence[dict[str, object]] = ()
) -> Answer:
    return Answer(obligation, state, moment(at), moment(at), tuple(short))


@pytest.fixture
def thu_thua(db: None) -> Campaign:
    campaign = plant("thu-thua-units.csv", "thu-thua-2022.toml")
    publish(campaign=campaign, at=moment("2022-10-03T08:00"))
    owed = {(duty.unit.code, duty.call.slug): duty for duty in Obligation.objects.select_related("unit", "call")}
    answers = [answer(owed[code, "conference"], f"{met}T20:00") for code, met, _ in TOLD]
    answers += [answer(owed[code, "results"], sent) for code, _, sent in TOLD if sent]
    settle(answers, noted_at=moment("2022-10-25T08:00"))
    return campaign


@pytest.fixture
def phong_tho(db: None) -> Campaign:
    campaign = plant("phong-tho-units.csv", "phong-tho-2024.toml")
    publish(campaign=campaign, at=moment("2024-01-23T08:00"))
    return campaign


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)
