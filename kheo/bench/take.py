"""The whole door (stored, recognised, read in the sandbox, checked, recorded) beside a script that only reads.

Both go over the same registration forms, one after the other, on the same cores. The door works on an instance made
for it: a folder of its own with SQLite, or a database of its own beside the one DATABASE_URL names.
"""

import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from psycopg import sql

from kheo.campaigns.models import Area, Call, Campaign, Obligation, Requirement
from kheo.confinement.pool import shared
from kheo.demo.forms import registration_form
from kheo.intake import pipeline
from kheo.intake.doors import by_upload
from kheo.intake.models import Submission
from kheo.records.models import Entry
from kheo.units.matching import key_of
from kheo.units.models import Bloc, Unit
from kheo.units.tree import step

SEED = 2024
AT_ONCE = 200
# The script the door is measured against, as people write it; it prints seconds and its own peak memory.
_PLAIN = """
import json, resource, sys, time
from pathlib import Path
from openpyxl import load_workbook
begun, cells = time.perf_counter(), 0
for path in sorted(Path(sys.argv[1]).iterdir()):
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            cells += sum(cell.value is not None for cell in row)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": time.perf_counter() - begun, "peak_mb": peak, "cells": cells}))
"""


def run(*, size: int = 10_000) -> dict[str, Any]:
    """Files a second of both, their ratio, peak megabytes of both (the door: parent and readers together)."""
    with tempfile.TemporaryDirectory(prefix="kheo-bench-") as folder, own_instance(Path(folder)):
        files = Path(folder) / "forms"
        files.mkdir()
        _write_forms(files, size)
        plain = json.loads(subprocess.check_output([sys.executable, "-c", _PLAIN, str(files)]))  # noqa: S603 our own
        # A fresh process, so that Django starts on the new instance and only the door's memory is counted.
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=spawn, initializer=django.setup) as pool:
            door = pool.submit(_through_the_door, str(files), size).result()
    return {
        "bench": "take",
        "size": size,
        "cores": os.cpu_count(),
        "openpyxl": _rounded(plain | {"files_per_second": size / plain["seconds"]}),
        "door": _rounded(door | {"files_per_second": size / door["seconds"]}),
        "ratio": round(plain["seconds"] / door["seconds"], 2),
    }


@contextmanager
def own_instance(folder: Path) -> Iterator[None]:
    """KHEO_HOME and DATABASE_URL name something new while this lasts."""
    before = {name: os.environ.get(name) for name in ("KHEO_HOME", "DATABASE_URL")}
    os.environ["KHEO_HOME"] = str(folder / "home")
    try:
        if before["DATABASE_URL"]:
            with _own_database(before["DATABASE_URL"]) as url:
                os.environ["DATABASE_URL"] = url
                yield
        else:
            yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


@contextmanager
def _own_database(url: str) -> Iterator[str]:
    server, _, _ = url.rpartition("/")
    name = f"kheo_bench_{os.getpid()}"
    quoted = sql.Identifier(name)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(quoted))
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(quoted))


def _write_forms(folder: Path, size: int) -> None:
    for number in range(size):
        rng = random.Random(SEED + number)  # noqa: S311 - forms that are the same each time, no secrets
        (folder / f"{number:06d}.xlsx").write_bytes(registration_form(rng, unit=name_of(number)).data)


def name_of(number: int) -> str:
    return f"Xã Thử Nghiệm {number}"


def _through_the_door(folder: str, size: int) -> dict[str, Any]:
    """Runs in its own process on the new instance."""
    campaign = prepare_office(size)
    files = sorted(Path(folder).iterdir())
    memory: list[float] = []
    with _watching(memory):
        begun = time.perf_counter()
        pipeline.work_off(_let_in(files, campaign))
        seconds = time.perf_counter() - begun
    marks = {f"mb_at_{percent}": memory[len(memory) * percent // 100 - 1] for percent in (10, 50, 100)}
    taken = Submission.objects.filter(state=Submission.State.TAKEN).count()
    return {"seconds": seconds, "peak_mb": max(memory), **marks, "taken": taken, "entries": Entry.objects.count()}


def _let_in(files: Sequence[Path], campaign: Campaign) -> Iterator[int]:
    for start in range(0, len(files), AT_ONCE):
        some = [(path.name, path.read_bytes()) for path in files[start : start + AT_ONCE]]
        for submission in by_upload(some, campaign=campaign, received_at=timezone.now()):
            yield submission.pk


def prepare_office(size: int) -> Campaign:
    """The new instance's tables, and a campaign that asks `size` communes to register."""
    settings.HOME.make()
    call_command("migrate", verbosity=0)
    due = timezone.now() + timedelta(days=1)
    bloc = Bloc.objects.create(name="Khối xã")
    root = Unit.objects.create(code="H", name="Huyện Thử Nghiệm", key=key_of("Huyện Thử Nghiệm"), path=step(1))
    campaign = Campaign.objects.create(slug="thu", title="Thử", year=2024, root=root, organ="Thử", subject="Thử")
    call = Call.objects.create(campaign=campaign, slug="registration", title="Thử", paper="registration", due_at=due)
    for measure in ("collectives", "individuals"):
        Requirement.objects.create(call=call, measure=measure, least=2, kinds=["xã"])
    for code, name in (("kinh-te", "Kinh tế"), ("van-hoa", "Văn hóa - xã hội"), ("an-ninh", "Quốc phòng - an ninh")):
        Area.objects.create(campaign=campaign, code=code, name=name)
    units = Unit.objects.bulk_create(_unit(number, root, bloc) for number in range(size))
    Obligation.objects.bulk_create(
        Obligation(call=call, unit=unit, bloc=bloc, unit_kind=unit.kind, due_at=due) for unit in units
    )
    return campaign


def _unit(number: int, root: Unit, bloc: Bloc) -> Unit:
    name, path = name_of(number), root.path + step(number + 1)
    return Unit(code=f"X{number}", name=name, key=key_of(name), kind="xã", parent=root, bloc=bloc, path=path)


@contextmanager
def _watching(memory: list[float]) -> Iterator[None]:
    """Notes the megabytes of this process and its readers ten times a second."""
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.1):
            memory.append(sum(_megabytes(pid) for pid in [os.getpid(), *shared().pids()]))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()


def _megabytes(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def _rounded(measured: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 1) if isinstance(value, float) else value for name, value in measured.items()}
