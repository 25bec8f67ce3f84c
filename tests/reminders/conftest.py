"""The cast's district asks on 10/01/2024 and waits until 01/02/2024: half is 21/01, three quarters 26/01 at noon."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from kheo.post.models import Mailbox
from kheo.units.models import Contact
from tests.asked import Asked, ask
from tests.cast import Cast
from tests.post.mailboxes import mailbox_at

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(day: int, hour: int = 9, *, month: int = 1) -> dt.datetime:
    return dt.datetime(2024, month, day, hour, tzinfo=ZONE)


@pytest.fixture
def asked(cast: Cast) -> Asked:
    """Published; each unit but the school has an address."""
    found = ask(cast)
    found.campaign.published_at = at(10, 0)
    found.campaign.email = "bdv@hoabinhha.example.vn"
    found.campaign.save(update_fields=["published_at", "email"])
    Contact.objects.create(unit=cast.an_binh, email="anbinh@example.vn")
    Contact.objects.create(unit=cast.an_binh, email="la@example.vn", learnt=True)
    Contact.objects.create(unit=cast.binh_minh, email="binhminh@example.vn")
    return found


@pytest.fixture
def mailbox(cast: Cast, asked: Asked) -> Mailbox:
    return mailbox_at(cast.district, 25)
