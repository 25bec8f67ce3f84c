"""Which unit a text means: sure only when nothing else could be meant."""

import csv
import datetime as dt
import json
import random
from collections import Counter
from pathlib import Path

import pytest

from kheo.office.wording import fold
from kheo.units.matching.index import Index, Known, Match
from kheo.units.tree import step

DATA = Path(__file__).parents[1] / "data" / "units_variants.jsonl"
COMMUNES = Path(__file__).parents[2] / "kheo" / "data" / "admin_units" / "communes_3321.csv"
DISTRICT = Index.of(
    [
        Known("H", "Huyện ủy Thủ Thừa", "0001"),
        Known("NT", "Xã Nhị Thành", "00010001", others=("Nhị Thành",)),
        Known("MA", "Xã Mỹ An", "00010002"),
        Known("PT1", "Xã Phú Thành", "00010003"),
        Known("PT2", "Xã Phú Thạnh", "00010004"),
        Known("TT", "Thị trấn Thủ Thừa", "00010005"),
        Known("MN", "Trường Mầm non thị trấn Thủ Thừa", "00010006"),
        Known("MG1", "Mẫu giáo Long Thuận", "00010007"),
        Known("MG2", "Mẫu giáo Long Thạnh", "00010008"),
        Known("MT", "Mặt trận Tổ quốc huyện", "00010009"),
        Known("QC", "BCĐ thực hiện QCDC xã Long Thuận", "0001000A"),
    ]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("xã Nhị Thành", "NT"),
        ("NHI THANH", "NT"),
        ("Đảng bộ xã Nhị Thành", "NT"),
        ("BCĐ thực hiện QCDC xã Nhị Thành", "NT"),
        ("Khối Dân vận Đảng ủy xã Nhị Thành, huyện Thủ Thừa", "NT"),
        ("UBND xã Nhị Thành, huyện Thủ Thừa, tỉnh Long An", "NT"),
        ("Đơn vị: xã Nhị Thành", "NT"),
        ("Bieu dang ky mo hinh DVK xa Nhi Thanh 2024.xlsx", "NT"),
        ("xã Nhị Thnàh", "NT"),
        ("X· NhÞ Thµnh", "NT"),
        ("Xã Phú Thạnh", "PT2"),
        ("TT Thủ Thừa", "TT"),
        ("Mầm non TT. Thủ Thừa", "MN"),
        ("Mặt trận Tổ quốc", "MT"),
        ("Xã Long Thuận", "QC"),
        ("Long Thuận", "QC"),
        ("MẫugiáoLong Thuận", "MG1"),
    ],
)
def test_forgives(text: str, code: str) -> None:
    found = DISTRICT.match(text)

    assert (found.verdict, found.unit) == ("sure", code)


@pytest.mark.parametrize(
    ("text", "verdict", "best"),
    [
        ("Phu Thanh", "ask", {"PT1", "PT2"}),
        ("Xã Phú Thanh", "ask", {"PT1", "PT2"}),
        ("Mẫu giáo Long Thuạnh", "ask", {"MG1", "MG2"}),
        ("Trường Tiểu học xã Mỹ An", "ask", {"MA"}),
        ("Hội Nông dân xã Mỹ An", "ask", {"MA"}),
        ("Chi bộ ấp 3, xã Mỹ An", "ask", {"MA"}),
        ("Thị trấn Mỹ An", "ask", {"MA"}),
        ("xã Mỹ An, huyện Tháp Mười", "ask", {"MA"}),
        ("Xã Mỹ Ân Đông", "ask", {"MA"}),
        ("xã", "none", set()),
        ("trường mầm non", "none", set()),
        ("", "none", set()),
        ("Công ty Cổ phần Vận tải", "none", set()),
    ],
)
def test_asks_rather_than_errs(text: str, verdict: str, best: set[str]) -> None:
    found = DISTRICT.match(text)

    assert (found.verdict, found.unit) == (verdict, None)
    assert {candidate.unit for candidate in found.candidates[: len(best)]} == best


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("xax Nhij Thanhf", "NT"),
        ("DDarng boj xax Nhij Thafnh, huyeenj Thur Thuwaf", "NT"),
        ("XAX PHUS THANHJ", "PT2"),
        ("Truwowngf Maamf non thij traans Thur Thuwaf", "MN"),
        ("Mẫu giáo Long Thuaanj", "MG1"),
        ("Mẫu giáo Long Thanhj", "MG2"),
    ],
)
def test_words_left_as_they_were_keyed_are_understood(text: str, code: str) -> None:
    found = DISTRICT.match(text)

    assert (found.verdict, found.unit) == ("sure", code)


