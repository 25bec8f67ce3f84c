"""The last act on a submission taken back: everything stands as before it, and only what is last can be undone."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from kheo.intake import pipeline
from kheo.intake.desk import deciding, mending, undoing
from kheo.intake.models import Submission
from kheo.journal import book
from kheo.records.models import Entry
from kheo.units.models import Alias
from tests.asked import IN_TIME, Asked, sheet
from tests.cast import Cast
from tests.test_journey import FULL, SHORT, fresh, standing, upload

Act = Callable[[Submission, Cast, Asked], object]


def undo(one: Submission, actor: User) -> None:
    last = undoing.last_act(undoing.story(one))
    assert last is not None
    undoing.undo(one, act=last.pk, actor=actor)


def seen(one: Submission, asked: Asked) -> object:
    """All that is to be the same again."""
    found = fresh(one)
    duties = [standing(asked.duty(unit)) for unit in asked.campaign.root.children.order_by("path")]
    entries = Entry.objects.current().order_by("unit", "position").values_list("unit__code", "title")
    mends = [(mend["cell"], mend["now"]) for mend in found.mends]
    return (found.state, found.unit, found.call, found.decided_by, found.problems, mends, duties, list(entries))


def decide_other(one: Submission, cast: Cast, asked: Asked) -> object:
    return deciding.decide(one, unit=cast.binh_minh, call=asked.registration, actor=cast.lan)


def mend(one: Submission, cast: Cast, _: Asked) -> object:
    return mending.mend(one, row=0, field="title", value="Đường hoa ven sông", actor=cast.lan)


ACTS: dict[str, Act] = {
    "given to another unit": decide_other,
    "set aside": lambda one, cast, _: deciding.set_aside(one, reason="nhầm", actor=cast.lan),
    "read again": lambda one, cast, _: deciding.retake(one, actor=cast.lan),
    "mended": mend,
    "accepted": lambda one, cast, _: mending.accept(one, reason="thống nhất", actor=cast.lan),
    "given back": lambda one, cast, _: mending.return_for_repair(one, reason="thiếu", actor=cast.lan),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_an_act_changed_stands_as_before_once_it_is_undone(act: str, cast: Cast, asked: Asked) -> None:
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", SHORT))
    mending.mend(one, row=1, field="title", value="Hiến đất làm đường", actor=cast.lan)
    before = seen(one, asked)

    ACTS[act](fresh(one), cast, asked)
    pipeline.work_off([one.pk])
    assert seen(one, asked) != before
    undo(one, cast.lan)

    assert seen(one, asked) == before
    assert book.broken_at() is None


def test_acts_are_undone_one_after_the_other_back_to_the_first(cast: Cast, asked: Asked) -> None:
    one = upload(asked, "a.xlsx", sheet("Chi bộ Ven Sông", FULL))
    stood = [seen(one, asked)]
    decide_other(one, cast, asked)
    pipeline.work_off([one.pk])
    stood.append(seen(one, asked))
    mending.return_for_repair(fresh(one), reason="thiếu", actor=cast.lan)

    for expected in reversed(stood):
        undo(one, cast.lan)
        assert seen(one, asked) == expected
    assert undoing.last_act(undoing.story(one)) is None


def test_what_a_decision_taught_is_forgotten_only_if_it_was_new(cast: Cast, asked: Asked) -> None:
    first = upload(asked, "a.xlsx", sheet("Chi bộ Ven Sông", FULL))
    deciding.decide(first, unit=cast.an_binh, call=asked.registration, actor=cast.lan)
    second = upload(asked, "b.xlsx", sheet("Chi bộ Ven Sông", SHORT))
    deciding.decide(second, unit=cast.an_binh, call=asked.registration, actor=cast.lan)

    undo(second, cast.lan)
    kept = Alias.objects.filter(learnt=True).count()
    undo(first, cast.lan)

    assert (kept, Alias.objects.filter(learnt=True).count()) == (1, 0)


def test_only_the_last_act_is_undone(cast: Cast, asked: Asked) -> None:
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", SHORT))
    mending.accept(one, reason="thống nhất", actor=cast.lan)
    first = undoing.last_act(undoing.story(one))
    assert first is not None
    mending.return_for_repair(fresh(one), reason="thiếu", actor=cast.lan)

    with pytest.raises(deciding.Refused, match="đã có việc khác"):
        undoing.undo(one, act=first.pk, actor=cast.lan)

    assert standing(asked.duty(cast.an_binh))[0] == "returned"


def test_a_decision_about_what_the_unit_has_replaced_is_not_undone(cast: Cast, asked: Asked) -> None:
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", SHORT))
    mending.return_for_repair(one, reason="thiếu", actor=cast.lan)
    upload(asked, "b.xlsx", sheet("Xã An Bình", FULL), at=timezone.now())

    with pytest.raises(deciding.Refused, match="Đơn vị đã gửi bản khác"):
        undo(one, cast.lan)

    assert standing(asked.duty(cast.an_binh))[0] == "accepted"


def test_setting_an_older_answer_aside_and_back_leaves_the_later_one_standing(cast: Cast, asked: Asked) -> None:
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", SHORT))
    later = upload(asked, "b.xlsx", sheet("Xã An Bình", FULL), at=IN_TIME + dt.timedelta(hours=1))

    deciding.set_aside(one, reason="nhầm", actor=cast.lan)
    undo(one, cast.lan)
    deciding.set_aside(fresh(one), reason="nhầm", actor=cast.lan)
    deciding.bring_back(fresh(one), actor=cast.lan)
    pipeline.work_off([one.pk])

    duty = asked.duty(cast.an_binh)
    assert (duty.state, duty.received_at, duty.short) == ("accepted", later.received_at, [])
    assert Entry.objects.current().count() == len(FULL)


def test_mends_outlive_a_change_of_unit_and_a_blanked_cell_keeps_its_place(cast: Cast, asked: Asked) -> None:
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", SHORT))
    mending.mend(one, row=0, field="title", value="", actor=cast.lan)
    mending.mend(fresh(one), row=1, field="title", value="Hiến đất làm đường", actor=cast.lan)
    decide_other(fresh(one), cast, asked)
    pipeline.work_off([one.pk])

    missing = [problem["at"] for problem in fresh(one).problems if problem["code"] == "missing_title"]
    assert missing == ["Sheet!B6"]
    titles = Entry.objects.current().filter(unit=cast.binh_minh).order_by("position").values_list("title", flat=True)
    assert list(titles)[:2] == ["", "Hiến đất làm đường"]
