"""How likely words stand beside one another in the language of offices, by counts of real documents."""

import gzip
import re
import unicodedata
from functools import cache, lru_cache
from math import log
from pathlib import Path

from kheo.office.encodings.syllables import is_syllable

COUNTS = Path(__file__).parents[3] / "data" / "wording" / "syllables.gz"
_LETTERS = re.compile(r"[^\W\d_]+")
# How much of the likelihood is the pair's, the rest the word's own; and what a word nobody counted is worth.
_PAIR = 0.85
_POSSIBLE, _IMPOSSIBLE = 2e-6, 2e-8
_FIGURE = "0"
_D_STROKE = str.maketrans({"đ": "d"})
# A pair met so often is no chance.
_USUAL = 4


def word_of(text: str) -> str:
    """The word in a piece of text, bare: "(nhân," → "nhân"; figures are all alike, signs are nothing."""
    found = _LETTERS.search(text)
    if found:
        return found[0].casefold()
    return _FIGURE if any(letter.isdigit() for letter in text) else ""


def is_possible(word: str) -> bool:
    """Can it be a Vietnamese syllable, or is it a word that documents use?"""
    return not word or word == _FIGURE or is_syllable(word) or word in _counts()[0]


def is_known(word: str) -> bool:
    return not word or word == _FIGURE or word in _counts()[0]


@lru_cache(maxsize=50_000)
def likelihood(before: str, word: str) -> float:
    """Natural logarithm of how likely `word` follows `before`; "" begins or ends a line."""
    if not word or word == _FIGURE:
        return 0.0
    singles, pairs, total = _counts()
    own = singles.get(word, 0) / total or (_POSSIBLE if is_syllable(word) else _IMPOSSIBLE)
    if before in singles:
        return log(_PAIR * pairs.get((before, word), 0) / singles[before] + (1 - _PAIR) * own)
    return log(own)


@lru_cache(maxsize=20_000)
def likelier(before: str, word: str, after: str) -> float:
    """How much likelier (in logarithms) another word would be here that looks nearly the same; 0 where none is."""
    if not word or word == _FIGURE:
        return 0.0
    own = likelihood(before, word) + (likelihood(word, after) if after else 0.0)
    rivals = [*_followers().get(before, ()), *_leaders().get(after, ()), *_by_letters().get(_bare(word), ())]
    near = {rival for rival in rivals if rival != word and _looks_like(rival, word)}
    best = [likelihood(before, rival) + (likelihood(rival, after) if after else 0.0) for rival in near]
    return max(0.0, max(best, default=own) - own)


def _looks_like(one: str, other: str) -> bool:
    """But for accents the same, or one letter apart."""
    ours, theirs = _bare(one), _bare(other)
    if ours == theirs:
        return True
    if len(ours) == len(theirs):
        return sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1
    short, long = sorted((ours, theirs), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def taken_for(text: str) -> str:
    """Another word the engine is known to read so in small type: "nhận" for nhập, "Chỉ" for Chi; "" for most."""
    word = word_of(text)
    other = f"{word[:-1]}p" if word.endswith("n") else {"chỉ": "chi", "dần": "dân", "dẫn": "dân"}.get(word, "")
    if other not in _counts()[0]:
        return ""
    at = text.casefold().find(word)
    typed = text[at : at + len(word)]
    other = other.upper() if typed.isupper() else other.capitalize() if typed[:1].isupper() else other
    return text[:at] + other + text[at + len(word) :]


@cache
def _counts() -> tuple[dict[str, int], dict[tuple[str, str], int], int]:
    singles: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    with gzip.open(COUNTS, "rt", encoding="utf-8") as lines:
        for line in lines:
            word, count, *rest = line.split()
            singles[word] = int(count)
            pairs.update({(word, after): int(times) for after, times in zip(rest[::2], rest[1::2], strict=True)})
    return singles, pairs, sum(singles.values())


@cache
def _followers() -> dict[str, list[str]]:
    """Words that follow each word more than by chance."""
    found: dict[str, list[str]] = {}
    for (before, word), count in _counts()[1].items():
        if count >= _USUAL:
            found.setdefault(before, []).append(word)
    return found


@cache
def _leaders() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for (before, word), count in _counts()[1].items():
        if count >= _USUAL:
            found.setdefault(word, []).append(before)
    return found


@cache
def _by_letters() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in _counts()[0]:
        found.setdefault(_bare(word), []).append(word)
    return found


@lru_cache(maxsize=20_000)
def _bare(word: str) -> str:
    split = unicodedata.normalize("NFD", word.translate(_D_STROKE))
    return "".join(letter for letter in split if not unicodedata.combining(letter))
