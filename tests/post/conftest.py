"""One Dovecot for all tests of the post; each test has accounts of its own in it."""

from collections.abc import Iterator

import pytest

from kheo.demo.servers.dovecot import PROGRAM, Dovecot


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    if PROGRAM is None:
        pytest.skip("Dovecot is not installed")
    server = Dovecot()
    server.start()
    yield server
    server.close()
