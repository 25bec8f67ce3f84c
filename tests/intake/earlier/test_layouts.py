"""Lists in any layout: found, mapped by what is known of headings, read line by line with their units."""

from pathlib import Path

import pytest

from kheo.intake.earlier.arriving import arrive
from kheo.intake.earlier.judging import judge
from kheo.intake.earlier.models import EarlierList
from tests.cast import Cast
from tests.intake.earlier.lists import HAS_OFFICE, LAYOUTS, ROWS, plain, saved_as

EXPECTED = [
    (unit, title, person, area, outcome)
    for (unit, title, person, area, _), outcome in zip(
        ROWS, ("replicated", "effective", "not_replicable", "effective"), strict=True
    )
]


def brought(data: bytes, cast: Cast, *, name: str = "danh sách 2021.xlsx", year: int = 2021) -> EarlierList:
    return arrive(data, filename=name, office=cast.district, year=year, actor=cast.lan)[0]


def lines(found: EarlierList) -> list[tuple[str, ...]]:
    names = ("title", "person_name", "field", "outcome")
    return [(unit.name, *(line.text(name) for name in names)) for line, unit in judge(found).lines]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_lines_without_a_hand(layout: str, cast: Cast) -> None:
    found = brought(LAYOUTS[layout](), cast)

    judgement = judge(found)
    assert lines(found) == EXPECTED
    assert (judgement.unknown, judgement.faults, judgement.ready) == ([], [], True)


@pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_and_open_workbooks_give_the_same(kind: str, cast: Cast, tmp_path: Path) -> None:
    found = brought(saved_as(plain(), kind, tmp_path), cast, name=f"danh sách.{kind}")

    assert (found.refusal, lines(found)) == ("", EXPECTED)


def test_every_value_knows_its_cell(cast: Cast) -> None:
    line, _ = judge(brought(plain(), cast)).lines[2]

    assert {name: value.at for name, value in line.cells.items()} == {
        "title": "Sheet1!C7",
        "field": "Sheet1!E7",
        "outcome": "Sheet1!F7",
    }
    assert line.unit.at == "Sheet1!B7"


def test_a_file_that_is_no_list_says_why(cast: Cast) -> None:
    found = brought(b"PK\x03\x04 broken", cast)

    assert (found.book, found.refusal.startswith("Tệp bị hỏng")) == (None, True)


def test_the_same_file_for_the_same_year_is_the_same_list(cast: Cast) -> None:
    data = plain()
    first, new = arrive(data, filename="a.xlsx", office=cast.district, year=2021, actor=cast.lan)
    second, again = arrive(data, filename="b.xlsx", office=cast.district, year=2021, actor=cast.lan)
    other, other_year = arrive(data, filename="a.xlsx", office=cast.district, year=2020, actor=cast.lan)

    assert (new, again, other_year, second.pk == first.pk, other.pk == first.pk) == (True, False, True, True, False)
