"""Through the doors to the ledger: real letters with real sheets, as units send them."""

import datetime as dt

import pytest
from django.contrib.auth.models import User

from kheo.campaigns.models import Obligation
from kheo.intake import pipeline
from kheo.intake.desk import deciding, mending
from kheo.intake.doors import by_letter, by_upload
from kheo.intake.models import Delivery, Submission
from kheo.intake.replies import reply
from kheo.journal import book
from kheo.records.models import Entry, Registration
from kheo.tally.owing import board
from kheo.units.models import Alias, Contact
from tests.asked import IN_TIME, Asked, ask, collectives, individuals, letter, sheet
from tests.cast import Cast

SHORT = [*collectives("Đường hoa", "Hiến đất"), *individuals(("Chị Hoa giúp dân", "Nguyễn Thị Hoa"))]
FULL = [*SHORT, *individuals(("Nuôi bò vỗ béo", "Trần Văn Bò"))]
LATER = IN_TIME + dt.timedelta(hours=2)


@pytest.fixture
def asked(cast: Cast) -> Asked:
    Contact.objects.create(unit=cast.an_binh, email="vp@anbinh.vn")
    return ask(cast)


def send(asked: Asked, raw: bytes, *, at: dt.datetime = IN_TIME) -> Submission:
    """One letter through the door and down the river; gives its last attachment, or itself."""
    (submission,) = by_letter([raw], campaign=asked.campaign, received_at=at)
    pipeline.work_off([submission.pk])
    return fresh(submission.parts.order_by("pk").last() or submission)


def upload(asked: Asked, name: str, data: bytes, *, at: dt.datetime = IN_TIME) -> Submission:
    (submission,) = by_upload([(name, data)], campaign=asked.campaign, received_at=at)
    pipeline.work_off([submission.pk])
    return fresh(submission)


def fresh(submission: Submission) -> Submission:
    return Submission.objects.select_related("unit", "call", "campaign", "obligation").get(pk=submission.pk)


def titles() -> list[str]:
    return list(Entry.objects.current().order_by("id").values_list("title", flat=True))


def standing(duty: Obligation) -> tuple[str, bool | None, list[dict[str, object]]]:
    duty.refresh_from_db()
    return (duty.state, duty.on_time, duty.short)


def problems(submission: Submission) -> list[tuple[str, str | None]]:
    return [(problem["code"], problem["at"]) for problem in submission.problems]


def test_a_letter_with_a_sheet_becomes_a_record_that_the_board_counts(cast: Cast, asked: Asked) -> None:
    submission = send(asked, letter("Văn phòng <vp@anbinh.vn>", ("an-binh.xlsx", sheet("Xã An Bình", FULL))))

    assert (submission.state, submission.unit, submission.call) == ("taken", cast.an_binh, asked.registration)
    assert (submission.part_of and submission.part_of.state, submission.sender) == ("opened", "vp@anbinh.vn")
    assert titles() == ["Đường hoa", "Hiến đất", "Chị Hoa giúp dân", "Nuôi bò vỗ béo"]
    assert Entry.objects.get(title="Hiến đất").cells["title"] == "Sheet!B7"
    call = board(asked.campaign).as_json()["calls"][0]
    counted = {name: call[name] for name in ("expected", "received", "on_time", "accepted", "missing")}
    assert counted == {"expected": 3, "received": 1, "on_time": 1, "accepted": 1, "missing": 2}
    assert book.broken_at() is None


def test_a_commune_short_of_one_individual_is_told_so_everywhere(cast: Cast, asked: Asked) -> None:
    submission = send(asked, letter("vp@anbinh.vn", ("a.xlsx", sheet("Xã An Bình", SHORT))))

    sentence = "Đăng ký còn thiếu 01 cá nhân (có 01, cần ít nhất 02)."
    assert [problem["message"] for problem in submission.problems] == [sentence]
    assert f"- {sentence}" in reply(submission).splitlines()
    assert standing(asked.duty(cast.an_binh)) == ("received", True, [{"rule": "individuals", "has": 1, "needs": 2}])


def test_a_school_with_one_and_one_is_not_short(cast: Cast, asked: Asked) -> None:
    rows = [*collectives("Cổng trường an toàn"), *individuals(("Cô giáo giỏi", "Lê Thị Lan"))]

    submission = upload(asked, "truong.xlsx", sheet("Trường Mầm non Hoa Sen", rows))

    assert (submission.state, submission.problems) == ("taken", [])
    assert standing(asked.duty(cast.school)) == ("accepted", True, [])


