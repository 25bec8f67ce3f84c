"""One-time codes: alive for ten minutes, five tries, few an hour, of no use to whoever steals the database."""

import datetime as dt

import pytest
from django.utils import timezone

from kheo.intake.links import codes
from kheo.intake.links.codes import Asked, Purpose
from kheo.intake.links.models import Code, Link
from kheo.journal.models import Event
from kheo.post.models import Mailbox, Outgoing
from kheo.units.models import Contact
from tests.asked import Asked as World
from tests.cast import Cast
from tests.web.links_ground import CLERK, last_code, link_for

FAR = "203.0.113.9"


@pytest.fixture
def link(asked: World, cast: Cast) -> Link:
    return link_for(asked, cast.an_binh)


def ask(link: Link, *, origin: str | None = None, email: str = CLERK) -> Asked:
    contact, _ = Contact.objects.get_or_create(unit=link.obligation.unit, email=email)
    return codes.send(link, contact, Purpose(origin=origin))


def older(by: dt.timedelta) -> None:
    """Let all codes have been asked for earlier."""
    for code in Code.objects.all():
        Code.objects.filter(pk=code.pk).update(created_at=code.created_at - by)


def test_a_code_lets_in_once(link: Link) -> None:
    assert ask(link) is Asked.SENT
    figures = last_code()

    assert [codes.is_right(link, f" {figures[:3]} {figures[3:]}"), codes.is_right(link, figures)] == [True, False]


def test_only_the_newest_code_lets_in(link: Link) -> None:
    ask(link)
    first = last_code()
    ask(link)

    assert [codes.is_right(link, first), codes.is_right(link, last_code())] == [first == last_code(), True]


def test_the_sixth_try_is_in_vain_even_when_it_is_right(link: Link) -> None:
    ask(link)
    figures = last_code()
    wrong = f"{(int(figures) + 1) % 1_000_000:06d}"

    assert [codes.is_right(link, wrong) for _ in range(5)] == [False] * 5
    assert codes.is_right(link, figures) is False


def test_a_code_is_dead_after_ten_minutes(link: Link) -> None:
    ask(link)
    Code.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))

    assert codes.is_right(link, last_code()) is False


def test_a_code_of_one_link_opens_no_other(link: Link, asked: World, cast: Cast) -> None:
    ask(link)

    assert codes.is_right(link_for(asked, cast.binh_minh), last_code()) is False


def test_a_link_gives_five_codes_an_hour(link: Link) -> None:
    assert [ask(link) for _ in range(6)] == [Asked.SENT] * 5 + [Asked.TOO_MANY]
    older(dt.timedelta(hours=1))

    assert ask(link) is Asked.SENT


def test_an_address_of_several_units_is_not_flooded(link: Link, asked: World, cast: Cast) -> None:
    other = link_for(asked, cast.binh_minh)
    third = link_for(asked, cast.school)

    sent = [ask(one) for one in (link, other) for _ in range(5)]

    assert (sent, ask(third)) == ([Asked.SENT] * 10, Asked.TOO_MANY)


def test_one_network_does_not_ask_for_everybodys_codes(link: Link) -> None:
    Code.objects.bulk_create(
        Code(
            link=link, way="email", sent_to=f"{number}@x.example.vn", digest="", asked_from=FAR,
            created_at=timezone.now(), expires_at=timezone.now(), purpose="handover",
        )
        for number in range(4)
    )  # fmt: skip
    before = ask(link, origin=FAR)
    # Of other links: only the network they came from is the same.
    Code.objects.update(way="telephone")
    Code.objects.bulk_create(
        Code(
            link=link, way="telephone", sent_to=f"{number}@y.example.vn", digest="", asked_from=FAR,
            created_at=timezone.now(), expires_at=timezone.now(),
        )
        for number in range(25)
    )  # fmt: skip

    assert (before, ask(link, origin=FAR), ask(link, origin="203.0.113.10")) == (
        Asked.SENT,
        Asked.TOO_MANY,
        Asked.SENT,
    )


def test_without_a_mailbox_nothing_is_promised(link: Link) -> None:
    Mailbox.objects.update(enabled=False)

    assert (ask(link), Code.objects.count()) == (Asked.NO_MAILBOX, 0)


def test_the_figures_are_in_no_row_but_the_letter_and_there_for_a_quarter_of_an_hour_at_most(link: Link) -> None:
    ask(link)
    figures = last_code()
    kept = str(list(Code.objects.values())) + str(list(Event.objects.values("details")))
    early = codes.forget_codes(timezone.now())
    late = codes.forget_codes(timezone.now() + dt.timedelta(minutes=11))
    letter = Outgoing.objects.get(kind="code")

    assert figures not in kept
    assert (early, late > 0) == (0, True)
    assert figures not in letter.body + letter.subject
    # A letter that did not go out in time is not sent any more: its code is dead.
    assert letter.state == "cancelled"


def test_where_requests_came_from_is_forgotten_after_a_day(link: Link) -> None:
    ask(link, origin=FAR)
    codes.forget_codes(timezone.now())
    before = Code.objects.get().asked_from
    codes.forget_codes(timezone.now() + dt.timedelta(days=2))

    assert (before, Code.objects.get().asked_from) == (FAR, None)


@pytest.mark.parametrize(
    ("email", "shown"),
    [("vanphong@anbinh.example.vn", "v***@anbinh.example.vn"), ("a@b.example.vn", "a***@b.example.vn")],
)
def test_addresses_are_shown_masked(email: str, shown: str) -> None:
    assert codes.masked(email) == shown
