import pytest

from tests.asked import Asked, ask
from tests.awards.appraisal.panelists import Ground, make_ground
from tests.cast import Cast
from tests.web.arrivals import publish


@pytest.fixture
def asked(cast: Cast) -> Asked:
    found = ask(cast)
    publish(found)
    return found


@pytest.fixture
def ground(cast: Cast, asked: Asked) -> Ground:
    return make_ground(cast, asked)
