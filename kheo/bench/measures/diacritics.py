"""How many letters with a mark came back exactly right: the diacritic accuracy of the viparse corpus (its METRIC.md).

Both texts are made NFC with white space collapsed, nothing else; they are aligned by their letters without marks. The
corpus aligns with difflib, which takes hours for long texts; here runs of words that stand once in both texts are
fixed first and only what lies between them is aligned letter by letter.
"""

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

_GRAM = 3
# Between two fixed places; beyond this the letters are aligned in parts.
_LONGEST = 4_000
_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Letters with a mark in the truth, those read exactly, and those read right but for their case."""

    marked: int
    exact: int
    but_for_case: int

    def __add__(self, other: "Accuracy") -> "Accuracy":
        return Accuracy(self.marked + other.marked, self.exact + other.exact, self.but_for_case + other.but_for_case)

    @property
    def share(self) -> float:
        return self.exact / self.marked if self.marked else 1.0

    @property
    def share_but_for_case(self) -> float:
        return self.but_for_case / self.marked if self.marked else 1.0


def accuracy(read: str, truth: str) -> Accuracy:
    wanted, got = _words(truth), _words(read)
    marked = sum(_is_marked(letter) for word in wanted for letter in word)
    exact = but_for_case = 0
    for ours, theirs in _aligned(wanted, got):
        for letter, other in _letters(" ".join(ours), " ".join(theirs)):
            if _is_marked(letter):
                exact += letter == other
                but_for_case += letter.casefold() == other.casefold()
    return Accuracy(marked, exact, but_for_case)


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


@lru_cache(maxsize=10_000)
def _is_marked(letter: str) -> bool:
    return letter in "đĐ" or _bare(letter) != letter


def _bare(letter: str) -> str:
    """A letter without its marks, đ as d."""
    return "".join(part for part in unicodedata.normalize("NFD", letter) if unicodedata.category(part) != "Mn")


def _key(text: str) -> str:
    """What texts are aligned by: bare small letters, as many as there were."""
    return "".join(map(_key_of, text))


@lru_cache(maxsize=10_000)
def _key_of(letter: str) -> str:
    return _bare(letter).replace("đ", "d").replace("Đ", "D")[:1].lower()[:1] or letter


def _aligned(wanted: Sequence[str], got: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Stretches of words that belong to each other, in order and without gaps."""
    ours = [_key(word) for word in wanted]
    theirs = [_key(word) for word in got]
    begin, start = 0, 0
    for place, other in [*_fixed(ours, theirs), (len(wanted), len(got))]:
        yield from _in_parts(wanted[begin:place], got[start:other])
        begin, start = place, other


def _in_parts(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Stretches too long to align by letters, cut into equally many."""
    parts = max(len(ours), len(theirs)) // _LONGEST + 1
    for part in range(parts):
        cuts = [(len(words) * part // parts, len(words) * (part + 1) // parts) for words in (ours, theirs)]
        yield ours[slice(*cuts[0])], theirs[slice(*cuts[1])]


def _fixed(ours: Sequence[str], theirs: Sequence[str]) -> list[_Pair]:
    """Where runs of words stand that occur once in either text, as far as they come in the same order."""
    pairs = sorted(_once(ours).items())
    other = _once(theirs)
    return _rising([(place, other[gram]) for gram, place in pairs if gram in other])


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    grams = [tuple(words[place : place + _GRAM]) for place in range(len(words) - _GRAM + 1)]
    times = Counter(grams)
    return {gram: place for place, gram in enumerate(grams) if times[gram] == 1}


def _rising(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The longest run of pairs that rises in both places (patience)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    pairs = sorted(pairs)
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        ends[pile : pile + 1] = [number]
    found: list[_Pair] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _letters(ours: str, theirs: str) -> Iterator[tuple[str, str]]:
    """Letters that stand at the same place once the marks are off."""
    if ours == theirs:
        yield from zip(ours, theirs, strict=True)
        return
    for step in Indel.opcodes(_key(ours), _key(theirs)):
        if step.tag == "equal":
            yield from zip(ours[step.src_start : step.src_end], theirs[step.dest_start : step.dest_end], strict=True)
