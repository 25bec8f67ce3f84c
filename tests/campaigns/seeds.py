"""The seed campaigns with their units, as an instance has them after importing both."""

from pathlib import Path

from kheo.campaigns.loading import load_file
from kheo.campaigns.models import Campaign
from kheo.units.importing import load_units, read_units

SEEDS = Path(__file__).parents[2] / "kheo" / "data" / "seeds"


def plant(units: str, campaign: str) -> Campaign:
    """Import the units of a file, then load the campaign."""
    loaded = load_units(read_units(SEEDS / units))
    assert list(loaded.problems) == []
    return load_file(SEEDS / campaign)
