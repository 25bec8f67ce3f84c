"""The funnel has the proportions of a real district: 123 recognised, 55 of them typical, 18 of these proposed."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from kheo.awards.decisions.announcing import cancel, make_good, publish
from kheo.awards.decisions.deciding import describe, enlist, prepare
from kheo.awards.proposals import stages
from kheo.awards.proposals.beginning import bring_in
from kheo.awards.proposals.funnel import Band, funnel, having_reached, shares
from kheo.awards.proposals.models import Proposal
from kheo.awards.proposals.moving import Act, move
from tests.asked import Asked, ask
from tests.awards.grounds import award, register, report
from tests.cast import Cast

COLLECTIVES, PEOPLE = 69, 54


@pytest.fixture
def district(cast: Cast) -> Asked:
    """Chợ Đồn's year 2022: 123 = 69 collectives + 54 individuals recognised, 55 typical, 18 proposed."""
    asked = ask(cast)
    titles, people = [f"Mô hình {n}" for n in range(COLLECTIVES)], [f"Người Mẫu {n}" for n in range(PEOPLE)]
    report(asked, register(asked, cast.an_binh, *titles[:40], people=tuple(people[:20])))
    report(asked, register(asked, cast.binh_minh, *titles[40:], people=tuple(people[20:])))
    bring_in(asked.campaign, actor=None)
    decision = prepare(asked.campaign, award(asked.campaign, "cong-nhan-huyen"), actor=None)
    enlist(decision, Proposal.objects.all(), actor=None)
    describe(decision, title="", number="12-QĐ/BCĐ", dated=dt.date(2022, 12, 1), actor=None)
    publish([decision], actor=cast.chief)
    chosen = [*Proposal.objects.filter(subject="collective")[:31], *Proposal.objects.filter(subject="individual")[:24]]
    move(chosen, stages.TYPICAL, Act(), actor=cast.lan)
    move([*chosen[:10], *chosen[-8:]], stages.PROPOSED, Act(reason="Trình UBND huyện"), actor=cast.lan)
    return asked


def totals(bands: list[Band]) -> list[int]:
    return [band.total for band in bands]


def test_the_proportions_of_a_district(district: Asked, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(5):
        bands = funnel(district.campaign)

    assert totals(bands)[:5] == [123, 123, 123, 55, 18]
    assert [band.reached for band in bands[:5]] == [(69, 54, 0), (69, 54, 0), (69, 54, 0), (31, 24, 0), (10, 8, 0)]
    assert [sum(band.here) for band in bands] == [0, 0, 68, 37, 18, 0, 0, 0, 0]


def test_each_figure_is_the_count_of_its_rows(district: Asked) -> None:
    rows = Proposal.objects.standing().filter(campaign=district.campaign)
    bands = {band.stage.code: band for band in funnel(district.campaign)}
    after_reporting = list(stages.stages())[2:]

    counted = {code: having_reached(rows, code).count() for code in after_reporting}

    assert {code: bands[code].total for code in after_reporting} == counted
    assert shares(rows.filter(stage=stages.PROPOSED)).individuals == 8


def test_a_cancelled_recognition_leaves_the_figures_and_comes_back(district: Asked, cast: Cast) -> None:
    before = funnel(district.campaign)
    decision = district.campaign.decisions.get()

    cancel(decision, reason="Sai thẩm quyền", actor=cast.chief)
    without = funnel(district.campaign)
    make_good(decision, actor=cast.chief)

    assert totals(without)[:5] == [123, 123, 0, 55, 18]
    assert funnel(district.campaign) == before
