import datetime as dt

import pytest

from kheo.campaigns.models import Call, Campaign, Obligation, Requirement, Section
from kheo.campaigns.planning import NotPublishable, audience, choose, obstacles, publish
from kheo.journal.models import Event
from kheo.units.models import Unit
from kheo.units.tree import found
from tests.campaigns.instants import moment
from tests.cast import Cast

AT = moment("2024-01-23T08:00")


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    return Campaign.objects.create(
        slug="dot", title="Đợt", year=2024, root=cast.district, organ="Ban Dân vận", organ_symbol="BDV", place="H",
        subject="đăng ký",
    )  # fmt: skip


def call_for(campaign: Campaign, **asked: object) -> Call:
    values = {"slug": "registration", "title": "Đăng ký", "paper": "registration", "due_at": moment("2024-02-01")}
    return Call.objects.create(campaign=campaign, **{**values, **asked})


def codes(call: Call) -> list[str]:
    return [unit.code for unit in audience(call, at=AT)]


def test_call_that_names_nobody_is_asked_of_all_below_the_root(campaign: Campaign, cast: Cast) -> None:
    found(code="KK", name="Chi bộ Không khối", parent=cast.district)
    found(code="X", name="Huyện ủy khác")

    assert codes(call_for(campaign)) == ["AB", "BM", "MN", "KK"]


@pytest.mark.parametrize(
    ("asked", "owing"),
    [
        ({"audience_kinds": ["Xã", "thị trấn"]}, ["AB", "BM"]),
        ({"audience_blocs": ["khối TRƯỜNG học"]}, ["MN"]),
        ({"audience_kinds": ["xã"], "audience_blocs": ["Khối trường học"]}, []),
        ({"by_choice": True}, []),
    ],
)
def test_audience_narrows_by_kind_and_bloc(campaign: Campaign, asked: dict[str, object], owing: list[str]) -> None:
    assert codes(call_for(campaign, **asked)) == owing


def test_units_closed_or_not_yet_founded_on_the_day_owe_nothing(campaign: Campaign, cast: Cast) -> None:
    Unit.objects.filter(code="AB").update(closed=dt.date(2024, 1, 23))
    Unit.objects.filter(code="BM").update(founded=dt.date(2024, 1, 24))

    assert codes(call_for(campaign)) == ["MN"]


def test_published_ledger_keeps_kind_bloc_and_deadline_of_the_day(campaign: Campaign, cast: Cast) -> None:
    call_for(campaign)
    publish(campaign=campaign, at=AT, actor=cast.lan)
    Unit.objects.update(kind="phường", bloc=None)

    duties = Obligation.objects.order_by("unit__path")
    assert [(duty.unit_kind, str(duty.bloc), duty.state, duty.due_at) for duty in duties] == [
        ("xã", "Khối xã", "missing", moment("2024-02-01")),
        ("xã", "Khối xã", "missing", moment("2024-02-01")),
        ("trường", "Khối trường học", "missing", moment("2024-02-01")),
    ]
    event = Event.objects.get(happened="campaign.published")
    assert (event.actor, event.details["owed"]) == (cast.lan, {"registration": 3})


def test_campaign_is_published_once(campaign: Campaign) -> None:
    call_for(campaign)
    publish(campaign=campaign, at=AT)

    with pytest.raises(NotPublishable) as refusal:
        publish(campaign=campaign, at=AT)

    assert [problem.code for problem in refusal.value.problems] == ["campaign_published"]
    assert Obligation.objects.count() == 3


def test_everything_that_hinders_is_said_before_publishing(campaign: Campaign) -> None:
    call = call_for(campaign, audience_kinds=["phường"])
    late = call_for(campaign, slug="late", due_at=moment("2024-01-01"), audience_kinds=["xã"])
    Requirement.objects.create(call=late, measure="practices", least=1, kinds=["trường"])
    Section.objects.create(campaign=campaign, position=0, text="{late.minimum:trường} {đâu}")

    assert [(problem.code, problem.at) for problem in obstacles(campaign, at=AT)] == [
        ("call_owed_by_nobody", f"calls.{call.slug}"),
        ("place_unknown", "sections[0]"),
        ("call_due_before_letter", "calls.late"),
        ("rule_binds_nobody", "calls.late.requirements[0]"),
        ("letter_leaves_unsaid", "calls.registration"),
        ("letter_leaves_unsaid", "calls.late"),
    ]
    with pytest.raises(NotPublishable) as refusal:
        publish(campaign=campaign, at=AT)
    assert [problem.code for problem in refusal.value.problems] == ["call_owed_by_nobody", "place_unknown"]


def test_campaign_without_calls_cannot_be_published(campaign: Campaign) -> None:
    assert [problem.code for problem in obstacles(campaign, at=AT)] == ["campaign_without_calls"]


def test_units_are_named_for_a_call_owed_by_choice(campaign: Campaign, cast: Cast) -> None:
    call_for(campaign)
    pilot = call_for(campaign, slug="pilot", by_choice=True)
    publish(campaign=campaign, at=AT)
    communes = Unit.objects.filter(kind="xã")

    assert choose(call=pilot, units=communes, at=AT, reason="Có mô hình điểm", actor=cast.lan) == 2
    assert choose(call=pilot, units=communes, at=AT, reason="Có mô hình điểm", actor=cast.lan) == 0

    assert [duty.unit.code for duty in pilot.obligations.order_by("unit__path")] == ["AB", "BM"]


def test_nobody_is_named_before_publishing(campaign: Campaign) -> None:
    with pytest.raises(NotPublishable):
        choose(call=call_for(campaign), units=Unit.objects.all(), at=AT, reason="Sớm")
