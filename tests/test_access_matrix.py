"""Every address × every role: what each may see and do is declared here, and an address without a row fails.

The objects are An Bình's; Thu is the clerk of its sister Bình Minh, Quý an officer of another district.
"""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kheo.units.models import Membership, Role, Unit
from tests.cast import Cast
from tests.matrix.ground import Ground, make_ground
from tests.matrix.table import MATRIX, ROLES, Row

SIGN_IN = "/sign-in/"


@pytest.fixture
def ground(cast: Cast) -> Ground:
    return make_ground(cast)


@pytest.fixture
def people(cast: Cast) -> dict[str, User | None]:
    viewer, officer = User.objects.create_user("xem"), User.objects.create_user("quy")
    elsewhere = Unit.objects.create(code="H2", name="Huyện ủy khác", path="0002", key="huyen uy khac")
    Membership.objects.create(user=viewer, unit=cast.district, role=Role.VIEWER)
    Membership.objects.create(user=officer, unit=elsewhere, role=Role.OFFICER)
    found = (None, cast.stranger, cast.minh, cast.thu, cast.lan, cast.chief, viewer, officer)
    return dict(zip(ROLES, found, strict=True))


def names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield str(pattern.name)
        else:
            yield from names(pattern)


def test_every_address_has_its_row() -> None:
    assert sorted(names(get_resolver())) == sorted(MATRIX)


def answered(row: Row, address: str, user: User | None, ground: Ground) -> int:
    """The status this person gets; whatever was written is taken back."""
    client = Client(raise_request_exception=True)
    if user is not None:
        client.force_login(user)
    with transaction.atomic():
        answer = client.post(address, row.data(ground)) if row.post else client.get(address + row.query)
        transaction.set_rollback(True)
    if answer.streaming:
        b"".join(answer)
    if answer.status_code == 302 and answer.headers["Location"].startswith(SIGN_IN):
        return 401
    return answer.status_code


@pytest.mark.parametrize("name", MATRIX)
def test_each_role_gets_what_is_declared(name: str, ground: Ground, people: dict[str, User | None]) -> None:
    row = MATRIX[name]
    address = reverse(name, kwargs=row.arguments(ground))

    got = {role: answered(row, address, user, ground) for role, user in people.items()}

    assert got == dict(zip(ROLES, row.expected, strict=True))


@pytest.mark.parametrize("name", [name for name, row in MATRIX.items() if row.post and row.only_post])
def test_acts_are_asked_for_by_post_only(name: str, ground: Ground, people: dict[str, User | None]) -> None:
    client = Client()
    client.force_login(people["officer"])  # type: ignore[arg-type]

    assert client.get(reverse(name, kwargs=MATRIX[name].arguments(ground))).status_code == 405


@pytest.mark.parametrize("role", ["clerk", "elsewhere", "stranger"])
def test_nothing_of_the_sister_shows_anywhere(role: str, ground: Ground, people: dict[str, User | None]) -> None:
    shown = {name: ground.canaries_in(people[role], name, row) for name, row in MATRIX.items() if not row.post}
    seen_by_officer = {
        canary for name, row in MATRIX.items() for canary in ground.canaries_in(people["officer"], name, row)
    }

    assert {name: found for name, found in shown.items() if found} == {}
    # What does not show to a clerk could have shown: the officer sees it.
    assert seen_by_officer == set(ground.canaries)


def test_an_object_is_reached_only_by_its_own_parents(ground: Ground, people: dict[str, User | None]) -> None:
    client = Client()
    client.force_login(people["officer"])  # type: ignore[arg-type]
    file = {"files": [SimpleUploadedFile("a.xlsx", b"x")]}

    mixed = [
        client.get(f"/campaigns/ban-thao/obligations/{ground.duty.pk}/"),
        client.post(f"/campaigns/ban-thao/obligations/{ground.duty.pk}/excuse/", {"reason": "x"}),
        client.get(f"/campaigns/ban-thao/papers/{ground.document.pk}/"),
        client.get("/campaigns/ban-thao/board/units/?call=registration"),
        client.get("/campaigns/ban-thao/calls/registration/units/AB/answer/"),
        client.post(f"/units/BM/obligations/{ground.duty.pk}/files/", file),
    ]

    assert [answer.status_code for answer in mixed] == [404] * len(mixed)


def test_a_role_taken_away_ends_with_the_next_page(ground: Ground, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.minh)
    before = client.get("/units/AB/").status_code

    Membership.objects.filter(user=cast.minh).update(ended_at="2024-01-01T00:00:00Z")

    assert (before, client.get("/units/AB/").status_code) == (200, 404)


def test_a_locked_account_is_out_with_the_next_page(ground: Ground, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.lan)

    User.objects.filter(pk=cast.lan.pk).update(is_active=False)

    assert client.get("/").headers["Location"] == "/sign-in/?next=/"
