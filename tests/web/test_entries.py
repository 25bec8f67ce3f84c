"""Entries on screen: filters in the address, search without accents, sort, pages, and the .xlsx."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from kheo.records.models import Entry
from kheo.web import paging
from tests.asked import Asked, collectives, individuals
from tests.cast import Cast
from tests.web.arrivals import FULL, arrive
from tests.web.conftest import SignedIn


def titles(client: Client, query: str) -> list[str]:
    return [entry.title for entry in client.get(f"/entries/?{query}").context["page"].rows]


def test_filters_and_search_without_accents(asked: Asked, cast: Cast, lan: Client) -> None:
    arrive(asked, cast.an_binh, FULL)

    assert titles(lan, "subject=individual&sort=title") == ["Nuôi cá lồng", "Trồng rừng"]
    assert titles(lan, "q=duong+hoa") == ["Đường hoa nông thôn"]
    assert titles(lan, "q=le thi cuc") == ["Trồng rừng"]
    assert titles(lan, "unit=BM") == []
    assert titles(lan, f"bloc={cast.schools.pk}") == []


def test_each_set_filter_is_a_pill_that_takes_it_off(asked: Asked, cast: Cast, lan: Client) -> None:
    arrive(asked, cast.an_binh, FULL)

    pills = lan.get("/entries/?subject=individual&q=rung&page=1").context["pills"]

    assert [(pill.label, pill.said, pill.without) for pill in pills] == [
        ("Tìm", "rung", "subject=individual"),
        ("Đối tượng", "Cá nhân", "q=rung"),
    ]


def test_a_wrong_value_in_the_address_filters_nothing(asked: Asked, cast: Cast, lan: Client) -> None:
    arrive(asked, cast.an_binh, FULL)

    assert len(titles(lan, "subject=emperor&area=%27&bloc=x&sort=id;drop&page=-7")) == 4


def test_counting_stops_at_the_cap(asked: Asked, cast: Cast, lan: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    arrive(asked, cast.an_binh, FULL)
    monkeypatch.setattr(paging, "CAP", 3)
    monkeypatch.setattr(paging, "SIZE", 2)

    page = lan.get("/entries/?page=9").context["page"]

    assert (page.said, page.number, page.last, len(page.rows)) == ("hơn 3", 2, 2, 2)


def test_export_is_exactly_what_is_filtered_and_holds_no_formula(asked: Asked, cast: Cast, lan: Client) -> None:
    payloads = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "＝1+1", "http://evil.example/", "{=1}", "=HYPERLINK(1)"]
    arrive(asked, cast.an_binh, [*collectives(*payloads), *individuals(("Trồng rừng", "=cmd|'/c calc'!A0"))])

    answer = lan.get("/campaigns/huyen-2024/entries/export/?subject=collective&sort=unit")
    sheet = load_workbook(BytesIO(b"".join(answer)))["Danh sách"]

    cells = [row[4] for row in sheet.iter_rows(min_row=2)]
    kept = Entry.objects.current().filter(subject="collective").order_by("position").values_list("title", flat=True)
    assert [cell.value for cell in cells] == list(kept)
    assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None)}
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == list(range(1, len(cells) + 1))


def test_entry_leads_back_to_its_cell(asked: Asked, cast: Cast, lan: Client) -> None:
    one = arrive(asked, cast.an_binh, FULL)
    entry = Entry.objects.current().get(title="Trồng rừng")

    lines = lan.get(f"/entries/{entry.pk}/").context["lines"]

    assert lines[0] == {
        "label": "Tên mô hình, điển hình",
        "value": "Trồng rừng",
        "at": "Sheet!B9",
        "href": f"/submissions/{one.code}/#o-Sheet-B9",
    }


def test_clerk_sees_only_the_entries_of_the_own_unit(asked: Asked, cast: Cast, signed_in: SignedIn) -> None:
    arrive(asked, cast.an_binh, FULL)

    assert (len(titles(signed_in(cast.minh), "")), titles(signed_in(cast.thu), "")) == (4, [])
