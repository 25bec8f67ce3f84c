"""Pairs that are alike, written after registrations were taken through the door; judged, and judged only once."""

import datetime as dt

import pytest

from kheo.intake.models import Submission
from kheo.journal.models import Event
from kheo.records.likeness import likening
from kheo.records.likeness.models import Likeness, LikenessBand
from kheo.records.models import Entry, Registration
from kheo.units.models import Unit
from tests.asked import IN_TIME, Asked, ask
from tests.cast import Cast
from tests.web.arrivals import arrive

LONG = (
    "Tổ tự quản ấp Bình Hòa đi từng hộ bàn công khai việc hiến đất mở rộng đường liên thôn, "
    "45 hộ tự dời hàng rào, góp 320 ngày công, làm xong trước mùa mưa"
)
COPIED = (
    "45 hộ đã tự dời hàng rào, góp 320 ngày công, làm xong trước mùa mưa; to tu quan ap Binh Minh đi từng nhà "
    "bàn công khai việc hiến đất mở rộng đường liên xóm"
)


@pytest.fixture
def asked(cast: Cast) -> Asked:
    return ask(cast)


def send(asked: Asked, unit: Unit, *rows: tuple[str, str, str], hours: int = 0) -> Submission:
    said = [(title, subject, person, "Kinh tế") for title, subject, person in rows]
    sent = arrive(asked, unit, said, at=IN_TIME + dt.timedelta(hours=hours))
    likening.liken(Registration.objects.filter(original=sent.original_id).values_list("pk", flat=True))
    return sent


def pairs() -> list[tuple[str, str, str]]:
    """(kind, the later entry's unit, the earlier's), open ones of entries that stand."""
    rows = Likeness.objects.filter(dismissed_at=None, entry__current=True, other__current=True).order_by("pk")
    return list(rows.values_list("kind", "entry__unit__code", "other__unit__code"))


def test_a_text_copied_from_another_unit_is_found(asked: Asked, cast: Cast) -> None:
    send(asked, cast.an_binh, (LONG, "Tập thể", ""), ("Nuôi cá lồng", "Tập thể", ""))
    send(asked, cast.binh_minh, (COPIED, "Tập thể", ""), ("Nuôi cá lồng", "Tập thể", ""))

    # The short title alone is borne by many.
    assert pairs() == [("copied", "BM", "AB")]
    assert Likeness.objects.get().score >= 75


def test_the_same_thing_twice_in_one_form_is_the_same(asked: Asked, cast: Cast) -> None:
    send(asked, cast.an_binh, (LONG, "Tập thể", ""), (LONG.replace("mùa mưa", "tháng 6"), "Tập thể", ""))

    assert {kind for kind, _, _ in pairs()} == {"same"}


def test_the_same_person_of_one_unit_is_found_and_a_namesake_elsewhere_is_not(asked: Asked, cast: Cast) -> None:
    send(asked, cast.an_binh, ("Nuôi cá", "Cá nhân", "Trần Văn Bình"), ("Trồng rừng", "Cá nhân", "TRAN VAN BINH"))
    send(asked, cast.binh_minh, ("Vườn mẫu", "Cá nhân", "Trần Văn Bình"))

    assert {(kind, one, other) for kind, one, other in pairs()} == {("person", "AB", "AB")}


def test_done_twice_nothing_is_written_twice(asked: Asked, cast: Cast) -> None:
    send(asked, cast.an_binh, (LONG, "Tập thể", ""))
    send(asked, cast.binh_minh, (COPIED, "Tập thể", ""))
    before = (Likeness.objects.count(), LikenessBand.objects.count())

    again = likening.liken(Registration.objects.values_list("pk", flat=True))

    assert before[0] == 1
    assert (again, LikenessBand.objects.count()) == (0, before[1])


def test_what_was_judged_once_is_not_asked_again_when_the_unit_sends_anew(asked: Asked, cast: Cast) -> None:
    send(asked, cast.an_binh, (LONG, "Tập thể", ""))
    send(asked, cast.binh_minh, (COPIED, "Tập thể", ""))
    likening.dismiss(Likeness.objects.get(), actor=cast.lan)
    send(asked, cast.binh_minh, (COPIED, "Tập thể", ""), ("Trồng rau", "Tập thể", ""), hours=1)
    judged = pairs()
    for one in Likeness.objects.all():
        likening.bring_back(one, actor=cast.lan)

    assert judged == []
    assert pairs() == [("copied", "BM", "AB")]
    happened = Event.objects.filter(happened__startswith="likeness.").values_list("happened", flat=True).order_by("pk")
    assert set(happened) == {"likeness.dismissed", "likeness.broughtback"}


def test_a_lost_task_is_found_by_its_entries(asked: Asked, cast: Cast) -> None:
    arrive(asked, cast.an_binh, [(LONG, "Tập thể", "", "")])
    lost = likening.forgotten()
    likening.liken(lost)

    assert lost == [Registration.objects.get().pk]
    assert likening.forgotten() == []


def test_entries_are_taken_as_before_whatever_they_are_like(asked: Asked, cast: Cast) -> None:
    send(asked, cast.an_binh, (LONG, "Tập thể", ""))
    copied = send(asked, cast.binh_minh, (LONG, "Tập thể", ""))

    assert copied.state == "taken"
    assert Entry.objects.current().count() == 2
