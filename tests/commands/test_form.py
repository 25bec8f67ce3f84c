import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from tests.asked import Asked, ask
from tests.cast import Cast
from tests.publishing.filling import read


@pytest.fixture
def asked(cast: Cast) -> Asked:
    return ask(cast)


@pytest.mark.parametrize("name", ["bieu.xlsx", "bieu.docx"])
def test_a_form_is_written_where_it_is_wanted(asked: Asked, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    call_command("form", "huyen-2024", "registration", "--unit", "MN", "--out", str(out))

    unit = read(out.read_bytes()).unit
    assert unit is not None
    assert unit.value.casefold() == "trường mầm non hoa sen"


def test_the_forms_of_all_units_are_written_into_one_zip(asked: Asked, tmp_path: Path) -> None:
    asked.campaign.published_at = timezone.now()
    asked.campaign.save()
    out = tmp_path / "bieu.zip"

    call_command("form", "huyen-2024", "registration", "--all", "--format", "docx", "--out", str(out))

    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
    assert (names, list(tmp_path.glob("bieu*"))) == (
        ["Xa An Binh - AB.docx", "Xa Binh Minh - BM.docx", "Truong Mam Non Hoa Sen - MN.docx"],
        [out],
    )


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["khong-co", "registration", "--out", "a.xlsx"], 2),
        (["huyen-2024", "khong-co", "--out", "a.xlsx"], 2),
        (["huyen-2024", "registration", "--unit", "XX", "--out", "a.xlsx"], 2),
        (["huyen-2024", "registration", "--out", "a.pdf"], 2),
        (["huyen-2024", "registration", "--out", "/khong/co/a.xlsx"], 2),
        (["huyen-2024", "registration", "--unit", "H", "--out", "a.xlsx"], 1),
        (["huyen-2024", "registration", "--all", "--out", "a.xlsx"], 2),
        (["huyen-2024", "registration", "--out", "a.zip"], 2),
        (["huyen-2024", "registration", "--all", "--out", "/khong/co/a.zip"], 2),
    ],
)
def test_wrong_use_and_a_unit_that_is_not_asked_are_told_apart(asked: Asked, arguments: list[str], status: int) -> None:
    asked.campaign.published_at = timezone.now()
    asked.campaign.save()

    with pytest.raises(CommandError) as refused:
        call_command("form", *arguments)

    assert refused.value.returncode == status


def test_before_publishing_there_are_no_forms_of_all_units(asked: Asked, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="chưa ban hành") as refused:
        call_command("form", "huyen-2024", "registration", "--all", "--out", str(tmp_path / "bieu.zip"))

    assert (refused.value.returncode, list(tmp_path.glob("bieu*"))) == (1, [])
