"""Last year's entries on this year's form: carried on or closed."""

import io

import openpyxl
import pytest
from pytest_django import DjangoAssertNumQueries

from kheo.campaigns.models import Call, Obligation
from kheo.publishing.forms.composing import compose_form
from kheo.publishing.forms.making import FORMATS, form_file, form_files
from kheo.records.models import Entry
from tests.asked import Asked, ask
from tests.cast import Cast
from tests.publishing.filling import read, values
from tests.publishing.last_year import LAST_YEAR, registered_in

READ_BACK = [
    {
        "title": "Đường hoa nông thôn mới",
        "kind": "practice",
        "subject": "collective",
        "field": "Kinh tế",
        "place": "Thôn 1",
        "goals": "Trồng 2 km hoa",
        "continuity": "continued",
    },
    {
        "title": "Chị Hoa",
        "kind": "exemplar",
        "subject": "individual",
        "person_name": "Nguyễn Thị Hoa",
        "position": "Hội viên",
        "continuity": "continued",
    },
]


@pytest.fixture
def asked(cast: Cast) -> Asked:
    return ask(cast)


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_form_begins_with_last_years_entries(asked: Asked, cast: Cast, file_format: str) -> None:
    registered_in(asked, cast.an_binh, 2023, *LAST_YEAR)

    filled = read(form_file(asked.registration, cast.an_binh, file_format=file_format))

    assert (values(filled), [problem.code for problem in filled.problems]) == (READ_BACK, [])


def test_the_form_says_what_to_do_with_them(asked: Asked, cast: Cast) -> None:
    registered_in(asked, cast.an_binh, 2023, *LAST_YEAR)

    form = compose_form(asked.registration, cast.an_binh)

    assert (form.carried, len(form.lines)) == (2, 5)
    assert form.notes[-1] == (
        "02 dòng đã ghi sẵn là mô hình, điển hình đơn vị đăng ký năm 2023. Tiếp tục thực hiện thì để “Duy trì”, sửa "
        "những chỗ đã khác; không làm tiếp thì chọn “Kết thúc” ở cột “Mới hay duy trì”, dòng đó sẽ không tính là đăng "
        "ký năm nay."
    )


def test_only_the_lines_of_last_year_may_end(asked: Asked, cast: Cast) -> None:
    registered_in(asked, cast.an_binh, 2023, *LAST_YEAR)
    book = openpyxl.load_workbook(io.BytesIO(form_file(asked.registration, cast.an_binh)))

    sheet, choices = book.worksheets
    offered = {
        str(rule.sqref): [cell.value for (cell,) in choices[str(rule.formula1).partition("!")[2].replace("$", "")]]
        for rule in sheet.data_validations.dataValidation
        if str(rule.sqref).startswith("N")
    }
    first = next(row for row in range(1, 30) if sheet.cell(row, 1).value == 1)
    assert offered == {
        f"N{first}:N{first + 1}": ["Duy trì", "Kết thúc"],
        f"N{first + 2}:N{first + 4}": ["Mới", "Duy trì"],
    }


def test_the_last_campaign_of_the_same_office_comes_first(asked: Asked, cast: Cast) -> None:
    registered_in(asked, cast.an_binh, 2021, {"title": "Cũ hơn", "subject": "collective"})
    registered_in(asked, cast.an_binh, 2022, {"title": "Của huyện", "subject": "collective"})
    registered_in(asked, cast.an_binh, 2023, {"title": "Của xã", "subject": "collective"}, root=cast.an_binh)
    registered_in(asked, cast.school, 2023, {"title": "Của trường", "subject": "collective"}, root=cast.an_binh)
    registered_in(asked, cast.an_binh, 2025, {"title": "Năm sau", "subject": "collective"})

    titles = [
        [line[0] for line in compose_form(asked.registration, unit).lines if line[0]]
        for unit in (cast.an_binh, cast.school, cast.binh_minh)
    ]

    assert titles == [["Của huyện"], ["Của trường"], []]


def test_what_stands_no_more_is_not_offered(asked: Asked, cast: Cast) -> None:
    registered_in(asked, cast.an_binh, 2023, *LAST_YEAR)
    Entry.objects.filter(title="Chị Hoa").update(current=False)

    form = compose_form(asked.registration, cast.an_binh)

    assert form.carried == 1


def test_forms_of_many_units_cost_as_many_queries_as_of_one(
    asked: Asked, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    registered_in(asked, cast.an_binh, 2023, *LAST_YEAR)
    duties = list(Obligation.objects.filter(call=asked.registration).order_by("pk").values_list("pk", flat=True))
    for some in (duties[:1], duties):
        call = Call.objects.select_related("campaign__root").get(pk=asked.registration.pk)
        with django_assert_num_queries(7):
            assert len(list(form_files(call, some))) == len(some)
