"""Pairs that are alike, side by side: the office sees and judges them, units never see each other's texts."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kheo.records.likeness import likening
from kheo.records.likeness.models import Likeness
from kheo.records.models import Entry, Registration
from tests.asked import Asked
from tests.cast import Cast
from tests.records.likeness.test_likening import COPIED, LONG
from tests.web.arrivals import arrive


@pytest.fixture
def pair(asked: Asked, cast: Cast) -> Likeness:
    arrive(asked, cast.an_binh, [(LONG, "Tập thể", "", "Kinh tế")])
    arrive(asked, cast.binh_minh, [(COPIED, "Tập thể", "", "Kinh tế")])
    likening.liken(Registration.objects.values_list("pk", flat=True))
    return Likeness.objects.get()


def test_words_that_differ_are_marked(pair: Likeness, lan: Client) -> None:
    body = lan.get("/likenesses/").content.decode()

    assert "Lời văn giống nhau" in body
    assert "<mark>Minh</mark>" in body
    assert "<mark>320</mark>" not in body


def test_a_pair_is_dismissed_and_brought_back(pair: Likeness, lan: Client) -> None:
    lan.post(f"/likenesses/{pair.pk}/dismissal/")
    after = lan.get("/likenesses/").content.decode()
    put_by = lan.get("/likenesses/?state=dismissed").content.decode()
    lan.post(f"/likenesses/{pair.pk}/revival/", {"back": "https://elsewhere.example.com/"})

    assert ("Không có cặp nào" in after, "lan bỏ qua lúc" in put_by) == (True, True)
    assert f"likeness-{pair.pk}" in lan.get("/likenesses/").content.decode()


def test_the_pages_of_both_entries_and_of_the_submission_show_it(pair: Likeness, lan: Client) -> None:
    code = pair.entry.registration.original.submissions.get().code

    pages = [f"/entries/{pair.entry_id}/", f"/entries/{pair.other_id}/", f"/submissions/{code}/"]

    assert [f"likeness-{pair.pk}" in lan.get(page).content.decode() for page in pages] == [True, True, True]


def test_a_clerk_never_sees_the_other_units_text(pair: Likeness, minh: Client) -> None:
    mine = Entry.objects.get(unit__code="AB")

    shown = minh.get("/likenesses/").content.decode() + minh.get(f"/entries/{mine.pk}/").content.decode()

    assert "Bình Hòa" in shown
    assert "ap Binh Minh" not in shown
    assert minh.post(f"/likenesses/{pair.pk}/dismissal/").status_code == 404


@pytest.mark.parametrize("copies", [1, 3])
def test_the_list_costs_the_same_for_one_pair_and_for_three(
    copies: int, asked: Asked, cast: Cast, lan: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    arrive(asked, cast.an_binh, [(LONG, "Tập thể", "", "Kinh tế")] * copies)
    arrive(asked, cast.binh_minh, [(COPIED, "Tập thể", "", "Kinh tế")])
    likening.liken(Registration.objects.values_list("pk", flat=True))
    lan.get("/likenesses/")

    with django_assert_num_queries(8):
        lan.get("/likenesses/")
