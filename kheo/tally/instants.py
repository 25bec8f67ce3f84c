"""The instants people name: a date means its end, a time without a zone is local time."""

import datetime as dt

from django.utils import timezone

from kheo.campaigns.loading import FIRST_YEAR, LAST_YEAR


def instant(text: str) -> dt.datetime:
    """'2022-10-18' → 18/10/2022 23:59:59 local; '2022-10-18T17:00' → local; with a zone → as it says.

    Raises ValueError where the text is no ISO date or time, or lies beyond any campaign.
    """
    text = text.strip()
    try:
        moment = dt.datetime.combine(dt.date.fromisoformat(text), dt.time(23, 59, 59))
    except ValueError:
        moment = dt.datetime.fromisoformat(text)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(text)
    return timezone.localtime(moment) if timezone.is_aware(moment) else timezone.make_aware(moment)
