"""Lines of one file given to another unit: a part of its own from the same original, read anew the same, undone."""

import pytest

from kheo.intake import pipeline
from kheo.intake.desk import deciding, mending, splitting, undoing
from kheo.intake.models import Submission
from kheo.records.models import Entry
from tests.asked import Asked, sheet
from tests.cast import Cast
from tests.test_journey import FULL, fresh, standing, upload


def titles_of(unit_code: str) -> list[str]:
    rows = Entry.objects.current().filter(unit__code=unit_code).order_by("position")
    return list(rows.values_list("title", flat=True))


def split(one: Submission, cast: Cast, asked: Asked, *lines: int) -> Submission:
    part = splitting.split(one, lines=lines, unit=cast.binh_minh, call=asked.registration, actor=cast.lan)
    pipeline.work_off([one.pk, part.pk])
    return fresh(part)


def undo(one: Submission, cast: Cast) -> None:
    last = undoing.last_act(undoing.story(one))
    assert last is not None
    undoing.undo(one, act=last.pk, actor=cast.lan)


def test_lines_given_away_are_the_other_units_and_no_longer_this_ones(cast: Cast, asked: Asked) -> None:
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL))

    part = split(one, cast, asked, 1, 3)

    assert (titles_of("AB"), titles_of("BM")) == (
        ["Đường hoa", "Chị Hoa giúp dân"],
        ["Hiến đất", "Nuôi bò vỗ béo"],
    )
    assert (part.part_of_id, part.original_id, part.state) == (one.pk, one.original_id, "taken")
    assert Entry.objects.get(title="Hiến đất", unit=cast.binh_minh).cells["title"] == "Sheet!B7"
    assert (standing(asked.duty(cast.an_binh))[0], standing(asked.duty(cast.binh_minh))[0]) == ("received", "received")


def test_both_are_read_anew_with_their_own_lines(cast: Cast, asked: Asked) -> None:
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL))
    part = split(one, cast, asked, 1, 3)

    for each in (one, part):
        deciding.retake(fresh(each), actor=cast.lan)
        pipeline.work_off([each.pk])

    assert (len(titles_of("AB")), titles_of("BM")) == (2, ["Hiến đất", "Nuôi bò vỗ béo"])


def test_a_split_is_undone_whole(cast: Cast, asked: Asked) -> None:
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL))
    mending.mend(one, row=0, field="title", value="Đường hoa ven sông", actor=cast.lan)
    part = split(fresh(one), cast, asked, 3)

    undo(fresh(one), cast)

    titles = ["Đường hoa ven sông", "Hiến đất", "Chị Hoa giúp dân", "Nuôi bò vỗ béo"]
    assert (titles_of("AB"), titles_of("BM"), fresh(part).state) == (titles, [], "aside")
    duties = [standing(asked.duty(unit))[0] for unit in (cast.an_binh, cast.binh_minh)]
    assert duties == ["accepted", "missing"]
    deciding.retake(fresh(one), actor=cast.lan)
    pipeline.work_off([one.pk])
    assert len(titles_of("AB")) == 4


@pytest.mark.parametrize(("lines", "why"), [((), "Chưa chọn"), ((9,), "Chưa chọn"), ((0, 1, 2, 3), "tất cả các dòng")])
def test_a_split_leaves_something_on_both_sides(lines: tuple[int, ...], why: str, cast: Cast, asked: Asked) -> None:
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL))

    with pytest.raises(deciding.Refused, match=why):
        split(one, cast, asked, *lines)

    assert Submission.objects.count() == 1


def test_a_part_somebody_worked_on_holds_its_split(cast: Cast, asked: Asked) -> None:
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL))
    part = split(one, cast, asked, 3)
    mending.mend(part, row=0, field="title", value="Nuôi bò", actor=cast.lan)

    with pytest.raises(deciding.Refused, match="đã có người xử lý"):
        undo(fresh(one), cast)

    assert titles_of("BM") == ["Nuôi bò"]
