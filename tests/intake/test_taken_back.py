"""After an answer was taken back: what came earlier and is taken only now fills the duty again."""

from datetime import timedelta

import pytest

from kheo.intake import doors, pipeline
from kheo.intake.desk import deciding, mending
from tests.asked import IN_TIME, Asked, sheet
from tests.cast import Cast
from tests.test_journey import FULL, LATER, fresh, standing, upload


def test_an_answer_received_earlier_counts_once_another_was_taken_back(cast: Cast, asked: Asked) -> None:
    wrong = upload(asked, "a.xlsx", sheet("Xã Ven Sông", FULL), at=LATER)
    deciding.decide(wrong, unit=cast.binh_minh, call=asked.registration, actor=cast.lan)
    pipeline.work_off([wrong.pk])
    deciding.undecide(wrong, actor=cast.lan)
    assert standing(asked.duty(cast.binh_minh))[0] == "missing"

    upload(asked, "b.xlsx", sheet("Xã Bình Minh", FULL), at=IN_TIME - timedelta(days=1))

    assert standing(asked.duty(cast.binh_minh)) == ("accepted", True, [])


def test_a_form_of_another_unit_sent_from_ones_own_page_waits_for_a_person(cast: Cast, asked: Asked) -> None:
    [sent] = doors.by_upload(
        [("nham.xlsx", sheet("Xã Bình Minh", FULL))],
        campaign=asked.campaign,
        received_at=IN_TIME,
        unit=cast.an_binh,
        actor=cast.minh,
    )
    pipeline.work_off([sent.pk])

    found = fresh(sent)
    assert [problem["code"] for problem in found.problems] == ["other_head"]
    assert standing(asked.duty(cast.an_binh)) == ("received", True, [])


def test_there_is_no_decision_to_undo_on_a_file_that_could_not_be_read(cast: Cast, asked: Asked) -> None:
    broken = upload(asked, "an binh.xlsx", b"PK\x03\x04 broken")
    deciding.decide(broken, unit=cast.an_binh, call=asked.registration, actor=cast.lan)
    pipeline.work_off([broken.pk])

    with pytest.raises(deciding.Refused, match="chưa đọc được"):
        mending.unaccept(fresh(broken), actor=cast.lan)

    assert standing(asked.duty(cast.an_binh))[0] == "returned"
