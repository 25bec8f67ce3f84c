"""Two hundred numbers asked for at once: two hundred distinct ones, none missing; on SQLite and on PostgreSQL."""

import datetime as dt
import os
import threading

import pytest
from django.db import connection

from kheo.publishing.issuers.models import Issuer
from kheo.publishing.register.giving import give
from kheo.publishing.register.models import Number
from kheo.units.tree import found
from tests.kills.processes import fork
from tests.publishing.issuers.organs import party

DAY = dt.date(2026, 3, 5)
ALL = 200

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def issuer() -> Issuer:
    return party(found(code="H", name="Huyện ủy Hòa Bình Hạ"))


def take(issuer_id: int, times: int) -> None:
    issuer = Issuer.objects.get(pk=issuer_id)
    try:
        for _ in range(times):
            give(issuer, "Công văn", DAY)
    finally:
        connection.close()


def given() -> list[int]:
    return list(Number.objects.order_by("number").values_list("number", flat=True))


def test_threads_get_a_number_each(issuer: Issuer) -> None:
    takers = [threading.Thread(target=take, args=(issuer.pk, ALL // 8)) for _ in range(8)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()

    assert given() == list(range(1, ALL + 1))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_processes_get_a_number_each(issuer: Issuer) -> None:
    takers = [fork(lambda: take(issuer.pk, ALL // 4)) for _ in range(4)]
    for taker in takers:
        os.waitpid(taker, 0)

    assert given() == list(range(1, ALL + 1))
