"""The order of blocs in a campaign: as its letters name them, blocs that came later at the end."""

from collections.abc import Mapping

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.expressions import Combinable

from kheo.campaigns.models import Campaign
from kheo.units.models import Bloc

LAST = 1_000_000


def order_by_bloc(campaign: Campaign, path: str) -> tuple[Combinable, ...]:
    """Expressions that order rows by the bloc at the relation `path`; rows without one come last."""
    known = [When(**{path: bloc}, then=Value(place)) for place, bloc in enumerate(campaign.bloc_order)]
    later = When(**{f"{path}__isnull": False}, then=Value(LAST))
    place = Case(*known, later, default=Value(LAST + 1), output_field=IntegerField())
    return (place, F(f"{path}__position").asc(nulls_last=True))


def place_of(campaign: Campaign, blocs: Mapping[int, Bloc], bloc: int | None) -> tuple[int, int, int]:
    """The same order for rows in memory."""
    if bloc is None:
        return (LAST + 1, 0, 0)
    places = {known: place for place, known in enumerate(campaign.bloc_order)}
    return (places.get(bloc, LAST), blocs[bloc].position, bloc)
