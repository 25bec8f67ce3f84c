"""The pages that are measured: over generated data each answers, and shows what it is measured for."""

import pytest
from django.test import Client

from kheo.bench.pages import addresses
from kheo.demo.large_office import LargeOffice, make_large_office
from kheo.records.models import Entry


@pytest.fixture
def office(db: None) -> LargeOffice:
    return make_large_office(120)


def test_generated_office_is_as_large_as_it_says(office: LargeOffice) -> None:
    assert (office.units, office.entries) == (120, 500)
    assert Entry.objects.current().filter(campaign=office.campaign).exclude(unit=office.submission.unit).count() == 500


def test_every_measured_page_answers_and_is_not_empty(office: LargeOffice) -> None:
    client = Client()
    client.force_login(office.officer)

    answers = {name: client.get(address) for name, address in addresses(office).items()}

    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 200} == {}
    empty = [name for name, answer in answers.items() if "page" in answer.context and not answer.context["page"].rows]
    # The rare words are of entry 4321, which so small an office does not have.
    assert empty == ["entries, rare words"]
