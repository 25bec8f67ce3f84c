"""The instants people name: a date means its end, a time without a zone is local time."""

import datetime as dt

from django.utils import timezone


def instant(text: str) -> dt.datetime:
    """'2022-10-18' → 18/10/2022 23:59:59 local; '2022-10-18T17:00' → local; with a zone → as it says.

    Raises ValueError where the text is no ISO date or time.
    """
    text = text.strip()
    try:
        return timezone.make_aware(dt.datetime.combine(dt.date.fromisoformat(text), dt.time(23, 59, 59)))
    except ValueError:
        moment = dt.datetime.fromisoformat(text)
    return timezone.localtime(moment) if timezone.is_aware(moment) else timezone.make_aware(moment)
