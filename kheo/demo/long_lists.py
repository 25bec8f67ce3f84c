"""Lists of Thủ Thừa as long as wanted, of real topics and invented people: to measure, to look at, to test."""

import csv
import datetime as dt
import random
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from typing import Any

from kheo.demo.lines import registration_lines, results_lines
from kheo.publishing.documents.registrations import composing as registrations
from kheo.publishing.documents.results import composing as results
from kheo.publishing.papers import Annex, Grid, Head, Paper, Signature
from kheo.tally.lists import EntryLine, OutcomeLine

_UNITS = Path(__file__).parent.parent / "data" / "seeds" / "thu-thua-units.csv"
_SEED = 51
_YEAR = 2022
_DATED = dt.date(_YEAR, 10, 25)
# So many lines are drawn at once that no topic is drawn twice among them.
_DRAWN = 50


def results_paper(rows: int) -> Paper:
    """The results list of the Steering Committee of Thủ Thừa with so many rows; the same each time."""
    grid = Grid(results.columns(_YEAR), tuple(results.lines_of(list(_outcomes(rows)))))
    subtitle = f"Kết quả thực hiện mô hình, điển hình “Dân vận khéo” năm {_YEAR}"
    return _paper(Annex("Danh sách", subtitle, grid, note="(Số liệu tính đến hết ngày 24/10/2022)"))


def registrations_paper(rows: int) -> Paper:
    """The consolidated list of what is registered there, with so many rows; the same each time."""
    grid = Grid(registrations.COLUMNS, tuple(registrations.lines_of(list(_entries(rows)))))
    subtitle = f"Đăng ký mô hình, điển hình “Dân vận khéo” năm {_YEAR}"
    return _paper(Annex("Biểu tổng hợp", subtitle, grid, note="(Số liệu tính đến hết ngày 24/10/2022)"))


def _paper(listing: Annex) -> Paper:
    return Paper(
        head=Head(
            "Huyện ủy Thủ Thừa",
            "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở",
            "",
            "Thủ Thừa",
            dated=_DATED.isoformat(),
            numbered=False,
        ),
        signature=Signature(("PHÓ BÍ THƯ", "kiêm", "TRƯỞNG BAN"), "Nguyễn Hoàng Phúc"),
        receivers=("Lưu VT",),
        listing=listing,
    )


def _outcomes(rows: int) -> Iterator[OutcomeLine]:
    rng = random.Random(_SEED)  # noqa: S311 - the same list each time, no secrets
    drawn = chain.from_iterable(results_lines(rng, year=_YEAR, count=_DRAWN) for _ in count())
    for number, (unit, line) in enumerate(zip(_units(rows), drawn, strict=False)):
        yield OutcomeLine(
            outcome=number, entry=None, original=0, ending=line.outcome, title=line.title,
            named_unit=line.unit_name, person_name=line.person_name, time_place=line.time_place, results=line.results,
            replication=line.replication, replication_plan=line.replication_plan, **unit,
        )  # fmt: skip


def _entries(rows: int) -> Iterator[EntryLine]:
    rng = random.Random(_SEED)  # noqa: S311 - as above
    alone = _DRAWN // 5
    drawn = chain.from_iterable(
        registration_lines(rng, year=_YEAR, collectives=_DRAWN - 2 * alone, individuals=alone, households=alone)
        for _ in count()
    )
    for number, (unit, line) in enumerate(zip(_units(rows), drawn, strict=False)):
        yield EntryLine(
            entry=number, original=0, title=line.title, kind=line.kind, subject=line.subject,
            person_name=line.person_name, job=line.position, area=line.field, place=line.place, need=line.need,
            goals=line.goals, resources=line.resources, time=line.time, level=line.level,
            continuity=line.continuity, **unit,
        )  # fmt: skip


def _units(rows: int) -> Iterator[dict[str, Any]]:
    """For each row its unit, in the order of blocs; all units have about as many."""
    with _UNITS.open(encoding="utf-8", newline="") as lines:
        units = [line for line in csv.DictReader(lines) if line["bloc"]]
    for number in range(rows):
        place = number * len(units) // rows
        unit = units[place]
        yield {"unit": place, "code": unit["code"], "unit_name": unit["name"], "bloc": unit["bloc"]}
