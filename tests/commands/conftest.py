import pytest

from tests.asked import Asked, ask
from tests.cast import Cast


@pytest.fixture
def asked(cast: Cast) -> Asked:
    return ask(cast)
