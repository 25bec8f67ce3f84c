"""A list mended, rehearsed, taken and taken back: history joins the years, and nothing of it is left when undone."""

import pytest

from kheo.campaigns.models import Campaign, Obligation, Standing
from kheo.intake.earlier.arriving import arrive
from kheo.intake.earlier.judging import judge
from kheo.intake.earlier.mending import map_columns, mend, turn_to
from kheo.intake.earlier.models import EarlierList
from kheo.intake.earlier.taking import NotReady, rehearse, take, take_back
from kheo.journal import book
from kheo.journal.models import Event
from kheo.records.models import Entry, Outcome, Registration
from kheo.tally.owing import board
from tests.asked import Asked, ask, collectives, sheet
from tests.cast import Cast
from tests.intake.drawn import sheet as drawn_sheet
from tests.intake.earlier.lists import HEADINGS, ROWS, TITLE, plain
from tests.test_journey import upload


def brought(data: bytes, cast: Cast, *, year: int = 2021) -> EarlierList:
    return arrive(data, filename="danh sách.xlsx", office=cast.district, year=year, actor=cast.lan)[0]


def listed(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    lines = [(number, *row) for number, row in enumerate(rows, start=1)]
    return drawn_sheet([[TITLE], [], headings, *lines])


def everything() -> list[object]:
    """All that stands, by what it says."""
    entries = Entry.objects.current().order_by("campaign__year", "unit__path", "position")
    said = entries.values_list("campaign__year", "unit__code", "title", "person_name", "same_as__title", "cells")
    outcomes = Outcome.objects.filter(current=True).order_by("unit__path", "position")
    ended = outcomes.values_list("unit__code", "title", "ending", "entry__title")
    return [list(said), list(ended)]


def test_a_list_becomes_a_closed_campaign_with_entries_and_outcomes(cast: Cast) -> None:
    found = brought(plain(), cast)

    written = take(found, actor=cast.lan)

    campaign = Campaign.objects.get()
    assert (campaign.year, campaign.root, campaign.closed_at is None, campaign.published_at is None) == (
        2021, cast.district, False, False,
    )  # fmt: skip
    assert (written.units, written.entries, written.outcomes, written.known) == (3, 4, 4, 0)
    assert (written.subjects, written.endings) == (
        {"collective": 2, "individual": 2},
        {"replicated": 1, "effective": 2, "not_replicable": 1},
    )
    call = board(campaign).as_json()["calls"][0]
    assert {name: call[name] for name in ("expected", "accepted", "missing")} == {
        "expected": 3, "accepted": 3, "missing": 0,
    }  # fmt: skip
    assert list(Outcome.objects.filter(entry=None)) == []
    assert book.broken_at() is None


def test_a_rehearsal_counts_the_same_and_writes_nothing(cast: Cast) -> None:
    found = brought(plain(), cast)
    events = Event.objects.count()

    rehearsed = rehearse(found, actor=cast.lan)
    left = [model.objects.count() for model in (Campaign, Obligation, Standing, Registration, Entry)]

    assert (left, Event.objects.count()) == ([0] * 5, events)
    assert take(found, actor=cast.lan) == rehearsed


def test_an_import_is_taken_back_whole_and_taken_again_the_same(cast: Cast) -> None:
    found = brought(plain(), cast)
    take(found, actor=cast.lan)
    first = everything()

    take_back(found, actor=cast.lan)
    gone = everything()
    calls = board(Campaign.objects.get()).as_json()["calls"]
    take(found, actor=cast.lan)

    assert (gone, [(call["expected"], call["missing"]) for call in calls]) == ([[], []], [(0, 0), (0, 0)])
    assert everything() == first
    assert [event.happened for event in Event.objects.filter(subject_kind="earlierlist").order_by("pk")] == [
        "earlier.uploaded", "earlier.taken", "earlier.takenback", "earlier.taken",
    ]  # fmt: skip


def test_what_later_years_know_appeared_first_in_the_earlier_one(cast: Cast) -> None:
    asked: Asked = ask(cast)
    upload(asked, "a.xlsx", sheet("Xã An Bình", collectives("Đường hoa nông thôn", "Hiến đất")))
    later = Entry.objects.get(title="Đường hoa nông thôn")
    found = brought(plain(), cast)

    written = take(found, actor=cast.lan)
    early = Entry.objects.get(title="Đường hoa nông thôn", campaign__year=2021)
    later.refresh_from_db()
    joined = (written.known, early.same_as, later.same_as)
    take_back(found, actor=cast.lan)
    later.refresh_from_db()

    assert joined == (1, None, early)
    assert later.same_as is None


def test_three_years_hang_together_in_whatever_order_they_come(cast: Cast) -> None:
    row = ("Xã An Bình", "Đường hoa nông thôn", "", "Kinh tế", "Hiệu quả")
    lists = {year: brought(listed(row), cast, year=year) for year in (2022, 2020, 2021)}
    for found in lists.values():
        take(found, actor=cast.lan)
    by_year = {entry.campaign.year: entry for entry in Entry.objects.select_related("campaign", "same_as")}
    firsts = [by_year[year].same_as for year in (2020, 2021, 2022)]

    take_back(lists[2020], actor=cast.lan)

    again = dict(Entry.objects.current().values_list("campaign__year", "same_as"))
    assert firsts == [None, by_year[2020], by_year[2020]]
    assert again == {2021: None, 2022: by_year[2021].pk}


def test_all_that_is_wrong_is_said_at_once_and_mended_in_place(cast: Cast) -> None:
    rows = [
        ("Xã An Bin Thượng", "Đường hoa", "", "Kinh tế", "Hiệu quả"),
        ("Xã An Bin Thượng", "", "", "Kinh tế", "Hiệu quả"),
        ("Hội đâu đó", "Mô hình lạ", "", "Kinh tế", "Hiệu quả"),
        ("Xã Bình Minh", "Kẻng", "", "Kinh tế", "xem sau"),
    ]
    found = brought(listed(*rows), cast)
    before = judge(found)
    with pytest.raises(NotReady):
        take(found, actor=cast.lan)

    mend(
        found,
        units={"Xã An Bin Thượng": cast.an_binh},
        cells={("0:4", "title"): "Hiến đất", ("0:6", "outcome"): "replicated"},
        left_out=["0:5"],
        actor=cast.lan,
    )
    after = judge(found)
    take(found, actor=cast.lan)

    assert [(one.text, len(one.lines)) for one in before.unknown] == [("Xã An Bin Thượng", 2), ("Hội đâu đó", 1)]
    assert [(fault.line.key, fault.field, fault.at) for fault in before.faults] == [
        ("0:4", "title", "Sheet1!C5"),
        ("0:6", "outcome", "Sheet1!F7"),
    ]
    assert (after.wrong, len(after.lines), len(after.left_out)) == (0, 3, 1)
    titles = Entry.objects.current().order_by("unit__path", "position").values_list("unit__code", "title")
    assert list(titles) == [("AB", "Đường hoa"), ("AB", "Hiến đất"), ("BM", "Kẻng")]


def test_a_mapping_is_remembered_for_the_next_file_with_the_same_headings(cast: Cast) -> None:
    headings = ("STT", "Nơi làm", "Việc làm hay", "Người làm", "Mảng", "Chấm")
    first = brought(listed(*ROWS, headings=headings), cast, year=2020)
    chosen = {0: "", 1: "unit", 2: "title", 3: "person_name", 4: "field", 5: "outcome"}
    map_columns(first, chosen, actor=cast.lan)

    second = brought(listed(*ROWS, headings=headings), cast, year=2019)
    other = brought(listed(*ROWS), cast, year=2018)

    assert second.columns == {str(column): name for column, name in chosen.items()}
    assert judge(second).ready
    assert other.columns["1"] == "unit"


@pytest.mark.parametrize(
    ("columns", "why"),
    [({1: "unit"}, "tên mô hình"), ({1: "title", 2: "title"}, "Hai cột cùng được chọn")],
)
def test_a_mapping_that_makes_no_sense_is_refused(columns: dict[int, str], why: str, cast: Cast) -> None:
    found = brought(plain(), cast)

    with pytest.raises(NotReady, match=why):
        map_columns(found, columns, actor=cast.lan)


def test_the_headings_may_be_pointed_at(cast: Cast) -> None:
    found = brought(plain(), cast)

    with pytest.raises(NotReady, match="không có đủ tiêu đề"):
        turn_to(found, table=0, row=0, actor=cast.lan)
    turn_to(found, table=0, row=3, actor=cast.lan)

    assert (found.heading_top, judge(found).ready) == (3, True)


def test_a_list_without_units_is_one_units_own(cast: Cast) -> None:
    rows = [(title, person, area, outcome) for _, title, person, area, outcome in ROWS]
    found = brought(listed(*rows, headings=("STT", "Tên mô hình", "Họ và tên", "Lĩnh vực", "Đánh giá")), cast)
    before = [one.text for one in judge(found).unknown]

    mend(found, units={"": cast.an_binh}, actor=cast.lan)
    take(found, actor=cast.lan)

    assert before == [""]
    assert set(Entry.objects.current().values_list("unit__code", flat=True)) == {"AB"}


def test_a_unit_that_answered_for_that_year_is_not_overwritten(cast: Cast) -> None:
    take(brought(plain(), cast), actor=cast.lan)
    second = brought(listed(("Xã An Bình", "Mô hình khác", "", "Kinh tế", "Hiệu quả")), cast)

    judgement = judge(second)

    assert ([unit.code for unit in judgement.answered], judgement.ready) == (["AB"], False)


def test_a_year_whose_campaign_is_running_takes_no_list(cast: Cast) -> None:
    ask(cast)
    found = brought(plain(), cast, year=2024)

    with pytest.raises(NotReady, match="chưa đóng"):
        rehearse(found, actor=cast.lan)

    assert Registration.objects.count() == 0


def test_what_was_taken_is_mended_only_after_it_was_taken_back(cast: Cast) -> None:
    found = brought(plain(), cast)
    take(found, actor=cast.lan)

    with pytest.raises(NotReady, match="hãy hoàn tác"):
        mend(found, left_out=["0:4"], actor=cast.lan)
    with pytest.raises(NotReady, match="đã được ghi nhận"):
        take(found, actor=cast.lan)
