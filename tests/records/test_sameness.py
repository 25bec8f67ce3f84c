import pytest

from kheo.records.models import Entry
from kheo.records.sameness import matches, same, title_key


def entry(title: str, person_name: str = "") -> Entry:
    return Entry(title=title, person_name=person_name, title_key=title_key(title))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mô hình “Dân vận khéo” Đường hoa", "đường hoa"),
        ("Mô hình: Đường hoa.", "ĐƯỜNG  HOA"),
    ],
)
def test_the_movements_own_name_and_the_way_of_writing_say_nothing(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


def test_a_title_of_nothing_but_the_movements_name_keeps_it() -> None:
    assert title_key("Mô hình Dân vận khéo") == "mo hinh dan van kheo"


def test_two_of_one_title_are_told_apart_by_the_person() -> None:
    hoa, lan = entry("Gương làm kinh tế", "Nguyễn Thị Hoa"), entry("Gương làm kinh tế", "Lê Thị Lan")

    found = same("Gương làm kinh tế", "LE THI LAN", [hoa, lan])

    assert found is not None
    assert (found.entry, found.certain) == (lan, True)


def test_a_near_title_is_certain_only_when_very_near() -> None:
    entries = [entry("Vận động nhân dân hiến đất mở rộng đường giao thông nông thôn")]

    sure = same("Vận động nhân dân hiến đất mở rộng đường giao thông nông thon xã", "", entries)
    asked = same("Vận động hiến đất mở đường giao thông nông thôn", "", entries)
    nothing = same("Nuôi bò vỗ béo", "", entries)

    assert sure is not None
    assert asked is not None
    assert (sure.certain, asked.certain, nothing) == (True, False, None)


def test_an_entry_answers_one_row_only_the_surest_first() -> None:
    entries = [entry("Đường hoa thôn Đông"), entry("Đường hoa thôn Đoài")]

    found = matches([("Đường hoa thôn Đôn", ""), ("Đường hoa thôn Đông", "")], entries)

    assert [match and match.entry.title for match in found] == ["Đường hoa thôn Đoài", "Đường hoa thôn Đông"]
