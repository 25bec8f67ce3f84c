"""A page costs a fixed number of queries, whether it shows one row or three."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.asked import Asked
from tests.cast import Cast
from tests.web.arrivals import SHORT, arrive

# Address → queries. Session, person and roles are three of each.
COUNTS = {
    "/": 10,
    "/campaigns/huyen-2024/board/": 7,
    "/campaigns/huyen-2024/board/units/?call=registration": 8,
    "/entries/": 11,
    "/entries/?subject=individual&sort=unit": 11,
    "/campaigns/huyen-2024/entries/?sort=title": 11,
    "/submissions/": 16,
    "/submissions/{code}/?queue=waiting": 22,
    "/units/": 7,
    "/units/AB/": 13,
    "/campaigns/": 7,
    "/campaigns/huyen-2024/": 16,
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", COUNTS)
def test_queries_do_not_grow_with_the_rows(
    address: str, rows: int, asked: Asked, cast: Cast, lan: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sent = [arrive(asked, unit, SHORT) for unit in (cast.an_binh, cast.binh_minh, cast.school)[:rows]]
    address = address.format(code=sent[0].code)
    # Once to read the original and learn what the database can do; both are remembered.
    lan.get(address)

    with django_assert_num_queries(COUNTS[address.replace(sent[0].code, "{code}")]):
        lan.get(address)


def test_no_page_takes_more_than_twenty_five_queries() -> None:
    assert [address for address, number in COUNTS.items() if number > 25] == []
