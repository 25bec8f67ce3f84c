"""The suite's ground: an instance of its own and the cast."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings

from kheo.home import Home
from tests.cast import Cast, make_cast


@pytest.fixture(autouse=True)
def own_instance(settings: Settings, tmp_path: Path) -> None:
    """Each test keeps its files in a folder of its own."""
    home = Home(tmp_path / "instance")
    home.make()
    settings.HOME = home


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="session", autouse=True)
def no_session_left(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Threads of the live server may still hold a session when the suite ends; PostgreSQL then keeps its database."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            connection.close()
