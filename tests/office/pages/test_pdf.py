"""PDFs as LibreOffice prints them, and as nobody should."""

import subprocess
from pathlib import Path

import pytest

from kheo.bench.scan import measured
from kheo.confinement.further import Further
from kheo.confinement.pool import Readers, Refused
from kheo.confinement.refusal import Refusal
from kheo.intake.reading import read_book
from kheo.office.opening import OPEN_FILE, book_of, open_file
from kheo.office.pages.pdf import reading
from kheo.office.tables import Book
from tests.intake.drawn import PAPERS
from tests.office.pages import made_pdfs
from tests.office.pages.conftest import LONG_ROWS, PLAIN_ROWS, Printed, table_of


def book(data: bytes) -> Book:
    found = reading.read(data)
    assert isinstance(found, Book)
    return found


def test_cells_of_printed_forms_are_read(printed: Printed, readers: Readers) -> None:
    tally = measured(printed.forms, printed.pdfs, readers)

    assert (tally.refused, tally.right_marked, tally.wrong_marked) == ([], 0, 0)
    assert tally.right / tally.cells >= 0.99


def test_units_of_printed_forms_are_read(printed: Printed) -> None:
    found = [read_book(book(pdf), PAPERS)[0].unit for pdf in printed.pdfs]

    assert [unit.value if unit else None for unit in found] == [form.unit for form in printed.forms]


def test_a_table_over_pages_is_one_and_each_cell_knows_its_page(printed: Printed) -> None:
    (table,) = book(printed.named["long"]).tables

    texts = [[text for _, text in sorted(columns.items())] for _, columns in table.rows()]
    places = {table.cells[row, 1]: table.address(row, 1) for row, _ in table.rows()}
    assert texts == [["STT", "Tên mô hình", "Lĩnh vực"], *LONG_ROWS]
    assert places["Mô hình số 1"] == "page 1, row 2, column 2"
    # The heading stands again at the top of the second page and counts there.
    second = next(place for place in places.values() if place.startswith("page 2"))
    assert second == "page 2, row 2, column 2"


def test_what_is_told_of_a_place_on_paper_is_its_page_and_row(printed: Printed) -> None:
    filled = read_book(book(printed.named["long"]), PAPERS)[0]

    told = filled.as_json()["rows"][0]["cells"]["title"]

    assert told == {"value": "Mô hình số 1", "at": "page 1, row 2"}


def test_a_table_without_rules_is_read_by_its_columns(printed: Printed) -> None:
    (table,) = book(printed.named["plain"]).tables

    texts = [[text for _, text in sorted(columns.items())] for _, columns in table.rows()]
    assert texts == [["STT", "Tên mô hình", "Địa điểm"], *PLAIN_ROWS]


def test_a_printed_workbook_reads_as_the_workbook_does(printed: Printed) -> None:
    read = read_book(book(printed.named["workbook"]), PAPERS)[0]

    assert read.paper == "registration"
    assert read.unit is not None
    assert read.unit.value.casefold() == "xã ma li pho"


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    source = tmp_path / "khoa.docx"
    source.write_bytes(table_of([["a", "b"]]))
    options = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(source)], check=True, capture_output=True, timeout=60)

    with pytest.raises(Refusal) as refused:
        reading.read((tmp_path / "khoa.pdf").read_bytes())

    assert refused.value.code == "encrypted_file"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("two million rectangles", made_pdfs.many_rectangles(2_000_000), "too_large"),
        ("three million letters", made_pdfs.many_letters(3_000_000), "too_large"),
        ("a gigabyte of blanks", made_pdfs.bomb(1 << 30), "too_large"),
        ("a gigabyte packed twice", made_pdfs.twice_packed(1 << 30), "too_large"),
        ("forms in forms, ten to the tenth", made_pdfs.nested_forms(10, 10), "hostile_file"),
        (
            "a page of two kilometres",
            made_pdfs.page_of(b"BT /F1 12 Tf (x) Tj ET", size="6000000 6000000"),
            "hostile_file",
        ),
        ("pages that hold themselves", made_pdfs.ring_of_pages(), "empty_file"),
        ("an empty page", made_pdfs.page_of(b" "), "empty_file"),
        ("the beginning of a file", made_pdfs.many_rectangles(50)[:200], "damaged_file"),
        ("nothing but the name", b"%PDF-1.7\n", "damaged_file"),
    ],
)
def test_a_hostile_pdf_ends_in_one_refusal(readers: Readers, name: str, data: bytes, code: str) -> None:
    outcome = readers.one(OPEN_FILE, data)

    assert isinstance(outcome, Refused), name
    assert outcome.code == code


def test_a_picture_larger_than_it_can_be_ends_in_a_book_without_a_form(readers: Readers) -> None:
    outcome = readers.one(OPEN_FILE, made_pdfs.picture_bomb(60_000))

    assert isinstance(outcome, Refused) or read_book(book_of(outcome), PAPERS)[0].paper is None


def test_more_pages_than_any_form_has_are_left_and_named() -> None:
    found = open_file(made_pdfs.many_pages(300))

    assert isinstance(found, Further)
    assert (len(found.jobs), found.kept["warnings"]) == (12, ["pages_left_out"])
