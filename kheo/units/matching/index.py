"""The units of a tree held in memory by every key they can be found under; knows no database and no dates of today.

Exact keys first (a dictionary each), so that ten thousand heads of forms cost microseconds apiece; only a text
that nothing fits is compared by nearness.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from kheo.units.matching.abbreviations import LEFT_OUT, LEVELS
from kheo.units.matching.judging import Hit, Judge
from kheo.units.matching.keystrokes import unkeyed
from kheo.units.matching.nearness import Neighbours
from kheo.units.matching.places import first_place, is_generic, level_of, places_in, without_body, without_open_end
from kheo.units.matching.spelling import key_of, readings, repaired

_STEP = 4  # characters a level of the tree adds to a path
# No name is longer; a head or subject that is, is no name.
_MOST_CHARACTERS = 400
_MOST_WORDS = 40
_LONGEST_KEY = 16
_SHOWN = 5
_ASK = 0.5
# Below the best by less than this, another unit is as good.
_CLEAR = 0.05
_LIKELY = 0.9
_LEVEL_WORDS = {number: tuple(word for word, level in LEVELS.items() if level == number) for number in LEVELS.values()}
_READ_TWICE = re.compile(r"(?<!\w)(cđ|cd|tt|p)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """A unit as matching needs it; `path` gives its place (ancestors are those whose path opens it)."""

    code: str
    name: str
    path: str = ""
    key: str = ""
    others: tuple[str, ...] = ()
    founded: dt.date | None = None
    closed: dt.date | None = None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    unit: str
    name: str
    score: float


@dataclass(frozen=True)
class Match:
    """`verdict`: sure (take it), ask (a person decides among `candidates`, best first), none."""

    text: str
    verdict: str
    unit: str | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass
class Index:
    units: list[Known]
    strong: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    weak: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    glued: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    sorts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, units: Iterable[Known]) -> "Index":
        """Build once (about 20 µs a unit), ask often."""
        index = cls(list(units))
        index.by_path = {unit.path: number for number, unit in enumerate(index.units) if unit.path}
        for number, unit in enumerate(index.units):
            index._enter(number, unit)
        index.by_code = {unit.code: number for number, unit in enumerate(index.units)}
        index.neighbours = Neighbours(index.strong, index.weak)
        index.judge = Judge([unit.name for unit in index.units], index.above)
        return index

    by_path: dict[str, int] = field(default_factory=dict)
    by_code: dict[str, int] = field(default_factory=dict)
    neighbours: Neighbours = field(init=False)
    judge: Judge = field(init=False)

    def match(self, text: str, *, within: Collection[str] | None = None, on: dt.date | None = None) -> Match:
        """Which unit `text` means, among the codes `within` (all) and those that exist `on` the day (any day).

        A unit that is not to be had proposes its successors, which a person confirms.
        """
        hits: list[Hit] = []
        for look in (self._exact, self._repaired, self._near):
            hits += look(text[:_MOST_CHARACTERS])
            found = self._allowed(hits, within, on)
            if found and found[0].sure:
                break
        return self._verdict(text, found)

    def above(self, number: int) -> Iterator[str]:
        """Keys of the unit's ancestors, nearest first."""
        path = self.units[number].path[:-_STEP]
        while path:
            if path in self.by_path:
                unit = self.units[self.by_path[path]]
                yield unit.key or key_of(unit.name)
            path = path[:-_STEP]

    def _enter(self, number: int, unit: Known) -> None:
        names = readings(unit.name) if not unit.key or _READ_TWICE.search(unit.name) else (unit.key,)
        heads = key_of(unit.name.split(",")[0]) if "," in unit.name else ""
        full = dict.fromkeys([*names, *(reading for other in unit.others for reading in readings(other))])
        forms = {form for key in [*full, heads] if key for form in _forms(key)} | {heads}
        for key in full:
            self.strong[key].append(number)
        opened = {without_open_end(key) for key in full}
        within, alone = self._within_place(number, full)
        opened |= within
        forms |= {form.replace(words, "") for form in {*full, *forms, *alone} for words in LEFT_OUT if words in form}
        for key in alone - full.keys():
            (self.sorts if is_generic(key) else self.weak)[key].append(number)
        for form in (forms | opened) - full.keys():
            if form and (form in opened or not is_generic(form)):
                self.weak[form].append(number)
        for key in {key.replace(" ", "") for key in [*full, *forms] if " " in key and not is_generic(key)}:
            self.glued[key].append(number)

    def _within_place(self, number: int, full: Iterable[str]) -> tuple[set[str], set[str]]:
        """'hoi nong dan huyen phong tho' in the tree of that district: with the level alone, and with nothing of it."""
        within, alone = set[str](), set[str]()
        holding = dict(called for key in self.above(number) for called in _called(key))
        for key in full if holding else ():
            for name, levels in holding.items():
                rest = key.removesuffix(f" {name}")
                bare = without_open_end(rest)
                if rest == key or (bare != rest and not rest.endswith(levels)):
                    continue
                within |= {f"{bare} {level}" for level in levels}
                alone.add(bare)
        return within, alone

    def _exact(self, text: str) -> Iterator[Hit]:
        for reading in readings(text):
            words = reading.split()[:_MOST_WORDS]
            whole = self.strong.get(reading) if words else None
            if whole:
                yield from (self.judge.whole(text, number) for number in whole)
                yield from (self.judge.whole(text, number, 0.95) for number in self.weak.get(reading, ()))
            else:
                yield from self._windows(text, words)
                # A sort of unit ("hội nông dân") of which there is one here: likely it, for a person to say.
                for number in self.sorts.get(reading, ()):
                    yield replace(self.judge.whole(text, number, _LIKELY), sure=False)

    def _repaired(self, text: str) -> Iterator[Hit]:
        for attempt in _mended(text):
            yield from self._exact(attempt)

    def _windows(self, text: str, words: list[str]) -> Iterator[Hit]:
        taken: list[tuple[int, int]] = []
        for length in range(min(len(words), _LONGEST_KEY), 0, -1):
            for start in range(len(words) - length + 1):
                end = start + length
                if any(first <= start and end <= last for first, last in taken):
                    continue
                numbers, strength = self._under(words, start, end)
                if numbers:
                    taken.append((start, end))
                    yield from (self.judge.window(text, words, (start, end), number, strength) for number in numbers)

    def _under(self, words: list[str], start: int, end: int) -> tuple[list[int], float]:
        key = " ".join(words[start:end])
        whole = end - start == len(words)
        # One word alone ("sơn") counts only as the whole text; so do sorts of units ("trường mầm non").
        if end - start == 1 and not whole:
            return [], 0.0
        if key in self.strong:
            return self.strong[key], 1.0
        if key in self.weak and (whole or not is_generic(key)):
            return self.weak[key], 0.95
        glued = key.replace(" ", "")
        if whole and (glued in self.glued or glued in self.strong):
            return [*self.glued.get(glued, ()), *self.strong.get(glued, ())], 0.93
        return [], 0.0

    def _near(self, text: str) -> Iterator[Hit]:
        for attempt in (text, *_mended(text)):
            for key in readings(attempt):
                heads = {key, first_place(key), key_of(attempt.split(",")[0])}
                # The shortest is the name by itself; with its places it is looked for only among what shares words.
                fitting = sorted({head for head in heads if head and key.startswith(head)}, key=len)
                for head in fitting:
                    yield from self._near_head(without_body(head), key[len(head) :], everywhere=head == fitting[0])

    def _near_head(self, head: str, rest: str, *, everywhere: bool) -> Iterator[Hit]:
        if not is_generic(head):
            for number, known in self.neighbours.of(head, everywhere=everywhere):
                yield self.judge.near(number, head, known, rest)

    def _allowed(self, hits: list[Hit], within: Collection[str] | None, on: dt.date | None) -> list[Hit]:
        best: dict[int, Hit] = {}
        for hit in hits:
            for allowed in self._to_be_had(hit, within, on):
                if allowed.number not in best or allowed.rank > best[allowed.number].rank:
                    best[allowed.number] = allowed
        return sorted(best.values(), key=lambda hit: hit.rank, reverse=True)

    def _to_be_had(self, hit: Hit, within: Collection[str] | None, on: dt.date | None) -> list[Hit]:
        waiting, seen, kept = [hit], {hit.number}, list[Hit]()
        while waiting:
            current = waiting.pop(0)
            unit = self.units[current.number]
            if (within is None or unit.code in within) and _exists(unit, on):
                kept.append(current)
                continue
            for code in unit.successors:
                number = self.by_code.get(code)
                if number is not None and number not in seen:
                    seen.add(number)
                    waiting.append(current.passed_on(number, divided=len(unit.successors) > 1))
        return kept

    def _verdict(self, text: str, found: list[Hit]) -> Match:
        shown = [hit for hit in islice(found, _SHOWN) if hit.score >= _ASK]
        candidates = tuple(
            Candidate(self.units[hit.number].code, self.units[hit.number].name, round(hit.score, 3)) for hit in shown
        )
        if not shown:
            return Match(text, "none")
        if shown[0].sure and (len(shown) == 1 or shown[0].clears(shown[1], by=_CLEAR)):
            return Match(text, "sure", candidates[0].unit, candidates)
        return Match(text, "ask", None, candidates)


def _mended(text: str) -> list[str]:
    """Texts this one may have been before an encoding or the keyboard spoilt it."""
    typed = unkeyed(text)
    return [*repaired(text), *([typed] if typed else [])]


def _forms(key: str) -> Iterator[str]:
    """Shorter keys a unit may go by: without its body, without its level: 'tram y te mu sang', of commune Mù Sang."""
    core = without_body(key)
    yield core
    yield level_of(core)[1]
    for name, levels in _called(key):
        for level in levels:
            if key.endswith(f" {level} {name}") and len(name.split()) > 1:
                yield key[: -len(f" {level} {name}")] + f" {name}"


@lru_cache(maxsize=20_000)
def _called(key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The places a key speaks of, each with the words for its level: ('phong tho', ('huyen', 'quan', 'thi xa'))."""
    return tuple((place.name, _LEVEL_WORDS[place.level]) for place in places_in(key))


def _exists(unit: Known, on: dt.date | None) -> bool:
    if on is None:
        return True
    return (unit.founded is None or unit.founded <= on) and (unit.closed is None or unit.closed > on)
