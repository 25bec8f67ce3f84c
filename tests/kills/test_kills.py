"""Kills of web and worker during an intake: nothing acknowledged is lost, nothing is taken twice.

KHEO_KILLS=100 makes it the whole trial of five hundred letters; without it a shorter one of the same kind.
"""

import datetime as dt
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kheo import timetable
from kheo.campaigns import planning
from kheo.campaigns.models import Call, Campaign, Obligation, Standing
from kheo.demo.forms import registration_form
from kheo.demo.letters import Posted, make_letter
from kheo.intake.models import Submission
from kheo.journal import book, vault
from kheo.journal.models import Event
from kheo.journal.soundness import damages
from kheo.records.models import Registration
from kheo.units.models import Contact, Membership, Role, Unit
from kheo.units.tree import found, step
from tests.kills.processes import fork, free_port, kill, send_all, serve, work

KILLS = int(os.environ.get("KHEO_KILLS", "40"))
LETTERS = 5 * KILLS
DUE = dt.datetime(2024, 2, 1, tzinfo=dt.UTC)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system"),
    pytest.mark.django_db(transaction=True),
]


def world() -> tuple[Campaign, SessionStore]:
    """Communes that owe a registration, and an officer signed in."""
    root = found(code="H", name="Huyện Thử Nghiệm")
    names = [(f"X{number}", f"Xã Thử Nghiệm {number}") for number in range(1, LETTERS + 1)]
    Unit.objects.bulk_create(
        Unit(code=code, name=name, key=name.lower(), kind="xã", parent=root, path=root.path + step(number))
        for number, (code, name) in enumerate(names, start=1)
    )
    units = Unit.objects.filter(parent=root)
    Contact.objects.bulk_create(Contact(unit=unit, email=f"{unit.code.lower()}@example.vn") for unit in units)
    campaign = Campaign.objects.create(slug="thu", title="Thử", year=2024, root=root, organ="Thử", subject="Thử")
    Call.objects.create(campaign=campaign, slug="registration", title="Thử", paper="registration", due_at=DUE)
    planning.publish(campaign=campaign, at=dt.datetime(2024, 1, 2, tzinfo=dt.UTC))
    officer = User.objects.create_user("lan")
    Membership.objects.create(user=officer, unit=root, role=Role.OFFICER)
    client = Client()
    client.force_login(officer)
    return campaign, SessionStore(client.session.session_key)


def letters() -> dict[str, bytes]:
    made = {}
    for number in range(1, LETTERS + 1):
        rng = random.Random(number)
        form = registration_form(rng, unit=f"Xã Thử Nghiệm {number}")
        posted = Posted(
            sender=f"Xã Thử Nghiệm {number} <x{number}@example.vn>",
            to="office@example.vn",
            subject="Đăng ký",
            body="Xin gửi.",
            at=DUE - dt.timedelta(days=1),
            attachments=((form.filename, form.data),),
        )
        made[f"{number}.eml"] = make_letter(posted)
    return made


def kills(port: int, acknowledged: Path) -> Iterator[None]:
    """Kill web or worker at random moments spread over the whole intake, and start it again each time."""
    rng = random.Random(2024)
    starts = {"web": lambda: serve(port), "worker": work}
    alive = {name: fork(start) for name, start in starts.items()}
    for number in range(KILLS):
        wait_until(partial(has_lines, acknowledged, number * LETTERS // KILLS), seconds=30)
        time.sleep(rng.random() * 0.15)
        victim = rng.choice(["web", "worker"])
        kill(alive[victim])
        alive[victim] = fork(starts[victim])
    yield
    for pid in alive.values():
        kill(pid)


def has_lines(path: Path, number: int) -> bool:
    return path.exists() and path.read_text(encoding="ascii").count("\n") >= number


def wait_until(condition: Callable[[], bool], *, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "nothing moves any more"
        time.sleep(0.005)


def work_off_the_rest() -> None:
    """What the clock and one more worker do after the last restart, an hour of theirs at a time."""
    now = timezone.now()
    for hours in range(1, 6):
        timetable.tick(now + dt.timedelta(hours=hours))
        timetable.workforce().run_worker(batch=True)


def test_kills_lose_nothing_and_take_nothing_twice(tmp_path: Path) -> None:
    campaign, session = world()
    sent = letters()
    acknowledged, port = tmp_path / "acknowledged", free_port()
    sender = fork(lambda: send_all(port, reverse("campaign-files", args=["thu"]), session, sent, acknowledged))

    killing = kills(port, acknowledged)
    next(killing)
    wait_until(partial(has_lines, acknowledged, LETTERS), seconds=60)
    os.waitpid(sender, 0)
    next(killing, None)
    work_off_the_rest()

    whole = Submission.objects.filter(campaign=campaign, part_of=None).select_related("original")
    assert sorted(vault.read(submission.original) for submission in whole) == sorted(sent.values())
    states = Counter((part is None, state) for part, state in Submission.objects.values_list("part_of", "state"))
    assert states == {(True, "opened"): LETTERS, (False, "taken"): LETTERS}
    assert (Registration.objects.count(), Registration.objects.filter(replaced_by=None).count()) == (LETTERS, LETTERS)
    assert Obligation.objects.exclude(received_at=None).count() == LETTERS
    assert Standing.objects.count() == LETTERS
    twice = Event.objects.values("happened", "subject_kind", "subject_id").annotate(number=Count("pk"))
    assert list(twice.filter(happened="submission.received", number__gt=1)) == []
    assert DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).count() == 0
    assert {damage.code for damage in damages()} <= {"file.unknown"}
    assert book.broken_at() is None