def test_the_same_letter_twice_is_one_record_and_two_deliveries(cast: Cast, asked: Asked) -> None:
    raw = letter("vp@anbinh.vn", ("a.xlsx", sheet("Xã An Bình", FULL)))

    assert send(asked, raw).pk == send(asked, raw, at=LATER).pk
    assert (Registration.objects.count(), Delivery.objects.count()) == (1, 3)


def test_the_same_sheet_in_another_letter_is_not_taken_again(cast: Cast, asked: Asked) -> None:
    data = sheet("Xã An Bình", FULL)
    first = send(asked, letter("vp@anbinh.vn", ("a.xlsx", data)))

    again = send(asked, letter("vp@anbinh.vn", ("b.xlsx", data), subject="Gửi lại"), at=LATER)

    assert (again.state, problems(again)) == ("opened", [("attached_before", None)])
    assert (first.deliveries.count(), Registration.objects.count()) == (2, 1)


def test_a_later_sheet_replaces_the_earlier_and_keeps_it(cast: Cast, asked: Asked) -> None:
    send(asked, letter("vp@anbinh.vn", ("a.xlsx", sheet("Xã An Bình", SHORT))))
    send(asked, letter("vp@anbinh.vn", ("b.xlsx", sheet("Xã An Bình", FULL))), at=LATER)

    assert titles() == ["Đường hoa", "Hiến đất", "Chị Hoa giúp dân", "Nuôi bò vỗ béo"]
    assert Entry.objects.count() == 7
    assert standing(asked.duty(cast.an_binh)) == ("accepted", True, [])


def test_what_cannot_be_read_goes_back_with_a_sentence(cast: Cast, asked: Asked) -> None:
    submission = send(asked, letter("vp@anbinh.vn", ("a.xlsx", b"PK\x03\x04 broken")))

    assert (submission.state, submission.unit, len(submission.problems)) == ("returned", cast.an_binh, 1)
    assert reply(submission).splitlines()[1] == ("Tệp chưa dùng được. Đề nghị đơn vị bổ sung các điểm sau rồi gửi lại:")


def test_an_empty_form_is_returned_and_leaves_a_good_answer_alone(cast: Cast, asked: Asked) -> None:
    upload(asked, "a.xlsx", sheet("Xã An Bình", FULL))

    empty = upload(asked, "b.xlsx", sheet("Xã An Bình", []), at=LATER)

    assert (empty.state, problems(empty)[0]) == ("returned", ("empty_form", None))
    assert standing(asked.duty(cast.an_binh)) == ("accepted", True, [])


def test_a_letter_with_nothing_to_read_waits_for_a_person(asked: Asked) -> None:
    submission = send(asked, letter("vp@anbinh.vn", text="Đơn vị xin gửi sau"))

    assert (submission.state, submission.subject, problems(submission)) == (
        "puzzling",
        "Gửi đăng ký",
        [("no_attachment", None)],
    )
    assert [(guess["unit"], guess["why"]) for guess in submission.guesses] == [("AB", "địa chỉ người gửi")]


def test_a_puzzling_sheet_is_decided_and_the_spelling_is_learnt(cast: Cast, asked: Asked) -> None:
    submission = send(asked, letter("la@gmail.com", ("a.xlsx", sheet("Xã Ven Sông", FULL))))
    assert (submission.state, submission.unit, titles()) == ("puzzling", None, [])

    deciding.decide(submission, unit=cast.binh_minh, call=asked.registration, actor=cast.lan)
    pipeline.work_off([submission.pk])

    assert (fresh(submission).state, fresh(submission).decided_by, len(titles())) == ("taken", cast.lan, 4)
    assert standing(asked.duty(cast.binh_minh)) == ("accepted", True, [])
    next_one = upload(asked, "b.xlsx", sheet("Xã Ven Sông", SHORT), at=LATER)
    assert (next_one.state, next_one.unit) == ("taken", cast.binh_minh)


