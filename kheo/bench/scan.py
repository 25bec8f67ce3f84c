"""How quickly scanned forms are read and how rightly: generated forms, printed, worn, read as units' scans are."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kheo.bench.read import peak_of
from kheo.campaigns.paper import Filled
from kheo.confinement.pool import Readers, Refused
from kheo.demo.scans.printing import pages_of, pdfs_of
from kheo.demo.scans.typesetting import PrintedForm, printed_form
from kheo.demo.scans.wearing import WEARS, Wear, as_pdf, worn
from kheo.intake.reading import read_book
from kheo.office.opening import OPEN_FILE, book_of
from kheo.office.tables import DOUBTFUL
from kheo.records import registering, reporting

PAPERS = (registering.PAPER, reporting.PAPER)
UNITS = ("Xã Ma Li Pho", "Trường Mầm non Hoa Sen", "Hội Nông dân huyện Phong Thổ", "Chi bộ bản Huổi Luông")
SEED = 9_000


@dataclass
class Tally:
    """Cells of the forms, how many were read rightly, and how many of either were marked doubtful."""

    cells: int = 0
    right: int = 0
    wrong_marked: int = 0
    right_marked: int = 0
    pages: int = 0
    seconds: float = 0.0
    refused: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        wrong = self.cells - self.right
        return {
            "pages": self.pages,
            "pages_per_minute": round(60 * self.pages / self.seconds, 1) if self.seconds else None,
            "seconds_per_page": round(self.seconds / self.pages, 2) if self.pages else None,
            "cells": self.cells,
            "cells_right": _share(self.right, self.cells),
            "wrong_marked_doubtful": _share(self.wrong_marked, wrong),
            "right_marked_doubtful": _share(self.right_marked, self.right),
            "refused": self.refused,
        }


def run(*, size: int = 12, seed: int = SEED) -> dict[str, Any]:
    """Of `size` forms: the PDF itself, then scans of it in each way it wears; and the memory of the readers."""
    forms = list(printed_forms(size, seed))
    pdfs = pdfs_of([(f"{number}.docx", form.document) for number, form in enumerate(forms)])
    with Readers() as readers:
        told = {"digital": measured(forms, pdfs, readers).as_json()}
        for wear in WEARS:
            scans = [scan_of(pdf, wear, seed + number) for number, pdf in enumerate(pdfs)]
            told[wear.name] = measured(forms, scans, readers).as_json()
        quick, slow = ([peak_of(pid) for pid in pids] for pids in (readers.pids(), readers.slow_pids()))
    return {"bench": "scan", "size": size, "seed": seed, **told, "peak_mb_of_readers": {"quick": quick, "slow": slow}}


def printed_forms(size: int, seed: int) -> Iterator[PrintedForm]:
    for number in range(size):
        rng = random.Random(seed + number)  # noqa: S311 - forms that are the same each time, no secrets
        yield printed_form(rng, unit=rng.choice(UNITS), paper=rng.choice(("registration", "results")))


def scan_of(pdf: bytes, wear: Wear, seed: int) -> bytes:
    rng = np.random.default_rng(seed)
    return as_pdf((worn(page, wear, rng) for page in pages_of(pdf, dpi=wear.dpi)), wear)


def measured(forms: Sequence[PrintedForm], files: Sequence[bytes], readers: Readers) -> Tally:
    tally = Tally()
    for form, data in zip(forms, files, strict=True):
        begun = time.perf_counter()
        answer = readers.one(OPEN_FILE, data)
        tally.seconds += time.perf_counter() - begun
        if isinstance(answer, Refused):
            tally.refused.append(answer.code)
            tally.cells += sum(map(len, form.truth))
            continue
        tally.pages += sum(1 for _ in pages_of(data, dpi=10))
        _count(tally, form, read_book(book_of(answer), PAPERS)[0])
    return tally


def _count(tally: Tally, form: PrintedForm, filled: Filled) -> None:
    """Cell by cell: the rows in their order, a value right only where it is the very text."""
    for place, wanted in enumerate(form.truth):
        cells = filled.rows[place].cells if filled.paper == form.paper and place < len(filled.rows) else {}
        for name, text in wanted.items():
            value = cells.get(name)
            right = value is not None and value.value == text
            marked = value is not None and value.confidence is not None and value.confidence < DOUBTFUL
            tally.cells += 1
            tally.right += right
            tally.right_marked += right and marked
            tally.wrong_marked += marked and not right


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
