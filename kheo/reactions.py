"""What follows from what: the one table of consequences, told by the journal after each commit."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django_tasks import task
from django_tasks.base import Task

from kheo.intake import pipeline
from kheo.intake.models import Submission
from kheo.journal.models import Event

# A submission still waiting after this long has lost its task (or its task its worker).
FORGOTTEN = timedelta(seconds=30)
AT_ONCE = 500


@task()
def work_off(submission_ids: list[int]) -> None:
    """Read, recognise, check and take what came; doing it twice does nothing twice."""
    pipeline.work_off(submission_ids)


# happened → the task that follows; it gets the ids of what it happened to.
REACTIONS: dict[str, Task[[list[int]], None]] = {
    "submission.received": work_off,
    "submission.decided": work_off,
    "submission.retaken": work_off,
    "submission.broughtback": work_off,
}


def follow(events: Sequence[Event]) -> None:
    """Start what follows. A lost task is made up for by `sweep`, a doubled one does nothing twice."""
    for happened, reaction in REACTIONS.items():
        ids = [event.subject_id for event in events if event.happened == happened]
        if ids:
            reaction.enqueue(ids)


def sweep(now: datetime) -> int:
    """Start work on submissions that wait although nothing is on them."""
    waiting = Submission.objects.filter(state=Submission.State.RECEIVED, state_at__lt=now - FORGOTTEN)
    ids = list(waiting.order_by("id").values_list("id", flat=True)[:AT_ONCE])
    if ids:
        work_off.enqueue(ids)
    return len(ids)
