import pytest

from kheo.campaigns.paper import Filled
from kheo.records import registering, reporting
from kheo.records.models import Outcome
from kheo.units.models import Unit
from tests.asked import IN_TIME, Asked
from tests.cast import Cast
from tests.records.rows import answer, filled


@pytest.fixture
def registered(cast: Cast, asked: Asked) -> Unit:
    one, situation = answer(
        asked,
        cast.school,
        filled(
            {"title": "Mô hình “Đường hoa nông thôn mới thôn Đông”"},
            {"title": "Nuôi bò vỗ béo", "person_name": "Trần Văn Bò"},
        ),
    )
    registering.take([one], situation=situation, at=IN_TIME)
    return cast.school


def said(asked: Asked, unit: Unit, *rows: dict[str, str]) -> list[tuple[str, str | None]]:
    one, situation = answer(asked, unit, filled(*rows, paper="results"))
    return [(problem.code, problem.at) for problem in reporting.check(one, situation).problems]


def take(asked: Asked, unit: Unit, paper: Filled) -> None:
    one, situation = answer(asked, unit, paper)
    reporting.take([one], situation=situation, at=IN_TIME)


def test_each_line_ends_the_entry_it_speaks_of(registered: Unit, asked: Asked) -> None:
    take(
        asked,
        registered,
        filled(
            {"title": "nuôi bò vỗ béo", "results": "Thu nhập tăng", "outcome": "not_replicable"},
            {"title": "Đường hoa nông thôn mới (thôn Đông)", "replication": "Nhân rộng tại 3 thôn"},
            {"title": "Cổng trường an toàn", "results": "Hết ùn tắc"},
            paper="results",
        ),
    )

    assert list(Outcome.objects.order_by("id").values_list("entry__title", "ending")) == [
        ("Nuôi bò vỗ béo", "not_replicable"),
        ("Mô hình “Đường hoa nông thôn mới thôn Đông”", "replicated"),
        (None, "effective"),
    ]


def test_what_was_registered_and_is_not_spoken_of_is_asked_for(registered: Unit, asked: Asked) -> None:
    one, situation = answer(asked, registered, filled({"title": "Nuôi bò vỗ béo", "results": "Tốt"}, paper="results"))

    problems = reporting.check(one, situation).problems

    assert [problem.message for problem in problems] == [
        (
            "Còn 1 mô hình đã đăng ký chưa báo cáo: Mô hình “Đường hoa nông thôn mới thôn Đông”. Mô hình không đạt "
            "hiệu quả thì báo cáo là mô hình thực hiện không nhân rộng được."
        )
    ]


def test_honest_endings_satisfy_the_duty(registered: Unit, asked: Asked) -> None:
    lines = (
        {"title": "Nuôi bò vỗ béo", "results": "Mô hình thực hiện không nhân rộng được"},
        {"title": "Đường hoa nông thôn mới thôn Đông", "outcome": "not_replicable"},
    )

    assert said(asked, registered, *lines) == []


def test_unregistered_doubtful_and_unended_lines_are_marked_with_their_cells(registered: Unit, asked: Asked) -> None:
    lines = (
        {"title": "Nuôi bò vỗ béo tập trung", "results": "Tốt"},
        {"title": "Cổng trường an toàn", "results": "Tốt"},
        {"title": "Đường hoa nông thôn mới thôn Đông"},
    )

    assert said(asked, registered, *lines) == [
        ("missing_outcome", "S!A7"),
        ("doubtful_match", "S!A5"),
        ("not_registered", "S!A6"),
    ]


def test_a_unit_that_registered_nothing_is_not_measured_by_it(cast: Cast, asked: Asked) -> None:
    assert said(asked, cast.an_binh, {"title": "Cổng trường an toàn", "results": "Tốt"}) == []


@pytest.mark.parametrize(
    ("row", "ending"),
    [
        ({"outcome": "not_done"}, "not_done"),
        ({"results": "Chưa thực hiện do thiếu kinh phí"}, "not_done"),
        ({"results": "Vận động 45 hộ không thực hiện các hủ tục, tiết kiệm trong việc cưới, việc tang"}, "effective"),
        ({"results": "Đã trồng 2 km đường hoa", "replication": "Không"}, "effective"),
        ({"results": "Đã trồng 2 km đường hoa", "replication": "03 thôn, 120 người tham gia"}, "replicated"),
        ({"results": "Hiệu quả, đã nhân rộng tại 5 thôn"}, "replicated"),
        ({"results": "Tốt", "replication": "Chưa nhân rộng"}, "effective"),
        ({"replication": "Mô hình thực hiện không nhân rộng được"}, "not_replicable"),
        ({"title": "A"}, ""),
    ],
)
def test_an_ending_is_read_from_the_words(row: dict[str, str], ending: str) -> None:
    assert reporting.ending_of(filled(row).rows[0]) == ending
