"""What a key says of place: the body in front ('dang uy'), then level and name, then what holds it."""

from dataclasses import dataclass

from kheo.units.matching.abbreviations import COMMITTEES, GENERIC, LEVELS, STANDS_FOR_PLACE

# 'quân sự', 'quản lý', 'quân đội' are not 'quận'.
_NOT_A_QUARTER = frozenset({"su", "ly", "doi"})
_OPEN_ENDS = tuple(f" {level}" for level in LEVELS)
_GENERIC_WORDS = frozenset(word for phrase in GENERIC for word in phrase.split())


@dataclass(frozen=True)
class Place:
    level: int
    name: str


def places_in(key: str) -> list[Place]:
    """'dang uy xa tan son huyen kim bang' → [Place(1, 'tan son'), Place(2, 'kim bang')]."""
    words = without_committees(key).split()
    places: list[Place] = []
    level, name = -1, list[str]()
    at = 0
    while at < len(words):
        found = _level_at(words, at)
        # A level word with nothing behind it, or right behind another, belongs to the name ('xa phuong xa').
        opens = found is not None and at + found[1] < len(words) and (name or level < 0)
        if opens and found:
            if level >= 0:
                places.append(Place(level, " ".join(name)))
            (level, length), name = found, []
            at += length
        else:
            name.append(words[at])
            at += 1
    if level >= 0 and name:
        places.append(Place(level, " ".join(name)))
    return places


def without_committees(key: str) -> str:
    """'ban dan van huyen uy phong tho' → 'ban dan van huyen phong tho'."""
    for committee, level in COMMITTEES.items():
        if f"{committee} " in key:
            key = f" {key}".replace(f" {committee} ", f" {level} ").strip()
    return key


def without_body(key: str) -> str:
    """The place a body stands for: 'dang uy xa tan son' → 'xa tan son'; a key without such a body as it is."""
    changed = True
    while changed:
        changed = False
        for body in STANDS_FOR_PLACE:
            if key.startswith(f"{body} "):
                key, changed = key[len(body) + 1 :], True
    for committee, level in COMMITTEES.items():
        if key.startswith(f"{committee} "):
            return f"{level} {key[len(committee) + 1 :]}"
    return key


def level_of(key: str) -> tuple[int, str]:
    """(level, name) of a key that opens with a level word: 'xa tan son' → (1, 'tan son'); else (-1, key)."""
    words = key.split()
    found = _level_at(words, 0) if words else None
    if found is None or found[1] == len(words):
        return -1, key
    return found[0], " ".join(words[found[1] :])


def without_open_end(key: str) -> str:
    """'mat tran to quoc huyen' → 'mat tran to quoc': a level said without its name."""
    if key.endswith(_OPEN_ENDS):
        for end in _OPEN_ENDS:
            if key.endswith(end):
                return key[: -len(end)]
    return key


def is_generic(key: str) -> bool:
    """Words that name sorts of units but never which one: 'truong mam non xa'."""
    return made_of(key.split(), GENERIC)


def made_of(words: list[str], phrases: frozenset[str]) -> bool:
    """Can the words be laid out with these phrases (at most four words each) and nothing left over?"""
    if phrases is GENERIC and not _GENERIC_WORDS.issuperset(words):
        return False
    reached = {0}
    for at in range(len(words)):
        if at in reached:
            reached |= {at + n for n in (1, 2, 3, 4) if " ".join(words[at : at + n]) in phrases}
    return len(words) in reached


def first_place(key: str) -> str:
    """The key up to where the second place begins: 'xa tan lap huyen luc yen' → 'xa tan lap'."""
    words = key.split()
    seen = False
    for at in range(len(words)):
        if _level_at(words, at) is not None:
            if seen and at > 1:
                return " ".join(words[:at])
            seen = True
    return key


def _level_at(words: list[str], at: int) -> tuple[int, int] | None:
    for length in (3, 2, 1):
        level = LEVELS.get(" ".join(words[at : at + length]))
        if level is not None and at + length <= len(words):
            after = words[at + length] if at + length < len(words) else ""
            return None if words[at] == "quan" and after in _NOT_A_QUARTER else (level, length)
    return None
