"""An answer in force is not replaced by lines split off for its unit, unless whoever splits says so."""

import datetime as dt

import pytest

from kheo.intake import pipeline
from kheo.intake.desk import deciding, replacing, splitting, undoing
from tests.asked import IN_TIME, Asked, sheet
from tests.cast import Cast
from tests.intake.test_splitting import titles_of
from tests.test_journey import FULL, SHORT, fresh, upload


def test_an_answer_in_force_is_replaced_only_where_that_was_confirmed(cast: Cast, asked: Asked) -> None:
    known = upload(asked, "b.xlsx", sheet("Xã Bình Minh", SHORT))
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL), at=IN_TIME + dt.timedelta(hours=1))

    with pytest.raises(deciding.Refused, match=f"Xã Bình Minh đã có bản {known.code} .03 dòng. đang có hiệu lực"):
        splitting.split(one, lines=[1, 3], unit=cast.binh_minh, call=asked.registration, actor=cast.lan)
    kept = titles_of("BM")
    part = splitting.split(
        one, lines=[1, 3], unit=cast.binh_minh, call=asked.registration, actor=cast.lan, replacing=known.code
    )
    pipeline.work_off([one.pk, part.pk])

    assert (kept, titles_of("BM")) == ([title for title, *_ in SHORT], ["Hiến đất", "Nuôi bò vỗ béo"])
    last = undoing.last_act(undoing.story(fresh(one)))
    assert last is not None
    undoing.undo(fresh(one), act=last.pk, actor=cast.lan)
    assert titles_of("BM") == [title for title, *_ in SHORT]


def test_what_was_confirmed_is_that_very_answer(cast: Cast, asked: Asked) -> None:
    older = upload(asked, "b.xlsx", sheet("Xã Bình Minh", SHORT))
    upload(asked, "c.xlsx", sheet("Xã Bình Minh", FULL), at=IN_TIME + dt.timedelta(hours=1))
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL), at=IN_TIME + dt.timedelta(hours=2))

    with pytest.raises(deciding.Refused, match="đang có hiệu lực"):
        splitting.split(one, lines=[1], unit=cast.binh_minh, call=None, actor=cast.lan, replacing=older.code)


def test_a_later_answer_stays_in_force_and_asks_for_nothing(cast: Cast, asked: Asked) -> None:
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL))
    upload(asked, "b.xlsx", sheet("Xã Bình Minh", SHORT), at=IN_TIME + dt.timedelta(hours=1))

    part = splitting.split(one, lines=[1], unit=cast.binh_minh, call=asked.registration, actor=cast.lan)
    pipeline.work_off([one.pk, part.pk])

    assert titles_of("BM") == [title for title, *_ in SHORT]


def test_answers_in_force_are_told_with_code_and_lines(cast: Cast, asked: Asked) -> None:
    known = upload(asked, "b.xlsx", sheet("Xã Bình Minh", SHORT))
    upload(asked, "c.xlsx", sheet("Xã An Bình", FULL))

    found = replacing.in_force([asked.registration])

    assert [(one.unit.code, one.lines) for one in found] == [("AB", 4), ("BM", 3)]
    assert found[1].code == known.code
