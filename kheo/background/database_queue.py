"""The queue in the database: a worker with a heartbeat, and what the library lacks: reaping and trying again.

Only settings.WORKFORCE names this module; another queue brings its own `run_worker`, `reap`, `retry` and `prune`.
"""

import logging
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import Error, connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from kheo.background.models import Heartbeat

BEAT = timedelta(seconds=5)
# A worker silent for this long is dead: beats come every five seconds even while a long task runs.
SILENCE = timedelta(seconds=30)
MOST_TRIES = 5
KEEP_FINISHED = timedelta(days=7)
PAUSE_WITHOUT_DATABASE = 1.0

logger = logging.getLogger(__name__)


def run_worker(*, stop: threading.Event | None = None, batch: bool = False, interval: float = 0.5) -> None:
    """Work until stopped (or, with `batch`, until the queue is empty). May run in a thread or be a whole process.

    Where the database goes away it is waited for; what was in hand then is reaped as a dead worker's.
    """
    while True:
        try:
            _work(stop, batch=batch, interval=interval)
        except Error:
            if batch:
                raise
            logger.warning("the database went away; waiting for it", exc_info=True)
            connection.close()
        else:
            return
        if stop is not None and stop.wait(PAUSE_WITHOUT_DATABASE):
            return
        if stop is None:
            time.sleep(PAUSE_WITHOUT_DATABASE)


def _work(stop: threading.Event | None, *, batch: bool, interval: float) -> None:
    """Under a name of its own, which lives as long as its heartbeat."""
    name = uuid4().hex
    worker = Worker(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    finished = threading.Event()
    beat = threading.Thread(target=_beat, args=(name, finished), daemon=True, name="heartbeat")
    Heartbeat.objects.create(worker=name, at=timezone.now())
    beat.start()
    if threading.current_thread() is threading.main_thread():
        worker.configure_signals()
    if stop is not None:
        threading.Thread(target=_stop_when, args=(worker, stop, finished), daemon=True).start()
    try:
        worker.run()
    finally:
        finished.set()
        beat.join()
        with suppress(Error):
            Heartbeat.objects.filter(worker=name).delete()
        if threading.current_thread() is not threading.main_thread():
            connection.close()


def reap(now: datetime) -> int:
    """Put back the tasks of workers that died; a task that killed its worker too often is given up as failed."""
    Heartbeat.objects.filter(at__lt=now - SILENCE).delete()
    alive = set(Heartbeat.objects.values_list("worker", flat=True))
    reaped = 0
    for task in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - SILENCE):
        if task.worker_ids and task.worker_ids[-1] in alive:
            continue
        given_up = len(task.worker_ids) >= MOST_TRIES
        reaped += DBTaskResult.objects.filter(
            pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
        ).update(
            status=TaskResultStatus.FAILED if given_up else TaskResultStatus.READY,
            finished_at=now if given_up else None,
        )
    return reaped


def retry(now: datetime) -> int:
    """Let failed tasks be tried again at growing intervals, five times in all."""
    again = 0
    for task in DBTaskResult.objects.filter(status=TaskResultStatus.FAILED):
        tries = len(task.worker_ids)
        if tries >= MOST_TRIES or task.finished_at is None or task.finished_at + _pause(tries) > now:
            continue
        again += DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.FAILED).update(
            status=TaskResultStatus.READY, finished_at=None, run_after=now
        )
    return again


def prune(now: datetime) -> int:
    """Forget finished tasks after a week; what they did stands in the rows and the journal."""
    finished = DBTaskResult.objects.filter(
        status__in=(TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED), finished_at__lt=now - KEEP_FINISHED
    )
    return finished.delete()[0]


def _pause(tries: int) -> timedelta:
    return timedelta(seconds=15 * 4 ** max(tries - 1, 0))


def _beat(name: str, finished: threading.Event) -> None:
    try:
        while not finished.wait(BEAT.total_seconds()):
            try:
                Heartbeat.objects.update_or_create(worker=name, defaults={"at": timezone.now()})
            except Error:
                # The next beat tries again; a database that stays away makes this worker count as dead, rightly.
                logger.warning("heartbeat of worker %s could not be written", name, exc_info=True)
                connection.close()
    finally:
        connection.close()


def _stop_when(worker: Worker, stop: threading.Event, finished: threading.Event) -> None:
    while not stop.wait(BEAT.total_seconds()) and not finished.is_set():
        pass
    worker.running = False
