"""All forms of a call in one .zip: named for people, made as it goes."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterator

import pytest
from django.utils import timezone

from kheo.campaigns.models import Obligation
from kheo.publishing.forms.composing import NotAskedError
from kheo.publishing.forms.making import FORMATS, FormFile, form_files, owing
from kheo.publishing.forms.packing import packed
from kheo.records.fingerprints import Fingerprint, verified
from kheo.units.tree import found
from tests.asked import IN_TIME, Asked, ask
from tests.cast import Cast
from tests.publishing.filling import read


@pytest.fixture
def asked(cast: Cast) -> Asked:
    asked = ask(cast)
    asked.campaign.published_at = timezone.now()
    asked.campaign.save()
    return asked


def unpacked(asked: Asked, file_format: str = "xlsx") -> dict[str, bytes]:
    data = b"".join(packed(form_files(asked.registration, owing(asked.registration), file_format=file_format)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_unit_that_owes_has_its_form_in_it(asked: Asked, cast: Cast, file_format: str) -> None:
    forms = unpacked(asked, file_format)

    assert {name: verified(read(data).marks) for name, data in forms.items()} == {
        f"Xa An Binh - AB.{file_format}": Fingerprint("huyen-2024", "registration", "AB"),
        f"Xa Binh Minh - BM.{file_format}": Fingerprint("huyen-2024", "registration", "BM"),
        f"Truong Mam Non Hoa Sen - MN.{file_format}": Fingerprint("huyen-2024", "registration", "MN"),
    }


def test_who_is_excused_or_answers_with_another_gets_none(asked: Asked, cast: Cast) -> None:
    Obligation.objects.filter(unit=cast.an_binh).update(state="excused")
    Obligation.objects.filter(unit=cast.school).update(state="merged")

    assert list(unpacked(asked)) == ["Xa Binh Minh - BM.xlsx"]


def test_names_hold_no_odd_letters_and_are_never_the_same(asked: Asked, cast: Cast) -> None:
    for code in ("A/1", "A:1", "a_1"):
        unit = found(code=code, name='Tổ "Đổi mới" ../x', kind="tổ", parent=cast.district)
        Obligation.objects.create(call=asked.registration, unit=unit, unit_kind="tổ", due_at=IN_TIME)

    names = [name for name in unpacked(asked) if name.startswith("To ")]

    assert sorted(names) == ["To Doi Moi X - A_1 (2).xlsx", "To Doi Moi X - A_1.xlsx", "To Doi Moi X - a_1 (3).xlsx"]


def test_before_publishing_nobody_owes_a_form(asked: Asked) -> None:
    asked.campaign.published_at = None

    with pytest.raises(NotAskedError, match="chưa ban hành"):
        owing(asked.registration)


def test_no_more_than_a_few_files_are_held_at_once() -> None:
    def files() -> Iterator[FormFile]:
        yield from (FormFile(f"{number}.bin", bytes([number % 256]) * 100_000) for number in range(1_000))

    tracemalloc.start()
    size = sum(len(piece) for piece in packed(files()))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (size > 100_000_000, most < 3_000_000) == (True, True)
