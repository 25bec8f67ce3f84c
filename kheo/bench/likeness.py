"""How quickly the likes of a new text are found among a million titles and descriptions, and how surely."""

import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from tqdm import tqdm

from kheo.bench.take import own_instance
from kheo.demo.copying import Writer, spoilt
from kheo.demo.large_office import LargeOffice, make_large_office
from kheo.records.likeness.likening import index
from kheo.records.likeness.models import LikenessBand
from kheo.records.likeness.searching import COPIED, keys_of, near, text_of
from kheo.records.models import Entry
from kheo.records.sameness import title_key

SHARES = (0.0, 0.1, 0.15, 0.2, 0.25)
_QUERIES = 1_000
_AT_ONCE = 5_000


def run(*, size: int = 1_000_000, seed: int = 7) -> dict[str, Any]:
    """Seconds to make `size` entries findable, megabytes of it, milliseconds a query, share of planted copies found.

    On an instance of its own: a folder with SQLite, or a database beside the one DATABASE_URL names.
    """
    with tempfile.TemporaryDirectory(prefix="kheo-bench-") as folder, own_instance(Path(folder)):
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=spawn, initializer=django.setup) as pool:
            return pool.submit(on_own_instance, size, seed).result()


def on_own_instance(size: int, seed: int) -> dict[str, Any]:
    settings.HOME.make()
    call_command("migrate", verbosity=0, run_syncdb=True)
    choose = random.Random(seed)  # noqa: S311 - texts to measure with, no secret
    made = make_large_office(100)
    written, built = _fill(made, Writer(choose), size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    originals = [Entry.objects.get(pk=pk) for pk in choose.sample(written, min(_QUERIES, len(written)))]
    # Once, so that what the database keeps at hand is there.
    _ask(originals[:50], choose, share=0.1)
    asked = {share: _ask(originals, choose, share=share) for share in SHARES}
    strange = _ask(list(_strangers(originals, Writer(choose))), choose, share=0.0)
    every = [one for ask in (strange, *asked.values()) for one in ask["taken"]]
    taken = [waited for waited, _, _ in every]
    return {
        "bench": "likeness",
        "database": connection.vendor,
        "size": size,
        **built,
        "median_ms": round(statistics.median(taken), 3),
        # What this process worked itself: on a machine that is busy otherwise the wait above says little.
        "median_cpu_ms": round(statistics.median(worked for _, worked, _ in every), 3),
        "p95_ms": round(statistics.quantiles(taken, n=20)[-1], 3),
        "found_by_share_of_words_changed": {f"{share:.0%}": ask["found"] for share, ask in asked.items()},
        "strangers_taken_for_copies": round(sum(bool(found) for *_, found in strange["taken"]) / len(originals), 4),
    }


def _fill(made: LargeOffice, writer: Writer, size: int) -> tuple[list[int], dict[str, Any]]:
    """The entries and their keys; seconds and megabytes of the keys alone."""
    pattern = Entry.objects.filter(campaign=made.campaign)[0]
    written: list[int] = []
    seconds, grown = 0.0, 0
    for start in tqdm(range(0, size, _AT_ONCE), desc="Ghi và lập khóa", disable=None):
        numbers = range(start, min(start + _AT_ONCE, size))
        entries = Entry.objects.bulk_create(_entry(pattern, writer) for _ in numbers)
        begun, before = time.perf_counter(), _bytes()
        index(entries)
        seconds += time.perf_counter() - begun
        grown += _bytes() - before
        written += [entry.pk for entry in entries]
    return written, {"build_seconds": round(seconds, 1), "megabytes": round(grown / 1e6)}


def _bytes() -> int:
    """How large the keys are (PostgreSQL), or the whole database (SQLite): only the growth is of interest."""
    table = LikenessBand._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size(%s)", [table])
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


def _entry(pattern: Entry, writer: Writer) -> Entry:
    title = writer.title()
    return Entry(
        registration_id=pattern.registration_id,
        campaign_id=pattern.campaign_id,
        unit_id=pattern.unit_id,
        position=1,
        subject=Entry.Subject.COLLECTIVE,
        title=title,
        title_key=title_key(title),
        goals=writer.text(),
    )


def _strangers(originals: list[Entry], writer: Writer) -> Iterator[Entry]:
    for _ in originals:
        yield Entry(title=writer.title(), goals=writer.text())


def _ask(originals: list[Entry], choose: random.Random, *, share: float) -> dict[str, Any]:
    """A query: milliseconds waited and worked, what it found; and the share of originals found by their copies."""
    taken: list[tuple[float, float, list[int]]] = []
    found = 0
    for original in originals:
        copy = Entry(title=original.title, goals=spoilt(original.goals, choose, share=share))
        copy.title = spoilt(original.title, choose, share=share)
        begun, worked = time.perf_counter(), time.process_time()
        (keys,) = keys_of([copy])
        met = [one.entry.pk for one in near(text_of(copy), keys, least=COPIED)]
        taken.append(((time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000, met))
        found += original.pk in met
    return {"taken": taken, "found": round(found / len(originals), 4)}
