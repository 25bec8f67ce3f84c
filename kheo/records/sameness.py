"""Is this the thing registered before? Exact spelling first, then close spelling with how certain it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from kheo.office.wording import words
from kheo.records.models import Entry

# Folded titles at least this alike are taken as one thing, above DOUBTFUL a person is asked to look.
CERTAIN = 92.0
DOUBTFUL = 78.0
_CONTAINED = 0.9
# Fewer words than these are contained in too many titles to tell anything.
_TELLING = 3
# Words every title of the movement begins with; they say nothing about which one it is.
_FILLER = ("mo hinh", "dan van kheo", "dien hinh")


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier entry and how alike it is, 0 to 100."""

    entry: Entry
    alike: float

    @property
    def certain(self) -> bool:
        return self.alike >= CERTAIN


def title_key(title: str) -> str:
    """The spelling by which titles are compared: folded words without the movement's own name, at most 250 letters."""
    key = f" {words(title)} "
    for filler in _FILLER:
        key = key.replace(f" {filler} ", " ")
    return (" ".join(key.split()) or words(title))[:250]


def same(title: str, person_name: str, entries: Sequence[Entry]) -> Match | None:
    """The entry of `entries` (one unit's) that this title and person mean, or None when nothing is near."""
    if not entries:
        return None
    key = title_key(title)
    if not key:
        return None
    exact = [entry for entry in entries if entry.title_key == key]
    if exact:
        return Match(_of_person(exact, person_name), 100.0)
    near = [(likeness(key, entry.title_key), entry) for entry in entries]
    best = max(alike for alike, _ in near)
    if best < DOUBTFUL:
        return None
    return Match(_of_person([entry for alike, entry in near if alike == best], person_name), best)


def likeness(one: str, other: str) -> float:
    """0 to 100 for two title keys; a title that only adds words to the other is likely the same, never certainly."""
    alike = fuzz.token_sort_ratio(one, other)
    if min(len(one.split()), len(other.split())) >= _TELLING:
        return max(alike, _CONTAINED * fuzz.token_set_ratio(one, other))
    return alike


def matches(rows: Sequence[tuple[str, str]], entries: Sequence[Entry]) -> list[Match | None]:
    """For each (title, person) its entry; an entry answers one row only, the surest first."""
    free = list(entries)
    found: list[Match | None] = [None] * len(rows)
    for certain_only in (True, False):
        for place, (title, person) in enumerate(rows):
            match = None if found[place] else same(title, person, free)
            if match and (match.alike == 100.0 or not certain_only):
                found[place] = match
                free.remove(match.entry)
    return found


def _of_person(entries: Sequence[Entry], person_name: str) -> Entry:
    wanted = words(person_name)
    return next((entry for entry in entries if words(entry.person_name) == wanted), entries[0])
