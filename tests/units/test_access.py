"""Roles reach their node and all below it; everything else does not exist for them."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kheo.units.access import ROLES, VERBS, explain, may, verbs_at
from kheo.units.models import Membership, Role, Unit
from tests.cast import Cast


def test_each_role_may_what_its_row_says_at_its_node_and_below(cast: Cast) -> None:
    Membership.objects.create(user=cast.stranger, unit=cast.school, role=Role.VIEWER)

    assert verbs_at(cast.lan, cast.an_binh) == ROLES[Role.OFFICER]
    assert verbs_at(cast.chief, cast.district) == ROLES[Role.LEADER]
    assert verbs_at(cast.minh, cast.an_binh) == ROLES[Role.CLERK]
    assert verbs_at(cast.stranger, cast.school) == ROLES[Role.VIEWER]
    assert [verbs_at(user, cast.binh_minh) for user in (cast.minh, cast.stranger)] == [frozenset(), frozenset()]
    assert verbs_at(cast.minh, cast.district) == frozenset()


def test_nobody_but_who_looks_after_the_instance_gives_roles(cast: Cast) -> None:
    keeper = User.objects.create_superuser("keeper")

    assert [may(user, "role.grant", cast.district) for user in (cast.lan, cast.chief, keeper)] == [False, False, True]
    assert verbs_at(keeper, cast.school) == VERBS


def test_roles_at_two_nodes_add_up_and_ended_ones_do_not(cast: Cast) -> None:
    Membership.objects.create(user=cast.minh, unit=cast.district, role=Role.VIEWER)
    Membership.objects.create(user=cast.thu, unit=cast.district, role=Role.OFFICER, ended_at=timezone.now())

    assert verbs_at(cast.minh, cast.an_binh) == ROLES[Role.CLERK] | ROLES[Role.VIEWER]
    assert verbs_at(cast.thu, cast.district) == frozenset()


def test_a_closed_account_and_no_account_may_nothing(cast: Cast) -> None:
    cast.lan.is_active = False

    assert verbs_at(cast.lan, cast.district) == frozenset()
    assert verbs_at(AnonymousUser(), cast.district) == frozenset()


def test_an_unknown_verb_is_a_mistake_of_ours(cast: Cast) -> None:
    with pytest.raises(KeyError):
        may(cast.lan, "submission.eat", cast.district)


def test_asking_costs_one_query(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        may(cast.lan, "submission.mend", cast.an_binh)


@pytest.mark.parametrize(
    ("who", "verb", "said"),
    [
        ("lan", "submission.mend", "lan được sửa hồ sơ tại Xã An Bình vì là cán bộ tổng hợp của Huyện ủy Hòa Bình Hạ."),
        ("minh", "submission.mend", "minh là cán bộ đơn vị của Xã An Bình; vai trò này không được sửa hồ sơ."),
        (
            "thu",
            "submission.see",
            "thu không có vai trò nào tại Xã An Bình hay cấp trên nên không được xem hồ sơ gửi đến.",
        ),
    ],
)
def test_the_reason_is_told(cast: Cast, who: str, verb: str, said: str) -> None:
    assert explain(getattr(cast, who), verb, cast.an_binh) == said


def test_every_verb_has_its_words(cast: Cast) -> None:
    assert [verb for verb in sorted(VERBS) if not explain(cast.lan, verb, cast.district)] == []
    assert explain(AnonymousUser(), "entry.see", cast.district).startswith("Chưa đăng nhập")


@pytest.mark.parametrize(
    ("who", "codes"),
    [("lan", ["H", "AB", "BM", "MN"]), ("chief", ["H", "AB", "BM", "MN"]), ("minh", ["AB"]), ("stranger", [])],
)
def test_people_see_their_branch_in_two_queries(
    cast: Cast, who: str, codes: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        seen = list(Unit.objects.visible_to(getattr(cast, who)).values_list("code", flat=True))

    assert seen == codes
