"""A unit's own page: what it owes, what it sent and what it was told; sending a file there."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from kheo.intake import pipeline
from kheo.intake.models import Submission
from tests.asked import Asked, sheet
from tests.cast import Cast
from tests.web.arrivals import FULL, SHORT, arrive
from tests.web.conftest import SignedIn
from tests.web.reading import texts


def test_clerk_begins_at_the_own_unit(asked: Asked, minh: Client) -> None:
    assert minh.get("/").headers["Location"] == "/units/AB/"


def test_clerk_sends_a_file_for_a_duty_and_reads_the_answer(asked: Asked, cast: Cast, minh: Client) -> None:
    duty = asked.duty(cast.an_binh)
    # The head names another unit: who is signed in says whose it is.
    file = SimpleUploadedFile("bieu.xlsx", sheet("Xã Bình Minh", FULL))

    minh.post(f"/units/AB/obligations/{duty.pk}/files/", {"files": [file]})
    one = Submission.objects.get()
    pipeline.work_off([one.pk])

    assert (one.unit, one.call, one.decided_by) == (cast.an_binh, asked.registration, cast.minh)
    told = texts(minh.get("/units/AB/").content.decode(), '<p class="reply">')
    assert [text.count(one.code) for text in told] == [2]


def test_form_comes_with_the_name_of_the_unit(asked: Asked, cast: Cast, minh: Client) -> None:
    duty = asked.duty(cast.an_binh)

    form = minh.get(f"/units/AB/obligations/{duty.pk}/form/xlsx/")

    assert form.headers["Content-Disposition"].count('filename="registration-AB.xlsx"') == 1
    sheets = load_workbook(BytesIO(form.content)).worksheets
    said = " ".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value)
    assert said.count("An Bình") > 0


def test_page_says_what_is_still_missing(asked: Asked, cast: Cast, minh: Client) -> None:
    arrive(asked, cast.an_binh, SHORT)

    body = minh.get("/units/AB/").content.decode()

    short = texts(body, '<span class="badge badge-long badge-short">')
    assert short == ["thiếu 01 cá nhân (có 1, cần 2)"]


def test_a_duty_of_another_unit_cannot_be_answered_here(asked: Asked, cast: Cast, minh: Client) -> None:
    other = asked.duty(cast.binh_minh)

    answer = minh.post(f"/units/AB/obligations/{other.pk}/files/", {"files": [SimpleUploadedFile("a.xlsx", b"x")]})

    assert (answer.status_code, Submission.objects.count()) == (404, 0)


def test_units_are_found_without_accents_and_only_those_visible(
    asked: Asked, cast: Cast, lan: Client, signed_in: SignedIn
) -> None:
    def found(client: Client, text: str) -> list[str]:
        return [unit.code for unit in client.get(f"/units/?q={text}").context["page"].rows]

    assert (found(lan, "binh"), found(signed_in(cast.thu), "binh")) == (["H", "AB", "BM"], ["BM"])
