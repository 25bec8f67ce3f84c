"""Units end, merge, divide and are renamed on a day; what was said of them before stays true."""

import datetime as dt

import pytest

from kheo.journal.models import Event
from kheo.units.matching import index_for
from kheo.units.merging import NotPossible, close, divide, merge, rename
from kheo.units.models import Succession, Unit
from kheo.units.tree import found
from tests.cast import Cast

DAY = dt.date(2025, 7, 1)


def existing(day: dt.date) -> list[str]:
    return list(Unit.objects.existing_on(day).values_list("code", flat=True))


def test_merged_units_exist_until_the_day_and_go_into_their_successor(cast: Cast) -> None:
    merge([cast.an_binh, cast.binh_minh], into=cast.an_binh, on=DAY, basis="Nghị quyết 1", actor=cast.lan)

    assert existing(DAY - dt.timedelta(days=1)) == ["H", "AB", "BM", "MN"]
    assert existing(DAY) == ["H", "AB", "MN"]
    assert list(Succession.objects.values_list("before__code", "after__code", "on", "divided", "basis")) == [
        ("BM", "AB", DAY, False, "Nghị quyết 1")
    ]
    event = Event.objects.get(happened="unit.merged")
    assert (event.actor, event.details) == (
        cast.lan,
        {"units": ["BM"], "on": "2025-07-01", "basis": "Nghị quyết 1"},
    )


def test_a_divided_unit_goes_to_several_and_says_so(cast: Cast) -> None:
    divide(cast.school, among=[cast.an_binh, cast.binh_minh], on=DAY, actor=cast.lan)

    match = index_for(cast.district).match("Trường Mầm non Hoa Sen", on=DAY)
    assert list(Succession.objects.values_list("before__code", "after__code", "divided")) == [
        ("MN", "AB", True),
        ("MN", "BM", True),
    ]
    assert (match.verdict, [candidate.unit for candidate in match.candidates]) == ("ask", ["AB", "BM"])


def test_a_renamed_unit_keeps_its_old_name_as_a_spelling(cast: Cast) -> None:
    rename(cast.an_binh, name="Phường  An Hòa", on=DAY, actor=cast.lan)

    renamed = Unit.objects.get(code="AB")
    assert (renamed.name, renamed.key, renamed.short_name) == ("Phường An Hòa", "phuong an hoa", "")
    assert [index_for(cast.district).match(name).unit for name in ("P. An Hòa", "Xã An Bình")] == ["AB", "AB"]
    assert Event.objects.get(happened="unit.renamed").details == {
        "before": "Xã An Bình",
        "after": "Phường An Hòa",
        "on": "2025-07-01",
        "basis": "",
    }


def test_a_unit_is_not_closed_twice_nor_before_its_founding_nor_over_living_units(cast: Cast) -> None:
    young = found(code="Y", name="Xã Mới", founded=dt.date(2025, 8, 1))
    close(cast.school, on=DAY, actor=cast.lan)

    refused = []
    for unit in (cast.school, young, cast.district):
        with pytest.raises(NotPossible) as refusal:
            close(unit, on=DAY)
        refused.append(str(refusal.value))

    assert refused == [
        "Trường Mầm non Hoa Sen đã kết thúc từ ngày 01/07/2025.",
        "Xã Mới thành lập ngày 01/08/2025, không thể kết thúc trước ngày đó.",
        "Huyện ủy Hòa Bình Hạ còn đơn vị trực thuộc đang hoạt động: Xã An Bình.",
    ]
    assert existing(DAY) == ["H", "AB", "BM"]
