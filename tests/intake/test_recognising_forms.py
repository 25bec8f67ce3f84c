"""A form that knows its unit comes back: nothing is guessed, and what contradicts it is asked."""

import io

import docx
import openpyxl
import pytest

from kheo.campaigns.models import Call
from kheo.intake import pipeline
from kheo.intake.doors import by_upload
from kheo.intake.models import Submission
from kheo.intake.recognising import Certainty, Clues, directory, which_call, whose
from kheo.publishing.forms.making import FORMATS, form_file
from kheo.records.fingerprints import Fingerprint
from kheo.records.models import Entry
from kheo.units.models import Contact
from tests.asked import IN_TIME, Asked
from tests.cast import Cast
from tests.publishing.filling import fill, saved

MARK = "mã biểu in sẵn"
LINES = [{1: "Đường hoa", 3: "Tập thể", 6: "Kinh tế"}, {1: "Chị Hoa", 3: "Cá nhân", 4: "Nguyễn Thị Hoa"}]


def arrive(asked: Asked, data: bytes, name: str = "bieu.xlsx") -> Submission:
    (submission,) = by_upload([(name, data)], campaign=asked.campaign, received_at=IN_TIME)
    pipeline.work_off([submission.pk])
    submission.refresh_from_db()
    return submission


def with_head(data: bytes, file_format: str, text: str) -> bytes:
    """The same form, its unit's name typed over."""
    if file_format == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        book.worksheets[0]["A1"] = text
        return saved(book)
    document = docx.Document(io.BytesIO(data))
    document.tables[0].rows[0].cells[0].text = text
    return saved(document)


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("head", ["Đơn vị: UBND xã nhà", "Đơn vị: ……", "Đơn vị: Xã An Bình"])
def test_a_form_is_taken_without_guessing(asked: Asked, cast: Cast, file_format: str, head: str) -> None:
    form = form_file(asked.registration, cast.an_binh, file_format=file_format)

    submission = arrive(asked, with_head(fill(form, file_format, LINES), file_format, head), f"bieu.{file_format}")

    assert (submission.state, submission.unit, submission.call) == ("taken", cast.an_binh, asked.registration)
    assert submission.guesses[0]["why"].startswith(MARK)
    assert list(Entry.objects.order_by("position").values_list("title", "unit__code")) == [
        ("Đường hoa", "AB"),
        ("Chị Hoa", "AB"),
    ]


def test_another_units_form_with_its_name_typed_over_is_asked(asked: Asked, cast: Cast) -> None:
    form = fill(form_file(asked.registration, cast.an_binh), "xlsx", LINES)

    submission = arrive(asked, with_head(form, "xlsx", "Đơn vị: Xã Bình Minh"))

    assert (submission.state, submission.unit) == ("puzzling", None)
    assert [guess["unit"] for guess in submission.guesses] == ["AB", "BM"]


def test_another_units_address_contradicts_the_form(asked: Asked, cast: Cast) -> None:
    Contact.objects.create(unit=cast.binh_minh, email="vp@binhminh.vn")
    mark = Fingerprint("huyen-2024", "registration", "AB").mark

    found = whose(Clues(sender="vp@binhminh.vn", marks=(mark,)), directory(asked.campaign))

    assert found.certainty is Certainty.ASK


@pytest.mark.parametrize(
    "mark",
    [
        "KHEO-1/huyen-2024/registration/AB/ABCDEFGHIJKL",
        Fingerprint("huyen-2023", "registration", "AB").mark,
        Fingerprint("huyen-2024", "registration", "XX").mark,
        Fingerprint("huyen-2024", "registration").mark,
    ],
)
def test_a_mark_that_says_nothing_here_leaves_ordinary_reading(asked: Asked, mark: str) -> None:
    among = directory(asked.campaign)

    assert whose(Clues(marks=(mark,)), among).certainty is Certainty.NONE
    assert [guess.why for guess in whose(Clues(head="Xã An Bình", marks=(mark,)), among).guesses] == [
        ("tên ghi ở đầu biểu",)
    ]


def test_of_two_calls_for_one_paper_the_form_says_which(asked: Asked, cast: Cast) -> None:
    second = Call.objects.create(
        campaign=asked.campaign, slug="diem", title="Mô hình điểm", paper="results", due_at=asked.results.due_at
    )
    among = directory(asked.campaign)
    form = Fingerprint("huyen-2024", "diem", "AB")

    assert which_call("results", cast.an_binh, None, among, form=form) == second
    assert which_call("registration", cast.an_binh, None, among, form=form) == asked.registration
