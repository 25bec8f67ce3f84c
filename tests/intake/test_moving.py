"""What belongs to another campaign goes there from the same original, is set aside here, and can be taken back."""

import pytest

from kheo.campaigns.models import Call, Campaign, Obligation
from kheo.intake import pipeline
from kheo.intake.desk import deciding, mending, moving, undoing
from kheo.intake.models import Submission
from kheo.tally.instants import instant
from kheo.units.models import Contact
from tests.asked import DUE, Asked, letter, sheet
from tests.cast import Cast
from tests.test_journey import FULL, fresh, send, standing, upload


@pytest.fixture
def next_year(cast: Cast, asked: Asked) -> Campaign:
    """Another published campaign of the same office that asks the same."""
    campaign = Campaign.objects.create(
        slug="huyen-2025", title="Dân vận khéo 2025", year=2025, root=cast.district, organ="Ban Dân vận",
        organ_symbol="BDVHU", place="Hòa Bình Hạ", subject="đăng ký", published_at=instant("2024-01-01T00:00"),
    )  # fmt: skip
    call = Call.objects.create(
        campaign=campaign, slug="registration", title="Đăng ký", paper="registration", due_at=DUE
    )
    for unit in (cast.an_binh, cast.binh_minh):
        Obligation.objects.create(call=call, unit=unit, bloc=unit.bloc, unit_kind=unit.kind, due_at=DUE)
    return campaign


def there(cast: Cast, campaign: Campaign) -> str:
    return Obligation.objects.get(call__campaign=campaign, unit=cast.an_binh).state


def undo(one: Submission, cast: Cast) -> None:
    last = undoing.last_act(undoing.story(one))
    assert last is not None
    undoing.undo(one, act=last.pk, actor=cast.lan)


def test_a_file_is_entered_there_and_set_aside_here_and_back_again(
    cast: Cast, asked: Asked, next_year: Campaign
) -> None:
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL))

    moved = moving.move(one, campaign=next_year, reason="của năm sau", actor=cast.lan)
    pipeline.work_off([moved.pk])

    here = fresh(one)
    assert (here.state, here.moved_to, moved.original_id) == ("aside", moved, one.original_id)
    assert (standing(asked.duty(cast.an_binh))[0], there(cast, next_year)) == ("missing", "accepted")

    undo(one, cast)

    assert (fresh(one).state, fresh(one).moved_to, fresh(moved).state) == ("taken", None, "aside")
    assert (standing(asked.duty(cast.an_binh))[0], there(cast, next_year)) == ("accepted", "missing")

    again = moving.move(fresh(one), campaign=next_year, reason="đúng là của năm sau", actor=cast.lan)
    pipeline.work_off([again.pk])
    assert (again.pk, fresh(again).state, there(cast, next_year)) == (moved.pk, "taken", "accepted")


def test_a_letter_takes_what_it_brought_with_it(cast: Cast, asked: Asked, next_year: Campaign) -> None:
    part = send(asked, letter("vp@anbinh.vn", ("an-binh.xlsx", sheet("Xã An Bình", FULL))))
    mail = part.part_of
    assert mail is not None

    moved = moving.move(mail, campaign=next_year, reason="của năm sau", actor=cast.lan)
    pipeline.work_off([moved.pk])
    away = [fresh(part).state, fresh(mail).state, there(cast, next_year)]
    undo(fresh(mail), cast)

    assert away == ["aside", "aside", "accepted"]
    assert [fresh(part).state, fresh(mail).state, fresh(moved).state] == ["taken", "opened", "aside"]
    assert standing(asked.duty(cast.an_binh))[0] == "accepted"


def test_what_somebody_has_decided_about_there_is_not_taken_back_from_here(
    cast: Cast, asked: Asked, next_year: Campaign
) -> None:
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL))
    moved = moving.move(one, campaign=next_year, reason="của năm sau", actor=cast.lan)
    pipeline.work_off([moved.pk])
    mending.return_for_repair(fresh(moved), reason="thiếu", actor=cast.lan)

    with pytest.raises(deciding.Refused, match="đã có người xử lý"):
        undo(fresh(one), cast)

    assert (fresh(one).state, fresh(moved).state) == ("aside", "returned")


@pytest.mark.parametrize("closed", [False, True])
def test_only_an_open_campaign_takes_it(cast: Cast, asked: Asked, next_year: Campaign, *, closed: bool) -> None:
    Contact.objects.all().delete()
    one = upload(asked, "a.xlsx", sheet("Xã An Bình", FULL))
    changes: dict[str, object] = {"closed_at": instant("2024-02-01T00:00")} if closed else {"published_at": None}
    Campaign.objects.filter(pk=next_year.pk).update(**changes)
    next_year.refresh_from_db()

    with pytest.raises(deciding.Refused, match="đã ban hành và chưa đóng"):
        moving.move(one, campaign=next_year, reason="x", actor=cast.lan)

    assert fresh(one).state == "taken"
