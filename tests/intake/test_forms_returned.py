"""The form that knows its unit goes out, is filled in with LibreOffice, and comes back."""

import io
from pathlib import Path

import openpyxl
import pytest

from kheo.intake import pipeline
from kheo.intake.doors import by_upload
from kheo.intake.models import Submission
from kheo.intake.reading import read_book
from kheo.office.opening import book_of, open_file
from kheo.office.tables import Book
from kheo.publishing.forms.making import form_file
from kheo.records import registering
from kheo.records.fingerprints import DEFINED_NAME, PROPERTY, Fingerprint, verified
from kheo.records.models import Entry
from tests.asked import IN_TIME, Asked
from tests.cast import Cast
from tests.publishing.editing import FILTERS, edited, office
from tests.publishing.filling import fill, saved
from tests.publishing.last_year import LAST_YEAR, registered_in

MARK = Fingerprint("huyen-2024", "registration", "AB")
# Column by column from the title on: what a clerk types into the first empty line.
NEW = (
    *("Tổ tiết kiệm “5.000 đồng”\n(giai đoạn 2)", "Mô hình", "Tập thể", "", "", "Kinh tế", "Thôn 3", "Nhiều hộ khó"),
    *("- 100% hội viên\n- 0912345678", "1.500.000 đ", "Từ 01/02/2024", "Xã", "Mới"),
)
CONTINUITY = 13
CARRIED_ON = {
    "title": "Đường hoa nông thôn mới",
    "kind": "practice",
    "subject": "collective",
    "field": "Kinh tế",
    "place": "Thôn 1",
    "goals": "Trồng 3 km hoa",
    "continuity": "continued",
}
ENDED = {
    "title": "Chị Hoa",
    "kind": "exemplar",
    "subject": "individual",
    "person_name": "Nguyễn Thị Hoa",
    "position": "Hội viên",
    "continuity": "ended",
}
ADDED = {
    "title": NEW[0],
    "kind": "practice",
    "subject": "collective",
    "field": "Kinh tế",
    "place": "Thôn 3",
    "need": "Nhiều hộ khó",
    "goals": NEW[8],
    "resources": "1.500.000 đ",
    "time": "Từ 01/02/2024",
    "level": "Xã",
    "continuity": "new",
}


def made(asked: Asked, cast: Cast) -> bytes:
    registered_in(asked, cast.an_binh, 2023, *LAST_YEAR)
    return form_file(asked.registration, cast.an_binh)


def first_line(form: bytes) -> int:
    """Its row, counted from 0."""
    sheet = openpyxl.load_workbook(io.BytesIO(form)).worksheets[0]
    return next(row for row in range(30) if sheet.cell(row + 1, 1).value == 1)


def clerks_work(form: bytes) -> dict[tuple[int, int], str]:
    """The first line carried on with another goal, the second closed, the third new."""
    top = first_line(form)
    typed = {(top, 9): "Trồng 3 km hoa", (top + 1, CONTINUITY): "Kết thúc"}
    return typed | {(top + 2, column): text for column, text in enumerate(NEW, start=1) if text}


def arrive(asked: Asked, data: bytes, name: str) -> Submission:
    (submission,) = by_upload([(name, data)], campaign=asked.campaign, received_at=IN_TIME)
    pipeline.work_off([submission.pk])
    submission.refresh_from_db()
    return submission


def opened(data: bytes) -> Book:
    return book_of(open_file(data))


def carriers(book: Book) -> dict[str, bool]:
    """Each place where the fingerprint stands, by itself."""
    cells = [text for table in book.tables for text in table.cells.values()]
    return {
        "property": book.marks.get(PROPERTY) == MARK.mark,
        "name": book.marks.get(DEFINED_NAME) == MARK.mark,
        "foot": any(MARK.mark in text and text != MARK.mark for text in cells),
        "hidden sheet": MARK.mark in cells,
    }


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
def test_a_form_filled_in_with_libreoffice_comes_back_whole(asked: Asked, cast: Cast, tmp_path: Path) -> None:
    form = made(asked, cast)

    returned = edited(form, clerks_work(form), tmp_path, list(FILTERS))

    for data in returned.values():
        book = opened(data)
        (filled,) = read_book(book, [registering.PAPER])
        values = [{name: cell.value for name, cell in row.cells.items()} for row in filled.rows]
        assert values == [CARRIED_ON, ENDED, ADDED]
        assert [problem.code for problem in filled.problems] == []
        assert verified(filled.marks) == MARK
        assert carriers(book) == dict.fromkeys(("property", "name", "foot", "hidden sheet"), True)
    assert list(returned) == ["xlsx", "xls", "ods"]


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", FILTERS)
def test_it_is_taken_without_guessing(asked: Asked, cast: Cast, tmp_path: Path, kind: str) -> None:
    form = made(asked, cast)

    submission = arrive(asked, edited(form, clerks_work(form), tmp_path, [kind])[kind], f"bieu.{kind}")

    before = Entry.objects.get(campaign__slug="nam-2023", title=CARRIED_ON["title"])
    here = Entry.objects.filter(campaign=asked.campaign).order_by("position")
    assert (submission.state, submission.unit, submission.call) == ("taken", cast.an_binh, asked.registration)
    assert list(here.values_list("title", "continuity", "same_as")) == [
        (CARRIED_ON["title"], "continued", before.pk),
        (NEW[0], "new", None),
    ]
    told = [problem["message"] for problem in submission.problems if problem["code"] == "not_carried_on"]
    assert told == ["Đơn vị cho biết không tiếp tục thực hiện của năm trước: Chị Hoa."]


def test_a_closed_line_counts_for_nothing(asked: Asked, cast: Cast) -> None:
    form = made(asked, cast)
    ended = [{CONTINUITY: "Kết thúc"}, {CONTINUITY: "Kết thúc"}]

    arrive(asked, fill(form, "xlsx", ended), "bieu.xlsx")

    duty = asked.duty(cast.an_binh)
    assert Entry.objects.filter(campaign=asked.campaign).count() == 0
    assert (duty.state, [(line["rule"], line["has"]) for line in duty.short]) == (
        "received",
        [("collectives", 0), ("individuals", 0)],
    )


def test_a_form_whose_marks_are_gone_and_headings_edited_is_read_as_any_other(asked: Asked, cast: Cast) -> None:
    form = fill(made(asked, cast), "xlsx", [{}, {CONTINUITY: "Kết thúc"}])
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book.worksheets[0]
    heading = first_line(form)
    for column, text in ((2, "TÊN MÔ HÌNH ĐĂNG KÝ"), (4, "Đối tượng"), (14, "Mới / duy trì (ghi rõ)")):
        sheet.cell(heading, column).value = text
    sheet.delete_rows(sheet.max_row)
    del book["Danh mục"], book.defined_names[DEFINED_NAME], book.custom_doc_props[PROPERTY]  # type: ignore[attr-defined] # newer than its types

    submission = arrive(asked, saved(book), "bieu.xlsx")

    assert verified(read_book(opened(saved(book)), [registering.PAPER])[0].marks) is None
    assert (submission.state, submission.unit, submission.call) == ("taken", cast.an_binh, asked.registration)
    assert submission.guesses[0]["why"] == "tên ghi ở đầu biểu"
    assert list(Entry.objects.filter(campaign=asked.campaign).values_list("title", "continuity")) == [
        (CARRIED_ON["title"], "continued")
    ]
