import datetime as dt

import pytest

from kheo.records import conferring


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/10/2022", dt.date(2022, 10, 5)),
        ("5-10-22", dt.date(2022, 10, 5)),
        ("2022-10-05", dt.date(2022, 10, 5)),
        ("ngày 05 tháng 10 năm 2022", dt.date(2022, 10, 5)),
        ("08 giờ 00, ngày 05/10/2022", dt.date(2022, 10, 5)),
        ("tháng 10/2022", None),
        ("31/02/2022", None),
        ("", None),
    ],
)
def test_a_day_is_understood_in_every_usual_way(text: str, day: dt.date | None) -> None:
    assert conferring.day_of(text) == day
