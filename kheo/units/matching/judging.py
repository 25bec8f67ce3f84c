"""How well a unit found under some words of a text fits the whole text: what stands before and after must agree."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from kheo.units.matching.abbreviations import AROUND
from kheo.units.matching.places import Place, level_of, made_of, places_in, without_body, without_committees
from kheo.units.matching.spelling import accented, has_accents, is_syllable, key_of, long_forms

_NEAR = 0.95
_BODY = 0.98
_SISTER_BODY = 0.92
_NOT_CHECKED = 0.97
_OTHER_LEVEL = 0.8
_OTHER_PLACE = 0.7
_OTHER_BODY = 0.65
_SUCCESSOR = 0.9
_ONE_OF_SUCCESSORS = 0.8
_SHORT = 8


@dataclass(frozen=True)
class Hit:
    """A unit (by its number in the index) and how well it fits; `accents` breaks ties between equal keys."""

    number: int
    score: float
    sure: bool
    accents: float = 1.0

    @property
    def rank(self) -> tuple[float, bool, float]:
        return (self.score, self.sure, self.accents)

    def passed_on(self, number: int, *, divided: bool) -> "Hit":
        factor = _ONE_OF_SUCCESSORS if divided else _SUCCESSOR
        return replace(self, number=number, score=self.score * factor, sure=False)

    def clears(self, other: "Hit", *, by: float) -> bool:
        """Is this clearly better: by its score, or by accents that fit entirely where the other's do not?"""
        if self.score - other.score >= by:
            return True
        return self.score >= other.score and self.accents == 1.0 > other.accents


@dataclass(frozen=True)
class Judge:
    """Knows the units' names and, through `above`, the keys of what holds them."""

    names: list[str]
    above: Callable[[int], Iterable[str]]

    def whole(self, text: str, number: int, strength: float = 1.0) -> Hit:
        """The whole text is a key of the unit; one that is so only through a synonym yields to none nearly as good."""
        same = not set(long_forms(text)).isdisjoint(long_forms(self.names[number]))
        return Hit(number, strength if same else strength * _BODY, sure=True, accents=self._accents(text, number))

    def window(self, text: str, said: list[str], window: tuple[int, int], number: int, strength: float) -> Hit:
        """The unit was found under said[start:end] with this strength."""
        start, end = window
        before = self._before(said[:start], " ".join(said[start:end]), number)
        after = self._after(said[end:], number)
        score = strength * before * after
        return Hit(number, score, sure=min(before, after) >= _NOT_CHECKED, accents=self._accents(text, number))

    def near(self, number: int, asked: str, known: str, rest: str) -> Hit:
        """`asked` resembles the unit's key `known`, `rest` followed it: sure only where the difference is a slip."""
        distance = OSA.distance(asked, known)
        after = self._after(rest.split(), number)
        score = _NEAR * after * (1 - distance / max(len(asked), len(known)))
        return Hit(number, score, sure=after >= _NOT_CHECKED and _is_slip(asked, known, distance), accents=0.0)

    def _before(self, said: list[str], found: str, number: int) -> float:
        if _is_around(said):
            return 1.0
        starts = [start for start in range(len(said)) if _is_around(said[:start])]
        return max(self._body(" ".join(said[start:]), found, number) for start in starts)

    def _body(self, body: str, found: str, number: int) -> float:
        place = without_body(f"{body} {found}")
        if place == found:
            return self._standing_for(body, number)
        if level_of(place)[1] != found:
            return _OTHER_BODY
        own = without_committees(key_of(self.names[number]))
        # "thị trấn X" is not "xã X"; a name listed without any level takes either.
        return _BODY if f" {place} " in f" {own} " or not places_in(own) else _OTHER_LEVEL

    def _standing_for(self, body: str, number: int) -> float:
        """'UBND X' means the commune's committee itself where that is a unit, before its other bodies."""
        own = key_of(self.names[number])
        if own.startswith(f"{body} "):
            return 1.0
        return _BODY if without_body(own) == own else _SISTER_BODY

    def _after(self, said: list[str], number: int) -> float:
        if _is_around(said):
            return 1.0
        own = places_in(key_of(self.names[number]))
        holding = [*own[1:], *(place for key in self.above(number) for place in places_in(key))]
        rest = f" {' '.join(said)} "
        explained = False
        for place in holding:
            if f" {place.name} " in rest:
                rest, explained = rest.replace(f" {place.name} ", " , ", 1), True
        parts = [_without_last_level(part.split()) for part in rest.split(",")]
        parts = [part for part in parts if not _is_around(part)]
        if not parts:
            return 1.0 if explained else _NOT_CHECKED
        unknown = [place for part in parts for place in places_in(" ".join(part))]
        if any(level_of(" ".join(part))[0] < 0 for part in parts):
            return _OTHER_PLACE
        return _unchecked([*own[:1], *holding], unknown)

    def _accents(self, text: str, number: int) -> float:
        if not has_accents(text):
            return 1.0
        said = set(accented(text))
        own = accented(self.names[number])
        return sum(word in said for word in own) / len(own) if own else 0.0


def _unchecked(known: list[Place], said: list[Place]) -> float:
    """Places we know nothing of: harmless above all we know ('tỉnh …' over a district's tree), else a conflict."""
    top = max((place.level for place in known), default=-1)
    return _NOT_CHECKED if min(place.level for place in said) > top else _OTHER_PLACE


def _is_around(said: list[str]) -> bool:
    return made_of([word for word in said if not (word.isdecimal() and len(word) >= 4)], AROUND)


def _without_last_level(said: list[str]) -> list[str]:
    """['tinh'] left over where 'tinh lai chau' was explained says nothing more."""
    for length in (2, 1):
        if len(said) >= length and level_of(" ".join([*said[-length:], "x"]))[1] == "x":
            return said[:-length]
    return said


def _is_slip(asked: str, known: str, distance: int) -> bool:
    """One key wrong, two in long names, and the wrong word is no word: 'nhi thnah'. Numbers are never slips."""
    if distance > (1 if len(known) < _SHORT * 2 else 2) or len(known) < _SHORT:
        return False
    right = set(known.split())
    wrong = [word for word in asked.split() if word not in right]
    if any(any(letter.isdigit() for letter in word) for word in {*wrong, *(right - set(asked.split()))}):
        return False
    return all(not is_syllable(word) for word in wrong)
