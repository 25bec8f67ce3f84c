import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kheo.tally.owing import board
from tests.cast import Cast
from tests.tally.world import World, at, make_world


@pytest.fixture
def world(cast: Cast) -> World:
    world = make_world(cast)
    world.answer(
        cast.an_binh, world.results, at(13), state="received", short=[{"rule": "individuals", "has": 1, "needs": 2}]
    )
    world.answer(cast.school, world.results, at(23))
    return world


def test_json_is_the_board_and_nothing_else(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("board", "tong-ket-2022", "--as-of", "2022-10-18T17:00", "--json")

    assert json.loads(capsys.readouterr().out) == board(world.campaign, as_of=at(18, 17)).as_json()


def test_a_bare_date_means_its_end(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("board", "tong-ket-2022", "--as-of", "2022-10-13", "--call", "results", "--json")

    printed = json.loads(capsys.readouterr().out)
    assert (printed["as_of"], [call["received"] for call in printed["calls"]]) == ("2022-10-13T23:59:59+07:00", [1])


def test_people_read_a_table(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("board", "tong-ket-2022", "--call", "results", "--as-of", "2022-10-24")

    assert capsys.readouterr().out.splitlines() == [
        "Tổng kết mô hình “Dân vận khéo” năm 2022",
        "Tính đến 23 giờ 59 phút, ngày 24/10/2022",
        "",
        "Báo cáo kết quả (results), hạn: trước 00 giờ 00 phút, ngày 22/10/2022",
        "Khối, đơn vị                          Phải gửi  Đã gửi  Đúng hạn   Đạt  Còn thiếu  Chưa gửi  Được miễn",
        "Khối xã                                      2       1         1     0          1         1          0",
        "  An Bình: đã nhận, chờ xem, nhận ngày 13/10/2022; còn thiếu 01 cá nhân (có 01, cần ít nhất 02)",
        "  Bình Minh: chưa gửi",
        "Khối trường học                              1       1         0     1          0         0          0",
        "  Trường Mầm non Hoa Sen: đạt, nhận ngày 23/10/2022 (quá hạn)",
        "CỘNG                                         3       2         1     1          1         1          0",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["mua-xuan"], "Không có đợt “mua-xuan”. Hiện có: tong-ket-2022."),
        (["tong-ket-2022", "--call", "x"], "Đợt này không có nội dung “x”. Hiện có: conference, results."),
        (
            ["tong-ket-2022", "--as-of", "hôm qua"],
            "Không hiểu thời điểm “hôm qua”; hãy ghi như 2022-10-18 hoặc 2022-10-18T17:00.",
        ),
    ],
)
def test_what_is_not_there_is_said(world: World, arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("board", *arguments)

    assert (str(refused.value), refused.value.returncode) == (sentence, 2)
