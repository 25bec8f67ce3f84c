"""Tables that came from pictures: headings read nearly right are known, and what is unsure is told, cell by cell."""

import pytest

from kheo.campaigns.paper import Filled
from kheo.intake.reading import read_book
from kheo.intake.understanding import restored, stored
from kheo.office.tables import Book, Line, Shape, Table
from tests.intake.drawn import PAPERS

HEADINGS = ("S11", "Tân mô hình", "Tĩnh vực", "Đối tuợng")
ROWS = (("1", "Đường hoa", "kinh tế", "Tập thế"), ("2", "Hũ gạo", "văn hóa", "Tập thể"))


def scanned(sure: dict[tuple[int, int], float]) -> Book:
    texts = (HEADINGS, *ROWS)
    cells = {(row, column): text for row, columns in enumerate(texts) for column, text in enumerate(columns)}
    origins = {row: ("page 2", row + 3) for row in range(len(texts))}
    table = Table("page 2", Shape.PAGE, cells, sureness=dict.fromkeys(cells, 0.99) | sure, origins=origins)
    return Book((table,), (Line("Đơn vị: Xã Dào San", "page 2, line 1", 0),))


def read(sure: dict[tuple[int, int], float]) -> Filled:
    return read_book(scanned(sure), PAPERS)[0]


def test_headings_with_a_wrong_letter_are_known_on_scans_alone() -> None:
    typed = Book((Table("page 2", Shape.PAGE, scanned({}).tables[0].cells),))

    assert [row.text("title") for row in read({}).rows] == ["Đường hoa", "Hũ gạo"]
    assert [row.text("field") for row in read({}).rows] == ["kinh tế", "văn hóa"]
    assert [row.text("field") for row in read_book(typed, PAPERS)[0].rows] == ["", ""]


def test_a_word_from_a_short_list_is_known_with_a_wrong_letter() -> None:
    assert [row.text("subject") for row in read({}).rows] == ["collective", "collective"]


def test_a_name_behind_the_word_of_a_short_list_is_kept() -> None:
    texts = (("STT", "Tên mô hình", "Tập thể, cá nhân đăng ký"), ("1", "Trồng màu", "Cá nhân: Đặng Yên Mai"))
    cells = {(row, column): text for row, columns in enumerate(texts) for column, text in enumerate(columns)}
    book = Book((Table("page 1", Shape.PAGE, cells, sureness=dict.fromkeys(cells, 0.99)),))

    (row,) = read_book(book, PAPERS)[0].rows
    assert (row.text("subject"), row.text("person_name")) == ("individual", "Đặng Yên Mai")


def test_each_unsure_value_is_one_problem_at_its_cell() -> None:
    filled = read({(1, 1): 0.62, (2, 2): 0.9, (0, 1): 0.1})

    told = [(one.at, one.details) for one in filled.problems if one.code == "doubtful_value"]
    assert told == [
        ("page 2, row 5, column 2", {"text": "Đường hoa", "sure": 62}),
        ("page 2, row 6, column 3", {"text": "văn hóa", "sure": 90}),
    ]


def test_values_from_scans_say_how_sure_and_where_by_page_and_row() -> None:
    filled = read({(1, 1): 0.62})

    first = filled.as_json()["rows"][0]["cells"]
    assert first["title"] == {"value": "Đường hoa", "at": "page 2, row 5", "confidence": 0.62}
    assert first["field"] == {"value": "kinh tế", "at": "page 2, row 5", "confidence": 0.99}


@pytest.mark.parametrize(
    ("title", "doubted"),
    [
        ("I 2 I Nuôi ong", True),
        ("3 Vận động đồng bào", True),
        ("Vận động nhân 1 dân hiến đất", True),
        ("Nuôi ong quý I", False),
        ("Trồng ngô 2 vụ", True),
        ("Mô hình 5+1", False),
    ],
)
def test_columns_that_ran_into_one_are_never_sure(title: str, *, doubted: bool) -> None:
    texts = (("Tên mô hình", "Tập thể, cá nhân"), (title, "Tập thể"))
    cells = {(row, column): text for row, columns in enumerate(texts) for column, text in enumerate(columns)}
    book = Book((Table("page 1", Shape.PAGE, cells, sureness=dict.fromkeys(cells, 0.99)),))

    doubts = [one.at for one in read_book(book, PAPERS)[0].problems if one.code == "doubtful_value"]
    assert doubts == (["page 1, row 2, column 1"] if doubted else [])


def test_how_sure_a_value_was_is_kept_with_the_reading() -> None:
    filled = read({(1, 1): 0.62})

    assert restored(stored(filled)).rows == filled.rows
