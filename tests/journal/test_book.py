from datetime import timedelta

import pytest

from kheo.journal import book
from kheo.journal.models import Event, Head
from tests.cast import Cast


def write_three(cast: Cast) -> None:
    for unit in (cast.an_binh, cast.binh_minh, cast.school):
        book.note("unit.renamed", unit, actor=cast.lan, name=unit.name)


def test_a_book_nobody_touched_is_whole(cast: Cast) -> None:
    write_three(cast)

    assert book.broken_at() is None


@pytest.mark.parametrize("field", ["happened", "at", "actor_id", "subject_id", "details"])
def test_changing_an_event_breaks_the_chain_there(cast: Cast, field: str) -> None:
    write_three(cast)
    event = Event.objects.order_by("id")[1]
    changed = {
        "happened": "unit.closed",
        "at": event.at + timedelta(seconds=1),
        "actor_id": cast.minh.pk,
        "subject_id": 999,
        "details": {},
    }

    Event.objects.filter(pk=event.pk).update(**{field: changed[field]})

    assert book.broken_at() == event.pk


def test_taking_an_event_out_breaks_the_chain_at_the_next(cast: Cast) -> None:
    write_three(cast)
    *_, second, third = Event.objects.order_by("id")

    second.delete()

    assert book.broken_at() == third.pk


def test_cutting_the_end_off_is_seen_by_the_head(cast: Cast) -> None:
    write_three(cast)
    last = Event.objects.order_by("id").last()
    assert last is not None

    last.delete()

    assert (book.broken_at(), Head.objects.count()) == (0, 1)
