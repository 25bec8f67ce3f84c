"""The suite's ground: an instance of its own and the cast."""

from pathlib import Path

import pytest
from pytest_django import Settings

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
