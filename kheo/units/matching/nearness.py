"""Keys near to a key that nothing fits exactly: rare shared words and pairs first, all keys only where those fail."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from rapidfuzz import fuzz, process

_RAREST = 4
_MOST = 3000
_FEW = 6
_NEAR = 60.0
_GOOD = 80.0
# All keys are looked through for a slip of the keyboard, not for a name that merely sounds alike.
_SLIP = 74.0


class Neighbours:
    """Looks among the keys of an index; built when first asked, since exact keys answer nearly everything."""

    def __init__(self, strong: Mapping[str, list[int]], weak: Mapping[str, list[int]]) -> None:
        self._strong = strong
        self._weak = weak
        self._keys: list[str] = []
        self._having: dict[str, list[int]] = {}

    def of(self, key: str, *, everywhere: bool) -> Iterator[tuple[int, str]]:
        """(unit's number, its key) of the nearest keys, at most a few; `everywhere` if need be (some 20 ms)."""
        if not self._keys:
            self._build()
        places = self._sharing(key)
        found = process.extract(
            key, {place: self._keys[place] for place in places}, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_FEW
        )
        if everywhere and (not found or found[0][1] < _GOOD):
            found += process.extract(key, self._keys, scorer=fuzz.ratio, score_cutoff=_SLIP, limit=_FEW)
        for known in dict.fromkeys(known for known, _score, _place in found):
            for number in {*self._strong.get(known, ()), *self._weak.get(known, ())}:
                yield number, known

    def _sharing(self, key: str) -> list[int]:
        """Places of the keys that share the rarest words, or pairs of words, with this one."""
        shared = [word for word in set(_words_and_pairs(key)) if word in self._having]
        places: dict[int, None] = {}
        for word in sorted(shared, key=lambda word: (len(self._having[word]), word))[:_RAREST]:
            if len(places) + len(self._having[word]) <= _MOST:
                places.update(dict.fromkeys(self._having[word]))
        return list(places)

    def _build(self) -> None:
        having: dict[str, list[int]] = defaultdict(list)
        self._keys = list(dict.fromkeys([*self._strong, *self._weak]))
        for place, key in enumerate(self._keys):
            for word in set(_words_and_pairs(key)):
                having[word].append(place)
        self._having = {word: places for word, places in having.items() if len(places) <= _MOST}


def _words_and_pairs(key: str) -> Iterable[str]:
    words = key.split()
    return [*words, *map(" ".join, pairwise(words))]
