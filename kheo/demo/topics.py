"""Titles of models by field (lĩnh vực), as offices really published them."""

import json
import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

TOPICS = Path(__file__).parent.parent / "data" / "topics" / "models.jsonl"


@dataclass(frozen=True, slots=True)
class Topic:
    """`source` is the page the title was found on."""

    title: str
    field: str
    source: str


@lru_cache
def topics(field: str = "") -> tuple[Topic, ...]:
    """All titles, or those of one field, in the order of the file."""
    lines = TOPICS.read_text(encoding="utf-8").splitlines()
    everything = [Topic(**json.loads(line)) for line in lines]
    return tuple(topic for topic in everything if not field or topic.field == field)


@lru_cache
def fields() -> tuple[str, ...]:
    return tuple(dict.fromkeys(topic.field for topic in topics()))


def draw(rng: random.Random, *, count: int) -> list[Topic]:
    """`count` different titles (at most as many as there are)."""
    return rng.sample(topics(), min(count, len(topics())))
