"""Letters held about what was taken back are dropped; what stands again is told as before; what went stays."""

import pytest

from kheo.campaigns.models import Campaign
from kheo.intake import pipeline
from kheo.intake.answers import answering
from kheo.intake.desk import moving, splitting, undoing
from kheo.intake.models import Submission
from kheo.post import deciding as letters
from kheo.post.models import Mailbox, Outgoing
from kheo.units.models import Contact
from tests.asked import Asked, letter, sheet
from tests.cast import Cast
from tests.intake.test_answers import AN_BINH, GOOD, told
from tests.intake.test_moving import next_year  # noqa: F401 - a fixture
from tests.post.mailboxes import mailbox_at
from tests.test_journey import fresh


@pytest.fixture
def mailbox(cast: Cast, asked: Asked) -> Mailbox:
    Contact.objects.create(unit=cast.an_binh, email=AN_BINH)
    found = mailbox_at(cast.district, 25)
    asked.campaign.email = found.address
    asked.campaign.save(update_fields=["email"])
    return found


def come(asked: Asked) -> Submission:
    mail, _ = told(asked, letter(AN_BINH, ("a.xlsx", sheet("Xã An Bình", GOOD))))
    return mail.parts.get()


def split(one: Submission, cast: Cast, asked: Asked) -> Submission:
    part = splitting.split(one, lines=[1], unit=cast.binh_minh, call=asked.registration, actor=cast.lan)
    work_off(one, part)
    return part


def work_off(*some: Submission) -> None:
    pks = [one.pk for one in some]
    pipeline.work_off(pks)
    answering.answer(pks)


def undo(one: Submission, cast: Cast) -> None:
    last = undoing.last_act(undoing.story(one))
    assert last is not None
    undoing.undo(fresh(one), act=last.pk, actor=cast.lan)
    answering.answer([one.pk])


def states() -> list[str]:
    return list(Outgoing.objects.order_by("pk").values_list("state", flat=True))


def test_the_outcome_of_a_split_taken_back_is_dropped(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    one = come(asked)
    Outgoing.objects.update(state="sent")
    part = split(one, cast, asked)
    held = Outgoing.objects.order_by("pk").last()
    assert held is not None
    before = held.body

    undo(one, cast)

    held.refresh_from_db()
    assert (fresh(part).state, states(), held.body) == ("aside", ["sent", "cancelled"], before)
    answering.answer([one.pk, part.pk])
    assert states() == ["sent", "cancelled"]
    split(fresh(one), cast, asked)
    assert states() == ["sent", "cancelled", "held"]
    outcome = Outgoing.objects.order_by("pk").last()
    assert outcome is not None
    assert (outcome.body.count("Kính gửi: Xã Bình Minh"), outcome.body.count("để riêng")) == (1, 0)


def test_an_outcome_somebody_wrote_in_is_dropped_too(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    one = come(asked)
    Outgoing.objects.update(state="sent")
    split(one, cast, asked)
    held = Outgoing.objects.get(state="held")
    letters.edit(held, subject=held.subject, body="Kính gửi…", actor=cast.lan)

    undo(one, cast)

    assert states() == ["sent", "cancelled"]


def test_a_held_first_answer_reads_as_before_the_split(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    Mailbox.objects.update(answering="hold")
    one = come(asked)
    before = Outgoing.objects.get().body
    split(one, cast, asked)
    between = Outgoing.objects.get().body

    undo(one, cast)

    assert "Xã Bình Minh" in between
    assert (states(), Outgoing.objects.get().body) == (["held"], before)


def test_a_letter_already_sent_stays_and_brings_no_other(asked: Asked, mailbox: Mailbox, cast: Cast) -> None:
    one = come(asked)
    split(one, cast, asked)
    Outgoing.objects.update(state="sent")
    bodies = list(Outgoing.objects.order_by("pk").values_list("body", flat=True))

    undo(one, cast)

    assert states() == ["sent"] * len(bodies)
    assert list(Outgoing.objects.order_by("pk").values_list("body", flat=True)) == bodies


def test_what_was_moved_and_moved_back_says_nothing_there(
    asked: Asked,
    mailbox: Mailbox,
    cast: Cast,
    next_year: Campaign,  # noqa: F811
) -> None:
    Campaign.objects.update(email=mailbox.address)
    Mailbox.objects.update(answering="hold")
    mail, (here,) = told(asked, letter(AN_BINH, ("a.xlsx", sheet("Xã An Bình", GOOD))))
    moved = moving.move(mail, campaign=next_year, reason="của năm sau", actor=cast.lan)
    work_off(moved)
    work_off(*moved.parts.all())
    there = Outgoing.objects.get(key=f"answer:{moved.code}")

    undo(mail, cast)
    answering.answer([moved.pk])

    there.refresh_from_db()
    here.refresh_from_db()
    assert (there.state, here.state) == ("cancelled", "held")
    again = moving.move(fresh(mail), campaign=next_year, reason="vẫn của năm sau", actor=cast.lan)
    work_off(again)
    work_off(*again.parts.all())
    assert Outgoing.objects.filter(campaign=next_year, state="held").count() == 1
