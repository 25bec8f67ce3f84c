"""The clock: starts each regular piece of work when its time has come, once however many clocks tick."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kheo.background.models import Round

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Regular:
    """One line of the timetable: what, how often; `start` gets the present moment and says what it did, if anything."""

    name: str
    every: timedelta
    start: Callable[[datetime], int]


def tick(timetable: Sequence[Regular], now: datetime) -> dict[str, int]:
    """Start what is due; one that fails is logged and does not keep the others from starting."""
    done: dict[str, int] = {}
    for regular in timetable:
        if not _claim(regular, now):
            continue
        try:
            done[regular.name] = regular.start(now)
        except Exception:
            logger.exception("regular work %s failed", regular.name)
    return done


def _claim(regular: Regular, now: datetime) -> bool:
    _, first = Round.objects.get_or_create(name=regular.name, defaults={"started_at": now})
    if first:
        return True
    due = Round.objects.filter(name=regular.name, started_at__lte=now - regular.every)
    return due.update(started_at=now) == 1
