import pytest

from tests.cast import Cast
from tests.tally.world import World, make_world


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)
