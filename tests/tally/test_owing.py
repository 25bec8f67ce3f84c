from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kheo.campaigns.models import Call
from kheo.tally.owing import Figures, board, by_arrival, figures, units
from tests.cast import Cast
from tests.tally.world import World, at

ONE_SHORT = {"rule": "individuals", "has": 1, "needs": 2}


@pytest.fixture
def answered(cast: Cast, world: World) -> World:
    """Both communes met, one reported and is short, the school was excused from the conference and sent back."""
    world.answer(cast.an_binh, world.conference, at(11))
    world.answer(cast.binh_minh, world.conference, at(10))
    world.answer(cast.school, world.conference, at(12), state="excused")
    world.answer(cast.an_binh, world.results, at(13), state="returned")
    world.answer(cast.an_binh, world.results, at(15), state="received", short=[ONE_SHORT])
    world.answer(cast.school, world.results, at(23), state="accepted")
    return world


def blocs(world: World, call: Call, day: int | None) -> dict[str, Figures]:
    seen = figures(world.campaign, call=call, as_of=at(day, 17) if day else None)
    return {bloc.name: bloc.figures for bloc in seen.calls[0].blocs}


@pytest.mark.parametrize(
    ("day", "communes", "schools"),
    [
        (9, Figures(expected=2, missing=2), Figures(expected=1, missing=1)),
        (
            14,
            Figures(expected=2, missing=1, received=1, returned=1, on_time=1),
            Figures(expected=1, missing=1),
        ),
        (
            15,
            Figures(expected=2, missing=1, received=1, waiting=1, short=1, on_time=1),
            Figures(expected=1, missing=1),
        ),
        (
            None,
            Figures(expected=2, missing=1, received=1, waiting=1, short=1, on_time=1),
            Figures(expected=1, received=1, accepted=1, on_time=0),
        ),
    ],
)
def test_results_are_counted_as_they_stood(
    answered: World, day: int | None, communes: Figures, schools: Figures
) -> None:
    assert blocs(answered, answered.results, day) == {"Khối xã": communes, "Khối trường học": schools}


def test_an_excused_unit_is_not_expected(answered: World) -> None:
    assert blocs(answered, answered.conference, None) == {
        "Khối xã": Figures(expected=2, received=2, accepted=2, on_time=2),
        "Khối trường học": Figures(excused=1),
    }


def test_now_and_as_of_now_agree(answered: World) -> None:
    now = board(answered.campaign)
    then = board(answered.campaign, as_of=at(30))

    assert then.calls == now.calls


def printed_unit(code: str, listed: str, name: str, **rest: Any) -> dict[str, Any]:
    unit = {"unit": listed, "code": code, "name": name}
    return {**unit, "state": "missing", "received_at": None, "on_time": None, "short": [], **rest}


def printed_figures(**counted: int) -> dict[str, int]:
    return {**Figures().as_json(), **counted}


def test_the_board_prints_the_agreed_json(answered: World) -> None:
    printed = board(answered.campaign, call=answered.results, as_of=at(18, 17)).as_json()

    arrived = {"state": "received", "received_at": "2022-10-15T09:00:00+07:00", "on_time": True, "short": [ONE_SHORT]}
    communes = {
        "bloc": "Khối xã",
        **printed_figures(expected=2, received=1, on_time=1, missing=1, short=1, waiting=1),
        "units": [
            printed_unit("AB", "An Bình", "Xã An Bình", **arrived),
            printed_unit("BM", "Bình Minh", "Xã Bình Minh"),
        ],
    }
    schools = {
        "bloc": "Khối trường học",
        **printed_figures(expected=1, missing=1),
        "units": [printed_unit("MN", "Trường Mầm non Hoa Sen", "Trường Mầm non Hoa Sen")],
    }
    results = {
        "call": "results",
        "due": "2022-10-22T00:00:00+07:00",
        **printed_figures(expected=3, received=1, on_time=1, missing=2, short=1, waiting=1),
        "blocs": [communes, schools],
    }
    assert printed == {"campaign": "tong-ket-2022", "as_of": "2022-10-18T17:00:00+07:00", "calls": [results]}


@pytest.mark.parametrize(
    ("state", "day", "codes"),
    [
        ("", None, ["AB", "BM", "MN"]),
        ("missing", None, ["BM"]),
        ("missing", 14, ["BM", "MN"]),
        ("answered", None, ["AB", "MN"]),
        ("returned", 14, ["AB"]),
        ("late", None, ["MN"]),
        ("on_time", None, ["AB"]),
        ("short", None, ["AB"]),
        ("short", 14, []),
        ("short", 16, ["AB"]),
    ],
)
def test_units_are_filtered_alike_now_and_then(answered: World, state: str, day: int | None, codes: list[str]) -> None:
    page = units(answered.results, state=state, as_of=at(day, 17) if day else None)

    assert ([unit.code for unit in page.units], page.total) == (codes, len(codes))


def test_units_come_in_pages_of_one_bloc(cast: Cast, answered: World) -> None:
    second = units(answered.results, bloc=cast.communes.pk, page=2, size=1)

    assert ([unit.code for unit in second.units], second.total) == (["BM"], 2)


def test_letters_list_units_as_they_answered(cast: Cast, answered: World) -> None:
    page = units(answered.conference, bloc=cast.communes.pk)

    assert [unit.listed_name for unit in by_arrival(page.units)] == ["Bình Minh", "An Bình"]


def test_units_in_no_bloc_are_counted_last(cast: Cast, answered: World) -> None:
    answered.owed["BM", "results"].bloc = None
    answered.owed["BM", "results"].save()

    assert list(blocs(answered, answered.results, None)) == ["Khối xã", "Khối trường học", "Chưa xếp khối"]
    assert [unit.code for unit in units(answered.results, bloc=0).units] == ["BM"]


@pytest.mark.parametrize(("day", "queries"), [(None, 3), (14, 4)])
def test_figures_take_a_fixed_number_of_queries(
    answered: World, day: int | None, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(queries):
        figures(answered.campaign, as_of=at(day) if day else None)
    with django_assert_num_queries(queries + 1):
        board(answered.campaign, as_of=at(day) if day else None)
    with django_assert_num_queries(2):
        units(answered.results, as_of=at(day) if day else None)
