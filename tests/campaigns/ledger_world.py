"""A published call of the cast with its deadline, and instants counted in hours from it."""

import datetime as dt

from kheo.campaigns.ledger import Answer
from kheo.campaigns.models import Call, Campaign, Obligation
from kheo.campaigns.planning import publish
from tests.campaigns.instants import moment
from tests.cast import Cast

DUE = moment("2024-02-01")
SHORT = ({"rule": "individuals", "has": 1, "needs": 2},)


def hours(number: float) -> dt.datetime:
    """Hours after the deadline; negative ones are before."""
    return DUE + dt.timedelta(hours=number)


def published(cast: Cast) -> Call:
    campaign = Campaign.objects.create(
        slug="dot", title="Đợt", year=2024, root=cast.district, organ="Ban Dân vận", organ_symbol="BDV", place="H",
        subject="đăng ký",
    )  # fmt: skip
    call = Call.objects.create(
        campaign=campaign, slug="registration", title="Đăng ký", paper="registration", due_at=DUE
    )
    publish(campaign=campaign, at=hours(-200))
    return call


def duty_of(call: Call, code: str) -> Obligation:
    return call.obligations.get(unit__code=code)


def answer(duty: Obligation, at: float, state: str = "accepted", short: tuple = (), reason: str = "") -> Answer:  # type: ignore[type-arg]
    received_at = None if state == "missing" else hours(at)
    return Answer(duty, state, received_at, hours(at), short, reason)
