"""To whom: typed lines, sheets of any heading, entries; what is wrong is said with its line."""

import pytest

from kheo.publishing.certificates.recipients import (
    MOST,
    CannotReadError,
    Recipient,
    as_lines,
    from_entries,
    from_file,
    from_lines,
    repeated,
)
from kheo.records.models import Entry
from tests.asked import Asked, sheet
from tests.cast import Cast
from tests.web.arrivals import FULL, arrive


def test_lines_are_parted_by_semicolons_or_as_pasted_from_a_sheet() -> None:
    typed = "Lê Thị Hoa; Xã An Bình; Nuôi cá; bền vững\n\nTrần Văn Sáu\nXã Bình Minh\t\tLàm đường\n"

    found = from_lines(typed)

    assert found == [
        Recipient("Lê Thị Hoa", "Xã An Bình", "Nuôi cá; bền vững"),
        Recipient("Trần Văn Sáu"),
        Recipient("Xã Bình Minh", "", "Làm đường"),
    ]
    assert from_lines(as_lines(found[1:])) == found[1:]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Chưa có ai trong danh sách; mỗi dòng ghi một tập thể hoặc cá nhân."),
        ("A\n; Xã B", "Dòng 2: chưa có tên người nhận."),
        ("A" * 251, "Dòng 1: tên hoặc đơn vị dài quá 250 chữ."),
        ("A\n" * (MOST + 1), f"Danh sách có {MOST + 1} dòng; mỗi lần cấp nhiều nhất {MOST}."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(typed: str, said: str) -> None:
    with pytest.raises(CannotReadError) as caught:
        from_lines(typed)

    assert str(caught.value) == said


def test_a_sheet_is_read_by_its_headings() -> None:
    rows = [("Lê Thị Hoa", "Xã An Bình", "Nuôi cá"), ("Trần  Văn Sáu", "", "")]

    found = from_file(sheet("Xã", rows, ("STT", "Họ và tên", "Địa chỉ", "Thành tích")))

    assert found == [Recipient("Lê Thị Hoa", "Xã An Bình", "Nuôi cá"), Recipient("Trần Văn Sáu")]


@pytest.mark.parametrize("data", [sheet("Xã", [("x",)], ("STT", "Ghi chú")), b"\x89PNG\r\n\x1a\n"])
def test_a_file_without_names_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(CannotReadError) as caught:
        from_file(data)

    assert str(caught.value).endswith(".")


def test_entries_give_persons_with_their_unit_and_units_for_what_they_did(asked: Asked, cast: Cast) -> None:
    arrive(asked, cast.an_binh, FULL)

    found = from_entries(Entry.objects.current().select_related("unit").order_by("position"))

    assert [(one.recipient, one.of_unit) for one in found] == [
        ("Xã An Bình", ""),
        ("Xã An Bình", ""),
        ("Trần Văn Bình", "Xã An Bình"),
        ("Lê Thị Cúc", "Xã An Bình"),
    ]
    assert found[2].merit == "Đã thực hiện tốt mô hình “Nuôi cá lồng”"


def test_the_same_name_twice_is_pointed_out() -> None:
    assert repeated([Recipient("Lê Thị Hoa", "An Bình"), Recipient("Lê  thị Hoa", "an bình")]) == ["Lê  thị Hoa"]
