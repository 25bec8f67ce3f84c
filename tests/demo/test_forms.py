"""The samples tell the truth: every value stands in the very cell its truth names."""

import csv
import random
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from kheo.demo.drawing import WORDS
from kheo.demo.forms import MadeForm, make_form, registration_form, results_form
from kheo.demo.layouts import FileFormat, Layout, model_registration_columns, model_results_columns
from kheo.demo.lines import FormLine
from kheo.office.word import docx
from kheo.office.wording import tidy

MAKERS = {"registration": registration_form, "results": results_form}
FORMATS: tuple[FileFormat, ...] = ("xlsx", "docx", "csv")
SECTIONS = {"collective": "TẬP THỂ", "individual": "CÁ NHÂN", "household": "HỘ GIA ĐÌNH"}
UNIT = "Đảng ủy xã Mường So"


def cell_reader(made: MadeForm, file_format: FileFormat) -> Callable[[str], str]:
    """Address → text, by other programs than ours where there are any."""
    if file_format == "docx":
        tables = {table.name: table for table in docx.read(made.data).tables}
        found = {table.address(*place): text for table in tables.values() for place, text in table.cells.items()}
        return lambda at: found[at]
    if file_format == "xlsx":
        book = load_workbook(BytesIO(made.data))
        return lambda at: str(book[at.split("!")[0]][at.split("!")[1]].value)
    encoding = "utf-16" if made.data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    text = made.data.decode(encoding)
    rows = list(csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=text.count)))
    return lambda at: _of(rows, *coordinate_to_tuple(at.removeprefix("csv!")))


def _of(rows: list[list[str]], row: int, column: int) -> str:
    return rows[row - 1][column - 1]


def says(field: str, value: str, text: str) -> bool:
    """Does this text, as typed, mean that value?"""
    text = tidy(text)
    if field in WORDS:
        words = WORDS[field][value] + ((SECTIONS[value], "x") if field == "subject" else ())
        return any(word in text for word in words)
    return value in text


@pytest.mark.parametrize("paper", MAKERS)
@pytest.mark.parametrize("file_format", FORMATS)
def test_every_value_stands_where_its_truth_says(paper: str, file_format: FileFormat) -> None:
    wrong = []
    for seed in range(12 if file_format == "docx" else 40):
        made = MAKERS[paper](random.Random(seed), unit=UNIT, format=file_format)
        text_at = cell_reader(made, file_format)
        said = [(field, value, at) for row in made.truth for field, (value, at) in row.items()]
        wrong += [(seed, *one) for one in said if not says(*one[:2], text_at(one[2]))]

    assert wrong == []


def test_results_say_only_what_their_paper_has() -> None:
    forms = [results_form(random.Random(seed), unit=UNIT) for seed in range(60)]

    assert {field for made in forms for row in made.truth for field in row} == {
        *("title", "unit_name", "person_name", "time_place", "results"),
        *("replication", "replication_plan", "outcome"),
    }


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_same_seed_gives_the_same_form(file_format: FileFormat) -> None:
    for seed in range(5):
        first = registration_form(random.Random(seed), unit=UNIT, format=file_format)

        assert registration_form(random.Random(seed), unit=UNIT, format=file_format) == first


def test_seeds_give_every_habit_of_typists() -> None:
    made = [registration_form(random.Random(seed), unit=UNIT) for seed in range(80)]

    assert len({form.data for form in made}) == 80
    assert {form.unit for form in made} == {UNIT, UNIT.upper()}
    assert {len(form.filename.split(UNIT)) > 1 for form in made} == {True, False}


LINES = (
    FormLine(
        "Sạch từ nhà ra ngõ", kind="practice", subject="collective", field="kinh tế", goals="100% hộ", time="2024"
    ),
    FormLine("Hiến đất", kind="exemplar", subject="individual", person_name="Lò Văn Thơ", field="kinh tế"),
)
PLAIN = Layout(
    columns=model_registration_columns(), title=("BIỂU TỔNG HỢP ĐĂNG KÝ",), head="none", unit_label="Đơn vị:"
)


def truth_of(layout: Layout, file_format: FileFormat = "docx") -> list[dict[str, tuple[str, str]]]:
    return make_form(paper="registration", unit=UNIT, lines=LINES, layout=layout, format=file_format, year=2024).truth


def test_a_section_row_speaks_for_the_lines_below_it() -> None:
    columns = tuple(column for column in PLAIN.columns if column.field in {"", "title", "person_name"})

    assert truth_of(replace(PLAIN, columns=columns, sections=("field", "subject"))) == [
        {
            "field": ("kinh tế", "table 1, row 2, column 1"),
            "subject": ("collective", "table 1, row 3, column 1"),
            "title": ("Sạch từ nhà ra ngõ", "table 1, row 4, column 2"),
        },
        {
            "field": ("kinh tế", "table 1, row 2, column 1"),
            "subject": ("individual", "table 1, row 5, column 1"),
            "title": ("Hiến đất", "table 1, row 6, column 2"),
            "person_name": ("Lò Văn Thơ", "table 1, row 6, column 3"),
        },
    ]


def test_a_cell_merged_downwards_speaks_for_its_rows() -> None:
    rows = truth_of(replace(PLAIN, merged_field="field"), "xlsx")

    assert [row["field"] for row in rows] == [("kinh tế", "Sheet1!G5"), ("kinh tế", "Sheet1!G5")]


def test_the_results_list_is_headed_word_for_word() -> None:
    layout = replace(PLAIN, columns=model_results_columns(year=2022), head="seed")
    line = FormLine("Đường hoa", unit_name="Ấp 3", person_name="Lê Thị Hoa", results="Tốt")
    made = make_form(paper="results", unit=UNIT, lines=[line], layout=layout, format="docx", year=2022)

    table = docx.read(made.data).tables[1]

    assert [text for (row, _), text in table.cells.items() if row < 2] == [
        "STT",
        "Tên mô hình",
        "Đơn vị, cá nhân thực hiện",
        "Thời gian, địa điểm thực hiện",
        "Kết quả thực hiện và hiệu quả mô hình (Nêu tóm tắt kết quả đã thực hiện của tập thể, cá nhân)",
        "Kết quả nhân rộng (cơ quan, đơn vị, số người tham gia)",
        "Dự kiến nhân rộng năm 2023",
        "Tên đơn vị",
        "Tên cá nhân",
    ]
    assert made.truth[0]["results"] == ("Tốt", "table 2, row 3, column 6")


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_form_sent_back_empty_has_no_rows(file_format: FileFormat) -> None:
    layout = replace(PLAIN, blank_rows=3, total=False)
    made = make_form(paper="registration", unit=UNIT, lines=(), layout=layout, format=file_format, year=2024)

    assert made.truth == []
