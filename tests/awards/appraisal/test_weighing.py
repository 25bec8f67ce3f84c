"""Scores against an independent calculation: weighted means, medians, tie-breaks, abstentions, thresholds, rounding."""

import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.awards.appraisal.rules import Class, Criterion, Rules, content_of, rules_of
from kheo.awards.appraisal.weighing import places_of, sum_of, total_of
from tests.awards.appraisal import independent
from tests.awards.appraisal.independent import Plan

PANELS = 1_000
SEED = 20231019


def drawn_rules(chance: random.Random) -> Rules:
    criteria = tuple(
        Criterion(f"c{number}", f"Tiêu chí {number}", Decimal(chance.choice([3, 5, 7, 10, 20, 25])),
                  Decimal(chance.randint(0 if number else 1, 12)) / chance.choice([1, 2, 4]))
        for number in range(chance.randint(1, 6))
    )  # fmt: skip
    weighing = chance.choice(["points", "weights"])
    scale = Decimal(chance.choice([10, 100]))
    top = int(scale if weighing == "weights" else sum(one.most for one in criteria))
    least = sorted(chance.sample(range(1, 2 * top + 1), k=min(chance.randint(0, 4), 2 * top)), reverse=True)
    ties = [one.code for one in criteria] + ["spread"]
    return Rules(
        criteria=criteria,
        classes=tuple(Class(f"l{number}", f"Mức {number}", Decimal(one) / 2) for number, one in enumerate(least)),
        ties=tuple(chance.sample(ties, k=chance.randint(0, len(ties)))),
        averaging=chance.choice(["mean", "median"]),
        weighing=weighing,
        scale=scale,
        decimals=chance.randint(0, 4),
        rounding=chance.choice(["half_up", "half_even", "down", "up"]),
        step=Decimal("0.25"),
    )


def plan_of(rules: Rules) -> Plan:
    weights = {one.code: Fraction(one.weight) for one in rules.criteria}
    return Plan(
        most={one.code: Fraction(one.most) for one in rules.criteria},
        weights=weights if rules.weighing == "weights" else None,
        scale=Fraction(rules.scale),
        median=rules.averaging == "median",
        decimals=rules.decimals,
        rounding=rules.rounding,
        classes={one.code: Fraction(one.least) for one in rules.classes},
        ties=list(rules.ties),
    )


def drawn_entries(chance: random.Random, rules: Rules) -> list[list[dict[str, Decimal] | None]]:
    """Entries with one to seven sheets each, of few distinct values so that many tie; None: abstained."""
    values = {one.code: [Decimal(chance.randint(0, int(one.most * 4))) / 4 for _ in range(2)] for one in rules.criteria}
    appraisers = chance.randint(1, 7)
    return [
        [
            None if chance.random() < 0.15 else {code: chance.choice(own) for code, own in values.items()}
            for _ in range(appraisers)
        ]
        for _ in range(chance.randint(1, 12))
    ]


def differences(rules: Rules, entries: Sequence[Sequence[dict[str, Decimal] | None]]) -> list[str]:
    """Where ours and the independent calculation part."""
    plan = plan_of(rules)
    others = [[None if one is None else {k: Fraction(v) for k, v in one.items()} for one in own] for own in entries]
    sums = [sum_of([one for one in own if one is not None], rules) for own in entries]
    wrong = []
    for number, (ours, sheets) in enumerate(zip(sums, others, strict=True)):
        found = independent.outcome(sheets, plan)
        figures = (ours.score, ours.mean, ours.median, ours.spread)
        if (found or (None,) * 4) != tuple(None if one is None else Fraction(one) for one in figures):
            wrong.append(f"{number}: {figures} and {found}")
        elif found and (ours.reached.code if ours.reached else "") != independent.grade(found[0], plan):  # type: ignore[arg-type]
            wrong.append(f"{number}: {ours.reached}")
        if ours.counted != sum(one is not None for one in sheets):
            wrong.append(f"{number}: counted {ours.counted}")
    places = places_of([one.rank_key for one in sums])
    expected = independent.ranks(others, plan)
    return wrong if places == expected else [*wrong, f"{places} and {expected}"]


def test_a_thousand_random_panels_agree_with_an_independent_calculation() -> None:
    chance = random.Random(SEED)
    panels = [(rules := drawn_rules(chance), drawn_entries(chance, rules)) for _ in range(PANELS)]

    wrong = {number: found for number, panel in enumerate(panels) if (found := differences(*panel))}

    assert wrong == {}
    # What must agree is there: ties that share a place, abstentions, entries nobody scored, every way of reckoning.
    assert len({(rules.averaging, rules.weighing, rules.rounding, rules.decimals) for rules, _ in panels}) == 80
    places = [independent.ranks([[None if one is None else {k: Fraction(v) for k, v in one.items()} for one in own]
                                 for own in entries], plan_of(rules)) for rules, entries in panels]  # fmt: skip
    assert sum(len(set(own)) < len(own) for own in places) > 300
    assert sum(None in own for own in places) > 100


@given(st.integers(min_value=0, max_value=2**63))
@settings(max_examples=150, deadline=None)
def test_any_panel_agrees_with_an_independent_calculation(seed: int) -> None:
    chance = random.Random(seed)
    rules = drawn_rules(chance)

    assert differences(rules, drawn_entries(chance, rules)) == []
    assert rules_of(content_of(rules)) == rules


@given(st.integers(min_value=0, max_value=2**63))
@settings(max_examples=100, deadline=None)
def test_the_order_of_sheets_does_not_matter(seed: int) -> None:
    chance = random.Random(seed)
    rules = drawn_rules(chance)
    sheets = [one for own in drawn_entries(chance, rules) for one in own if one is not None]

    assert sum_of(sheets, rules) == sum_of(chance.sample(sheets, len(sheets)), rules)


@pytest.mark.parametrize(
    ("rounding", "expected"), [("half_up", "8.3"), ("half_even", "8.2"), ("down", "8.2"), ("up", "8.3")]
)
def test_half_a_step_is_rounded_as_the_rubric_says(rounding: str, expected: str) -> None:
    rules = Rules((Criterion("a", "A", Decimal(10)),), decimals=1, rounding=rounding)

    assert sum_of([{"a": Decimal(8)}, {"a": Decimal("8.5")}], rules).score == Decimal(expected)


def test_a_third_is_never_cut_before_the_end() -> None:
    criteria = tuple(Criterion(code, code, Decimal(3), Decimal(1)) for code in "abc")
    rules = Rules(criteria, weighing="weights", decimals=4, rounding="up")

    assert total_of(dict.fromkeys("abc", Decimal(1)), rules) == Decimal("33.3334")
    assert total_of(dict.fromkeys("abc", Decimal(3)), rules) == Decimal(100)


def test_the_threshold_is_asked_of_the_rounded_score() -> None:
    rules = Rules((Criterion("a", "A", Decimal(100)),), (Class("k", "Khá", Decimal(75)),), decimals=0)

    assert [rules.class_of(sum_of([{"a": Decimal(one)}], rules).score) for one in ("74.25", "74.5")] == [
        None, rules.classes[0]
    ]  # fmt: skip
