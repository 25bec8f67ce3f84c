"""What an appraiser is told to look at twice."""

import pytest

from kheo.awards.appraisal.substance import has_figure, remarks_on
from kheo.records.likeness.likening import liken
from kheo.records.models import Outcome, Report
from tests.asked import IN_TIME, Asked
from tests.awards.appraisal.panelists import entries_of
from tests.cast import Cast

TEXT = (
    "Bà con góp đất mở rộng đường vào thôn, trồng hoa hai bên, lắp đèn chiếu sáng bằng tiền tiết kiệm của chi hội "
    "phụ nữ, mỗi tổ liên gia nhận chăm một đoạn và họp bàn hằng tháng tại nhà văn hóa"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vận động 25 hộ hiến đất", True),
        ("Bà con đồng thuận cao", False),
        ("Thực hiện từ 01/3/2024 đến tháng 10/2024, năm 2024", False),
        ("Năm 2023 trồng 1,5 km đường hoa", True),
    ],
)
def test_a_figure_is_more_than_a_date(text: str, expected: bool) -> None:  # noqa: FBT001 a table
    assert has_figure(text) is expected


def test_texts_alike_no_figure_no_place_and_no_time_are_told(cast: Cast, asked: Asked) -> None:
    other, own = (entries_of(asked, unit, 1, need=TEXT, place="", time="", title=unit.code)[0]
                  for unit in (cast.an_binh, cast.binh_minh))  # fmt: skip
    for one in (other, own):
        liken([one.registration_id])
    report = Report.objects.create(
        obligation=asked.duty(cast.binh_minh, asked.results), call=asked.results, unit=cast.binh_minh,
        original=own.registration.original, received_at=IN_TIME, taken_at=IN_TIME,
    )  # fmt: skip
    outcome = Outcome(report=report, campaign=asked.campaign, unit=cast.binh_minh, entry=own, position=1, results="Tốt")

    said = remarks_on(own, [outcome])

    assert [one.code for one in said] == ["no_figure", "no_place", "no_time", "alike"]
    assert (said[-1].entry, said[-1].sentence.endswith("với mô hình của Xã An Bình.")) == (other.pk, True)
    outcome.results, outcome.time_place = "Trồng 2 km đường hoa", "Thôn 3, tháng 5"
    assert [one.code for one in remarks_on(own, [outcome])] == ["alike"]
    assert remarks_on(own, [])[0].code == "no_results"
