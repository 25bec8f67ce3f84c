"""From a letter at the door to its answer at a real mail server, with nobody but the worker and the clock."""

import datetime as dt

import pytest
from django.utils import timezone

from kheo import timetable
from kheo.intake.doors import by_letter
from kheo.intake.models import Answer
from kheo.post.models import Outgoing
from kheo.units.models import Contact
from tests.asked import IN_TIME, ask, letter, sheet
from tests.cast import Cast
from tests.post.mailboxes import mailbox_at
from tests.post.smtp_server import MailServer
from tests.web.arrivals import DOUBTFUL, FULL

pytestmark = pytest.mark.django_db(transaction=True)


def test_letters_are_answered_once_each_without_anybody(cast: Cast) -> None:
    asked = ask(cast)
    with MailServer() as server:
        mailbox = mailbox_at(cast.district, server.port)
        asked.campaign.email = mailbox.address
        asked.campaign.save(update_fields=["email"])
        senders = {"Xã An Bình": "anbinh@example.vn", "Xã Bình Minh": "binhminh@example.vn"}
        for unit, address in zip((cast.an_binh, cast.binh_minh), senders.values(), strict=True):
            Contact.objects.create(unit=unit, email=address)
        raws = [
            letter(address, ("a.xlsx", sheet(name, rows)), subject=name)
            for (name, address), rows in zip(senders.items(), (FULL, DOUBTFUL), strict=True)
        ]
        by_letter(raws, campaign=asked.campaign, received_at=IN_TIME)

        timetable.workforce().run_worker(batch=True)
        for minutes in range(1, 4):
            timetable.tick(timezone.now() + dt.timedelta(minutes=minutes))
            timetable.workforce().run_worker(batch=True)

    got = {taken.recipients[0]: taken for taken in server.taken}
    assert sorted(taken.recipients[0] for taken in server.taken) == sorted(senders.values())
    assert [len(list(got[address].message.iter_attachments())) for address in senders.values()] == [0, 1]
    assert (Answer.objects.count(), set(Outgoing.objects.values_list("state", flat=True))) == (2, {"sent"})
