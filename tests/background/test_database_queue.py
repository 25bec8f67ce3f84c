import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kheo.background import database_queue
from kheo.background.models import Heartbeat
from kheo.units.models import Bloc


def waiting_task(name: str) -> "DBTaskResult[..., None]":
    return DBTaskResult.objects.get(pk=found_bloc.enqueue(name).id)


@task()
def found_bloc(name: str) -> None:
    Bloc.objects.create(name=name)


@task()
def fail() -> None:
    raise RuntimeError("không làm được")


@pytest.mark.django_db(transaction=True)
def test_a_worker_works_the_queue_off_and_takes_its_heartbeat_away() -> None:
    found_bloc.enqueue("Khối xã")
    found_bloc.enqueue("Khối Đảng")

    database_queue.run_worker(batch=True)

    assert sorted(Bloc.objects.values_list("name", flat=True)) == ["Khối xã", "Khối Đảng"]
    assert (DBTaskResult.objects.successful().count(), Heartbeat.objects.count()) == (2, 0)


@pytest.mark.django_db(transaction=True)
def test_a_worker_in_a_thread_stops_when_told() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=database_queue.run_worker, kwargs={"stop": stop, "interval": 0.05})
    thread.start()

    stop.set()
    thread.join(timeout=10)

    assert thread.is_alive() is False


@pytest.mark.django_db
def test_tasks_of_a_dead_worker_are_put_back_and_those_of_a_living_one_are_not() -> None:
    now = timezone.now()
    dead, alive = (waiting_task(name) for name in ("một", "hai"))
    dead.claim("dead")
    alive.claim("alive")
    DBTaskResult.objects.update(started_at=now - timedelta(minutes=2))
    Heartbeat.objects.create(worker="dead", at=now - timedelta(minutes=1))
    Heartbeat.objects.create(worker="alive", at=now)

    assert database_queue.reap(now) == 1

    states = dict(DBTaskResult.objects.values_list("id", "status"))
    assert (states[dead.id], states[alive.id]) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@pytest.mark.django_db
def test_a_task_that_kills_its_worker_five_times_is_given_up() -> None:
    now = timezone.now()
    task_row = waiting_task("một")
    for attempt in range(database_queue.MOST_TRIES):
        task_row.claim(f"dead {attempt}")
    DBTaskResult.objects.update(started_at=now - timedelta(minutes=2))

    database_queue.reap(now)

    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    assert database_queue.retry(now + timedelta(days=1)) == 0


@pytest.mark.django_db(transaction=True)
def test_a_failed_task_is_tried_again_after_a_growing_pause() -> None:
    fail.enqueue()
    database_queue.run_worker(batch=True)
    finished = DBTaskResult.objects.get().finished_at
    assert finished is not None

    too_early = database_queue.retry(finished + timedelta(seconds=14))
    in_time = database_queue.retry(finished + timedelta(seconds=16))

    assert (too_early, in_time, DBTaskResult.objects.get().status) == (0, 1, TaskResultStatus.READY)


@pytest.mark.django_db
def test_finished_tasks_are_forgotten_after_a_week() -> None:
    now = timezone.now()
    old, fresh = (waiting_task(name) for name in ("một", "hai"))
    old.set_successful(None)
    fresh.set_successful(None)
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=now - timedelta(days=8))

    database_queue.prune(now)

    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [fresh.pk]
