from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from tests.asked import Asked, ask
from tests.cast import Cast
from tests.web.arrivals import publish

SignedIn = Callable[[User], Client]


@pytest.fixture
def asked(cast: Cast) -> Asked:
    found = ask(cast)
    publish(found)
    return found


@pytest.fixture
def signed_in() -> SignedIn:
    cache.clear()

    def client(user: User) -> Client:
        made = Client()
        made.force_login(user)
        return made

    return client


@pytest.fixture
def lan(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.lan)


@pytest.fixture
def minh(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.minh)
