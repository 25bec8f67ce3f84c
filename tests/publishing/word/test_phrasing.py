"""What a rule set says in words: numbers, days, lists."""

import datetime as dt

import pytest

from kheo.publishing import phrasing
from kheo.publishing.papers import Head
from kheo.publishing.rulesets import codes, load

PARTY, OLD, STATE = "party-05HD-2026", "party-36HD-2018", "state-ND30-2020"


@pytest.mark.parametrize(
    ("code", "symbol", "number", "printed"),
    [
        (PARTY, "QĐ/TU", 5, "Số 05-QĐ/TU"),
        (PARTY, "CV/BTGDVTU", 138, "Số 138-CV/BTGDVTU"),
        (PARTY, "QC/BTCTU-BNCTU", 5, "Số 05-QC/BTCTU-BNCTU"),
        (PARTY, "CV/BCĐ", None, "Số       -CV/BCĐ"),
        (STATE, "QĐ/BNV", 15, "Số: 15/QĐ-BNV"),
        (STATE, "CV/BNV-VP", 5, "Số: 05/BNV-VP"),
        (STATE, "CV/UBND-VX", 12, "Số: 12/UBND-VX"),
        (STATE, "{{ so_ky_hieu }}", None, "{{ so_ky_hieu }}"),
    ],
)
def test_number_and_symbol_are_put_together_by_the_rules(code: str, symbol: str, number: int, printed: str) -> None:
    assert phrasing.number_and_symbol(Head("", "", symbol, "", number), load(code)) == printed


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (dt.date(2026, 2, 3), "ngày 03 tháng 02 năm 2026", "03/02/2026"),
        (dt.date(2026, 5, 27), "ngày 27 tháng 5 năm 2026", "27/5/2026"),
        (dt.date(2021, 4, 9), "ngày 09 tháng 4 năm 2021", "09/4/2021"),
        (dt.date(2024, 1, 10), "ngày 10 tháng 01 năm 2024", "10/01/2024"),
    ],
)
def test_a_zero_stands_before_days_below_ten_and_months_below_three(
    code: str, day: dt.date, long: str, short: str
) -> None:
    assert (phrasing.day_words(day, load(code)), phrasing.short_day(day, load(code))) == (long, short)


@pytest.mark.parametrize(
    ("code", "addressees", "receivers", "bases"),
    [
        (PARTY, ("- A;", "- B;"), ("- Như trên;", "- Lưu VP."), ("- Căn cứ X;", "- Xét Y.")),
        (OLD, ("- A,", "- B."), ("- Như trên,", "- Lưu VP."), ("- Căn cứ X,", "- Xét Y,")),
        (STATE, ("- A;", "- B."), ("- Như trên;", "- Lưu: VP."), ("Căn cứ X;", "Xét Y.")),
    ],
)
def test_lists_have_the_marks_of_the_rules(code: str, addressees: object, receivers: object, bases: object) -> None:
    rules = load(code)

    assert phrasing.addressees(("A", "B"), rules) == addressees
    assert phrasing.receivers(("Như trên", "Lưu VP"), rules) == receivers
    assert phrasing.bases(("Căn cứ X", "Xét Y"), rules) == bases


def test_one_addressee_has_no_dash_and_none_gives_none() -> None:
    assert [phrasing.addressees(("Bộ Nội vụ",), load(code)) for code in codes()] == [
        ("Bộ Nội vụ;",), ("Bộ Nội vụ.",), ("Bộ Nội vụ",),
    ]  # fmt: skip
    assert phrasing.receivers((), load()) == ()


def test_a_tag_brings_its_own_marks() -> None:
    tags = ("{%p for one in receivers %}", "{{ one }}", "{%p endfor %}")

    assert phrasing.receivers(tags, load()) == tags
    assert phrasing.letter_subject("{{ subject }}", load()) == phrasing.kind_subject("{{ subject }}", load())


@pytest.mark.parametrize(("code", "names"), [(PARTY, ["Phụ lục 1", "Phụ lục 4"]), (STATE, ["Phụ lục I", "Phụ lục IV"])])
def test_annexes_are_numbered_by_the_rules_where_there_are_several(code: str, names: list[str]) -> None:
    assert [phrasing.annex_name(number, 4, load(code)) for number in (1, 4)] == names
    assert phrasing.annex_name(1, 1, load(code)) == "Phụ lục"
