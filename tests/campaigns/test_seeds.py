"""Every fact of the two letters is found in a field of its campaign."""

import datetime as dt

import pytest

from kheo.campaigns.letter_text import drift
from kheo.campaigns.models import Campaign, Obligation
from kheo.campaigns.planning import obstacles, owed_by, publish
from kheo.units.models import Unit
from tests.campaigns.instants import moment


def test_phong_tho_letter_stands_in_fields(phong_tho: Campaign) -> None:
    head = (phong_tho.parent_organ, phong_tho.organ, phong_tho.number, phong_tho.symbol, phong_tho.issued_on)
    assert head == ("Huyện ủy Phong Thổ", "Ban Dân vận", 35, "CV/BDVHU", dt.date(2024, 1, 23))
    assert [addressee.text for addressee in phong_tho.addressees.all()] == [
        "Các chi, đảng bộ cơ sở",
        "Khối Dân vận các xã, thị trấn; các cơ quan, đơn vị",
    ]
    assert [(str(basis), basis.dated, basis.issuer) for basis in phong_tho.bases.all()] == [
        ("Chương trình 16-CTr/HU", dt.date(2024, 1, 2), "Ban Thường vụ Huyện ủy"),
        ("Công văn 394-CV/BDVTU", dt.date(2024, 1, 16), "Ban Dân vận Tỉnh ủy"),
        ("Kế hoạch 71-KH/HU", dt.date(2021, 5, 20), "Ban Thường vụ Huyện ủy"),
        ("Kết luận 69-KL/TU", dt.date(2021, 4, 9), "Ban Thường vụ Tỉnh ủy"),
    ]


def test_phong_tho_asks_for_registration_before_february(phong_tho: Campaign) -> None:
    calls = [(call.slug, call.paper, call.form_title, call.due_at, call.by_choice) for call in phong_tho.calls.all()]
    assert calls == [
        ("registration", "registration", "Mẫu số 01", moment("2024-02-01"), False),
        ("pilot-report", "results", "Mẫu số 02", moment("2024-02-01"), True),
    ]


def test_phong_tho_rules_stand_side_by_side(phong_tho: Campaign) -> None:
    rules = phong_tho.calls.get(slug="registration").requirements.all()
    communes = ["xã", "thị trấn"]
    assert [(r.measure, r.strength, r.least, r.most, r.kinds, r.except_kinds) for r in rules] == [
        ("coverage", "target", 100, None, [], []),
        ("exemplars", "target", 1, 2, [], []),
        ("collectives", "minimum", 2, None, communes, []),
        ("individuals", "minimum", 2, None, communes, []),
        ("collectives", "minimum", 1, None, [], communes),
        ("individuals", "minimum", 1, None, [], communes),
    ]


def test_pilot_strand_has_its_five_lines_and_two_bases(phong_tho: Campaign) -> None:
    strand = phong_tho.strands.get(code="mo-hinh-diem")
    assert (strand.areas.count(), [basis.number for basis in strand.bases.all()]) == (5, ["71-KH/HU", "69-KL/TU"])
    assert [area.name for area in phong_tho.areas.filter(strand=None)] == [
        "Kinh tế",
        "Văn hóa - xã hội",
        "Quốc phòng - an ninh",
        "Xây dựng hệ thống chính trị",
    ]


def test_thu_thua_letter_stands_in_fields(thu_thua: Campaign) -> None:
    head = (thu_thua.organ, thu_thua.number, thu_thua.symbol, thu_thua.issued_on, thu_thua.collector)
    organ = "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở"
    assert head == (organ, 51, "CV/BCĐ", dt.date(2022, 10, 19), "Ban Dân vận Huyện ủy")
    assert thu_thua.signer_titles == ["PHÓ BÍ THƯ", "kiêm", "TRƯỞNG BAN"]
    assert [(basis.number, basis.dated) for basis in thu_thua.bases.all()] == [
        ("", None),
        ("66-CV/BDVHU", dt.date(2022, 2, 9)),
        ("49-KL/BCĐ", dt.date(2022, 7, 21)),
        ("", dt.date(2022, 10, 17)),
    ]


def test_thu_thua_counts_conference_and_report_apart(thu_thua: Campaign) -> None:
    # "Chậm nhất ngày 21/10/2022": the whole of that day is still in time.
    calls = [(call.slug, call.paper, call.due_at, call.due_wording) for call in thu_thua.calls.all()]
    assert calls == [
        ("conference", "conference", moment("2022-10-22"), "chậm nhất ngày"),
        ("results", "results", moment("2022-10-22"), "chậm nhất ngày"),
    ]


def test_phong_tho_has_its_sixteen_communes_and_town(phong_tho: Campaign) -> None:
    units = Unit.objects.under(phong_tho.root)
    assert (units.filter(kind="xã").count(), units.filter(kind="thị trấn").count()) == (16, 1)


def test_thu_thua_units_are_listed_as_the_letter_lists_them(thu_thua: Campaign) -> None:
    named = {"Khối xã": 4, "Khối Đảng": 2, "Khối đoàn thể": 3, "Khối Kinh tế": 1, "Khối trường Mầm non, Mẫu giáo": 4}
    first = {
        bloc: [unit.listed_name for unit in Unit.objects.filter(bloc__name=bloc).order_by("path")[:number]]
        for bloc, number in named.items()
    }
    assert first == {
        "Khối xã": ["Nhị Thành", "Mỹ An", "Mỹ Lạc", "Mỹ Thạnh"],
        "Khối Đảng": ["Ban Tuyên giáo Huyện ủy", "Ban Dân vận Huyện ủy"],
        "Khối đoàn thể": ["Mặt trận Tổ quốc", "Hội Liên hiệp Phụ nữ", "Huyện đoàn"],
        "Khối Kinh tế": ["Trung tâm dịch vụ Nông nghiệp"],
        "Khối trường Mầm non, Mẫu giáo": [
            "Mầm non thị trấn Thủ Thừa",
            "Mẫu giáo Long Thuận",
            "Mẫu giáo Long Thạnh",
            "Mẫu giáo Bình Thạnh",
        ],
    }


@pytest.mark.parametrize("seed", ["phong_tho", "thu_thua"])
def test_letter_and_rules_of_a_seed_do_not_drift(seed: str, request: pytest.FixtureRequest) -> None:
    campaign = request.getfixturevalue(seed)

    assert [problem.message for problem in drift(campaign)] == []


def test_publishing_phong_tho_makes_every_unit_owe_the_registration_only(phong_tho: Campaign) -> None:
    at = moment("2024-01-23T08:00")
    owed = {(line.call.slug, line.bloc.name if line.bloc else ""): line.units for line in owed_by(phong_tho, at=at)}

    assert obstacles(phong_tho, at=at) == []
    publish(campaign=phong_tho, at=at)

    assert (owed["registration", "Khối xã, thị trấn"], sum(owed.values())) == (17, 35)
    assert Obligation.objects.filter(call__slug="registration", state="missing").count() == 35
    assert Obligation.objects.filter(call__slug="pilot-report").count() == 0


def test_publishing_thu_thua_makes_every_unit_owe_both(thu_thua: Campaign) -> None:
    publish(campaign=thu_thua, at=moment("2022-10-17T08:00"))

    assert Obligation.objects.filter(call__slug="conference").count() == 37
    assert Obligation.objects.filter(call__slug="results").count() == 37