@pytest.mark.parametrize("text", ["Express", "xarf", "Wikipedia", "Hoof Chis", "Bras", "Kroong Pa", "xax", "Thanhfs"])
def test_keys_that_name_no_unit_stay_without_one(text: str) -> None:
    assert DISTRICT.match(text).unit is None


def test_only_units_within_are_meant() -> None:
    assert DISTRICT.match("Phu Thanh", within={"PT2", "NT"}).unit == "PT2"
    assert DISTRICT.match("Nhị Thành", within={"PT2"}).unit is None


def test_an_ended_unit_proposes_where_it_went_and_all_where_it_was_divided() -> None:
    day = dt.date(2025, 7, 1)
    index = Index.of(
        [
            Known("CH", "Huyện Phong Thổ", "0001", closed=day),
            Known("CX1", "Xã Mường So", "00010001", closed=day, successors=("N1",)),
            Known("CX2", "Xã Nậm Xe", "00010002", closed=day, successors=("N1", "N2")),
            Known("N1", "Xã Phong Thổ", "0002", founded=day),
            Known("N2", "Xã Sin Suối Hồ", "0003", founded=day),
        ]
    )

    before = index.match("xã Mường So, huyện Phong Thổ", on=dt.date(2024, 1, 23))
    after = index.match("xã Mường So, huyện Phong Thổ", on=dt.date(2025, 7, 1))
    divided = index.match("xã Nậm Xe", within={"N1", "N2"})

    assert (before.verdict, before.unit) == ("sure", "CX1")
    assert shown(after) == ("ask", [("N1", 0.9)])
    assert shown(divided) == ("ask", [("N1", 0.8), ("N2", 0.8)])


def shown(found: Match) -> tuple[str, list[tuple[str, float]]]:
    return found.verdict, [(candidate.unit, candidate.score) for candidate in found.candidates]


def test_real_spellings_find_their_unit() -> None:
    """160 units with spellings met in public papers or derived from them (source beside each record)."""
    records = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    index = Index.of(Known(str(number), record["canonical"]) for number, record in enumerate(records))
    outcomes: dict[str, Counter[str]] = {}
    for number, record in enumerate(records):
        for variant in record["variants"]:
            if not variant["may_be_ambiguous"]:
                found = index.match(variant["text"]).unit
                outcome = "asked" if found is None else "right" if found == str(number) else "wrong"
                outcomes.setdefault(variant["rule"].split("→")[0], Counter())[outcome] += 1
    total = sum(outcomes.values(), Counter[str]())
    print(*(f"{rule}: {dict(count)}" for rule, count in outcomes.items()), dict(total), sep="\n")  # noqa: T201 the figures

    assert total["wrong"] == 0
    assert total["right"] / total.total() >= 0.985


def test_spoilt_writings_of_a_tenth_of_all_communes_find_theirs() -> None:
    index, communes = country()
    choose = random.Random(11)  # the same communes and slips each time
    outcomes: Counter[str] = Counter()
    for code, name, province in choose.sample(communes, 330):
        for text in writings(name, province, choose):
            found = index.match(text).unit
            outcomes["asked" if found is None else "right" if found == code else "wrong"] += 1
    print(dict(outcomes))  # noqa: T201 the figures

    assert outcomes["wrong"] == 0
    assert outcomes["right"] / outcomes.total() >= 0.97


def country() -> tuple[Index, list[tuple[str, str, str]]]:
    """All communes below their provinces."""
    with COMMUNES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    provinces = {row["province"]: step(number) for number, row in enumerate(rows, 1)}
    units = [Known(f"T{path}", name, path) for name, path in provinces.items()]
    units += [
        Known(row["code"], row["name"], provinces[row["province"]] + step(number)) for number, row in enumerate(rows)
    ]
    return Index.of(units), [(row["code"], row["name"], row["province"]) for row in rows]


def writings(name: str, province: str, choose: random.Random) -> list[str]:
    place = f"{name}, {province}"
    return [
        place.upper(),
        f"UBND {name} - {province}",
        f"Khối Dân vận Đảng ủy {name.lower()} {province.lower()}",
        place.replace("Xã ", "X. ").replace("Phường ", "P.").replace("Tỉnh ", "T. ").replace("Thành phố ", "TP."),
        fold(place) if choose.random() < 0.5 else place.replace("ạ", "a").replace("ổ", "ỏ"),
    ]
