"""Lists of earlier years on screen, without JavaScript: mapped above the columns, mended, rehearsed, taken, undone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kheo.intake.earlier.models import EarlierList
from kheo.records.models import Entry
from tests.asked import Asked
from tests.cast import Cast
from tests.intake.drawn import sheet
from tests.intake.earlier.lists import HEADINGS, ROWS, TITLE, plain
from tests.web.reading import texts

FAULTY = (
    *ROWS[:2],
    ("Xã An Bin Thượng", "Đường hoa tím", "", "Kinh tế", "Hiệu quả"),
    ("Xã Bình Minh", "", "", "Kinh tế", "Hiệu quả"),
    ("Xã Bình Minh", "Kẻng", "", "Kinh tế", "xem sau"),
)


def listed(*rows: tuple[str, ...]) -> bytes:
    return sheet([[TITLE], [], HEADINGS, *((number, *row) for number, row in enumerate(rows, start=1))])


def upload(client: Client, cast: Cast, data: bytes, *, year: int = 2021) -> EarlierList:
    file = SimpleUploadedFile("danh sách.xlsx", data)
    client.post("/earlier/", {"year": year, "office": cast.district.code, "file": file})
    found: EarlierList = EarlierList.objects.latest("pk")
    return found


def test_columns_are_proposed_above_the_list_and_chosen_by_hand(asked: Asked, cast: Cast, lan: Client) -> None:
    found = upload(lan, cast, plain())
    body = lan.get(f"/earlier/{found.pk}/").content.decode()

    chosen = {f"column-{number}": name for number, name in enumerate(("", "unit", "title", "", "", "outcome"))}
    lan.post(f"/earlier/{found.pk}/columns/", chosen)

    assert body.count('<select name="column-') == 6
    assert (body.count('<option value="unit" selected>'), body.count('<option value="title" selected>')) == (1, 1)
    found.refresh_from_db()
    assert found.columns == {"0": "", "1": "unit", "2": "title", "3": "", "4": "", "5": "outcome"}
    assert found.mapped_at is not None


def test_all_faults_stand_on_one_page_and_are_mended_there(asked: Asked, cast: Cast, lan: Client) -> None:
    found = upload(lan, cast, listed(*FAULTY))
    address = f"/earlier/{found.pk}/"
    context = lan.get(address).context

    mends = {
        "spelling-0": "Xã An Bin Thượng", "unit-0": "an binh",
        "cell-0:6-title": "Tiếng loa", "was-0:6-title": "",
        "cell-0:7-outcome": "-", "was-0:7-outcome": "xem sau",
    }  # fmt: skip
    lan.post(f"{address}mends/", mends)

    assert [case.text for case in context["unknown"]] == ["Xã An Bin Thượng"]
    assert [(fault.line.key, fault.field) for fault in context["faults"]] == [("0:6", "title"), ("0:7", "outcome")]
    assert lan.get(address).context["judgement"].ready


def test_a_unit_typed_that_is_not_clear_is_said_and_nothing_is_lost(asked: Asked, cast: Cast, lan: Client) -> None:
    found = upload(lan, cast, listed(*FAULTY))

    answer = lan.post(
        f"/earlier/{found.pk}/mends/", {"spelling-0": "Xã An Bin Thượng", "unit-0": "xã nào đó", "out": ["0:6", "0:7"]},
        follow=True,
    )  # fmt: skip

    found.refresh_from_db()
    assert len(texts(answer.content.decode(), '<li class="notice notice-error">')) == 1
    assert found.left_out == ["0:6", "0:7"]


def test_a_list_is_rehearsed_taken_and_undone_by_buttons_alone(asked: Asked, cast: Cast, lan: Client) -> None:
    found = upload(lan, cast, plain())
    address = f"/earlier/{found.pk}/"

    rehearsed = lan.post(f"{address}rehearsal/")
    before = Entry.objects.filter(campaign__year=2021).count()
    lan.post(f"{address}record/")
    taken = Entry.objects.current().filter(campaign__year=2021).count()
    body = lan.get(address).content.decode()
    lan.post(f"{address}withdrawal/")

    assert (rehearsed.context["written"].entries, before, taken) == (4, 0, 4)
    assert body.count("Hoàn tác cả danh sách") > 0
    assert Entry.objects.current().filter(campaign__year=2021).count() == 0


def test_a_year_that_is_not_over_is_refused(asked: Asked, cast: Cast, lan: Client) -> None:
    file = SimpleUploadedFile("a.xlsx", plain())

    answer = lan.post("/earlier/", {"year": 2999, "office": cast.district.code, "file": file})

    assert list(answer.context["form"].errors) == ["year"]
    assert EarlierList.objects.count() == 0


def test_what_people_wrote_is_shown_as_text(asked: Asked, cast: Cast, lan: Client) -> None:
    hostile = "<script>alert(1)</script>"
    found = upload(lan, cast, listed((hostile, hostile, "", hostile, hostile)))

    body = lan.get(f"/earlier/{found.pk}/").content.decode()

    assert (body.count("<script>alert"), body.count("&lt;script&gt;alert(1)") > 3) == (0, True)


@pytest.mark.parametrize("rows", [1, 60])
def test_the_page_costs_the_same_for_few_lines_and_for_many(
    rows: int, asked: Asked, cast: Cast, lan: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found = upload(lan, cast, listed(*((f"Xã lạ {number}", "", "", "", "gì đó") for number in range(rows))))
    address = f"/earlier/{found.pk}/"
    lan.get(address)

    with django_assert_num_queries(9):
        lan.get(address)
