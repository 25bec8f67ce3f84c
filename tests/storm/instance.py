"""An instance in the storm, as a process that forks workers on demand: `python -m tests.storm.instance`.

One command a line comes in, one line of JSON goes out. Everything is loaded once, so that killing a worker is cheap.
"""

import faulthandler
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from threading import Event
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.storm.settings"
django.setup()

import datetime as dt

from django.conf import settings
from django.core.management import call_command
from django.db import Error, connections
from django.db.models import Count

from kheo.campaigns import planning
from kheo.campaigns.models import Call, Campaign, Obligation
from kheo.intake.models import Answer, Submission
from kheo.journal import book
from kheo.journal.models import Event as Happened
from kheo.journal.soundness import damages
from kheo.management.commands.serve import start_background
from kheo.post.models import Fetched, Mailbox, Outgoing
from kheo.post.sealing import seal
from kheo.records.models import Registration
from kheo.units.models import Contact, Unit
from kheo.units.tree import found, step
from tests.storm.settings import hurry

ADDRESS = "bdv@example.vn"
DONE = "Đã nhận"
LONGEST = 900


def prepare(letters: str, imap_port: str, smtp_port: str, password: str) -> dict[str, Any]:
    """The tables, as many units as there will be letters, a campaign they all owe an answer to, the mailbox."""
    settings.HOME.make()
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    root = found(code="H", name="Huyện Thử Nghiệm")
    names = [(f"X{number}", f"Xã Thử Nghiệm {number}") for number in range(1, int(letters) + 1)]
    Unit.objects.bulk_create(
        Unit(code=code, name=name, key=name.lower(), kind="xã", parent=root, path=root.path + step(number))
        for number, (code, name) in enumerate(names, start=1)
    )
    units = Unit.objects.filter(parent=root)
    Contact.objects.bulk_create(Contact(unit=unit, email=f"{unit.code.lower()}@example.vn") for unit in units)
    now = dt.datetime.now(dt.UTC)
    campaign = Campaign.objects.create(
        slug="thu", title="Thử", year=now.year, root=root, organ="Ban Thử", subject="Thử", email=ADDRESS
    )
    due = now + dt.timedelta(days=30)
    Call.objects.create(campaign=campaign, slug="dang-ky", title="Đăng ký", paper="registration", due_at=due)
    planning.publish(campaign=campaign, at=now - dt.timedelta(days=1))
    Mailbox.objects.create(
        office=root,
        address=ADDRESS,
        imap_host="127.0.0.1",
        imap_port=int(imap_port),
        imap_security="none",
        smtp_host="127.0.0.1",
        smtp_port=int(smtp_port),
        smtp_security="none",
        username="",
        sealed_secret="",
        done_folder=DONE,
        answering=Mailbox.Answering.SEND,
        per_minute=100_000,
    )
    Mailbox.objects.update(username="office", sealed_secret=seal(password))
    return {}


def work() -> dict[str, Any]:
    """A process as `kheo serve` is without its pages: a worker, the clock, and who waits for letters."""
    connections.close_all()
    pid = os.fork()
    if pid:
        return {"pid": pid}
    signal.alarm(LONGEST)
    with (settings.HOME.path / "log").open("a", encoding="utf-8") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    # Asked for when nothing moves any more: what is each thread doing?
    faulthandler.register(signal.SIGUSR1)
    hurry()
    start_background(Event())
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


def reap(pid: str) -> dict[str, Any]:
    os.waitpid(int(pid), 0)
    return {}


def count() -> dict[str, Any]:
    """How far it is; nothing while the database is away."""
    try:
        whole = Submission.objects.filter(part_of=None)
        return {
            "kept": whole.count(),
            "waiting": Submission.objects.filter(state=Submission.State.RECEIVED).count(),
            "answered": Answer.objects.exclude(outgoing=None).count(),
            "silent": Counter(Answer.objects.filter(outgoing=None).values_list("silence", flat=True)),
            "unfiled": Fetched.objects.filter(filed_at=None).count(),
            "outgoing": Counter(Outgoing.objects.values_list("state", flat=True)),
            "notes": Counter(Fetched.objects.values_list("note", flat=True)),
        }
    except Error:
        return {}
    finally:
        connections.close_all()


def figures() -> dict[str, Any]:
    """What must be true at the end."""
    twice = Happened.objects.values("happened", "subject_kind", "subject_id").annotate(number=Count("pk"))
    states = Counter((part is None, state) for part, state in Submission.objects.values_list("part_of", "state"))
    return count() | {
        "states": {f"{'letter' if whole else 'file'} {state}": number for (whole, state), number in states.items()},
        "registrations": Registration.objects.count(),
        "replaced": Registration.objects.exclude(replaced_by=None).count(),
        "received": Obligation.objects.exclude(received_at=None).count(),
        "received twice": twice.filter(happened="submission.received", number__gt=1).count(),
        "letters": sorted(Outgoing.objects.values_list("message_id", flat=True)),
        "damages": sorted({damage.code for damage in damages()} - {"file.unknown"}),
        "book broken at": book.broken_at(),
    }


COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {
    "prepare": prepare,
    "work": work,
    "reap": reap,
    "count": count,
    "figures": figures,
}


def main() -> None:
    for line in sys.stdin:
        name, *arguments = line.split()
        answer = COMMANDS[name](*arguments)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
