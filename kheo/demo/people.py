"""Full names of people who do not exist, from parts that do."""

import csv
import json
import random
from functools import lru_cache
from pathlib import Path

from kheo.office.wording import tidy

NAMES = Path(__file__).parent.parent / "data" / "names"
# How many in a hundred carry the name between that tells the sex (Văn, Thị).
_WITH_TELLING_NAME = 45


def full_name(rng: random.Random, *, people: str = "") -> str:
    """One name, surname first; `people` (thai, hmong, dao, tay …) draws the surname from that people's."""
    girl = rng.random() < 0.5
    surnames, weights = _surnames(people)
    surname = rng.choices(surnames, weights)[0]
    given = rng.choice(_given_names("girl" if girl else "boy"))
    if rng.randrange(100) >= _WITH_TELLING_NAME:
        return f"{surname} {given}"
    return f"{surname} {'Thị' if girl else 'Văn'} {given.split()[-1]}"


def full_names(rng: random.Random, *, count: int, people: str = "") -> list[str]:
    """`count` names of which no two are equal."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[full_name(rng, people=people)] = None
    return list(names)


@lru_cache
def _surnames(people: str) -> tuple[list[str], list[float]]:
    if people:
        by_people = json.loads((NAMES / "ethnic-surnames_mit.json").read_text(encoding="utf-8"))
        return by_people[people], [1.0] * len(by_people[people])
    with (NAMES / "surnames_weights_mit.csv").open(encoding="utf-8", newline="") as lines:
        weighed = [
            (row["surname"], float(row["weight_percent"])) for row in csv.DictReader(lines) if row["weight_percent"]
        ]
    return [surname for surname, _ in weighed], [weight for _, weight in weighed]


@lru_cache
def _given_names(sex: str) -> list[str]:
    lines = (NAMES / f"given_{sex}_mit.txt").read_text(encoding="utf-8").splitlines()
    return sorted({tidy(line) for line in lines if line.strip()})
