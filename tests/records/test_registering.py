import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from kheo.campaigns.paper import Filled
from kheo.records import registering
from kheo.records.models import Entry, Registration
from kheo.records.situation import preheat
from kheo.units.models import Unit
from tests.asked import DUE, IN_TIME, Asked
from tests.cast import Cast
from tests.records.rows import answer, filled

COLLECTIVE = {"title": "Đường hoa nông thôn", "subject": "collective"}
OTHER = {"title": "Hiến đất làm đường", "subject": "collective"}
INDIVIDUAL = {"title": "Chị Hoa giúp dân", "subject": "individual", "person_name": "Nguyễn Thị Hoa"}
PERSON = {"title": "Nuôi bò vỗ béo", "person_name": "Trần Văn Bò"}


def said(asked: Asked, unit: Unit, paper: Filled, *, late: bool = False) -> list[tuple[str, str | None]]:
    one, situation = answer(asked, unit, paper, received_at=DUE if late else IN_TIME)
    return [(problem.code, problem.at) for problem in registering.check(one, situation).problems]


def take(asked: Asked, unit: Unit, paper: Filled, *, received_at: dt.datetime = IN_TIME) -> Registration:
    one, situation = answer(asked, unit, paper, received_at=received_at)
    return registering.take([one], situation=situation, at=received_at)[0]


def test_a_full_registration_has_no_problem(cast: Cast, asked: Asked) -> None:
    assert said(asked, cast.an_binh, filled(COLLECTIVE, OTHER, INDIVIDUAL, PERSON)) == []


def test_a_commune_with_two_collectives_and_one_individual_is_short_of_one_individual(cast: Cast, asked: Asked) -> None:
    one, situation = answer(asked, cast.an_binh, filled(COLLECTIVE, OTHER, INDIVIDUAL))

    judged = registering.check(one, situation)

    assert judged.short == ({"rule": "individuals", "has": 1, "needs": 2},)
    assert [problem.message for problem in judged.problems] == ["Đăng ký còn thiếu 01 cá nhân (có 01, cần ít nhất 02)."]


def test_a_school_with_one_and_one_is_not_short(cast: Cast, asked: Asked) -> None:
    assert said(asked, cast.school, filled(COLLECTIVE, INDIVIDUAL)) == []


def test_all_problems_are_said_at_once_each_with_its_cell(cast: Cast, asked: Asked) -> None:
    paper = filled(
        COLLECTIVE,
        COLLECTIVE,
        {"subject": "individual"},
        {"title": "Chị C", "subject": "individual", "field": "Thể thao"},
        {"title": "Anh D", "person_name": "Lê Văn D", "field": "phat trien KINH TE"},
    )

    assert said(asked, cast.school, paper, late=True) == [
        ("repeated_title", "S!A6"),
        ("missing_title", "S!A7"),
        ("late", None),
        ("missing_person", "S!B7"),
        ("missing_person", "S!A8"),
        ("unknown_area", "S!C8"),
    ]


def test_a_nil_report_is_an_answer_that_the_rules_find_short(cast: Cast, asked: Asked) -> None:
    assert said(asked, cast.school, filled(nil=True)) == [("short", None), ("short", None)]
    assert said(asked, cast.school, filled()) == [("empty_form", None), ("short", None), ("short", None)]


@pytest.mark.parametrize(
    ("row", "subject"),
    [
        ({"title": "A"}, "collective"),
        ({"title": "A", "person_name": "Lê Văn A"}, "individual"),
        ({"title": "A", "person_name": "Lê Văn A", "subject": "household"}, "household"),
        ({"title": "A", "person_name": "Tổ 5", "subject": "collective"}, "collective"),
    ],
)
def test_an_unsaid_subject_is_an_individual_where_a_person_is_named(row: dict[str, str], subject: str) -> None:
    assert registering.subject_of(filled(row).rows[0]) == subject


def test_every_value_of_an_entry_knows_its_cell(cast: Cast, asked: Asked) -> None:
    take(asked, cast.an_binh, filled({"title": "Đường hoa", "field": "Kinh tế", "place": "Thôn Đông"}))

    entry = Entry.objects.get()
    assert entry.cells == {"title": "S!A5", "field": "S!B5", "place": "S!C5"}
    assert (entry.area and entry.area.code, entry.area_text) == ("kinh-te", "Kinh tế")
    assert entry.folded == "duong hoa xa an binh thon dong"


def test_a_later_registration_replaces_the_earlier_and_keeps_it(cast: Cast, asked: Asked) -> None:
    first = take(asked, cast.an_binh, filled(COLLECTIVE, INDIVIDUAL))
    later = take(asked, cast.an_binh, filled(COLLECTIVE, OTHER), received_at=IN_TIME + dt.timedelta(hours=1))

    first.refresh_from_db()
    assert (first.replaced_by, later.replaced_by) == (later, None)
    rows = Entry.objects.order_by("id").values_list("title", "current", "same_as__title")
    assert list(rows) == [
        ("Đường hoa nông thôn", False, None),
        ("Chị Hoa giúp dân", False, None),
        ("Đường hoa nông thôn", True, "Đường hoa nông thôn"),
        ("Hiến đất làm đường", True, None),
    ]


def test_one_that_was_received_earlier_but_taken_later_does_not_replace(cast: Cast, asked: Asked) -> None:
    standing = take(asked, cast.an_binh, filled(COLLECTIVE))
    older = take(asked, cast.an_binh, filled(OTHER), received_at=IN_TIME - dt.timedelta(hours=1))

    standing.refresh_from_db()
    assert (older.replaced_by, standing.replaced_by) == (standing, None)
    assert list(Entry.objects.current().values_list("title", flat=True)) == ["Đường hoa nông thôn"]


def test_preheating_and_taking_cost_the_same_for_one_unit_and_for_three(
    cast: Cast, asked: Asked, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for units in ([cast.an_binh], [cast.an_binh, cast.binh_minh, cast.school]):
        answers = [answer(asked, unit, filled(COLLECTIVE, INDIVIDUAL))[0] for unit in units]
        with django_assert_num_queries(8):
            situation = preheat(asked.campaign, [unit.pk for unit in units])
        with django_assert_num_queries(10 if situation.standing else 8):
            registering.take(answers, situation=situation, at=IN_TIME)
