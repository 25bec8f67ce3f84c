import pytest

from kheo.campaigns.models import Campaign
from tests.campaigns.seeds import plant


@pytest.fixture
def phong_tho(db: None) -> Campaign:
    return plant("phong-tho-units.csv", "phong-tho-2024.toml")


@pytest.fixture
def thu_thua(db: None) -> Campaign:
    return plant("thu-thua-units.csv", "thu-thua-2022.toml")
