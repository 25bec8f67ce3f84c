"""Filled forms as .xls and .ods, made by LibreOffice, in Unicode and in the fonts of before it: every cell."""

import random

import pytest

from kheo.demo.forms import MadeForm, registration_form, results_form
from kheo.demo.samples.converting import converted, is_installed
from kheo.demo.samples.legacy import retyped
from tests.intake.drawn import PAPERS, read

FIRST_SEED = 71_000
MAKERS = (registration_form, results_form)


@pytest.fixture(scope="module")
def forms() -> dict[str, tuple[MadeForm, bytes]]:
    made = [MAKERS[seed % 2](random.Random(seed), unit="Xã Ma Li Pho") for seed in range(FIRST_SEED, FIRST_SEED + 12)]
    typed = {f"{number} Unicode.xlsx": (form, form.data) for number, form in enumerate(made)}
    for number, form in enumerate(made):
        typed[f"{number} TCVN3.xlsx"] = form, retyped(form.data, "xlsx", "tcvn3")
        typed[f"{number} VNI.xlsx"] = form, retyped(form.data, "xlsx", "vni")
    return typed


@pytest.mark.skipif(not is_installed(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_every_cell_of_a_form_is_read(forms: dict[str, tuple[MadeForm, bytes]], kind: str) -> None:
    files = {name: data for name, (_, data) in forms.items()}
    files = files if kind == "xlsx" else converted(files, to=kind)
    names = {field.name for paper in PAPERS for field in paper.fields}

    wrong = {}
    for name, data in files.items():
        wanted = [{field: said for field, said in row.items() if field in names} for row in forms[name][0].truth]
        lines = [{field: (cell.value, cell.at) for field, cell in row.cells.items()} for row in read(data).rows]
        if lines != wanted:
            wrong[name] = [(line, right) for line, right in zip(lines, wanted, strict=False) if line != right]

    assert wrong == {}
