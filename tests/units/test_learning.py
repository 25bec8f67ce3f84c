"""The index follows the database, and what officers decide is remembered."""

import datetime as dt

from pytest_django import DjangoAssertNumQueries

from kheo.journal.models import Event
from kheo.units.matching import index_for, learn, learn_sender
from kheo.units.matching.learning import forget
from kheo.units.merging import merge
from kheo.units.models import Alias, Contact
from kheo.units.tree import found
from tests.cast import Cast


def test_the_index_is_built_once_and_again_when_units_change(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = index_for(cast.district)
    with django_assert_num_queries(3):
        again = index_for(cast.district)
    found(code="TB", name="Xã Thái Bình", parent=cast.district)

    changed = index_for(cast.district)

    assert again is first
    assert (first.match("xã Thái Bình").unit, changed.match("xã Thái Bình").unit) == (None, "TB")


def test_the_index_of_a_branch_knows_what_holds_it_and_nothing_beside_it(cast: Cast) -> None:
    index = index_for(cast.an_binh)

    assert [unit.code for unit in index.units] == ["H", "AB"]
    assert index.match("Xã An Bình, huyện Hòa Bình Hạ").unit == "AB"
    assert index.match("Xã Bình Minh").unit is None


def test_units_that_ended_in_a_branch_are_known_there(cast: Cast) -> None:
    old = found(code="HY", name="Xã Hồng Yên")
    merge([old], into=cast.an_binh, on=dt.date(2025, 7, 1), actor=cast.lan)

    match = index_for(cast.district).match("UBND xã Hồng Yên", on=dt.date(2025, 7, 2))

    assert (match.verdict, [candidate.unit for candidate in match.candidates]) == ("ask", ["AB"])


def test_a_decided_spelling_is_sure_next_time_until_it_is_forgotten(cast: Cast) -> None:
    text = "Chi bộ cơ quan\nxã A.B."
    before = index_for(cast.district).match(text).verdict

    learn(cast.an_binh, text, cast.lan)
    learn(cast.an_binh, text, cast.lan)
    learnt = index_for(cast.district).match("Chi bộ cơ quan xã A.B.")
    forget(cast.an_binh, text, "", cast.lan)

    assert (before, learnt.unit, Alias.objects.count()) == ("none", "AB", 0)
    assert index_for(cast.district).match(text).verdict == "none"
    events = Event.objects.filter(happened__startswith="alias.").order_by("id")
    assert list(events.values_list("happened", "actor__username")) == [
        ("alias.learnt", "lan"),
        ("alias.forgotten", "lan"),
    ]


def test_a_sender_is_learnt_once_whatever_its_case(cast: Cast) -> None:
    learn_sender(cast.school, " HoaSen@Example.vn", cast.lan)
    learn_sender(cast.school, "hoasen@example.vn", cast.lan)

    assert list(Contact.objects.values_list("unit__code", "email", "learnt")) == [("MN", "hoasen@example.vn", True)]


def test_forgetting_leaves_what_the_office_listed(cast: Cast) -> None:
    Alias.objects.create(unit=cast.school, text="Hoa Sen", key="hoa sen")

    forget(cast.school, "Hoa Sen", "", cast.lan)

    assert Alias.objects.count() == 1
