import datetime as dt
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kheo.campaigns.models import Area
from kheo.journal.vault import keep
from kheo.records.models import Entry, Outcome, Registration, Report
from kheo.tally.counts import EntryCount, entry_counts, total
from kheo.tally.lists import EntryLine, OutcomeLine, registrations, results
from kheo.units.models import Unit
from tests.cast import Cast
from tests.tally.world import World, at


def register(world: World, unit: Unit, moment: dt.datetime, *entries: dict[str, Any]) -> Registration:
    original = keep([f"{unit.code} {moment}".encode()])[0]
    registration = Registration.objects.create(
        obligation=world.owed[unit.code, "results"],
        call=world.results,
        unit=unit,
        original=original,
        received_at=moment,
        taken_at=moment,
    )
    before = Registration.objects.filter(obligation=registration.obligation, replaced_by=None).exclude(
        pk=registration.pk
    )
    Entry.objects.filter(registration__in=before).update(current=False)
    before.update(replaced_by=registration)
    for position, entry in enumerate(entries, start=1):
        values: dict[str, Any] = {"subject": "collective", "cells": {"title": f"Sheet1!B{position}"}, **entry}
        Entry.objects.create(registration=registration, campaign=world.campaign, unit=unit, position=position, **values)
    return registration


@pytest.fixture
def registered(cast: Cast, world: World) -> World:
    economy = Area.objects.create(campaign=world.campaign, code="kinh-te", name="Kinh tế")
    register(world, cast.school, at(9), {"title": "Bếp ăn sạch", "kind": "practice"})
    register(world, cast.an_binh, at(10), {"title": "Hiến đất mở đường"})
    register(
        world,
        cast.an_binh,
        at(12),
        {"title": "Hiến đất làm đường", "area": economy},
        {"title": "Ông Ba hiến đất", "subject": "individual", "person_name": "Lê Văn Ba", "area_text": "xã hội"},
    )
    return world


@pytest.mark.parametrize(
    ("day", "titles"),
    [
        (8, []),
        (9, ["Bếp ăn sạch"]),
        (11, ["Hiến đất mở đường", "Bếp ăn sạch"]),
        (13, ["Hiến đất làm đường", "Ông Ba hiến đất", "Bếp ăn sạch"]),
        (None, ["Hiến đất làm đường", "Ông Ba hiến đất", "Bếp ăn sạch"]),
    ],
)
def test_the_list_holds_what_stood_then(registered: World, day: int | None, titles: list[str]) -> None:
    listed = registrations(registered.campaign, as_of=at(day, 17) if day else None)

    assert [line.title for line in listed] == titles


def test_a_line_leads_back_to_its_cell(cast: Cast, registered: World) -> None:
    entry = Entry.objects.get(title="Ông Ba hiến đất")

    assert registrations(registered.campaign)[1] == EntryLine(
        entry=entry.pk,
        original=entry.registration.original_id,
        bloc="Khối xã",
        unit=cast.an_binh.pk,
        code="AB",
        unit_name="Xã An Bình",
        title="Ông Ba hiến đất",
        kind="",
        subject="individual",
        person_name="Lê Văn Ba",
        job="",
        area="xã hội",
        place="",
        need="",
        goals="",
        resources="",
        time="",
        level="",
        continuity="",
        cells={"title": "Sheet1!B2"},
    )


def test_entries_are_counted_by_what_they_share(registered: World) -> None:
    counts = entry_counts(registered.campaign)

    assert counts == [
        EntryCount("Khối xã", "kinh-te", "collective", "", "", 1),
        EntryCount("Khối xã", "", "individual", "", "", 1),
        EntryCount("Khối trường học", "", "collective", "practice", "", 1),
    ]
    assert total(counts, subject="collective") == 2
    assert total(entry_counts(registered.campaign, as_of=at(11)), bloc="Khối xã") == 1


def test_results_stand_as_they_were_reported(cast: Cast, world: World) -> None:
    original = keep([b"report"])[0]
    report = Report.objects.create(
        obligation=world.owed["BM", "results"],
        call=world.results,
        unit=cast.binh_minh,
        original=original,
        received_at=at(15),
        taken_at=at(15),
    )
    outcome = Outcome.objects.create(
        report=report,
        campaign=world.campaign,
        unit=cast.binh_minh,
        position=1,
        title="Tổ tự quản",
        unit_name="Ấp 3",
        ending="not_replicable",
    )

    assert results(world.campaign, as_of=at(14)) == []
    assert results(world.campaign, as_of=at(15, 10)) == [
        OutcomeLine(
            outcome=outcome.pk,
            entry=None,
            original=original.pk,
            bloc="Khối xã",
            unit=cast.binh_minh.pk,
            code="BM",
            unit_name="Xã Bình Minh",
            title="Tổ tự quản",
            named_unit="Ấp 3",
            person_name="",
            time_place="",
            results="",
            replication="",
            replication_plan="",
            ending="not_replicable",
        )
    ]


def test_lists_take_one_query(registered: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        registrations(registered.campaign, as_of=at(20))
    with django_assert_num_queries(1):
        entry_counts(registered.campaign)
