"""Several readings of the same piece made into one: word by word what most say, weighed by what the language says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kheo.office.pages.scans.engine import Read
from kheo.office.pages.scans.language import likelihood, taken_for, word_of
from kheo.office.pages.scans.signs import DASHES

# In units of the language's logarithms: what one reading's voice weighs, more where it is sure.
_VOICE, _SURE = 2.0, 3.0
# What a word costs that no reading says, where the engine is known to take it for the one read.
_UNREAD = 5.0
# Capitals that look like their small letters, and how usual a pair must be to tell them apart.
_ALIKE = frozenset("OÔƠSUƯVXZỐỒỔỖỘỚỜỞỠỢÓÒỎÕỌÚÙỦŨỤỨỪỬỮỰ")
_USUAL_PAIR = -1.9
_MOST_OFFERS = 6
# A word of the reading the places are taken from, and what each reading says there.
Place = tuple[Read, dict[str, list[Read]]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The word taken, how many of the readings said so, how much likelier it is than the next."""

    read: Read
    voices: int
    readings: int
    lead: float
    language: float


def chosen(readings: Sequence[Sequence[Read]]) -> list[Chosen]:
    """One word for each place; the places are those of the reading the others agree with most."""
    given = [reading for reading in readings if reading]
    if not given:
        return []
    base = max(given, key=lambda one: (sum(_likeness(one, other) for other in given), -len(one)))
    places = [(word, _offers(word, base, readings)) for word in base]
    found: list[Chosen] = []
    for line in _lines([place for place in places if not _is_speck(place[1], len(readings))]):
        found += _best(line, len(readings))
    return [_with_small(word, *_beside(found, place)) for place, word in enumerate(found)]


def _likeness(one: Sequence[Read], other: Sequence[Read]) -> int:
    said = [word.text for word in other]
    return sum(word.text in said for word in one)


def _offers(word: Read, base: Sequence[Read], readings: Sequence[Sequence[Read]]) -> dict[str, list[Read]]:
    """What each reading has at the place of this word: text → those who say it."""
    offers: dict[str, list[Read]] = {}
    for reading in readings:
        here = [word] if reading is base else [each for each in reading if _stands_in(each, word)]
        text = " ".join(each.text for each in here)
        if text:
            offers.setdefault(text, []).append(replace(word, text=text, sure=min(each.sure for each in here)))
    return offers


def _stands_in(word: Read, place: Read) -> bool:
    middle = (word.left + word.right) / 2
    level = (word.top + word.bottom) / 2
    return place.left <= middle <= place.right and place.top - 2 <= level <= place.bottom + 2


def _is_speck(offers: Mapping[str, Sequence[Read]], readings: int) -> bool:
    """A sign without letters which most readings do not see. A dash is thin: one that sees it is believed, in doubt."""
    if any(text in DASHES for text in offers):
        return False
    voices = sum(map(len, offers.values()))
    return 2 * voices < readings and not any(letter.isalnum() for text in offers for letter in text)


def _lines(places: Sequence[Place]) -> Iterator[list[Place]]:
    line: list[Place] = []
    for place in places:
        if line and place[0].line != line[-1][0].line:
            yield line
            line = []
        line.append(place)
    if line:
        yield line


def _best(line: Sequence[Place], readings: int) -> list[Chosen]:
    """The likeliest way through the line, by its words and by what follows what."""
    columns = [_candidates(offers) for _, offers in line]
    paths: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for place, candidates in enumerate(columns):
        said = [[word_of(text) for text, _ in before] for before in columns[place - 1 : place]] if place else [[""]]
        paths = [
            max(
                (score + voice + likelihood(said[0][path[-1]] if path else "", word_of(text)), (*path, number))
                for score, path in paths
            )
            for number, (text, voice) in enumerate(candidates)
        ]
    _, path = max(paths)
    return [_taken(line, columns, path, place, readings) for place in range(len(line))]


def _candidates(offers: Mapping[str, Sequence[Read]]) -> list[tuple[str, float]]:
    """Each text with the weight of its voices, the strongest first."""
    weighed = {text: sum(_VOICE + _SURE * (one.sure - 0.9) for one in voices) for text, voices in offers.items()}
    ranked = sorted(weighed.items(), key=lambda one: -one[1])[:_MOST_OFFERS]
    first, strongest = ranked[0]
    other = taken_for(first)
    return [*ranked, (other, strongest - _UNREAD)] if other and other not in weighed else ranked


def _beside(words: Sequence[Chosen], place: int) -> tuple[str, str]:
    before = words[place - 1].read.text if place else ""
    return before, words[place + 1].read.text if place + 1 < len(words) else ""


def _with_small(word: Chosen, before: str, after: str) -> Chosen:
    """The engine takes v, s, o for capitals: "đơn Vị" is "đơn vị" where the language knows the pair."""
    text = word.read.text
    if text[:2].isalpha() and text[:2].isupper() and text[2:].islower():
        mended = text.lower() if before.islower() else text.capitalize()
        return replace(word, read=replace(word.read, text=mended))
    if not before.islower() or after[:1].isupper() or len(text) < 2 or text[0] not in _ALIKE:
        return word
    usual = likelihood(word_of(before), word_of(text)) > _USUAL_PAIR
    return replace(word, read=replace(word.read, text=text.lower())) if usual else word


def _taken(
    line: Sequence[Place],
    columns: Sequence[Sequence[tuple[str, float]]],
    path: Sequence[int],
    place: int,
    readings: int,
) -> Chosen:
    word, offers = line[place]
    before = word_of(columns[place - 1][path[place - 1]][0]) if place else ""
    after = word_of(columns[place + 1][path[place + 1]][0]) if place + 1 < len(line) else ""

    def score(text: str, voice: float) -> float:
        return voice + likelihood(before, word_of(text)) + (likelihood(word_of(text), after) if after else 0.0)

    text, voice = columns[place][path[place]]
    voices = offers.get(text, [])
    others = [score(*one) for number, one in enumerate(columns[place]) if number != path[place]]
    lead = score(text, voice) - max(others, default=score(text, voice) - 20.0)
    sure = sum(one.sure for one in voices) / len(voices) if voices else 0.0
    language = likelihood(before, word_of(text))
    return Chosen(replace(word, text=text, sure=sure), len(voices), readings, min(lead, 20.0), language)
