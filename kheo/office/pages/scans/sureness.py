"""How sure a reading is: not what the engine says of itself alone, but whether its readings agree and make sense.

The weights were fitted to worn prints of generated forms (see the decision note on scans); `DOUBTFUL` in
kheo.office.tables is the line drawn over the outcome.
"""

import re
from collections.abc import Iterator, Sequence
from math import exp, log

from kheo.office.pages.scans.language import is_known, is_possible, likelier, word_of
from kheo.office.pages.scans.voting import Chosen

_PLAIN = re.compile(r"^[(“\"'-]?[^\W\d_]+[)”\"',.;:]{0,2}$")
_FIGURES = re.compile(r"^[(]?\d+(?:[.,/-]\d+)*%?[).,;:]?$")
_ITEM = re.compile(r"^[-+*]$")
# What no reading says but the language is always to be looked at, however likely it is.
_WEIGHTS = {
    "always": -0.39,
    "apart": 3.0,
    "unread": 3.0,
    "unsure": -1.39,
    "lead": -0.14,
    "strange": 0.015,
    "likelier": 0.36,
    "impossible": 2.0,
    "unknown": -0.42,
    "figures": 0.67,
    "odd": 2.06,
    "short": -0.41,
    "alone": 1.43,
    "stop": 1.59,
    "capitals": 0.31,
}


def sureness(words: Sequence[Chosen]) -> float:
    """Of a cell: how likely every word of it is right, 0 to 1."""
    if not words:
        return 1.0
    right = 1.0
    for features in features_of(words):
        right *= 1 - _wrong(features)
    return round(right, 3)


def features_of(words: Sequence[Chosen]) -> Iterator[dict[str, float]]:
    """What speaks for and against each word."""
    said = [word_of(word.read.text) for word in words]
    for place, word in enumerate(words):
        before = said[place - 1] if place else ""
        after = said[place + 1] if place + 1 < len(said) else ""
        found = _features(word, said[place], before, after)
        found["alone"] = float(len(words) == 1)
        found["stop"] = float(word.read.text.endswith(".") and bool(after) and len(said[place]) > 1)
        yield found


def _features(word: Chosen, said: str, before: str, after: str) -> dict[str, float]:
    text = word.read.text
    return {
        "always": 1.0,
        "apart": 1 - word.voices / word.readings,
        "unread": float(word.voices == 0),
        "unsure": -log(max(0.02, 1.0 - word.read.sure)),
        "lead": max(-4.0, min(12.0, word.lead)),
        "strange": -max(-20.0, word.language) if said else 0.0,
        "likelier": min(12.0, likelier(before, said, after)),
        "impossible": float(not is_possible(said)),
        "unknown": float(not is_known(said)),
        "figures": float(bool(_FIGURES.match(text))),
        "odd": float(not (_PLAIN.match(text) or _FIGURES.match(text) or _ITEM.match(text))),
        "short": float(len(said) < 3),
        "capitals": float(text.isupper() and len(text) > 1),
    }


def _wrong(features: dict[str, float]) -> float:
    total = sum(_WEIGHTS.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