def test_a_wrong_decision_is_taken_back_with_all_that_followed(cast: Cast, asked: Asked) -> None:
    upload(asked, "cu.xlsx", sheet("Xã Bình Minh", SHORT))
    submission = send(asked, letter("la@gmail.com", ("a.xlsx", sheet("Xã Ven Sông", FULL))), at=LATER)
    deciding.decide(submission, unit=cast.binh_minh, call=asked.registration, actor=cast.lan)
    pipeline.work_off([submission.pk])

    deciding.undecide(submission, actor=cast.lan)

    assert (fresh(submission).state, fresh(submission).unit) == ("puzzling", None)
    assert titles() == ["Đường hoa", "Hiến đất", "Chị Hoa giúp dân"]
    assert standing(asked.duty(cast.binh_minh))[0] == "received"
    assert (Alias.objects.count(), Contact.objects.count()) == (0, 1)


def test_a_mended_cell_makes_a_new_version_that_may_be_accepted(cast: Cast, asked: Asked) -> None:
    rows = [*collectives("Đường hoa", ""), *individuals(("Chị Hoa", "Nguyễn Thị Hoa"), ("Anh Bò", "Trần Văn Bò"))]
    submission = upload(asked, "a.xlsx", sheet("Xã An Bình", rows))
    assert problems(submission) == [("missing_title", "Sheet!B7")]

    mending.mend(submission, row=1, field="title", value=" Hiến  đất ", actor=cast.lan)

    mended = fresh(submission)
    assert (mended.state, mended.problems, titles()[1]) == ("taken", [], "Hiến đất")
    assert [(mend["was"], mend["now"], mend["by"]) for mend in mended.mends] == [("", "Hiến đất", cast.lan.pk)]
    assert "title" not in [name for name, value, _at in (mended.reading or {})["rows"][1] if value]
    assert list(Registration.objects.order_by("id").values_list("taken_by", flat=True)) == [None, cast.lan.pk]
    assert standing(asked.duty(cast.an_binh)) == ("accepted", True, [])


def test_two_people_mending_one_cell_do_not_overwrite_each_other(cast: Cast, asked: Asked) -> None:
    submission = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL))
    mending.mend(submission, row=0, field="title", value="Đường hoa thôn Đông", actor=cast.lan)

    with pytest.raises(deciding.Refused, match="vừa có người khác sửa thành “Đường hoa thôn Đông”"):
        mending.mend_all(submission, mends=[mending.Mend(0, "title", "Đường cây", was="Đường hoa")], actor=cast.chief)

    assert titles()[0] == "Đường hoa thôn Đông"


def test_the_office_accepts_gives_back_and_thinks_again(cast: Cast, asked: Asked) -> None:
    submission = upload(asked, "a.xlsx", sheet("Xã An Bình", SHORT))
    duty, states = asked.duty(cast.an_binh), []

    for act in (_accept, _reconsider, _give_back, _reconsider):
        act(submission, cast.lan)
        states.append((fresh(submission).state, standing(duty)[0]))

    assert states == [("taken", "accepted"), ("taken", "received"), ("returned", "returned"), ("taken", "received")]


def _accept(submission: Submission, actor: User) -> None:
    mending.accept(submission, reason="Xã chỉ có một cá nhân đủ điều kiện", actor=actor)


def _reconsider(submission: Submission, actor: User) -> None:
    mending.unaccept(submission, actor=actor)


def _give_back(submission: Submission, actor: User) -> None:
    mending.return_for_repair(submission, reason="Thiếu một cá nhân", actor=actor)


def test_what_is_put_aside_counts_for_nothing_until_it_is_brought_back(cast: Cast, asked: Asked) -> None:
    submission = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL))

    deciding.set_aside(submission, reason="Gửi nhầm", actor=cast.lan)
    assert (titles(), standing(asked.duty(cast.an_binh))) == ([], ("missing", None, []))

    deciding.bring_back(submission, actor=cast.lan)
    pipeline.work_off([submission.pk])
    assert (len(titles()), standing(asked.duty(cast.an_binh))) == (4, ("accepted", True, []))


def test_reading_again_by_the_same_rules_changes_nothing_but_the_version(cast: Cast, asked: Asked) -> None:
    submission = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL))

    deciding.retake(submission, actor=cast.lan)
    pipeline.work_off([submission.pk])

    assert (len(titles()), Registration.objects.count(), fresh(submission).state) == (4, 2, "taken")
    assert standing(asked.duty(cast.an_binh)) == ("accepted", True, [])
