"""The settings of an instance in the storm: kheo's own, on the home and the database its environment names.

Whatever waits for seconds or minutes in an office waits several times less, so that the storm is over before long.
"""

import os
from dataclasses import replace
from datetime import timedelta

from kheo.settings import *  # noqa: F403

FETCHING_LEASE = timedelta(seconds=4)
FETCHING_REST = timedelta(seconds=1)
SENDING_LEASE = timedelta(seconds=6)
COPY_GRACE = timedelta(seconds=15)
# The tables are made from the models: the storm is not about migrations.
MIGRATION_MODULES = dict.fromkeys(("auth", "contenttypes", "sessions", "django_tasks_db", "kheo"))
SOONER = 5


def hurry() -> None:
    """The same for what is no setting; called once Django is set up."""
    from kheo import reactions, timetable
    from kheo.background import database_queue
    from kheo.post import sending, waiting

    timetable.TIMETABLE = tuple(  # type: ignore[assignment]
        replace(one, every=one.every / SOONER) for one in timetable.TIMETABLE
    )
    reactions.FORGOTTEN /= SOONER
    database_queue.BEAT /= SOONER
    database_queue.SILENCE /= SOONER
    sending._LONGEST_PAUSE_OF_MAILBOX = timedelta(seconds=2)
    sending._PAUSES = (0, 0, 0, 0, 0, 0)
    waiting.SECONDS_OF_REST = waiting.SECONDS_BETWEEN_ROUNDS = 1.0


assert os.environ["KHEO_HOME"]
