import time
from collections.abc import Iterator
from typing import Any

import pytest

from kheo.campaigns.problems import CATALOGUE, Problem, Severity
from kheo.confinement.pool import Readers, Refused
from kheo.office.opening import OPEN_FILE, book_of, open_file
from kheo.office.tables import Book, Line, Shape, Span, Table
from tests.office.hostile import GOOD, READ, cases
from tests.office.packages import SHEET, content_types, parts, sheet, text, zipped

CASES = cases()
GOOD_BOOK = Book(tables=(Table("S", Shape.SHEET, {(0, 0): "Mô hình"}),))


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers() as readers:
        yield readers


@pytest.fixture(scope="module")
def outcomes(readers: Readers) -> dict[str, Any]:
    """All cases through the same readers, one behind the other, with a good file after each."""
    jobs = [(OPEN_FILE, data) for each, _ in CASES.values() for data in (each, GOOD)]
    begun = time.monotonic()
    outcomes = list(readers.each(jobs))
    return {
        "seconds": time.monotonic() - begun,
        "cases": dict(zip(CASES, outcomes[::2], strict=True)),
        "good": outcomes[1::2],
    }


@pytest.mark.parametrize("name", CASES)
def test_a_broken_foreign_or_hostile_file_ends_in_its_one_verdict(name: str, outcomes: dict[str, Any]) -> None:
    outcome = outcomes["cases"][name]

    assert (outcome.code if isinstance(outcome, Refused) else READ) == CASES[name][1]


@pytest.mark.parametrize("name", [name for name, (_, verdict) in CASES.items() if verdict != READ])
def test_every_refusal_becomes_a_blocking_problem_with_a_whole_sentence(name: str, outcomes: dict[str, Any]) -> None:
    refused = outcomes["cases"][name]

    problem = Problem(refused.code, details={"why": refused.why})

    assert (problem.severity, "{" in problem.message, "Traceback" in problem.message) == (Severity.BLOCK, False, False)


def test_the_file_after_a_hostile_one_is_read_as_ever(outcomes: dict[str, Any]) -> None:
    assert [book_of(answer) for answer in outcomes["good"]] == [GOOD_BOOK] * len(CASES)


def test_hostile_files_hold_nobody_up(outcomes: dict[str, Any]) -> None:
    assert outcomes["seconds"] / len(CASES) < 0.6


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 110


def test_a_book_comes_through_the_readers_whole(readers: Readers) -> None:
    rows = f'<row r="2" hidden="1">{text("B2", "Tên  mô hình")}</row><row r="3"><c r="C3"><f>1+1</f></c></row>'
    data = zipped(parts(sheet(rows, '<mergeCells><mergeCell ref="B2:D3"/></mergeCells>')))

    answer = readers.one(OPEN_FILE, data)
    assert not isinstance(answer, Refused)
    book = book_of(answer)

    assert book == Book(
        tables=(Table("S", Shape.SHEET, {(1, 1): "Tên mô hình"}, (Span(1, 1, 2, 3),), frozenset({1})),),
        warnings=(("formula_without_value", "S!C3"),),
    )


def test_lines_outside_tables_are_kept() -> None:
    answer = {"tables": [], "lines": [["Kính gửi", "paragraph 1", 0]], "warnings": []}

    assert book_of(answer) == Book(lines=(Line("Kính gửi", "paragraph 1", before=0),))


def test_macros_and_embedded_files_are_told_and_the_cells_read() -> None:
    made = parts(sheet(f'<row r="1">{text("A1", "Mô hình")}</row>'))
    made["[Content_Types].xml"] = content_types("application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    made |= {"xl/vbaProject.bin": b"x", "xl/embeddings/oleObject1.bin": b"x"}

    book = book_of(open_file(zipped(made)))

    assert book == Book(GOOD_BOOK.tables, warnings=(("macros", None), ("active_content", None)))


def test_names_of_parts_ignore_case() -> None:
    made = parts(sheet(f'<row r="1">{text("A1", "Mô hình")}</row>'))
    made["XL/Worksheets/SHEET1.XML"] = made.pop(SHEET)

    assert book_of(open_file(zipped(made))) == GOOD_BOOK


def test_text_is_read_as_a_table_of_its_own() -> None:
    book = book_of(open_file("Tên mô hình;Người\nTổ liên gia;Lò A Pao\n".encode()))

    assert book.tables == (
        Table("csv", Shape.SHEET, {(0, 0): "Tên mô hình", (0, 1): "Người", (1, 0): "Tổ liên gia", (1, 1): "Lò A Pao"}),
    )


@pytest.mark.parametrize(
    "code",
    ["hidden_sheet", "formula_without_value", "error_value", "covered_value", "macros", "active_content"],
)
def test_what_readers_warn_of_goes_to_a_person(code: str) -> None:
    assert CATALOGUE[code].severity is Severity.WARN
