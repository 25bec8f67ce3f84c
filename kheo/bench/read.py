"""How quick our reading is, reader processes included, beside plain openpyxl over the same registration forms."""

import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from kheo.confinement.pool import Readers, Refused
from kheo.demo.forms import registration_form
from kheo.office.opening import OPEN_FILE, book_of

if sys.platform != "win32":
    import resource

SEED = 2024


def run(*, size: int = 1_000) -> dict[str, Any]:
    """Files a second, milliseconds a file and peak megabytes of: openpyxl, our readers (one a core), one reader."""
    with tempfile.TemporaryDirectory(prefix="kheo-bench-") as folder:
        _write_forms(Path(folder), size)
        plain = _alone(_with_openpyxl, folder)
        ours = _alone(_with_readers, folder, os.cpu_count() or 1)
        one = _alone(_with_readers, folder, 1)
    return {
        "bench": "read",
        "size": size,
        "cores": os.cpu_count(),
        "openpyxl": plain,
        "ours": ours,
        "one_reader": one,
        "ratio": _ratio(plain, ours),
        "ratio_one_reader": _ratio(plain, one),
    }


def _write_forms(folder: Path, size: int) -> None:
    rng = random.Random(SEED)  # noqa: S311 - forms that are the same each time, no secrets
    for number in range(size):
        form = registration_form(rng, unit=f"Xã Thử Nghiệm {number}")
        (folder / f"{number:06d}.xlsx").write_bytes(form.data)


def _alone(measure: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """In a fresh process, so that nobody's memory is counted as another's."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()


def _with_openpyxl(folder: str) -> dict[str, Any]:
    begun, cells = time.perf_counter(), 0
    files = sorted(Path(folder).iterdir())
    for path in files:
        book = load_workbook(path)
        cells += sum(cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row)
    return _measured(len(files), time.perf_counter() - begun, cells)


def _with_readers(folder: str, size: int) -> dict[str, Any]:
    files = sorted(Path(folder).iterdir())
    with Readers(size) as readers:
        begun, cells = time.perf_counter(), 0
        for answer in readers.each((OPEN_FILE, path.read_bytes()) for path in files):
            if isinstance(answer, Refused):
                raise TypeError(f"a form of the generator was refused: {answer}")
            cells += sum(len(table.cells) for table in book_of(answer).tables)
        measured = _measured(len(files), time.perf_counter() - begun, cells)
        measured["readers"] = size
        measured["peak_mb_of_readers"] = [peak_of(pid) for pid in readers.pids()]
    return measured


def _measured(files: int, seconds: float, cells: int) -> dict[str, Any]:
    return {
        "files_per_second": round(files / seconds, 1),
        "ms_per_file": round(seconds / files * 1000, 3),
        "cells": cells,
        "peak_mb": peak_of(os.getpid()),
    }


def peak_of(pid: int) -> float | None:
    """Megabytes; of another process only where /proc tells."""
    for line in _status(pid):
        if line.startswith("VmHWM:"):
            return round(int(line.split()[1]) / 1024, 1)
    if sys.platform == "win32" or pid != os.getpid():
        return None
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def _status(pid: int) -> Iterator[str]:
    path = Path(f"/proc/{pid}/status")
    if path.exists():
        yield from path.read_text(encoding="ascii", errors="replace").splitlines()


def _ratio(plain: dict[str, Any], ours: dict[str, Any]) -> float:
    return round(float(ours["files_per_second"]) / float(plain["files_per_second"]), 2)
