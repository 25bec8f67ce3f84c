from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kheo.campaigns.exporting import export_toml
from kheo.campaigns.loading import FileRefused, load, load_file
from kheo.campaigns.models import Campaign
from kheo.campaigns.planning import publish
from kheo.journal.models import Event
from tests.campaigns.instants import moment
from tests.campaigns.seeds import SEEDS

SMALL = """
slug = "nho"
title = "Đợt nhỏ"
year = 2026
root = "H"
[letter]
organ = "Ban Dân vận"
organ_symbol = "BDV"
place = "Hòa Bình Hạ"
subject = "đăng ký"
issued_on = 2026-03-01
[[calls]]
slug = "registration"
title = "Đăng ký"
paper = "registration"
due_at = 2026-04-01T17:00:00
"""


def refused(text: str) -> list[tuple[str, str | None]]:
    with pytest.raises(FileRefused) as refusal:
        load(text)
    return [(problem.code, problem.at) for problem in refusal.value.problems]


def fields(campaign: Campaign) -> list[list[dict[str, object]]]:
    """All rows of a campaign without what a database gives them."""
    ids = ("id", "campaign_id", "call_id", "strand_id")
    rows: list[Any] = [
        *(campaign.strands, campaign.bases, campaign.areas, campaign.calls, campaign.sections, campaign.addressees),
        *(call.requirements for call in campaign.calls.all()),
    ]
    found = [[{k: v for k, v in row.items() if k not in ids} for row in some.values()] for some in rows]
    return [
        *found,
        [{k: v for k, v in row.items() if k != "id"} for row in Campaign.objects.filter(pk=campaign.pk).values()],
    ]


@pytest.mark.parametrize("seed", ["phong_tho", "thu_thua"])
def test_exported_file_loads_to_the_same_campaign(seed: str, request: pytest.FixtureRequest) -> None:
    campaign = request.getfixturevalue(seed)
    before, strands = fields(campaign), [area.strand and area.strand.code for area in campaign.areas.all()]

    again = load(export_toml(campaign))

    assert fields(again) == before
    assert [area.strand and area.strand.code for area in again.areas.all()] == strands


@pytest.mark.usefixtures("cast")
def test_small_file_takes_the_usual_for_what_it_leaves_out() -> None:
    campaign = load(SMALL)

    call = campaign.calls.get()
    assert (campaign.symbol, campaign.issued_on, campaign.number) == ("CV/BDV", date(2026, 3, 1), None)
    assert (call.due_at, call.due_wording, call.audience_kinds) == (moment("2026-04-01T17:00"), "trước ngày", [])


@pytest.mark.usefixtures("cast")
def test_text_survives_quotes_backslashes_and_line_breaks() -> None:
    campaign = load(SMALL)
    campaign.sections.create(position=0, text='Nói "khéo" \\ làm khéo\nDòng hai')

    assert load(export_toml(campaign)).sections.get().text == 'Nói "khéo" \\ làm khéo\nDòng hai'


@pytest.mark.usefixtures("cast")
def test_all_problems_are_said_at_once_and_nothing_is_kept() -> None:
    wrong = (
        SMALL.replace('root = "H"', 'root = "ZZ"')
        .replace('place = "Hòa Bình Hạ"\n', "")
        .replace('paper = "registration"', 'paper = "khao-sat"')
        .replace("due_at = 2026-04-01T17:00:00", "due_at = 2026-04-01")
        + '[[calls.requirements]]\nmeasure = "collectives"\nleast = 3\nmost = 2\nfoo = 1\n'
        + '[[calls.requirements]]\nmeasure = "individuals"\n'
        + '[[areas]]\ncode = "a"\nname = "A"\nstrand = "không có"\n[[areas]]\ncode = "a"\nname = ""\nsynonyms = "A"\n'
    )

    assert refused(wrong) == [
        ("key_missing", "letter.place"),
        ("key_missing", "areas[1].name"),
        ("key_wrong", "areas[1].synonyms"),
        ("value_not_allowed", "calls[0].paper"),
        ("key_wrong", "calls[0].due_at"),
        ("key_unknown", "calls[0].requirements[0].foo"),
        ("bounds_crossed", "calls[0].requirements[0]"),
        ("bounds_missing", "calls[0].requirements[1]"),
        ("value_twice", "areas[1].code"),
        ("strand_unknown", "areas[0].strand"),
        ("root_unknown", "root"),
    ]
    assert Campaign.objects.count() == 0


@pytest.mark.usefixtures("cast")
def test_every_problem_of_a_file_has_its_vietnamese_sentence() -> None:
    with pytest.raises(FileRefused) as refusal:
        load(SMALL.replace('slug = "nho"', 'slug = "Đợt Nhỏ"'))

    assert [problem.message for problem in refusal.value.problems] == [
        "“Đợt Nhỏ” không dùng được ở mục “slug”; chọn một trong: chữ thường không dấu, chữ số và gạch nối."
    ]


@pytest.mark.parametrize("text", ["slug =", "\x00", "a = 1\na = 2"])
def test_what_is_no_toml_is_said_so(text: str, db: None) -> None:
    assert refused(text) == [("file_not_toml", None)]


@pytest.mark.parametrize(
    "text",
    ["", "letter = 1", "letter = [1]\ncalls = 3\nwording = []", "calls = [[]]\nslug = 2", "year = true", "root = []"],
)
def test_odd_files_are_refused_and_never_crash(text: str, db: None) -> None:
    with pytest.raises(FileRefused):
        load(text)


def test_file_in_another_encoding_is_said_so(tmp_path: Path, db: None) -> None:
    path = tmp_path / "thu.toml"
    path.write_bytes("title = “Đợt”".encode("utf-16"))

    with pytest.raises(FileRefused) as refusal:
        load_file(path)

    assert [problem.code for problem in refusal.value.problems] == ["file_not_toml"]


def test_unpublished_campaign_is_loaded_anew_and_a_published_one_is_not(phong_tho: Campaign) -> None:
    path = SEEDS / "phong-tho-2024.toml"
    assert load_file(path).pk == phong_tho.pk
    publish(campaign=phong_tho, at=moment("2024-01-23"))

    with pytest.raises(FileRefused) as refusal:
        load_file(path)

    assert [problem.code for problem in refusal.value.problems] == ["campaign_published"]
    events = Event.objects.filter(subject_kind="campaign").order_by("id")
    assert list(events.values_list("happened", flat=True)) == [
        "campaign.loaded",
        "campaign.replaced",
        "campaign.published",
    ]
