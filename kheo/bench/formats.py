"""How right our reading is, format by format, on forms of the generator: cells right of all cells, seconds a file."""

import time
from collections.abc import Sequence
from typing import Any

from kheo.campaigns.paper import Filled
from kheo.confinement.pool import Readers, Refused
from kheo.demo.samples.converting import is_installed
from kheo.demo.samples.making import FORMATS, make_samples, needs_libreoffice
from kheo.demo.samples.sample import Sample
from kheo.demo.samples.scoring import Score, score
from kheo.intake.reading import read_book
from kheo.office.opening import OPEN_FILE, book_of
from kheo.records import registering, reporting

PAPERS = (registering.PAPER, reporting.PAPER)
SEED = 1
MOST_WRONG_SHOWN = 20


def run(*, size: int = 20, seed: int = SEED, formats: Sequence[str] = FORMATS) -> dict[str, Any]:
    """`size` files of each format; of scans, which take long, a fifth as many."""
    possible = [name for name in formats if is_installed() or not needs_libreoffice(name)]
    with Readers() as readers:
        measured = [_measured(name, seed, max(1, size // 5) if name == "scan" else size, readers) for name in possible]
    left_out = [name for name in formats if name not in possible]
    return {"bench": "formats", "seed": seed, "size": size, "left_out": " ".join(left_out), "formats": measured}


def _measured(format: str, seed: int, count: int, readers: Readers) -> dict[str, Any]:  # noqa: A002 - as everybody says
    samples = make_samples(format, seed=seed, count=count)
    total, worst, slowest = Score(), (2.0, ""), 0.0
    begun = time.perf_counter()
    for sample in samples:
        start = time.perf_counter()
        found = score(sample, read_sample(sample, readers))
        slowest = max(slowest, time.perf_counter() - start)
        worst = min(worst, (found.share, f"{sample.name}.{sample.suffix}"))
        total.add(found)
    wrong = total.cells - total.right
    return {
        "format": format,
        "files": len(samples),
        "cells": total.cells,
        "right_percent": round(100 * total.share, 2),
        "units_percent": round(100 * total.units_right / max(1, total.units), 1),
        "wrong_marked_percent": round(100 * total.marked / wrong, 1) if wrong else None,
        "extra_cells": total.extra,
        "seconds_per_file": round((time.perf_counter() - begun) / len(samples), 3),
        "slowest_seconds": round(slowest, 2),
        "worst": f"{worst[1]} {100 * worst[0]:.0f} %",
        "wrong": total.wrong[:MOST_WRONG_SHOWN],
    }


def read_sample(sample: Sample, readers: Readers) -> Sequence[Filled]:
    opened = readers.one(OPEN_FILE, sample.data)
    return (Filled(paper=None),) if isinstance(opened, Refused) else read_book(book_of(opened), PAPERS)
