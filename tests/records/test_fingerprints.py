import pytest
from pytest_django import Settings

from kheo.records.fingerprints import Fingerprint, marks_in, verified

MADE = Fingerprint("huyen-2024", "registration", "AB")


@pytest.mark.parametrize("code", ["", "AB", "109-01", "Xã 1/2", 'a"b', "ĐU.01_x~"])
def test_any_code_of_a_unit_comes_back(code: str) -> None:
    made = Fingerprint("huyen-2024", "registration", code)

    assert verified(marks_in([f"Mã biểu in sẵn: {made.mark} (xin giữ nguyên)"])) == made


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["KHEO-1/huyen-2024/registration/AB/ABCDEFGHIJKL"],
        [MADE.mark.replace("/AB/", "/BM/")],
        [MADE.mark[:-1]],
        [f"{MADE.mark}A"],
        # Pasted from another unit's form into this one.
        [MADE.mark, Fingerprint("huyen-2024", "registration", "BM").mark],
    ],
)
def test_what_is_not_ours_or_contradicts_itself_is_no_fingerprint(texts: list[str]) -> None:
    assert verified(marks_in(texts)) is None


def test_a_mark_that_is_not_ours_does_not_spoil_one_that_is() -> None:
    assert verified(marks_in(["KHEO-1/huyen-2024/registration/BM/ABCDEFGHIJKL", MADE.mark, MADE.mark])) == MADE


def test_another_instance_made_another_fingerprint(settings: Settings) -> None:
    mark = MADE.mark
    settings.SECRET_KEY = "another"

    assert verified([mark]) is None
