"""Local instants as tests write them."""

import datetime as dt

from django.utils import timezone


def moment(text: str) -> dt.datetime:
    return timezone.make_aware(dt.datetime.fromisoformat(text))
