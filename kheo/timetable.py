"""What the clock starts: the one table of regular work, run by `kheo tick` and by the clock inside `kheo serve`."""

from datetime import datetime, timedelta
from importlib import import_module
from types import ModuleType

from django.conf import settings

from kheo.background.clock import Regular
from kheo.background.clock import tick as start_due
from kheo.intake.links.codes import forget_codes
from kheo.post.sending import look_after
from kheo.reactions import (
    fetch_mailboxes,
    start_reminders,
    sweep,
    sweep_alike,
    sweep_answers,
    sweep_letters,
    sweep_papers,
    sweep_prints,
)


def workforce() -> ModuleType:
    """The module that runs the queue the settings chose."""
    return import_module(settings.WORKFORCE)


def _reap(now: datetime) -> int:
    return int(workforce().reap(now))


def _retry(now: datetime) -> int:
    return int(workforce().retry(now))


def _prune(now: datetime) -> int:
    return int(workforce().prune(now))


TIMETABLE = (
    # Takes up what no task is on: a task is only a hint, the state of the rows is the truth.
    Regular("sweep submissions", timedelta(seconds=20), sweep),
    Regular("sweep answers", timedelta(seconds=30), sweep_answers),
    # Where the server tells of new letters at once (kheo.post.waiting), this is only the second look.
    Regular("fetch letters", timedelta(minutes=1), fetch_mailboxes),
    Regular("sweep letters that go out", timedelta(seconds=10), sweep_letters),
    Regular("find out about letters cut off", timedelta(seconds=30), look_after),
    Regular("write reminders", timedelta(hours=1), start_reminders),
    Regular("reap tasks of dead workers", timedelta(seconds=15), _reap),
    Regular("retry failed tasks", timedelta(seconds=15), _retry),
    # LibreOffice may have been missing, or killed, when they were issued.
    Regular("print papers without a PDF", timedelta(minutes=5), sweep_papers),
    Regular("compare entries nobody compared", timedelta(minutes=10), sweep_alike),
    Regular("print what was left", timedelta(seconds=30), sweep_prints),
    # Codes live ten minutes; the letters that carried them are wiped soon after.
    Regular("forget codes", timedelta(minutes=1), forget_codes),
    Regular("forget old tasks", timedelta(days=1), _prune),
)


def tick(now: datetime) -> dict[str, int]:
    """Start what is due at `now`; gives what each started piece did."""
    return start_due(TIMETABLE, now)
