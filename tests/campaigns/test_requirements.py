from dataclasses import dataclass, field

import pytest

from kheo.campaigns.requirements import (
    Aim,
    Counts,
    Judgement,
    Shortfall,
    aim_words,
    applies,
    judge,
    minimum_words,
    short_words,
)


@dataclass(frozen=True)
class Asked:
    measure: str
    least: int | None = None
    most: int | None = None
    strength: str = "minimum"
    kinds: list[str] = field(default_factory=list)
    except_kinds: list[str] = field(default_factory=list)
    blocs: list[str] = field(default_factory=list)


COMMUNES = ["xã", "thị trấn"]
PHONG_THO = [
    Asked("coverage", 100, strength="target"),
    Asked("exemplars", 1, 2, strength="target"),
    Asked("collectives", 2, kinds=COMMUNES),
    Asked("individuals", 2, kinds=COMMUNES),
    Asked("collectives", 1, except_kinds=COMMUNES),
    Asked("individuals", 1, except_kinds=COMMUNES),
]


def rows(collectives: int, individuals: int, kind: str = "") -> Counts:
    return Counts.of([(kind, "collective")] * collectives + [(kind, "individual")] * individuals)


@pytest.mark.parametrize(
    ("kind", "collectives", "individuals", "short"),
    [
        ("xã", 2, 2, []),
        ("xã", 2, 1, [Shortfall("individuals", 1, 2)]),
        ("Thị Trấn", 1, 1, [Shortfall("collectives", 1, 2), Shortfall("individuals", 1, 2)]),
        ("THI TRAN", 0, 5, [Shortfall("collectives", 0, 2)]),
        ("trường", 1, 1, []),
        ("trường", 1, 0, [Shortfall("individuals", 0, 1)]),
        ("", 0, 0, [Shortfall("collectives", 0, 1), Shortfall("individuals", 0, 1)]),
    ],
)
def test_communes_owe_two_and_two_and_all_others_one_and_one(
    kind: str, collectives: int, individuals: int, short: list[Shortfall]
) -> None:
    judgement = judge(PHONG_THO, unit_kind=kind, bloc="Khối xã", counts=rows(collectives, individuals))

    assert list(judgement.short) == short


def test_exemplars_are_judged_only_where_the_paper_states_kinds() -> None:
    unstated = judge(PHONG_THO, unit_kind="xã", bloc="", counts=rows(2, 2))
    stated = judge(PHONG_THO, unit_kind="xã", bloc="", counts=rows(2, 2, "practice"))

    assert unstated == Judgement()
    assert stated == Judgement(targets=(Aim("exemplars", 0, 1, 2),))
    assert stated.targets[0].met is False


def test_target_never_makes_an_answer_short() -> None:
    judgement = judge([Asked("practices", 5, strength="target")], unit_kind="xã", bloc="", counts=rows(1, 0))

    assert judgement == Judgement(targets=(Aim("practices", 1, 5, None),))


def test_more_than_wanted_is_noted_and_never_short() -> None:
    judgement = judge([Asked("collectives", 1, 2)], unit_kind="xã", bloc="", counts=rows(3, 0))

    assert judgement == Judgement(targets=(Aim("collectives", 3, None, 2),))
    assert aim_words(judgement.targets[0]) == "mục tiêu nhiều nhất 02 tập thể: có 03, nhiều hơn mức đề ra"


def test_of_two_minima_the_higher_decides() -> None:
    rules = [Asked("individuals", 1), Asked("individuals", 2, kinds=["xã"])]

    assert judge(rules, unit_kind="xã", bloc="", counts=rows(0, 1)).short_json == [
        {"rule": "individuals", "has": 1, "needs": 2}
    ]
    assert judge(rules, unit_kind="trường", bloc="", counts=rows(0, 1)).short_json == []


@pytest.mark.parametrize(
    ("rule", "kind", "bloc", "binds"),
    [
        (Asked("practices", 1), "trường", "", True),
        (Asked("practices", 1, kinds=["Xã"]), "xa", "", True),
        (Asked("practices", 1, kinds=["xã"]), "", "", False),
        (Asked("practices", 1, except_kinds=["xã"]), "XÃ", "", False),
        (Asked("practices", 1, blocs=["Khối Đảng"]), "cơ quan", "khối đảng", True),
        (Asked("practices", 1, blocs=["Khối Đảng"]), "cơ quan", "", False),
        (Asked("practices", 1, kinds=["xã"], blocs=["Khối Đảng"]), "xã", "Khối xã", False),
    ],
)
def test_rule_binds_by_kind_and_bloc_however_they_are_typed(rule: Asked, kind: str, bloc: str, *, binds: bool) -> None:
    assert applies(rule, kind, bloc) is binds


def test_rows_are_counted_by_subject_and_kind() -> None:
    pairs = [("practice", "collective"), ("exemplar", "individual"), ("", "household")]

    assert Counts.of(pairs) == Counts(1, 1, 1, practices=2, exemplars=1, kinds_stated=True)


def test_sentences_say_what_is_missing_in_two_digits() -> None:
    short = [{"rule": "collectives", "has": 0, "needs": 2}, {"rule": "individuals", "has": 1, "needs": 2}]

    assert short_words(short) == (
        "còn thiếu 02 tập thể (có 00, cần ít nhất 02); còn thiếu 01 cá nhân (có 01, cần ít nhất 02)"
    )
    assert minimum_words(PHONG_THO, unit_kind="xã", bloc="") == "ít nhất 02 tập thể, 02 cá nhân"
    assert aim_words(Aim("exemplars", 1, 1, 2)) == "mục tiêu 01 - 02 điển hình: có 01, đạt"
    assert aim_words(Aim("exemplars", 0, 1, 2)) == "mục tiêu 01 - 02 điển hình: có 00, chưa đạt"
