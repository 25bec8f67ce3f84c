"""Forms in old letters are read whole, and a person is told what was converted."""

import random

import pytest

from kheo.campaigns.problems import Severity
from kheo.demo.forms import registration_form
from kheo.demo.samples.legacy import Encoding, retyped
from tests.intake.drawn import document, read, read_all

TITLES = ["STT", "Tên mô hình", "Địa điểm"]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_form_in_old_letters_tells_what_was_converted(encoding: Encoding) -> None:
    form = registration_form(random.Random(7), unit="Xã Mường So", format="docx")

    filled = read(retyped(form.data, "docx", encoding))

    told = [problem for problem in filled.problems if problem.code == "legacy_font"]
    assert {field: cell.value for field, cell in filled.rows[0].cells.items()} == {
        field: value for field, (value, _) in form.truth[0].items()
    }
    assert {(problem.severity, problem.details["encoding"]) for problem in told} == {(Severity.INFO, encoding.upper())}
    assert all(f"({encoding.upper()})" in problem.message and "{" not in problem.message for problem in told)


def test_where_it_began_is_told() -> None:
    data = retyped(document([TITLES, ["1", "Nuôi ong lấy mật", "Nà Củng"]]), "docx", "tcvn3")

    (filled,) = read_all(data)

    assert [(each.code, each.at, each.details["count"]) for each in filled.problems if each.code == "legacy_font"] == [
        ("legacy_font", "table 1, row 1, column 2", 4)
    ]


def test_a_form_in_unicode_tells_nothing() -> None:
    filled = read(document([TITLES, ["1", "Nuôi ong lấy mật", "Nà Củng"]]))

    assert [each.code for each in filled.problems if each.code == "legacy_font"] == []
