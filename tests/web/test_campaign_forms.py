"""The forms of a campaign for saving."""

import io
import zipfile

import pytest
from django.test import Client
from django.utils import timezone

from kheo.records.fingerprints import Fingerprint, verified
from tests.asked import Asked, ask
from tests.cast import Cast
from tests.publishing.filling import read


@pytest.fixture(autouse=True)
def asked(cast: Cast) -> Asked:
    asked = ask(cast)
    asked.campaign.published_at = timezone.now()
    asked.campaign.save()
    return asked


def test_the_page_offers_blank_forms_and_those_of_all_units(lan: Client) -> None:
    page = lan.get("/campaigns/huyen-2024/").content.decode()

    offered = [f"/campaigns/huyen-2024/calls/registration/{what}/" for what in ("form/xlsx", "form/docx", "forms/xlsx")]
    assert [page.count(f'href="{address}"') for address in offered] == [1, 1, 1]


@pytest.mark.parametrize("file_format", ["xlsx", "docx"])
def test_a_blank_form_is_saved(lan: Client, file_format: str) -> None:
    answer = lan.get(f"/campaigns/huyen-2024/calls/registration/form/{file_format}/")

    assert verified(read(answer.content).marks) == Fingerprint("huyen-2024", "registration")


def test_all_forms_come_in_one_zip_while_they_are_made(lan: Client) -> None:
    answer = lan.get("/campaigns/huyen-2024/calls/registration/forms/xlsx/")

    assert answer.streaming
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        assert archive.namelist() == [
            "Xa An Binh - AB.xlsx",
            "Xa Binh Minh - BM.xlsx",
            "Truong Mam Non Hoa Sen - MN.xlsx",
        ]


def test_before_publishing_the_officer_is_told(asked: Asked, lan: Client) -> None:
    asked.campaign.published_at = None
    asked.campaign.save()

    answer = lan.get("/campaigns/huyen-2024/calls/registration/forms/xlsx/", follow=True)

    assert "chưa ban hành" in answer.content.decode()


@pytest.mark.parametrize("path", ["registration/form/pdf", "registration/forms/exe", "khong-co/form/xlsx"])
def test_what_there_is_not_is_not_found(lan: Client, path: str) -> None:
    assert lan.get(f"/campaigns/huyen-2024/calls/{path}/").status_code == 404
