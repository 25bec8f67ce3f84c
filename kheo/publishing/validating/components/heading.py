"""The head of a paper: which piece is the title, the issuer, the number, the place and day, the subject."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from kheo.office.wording import fold, words
from kheo.publishing.rulesets import RuleSet, codes, load
from kheo.publishing.validating.components.parts import Head
from kheo.publishing.validating.components.pieces import Piece
from kheo.publishing.validating.components.types import type_names

# What stands where a type would, and is none.
LISTS = ("danh sach", "ho so", "bieu", "bang tong hop", "bang diem", "phieu", "tong hop", "de cuong", "mau so")
_DAY = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b|\bngay\b.*\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}")
_NUMBER = re.compile(r"^số\s*[:.]?\s*([\d….,_/–-]|$)|^s[oô]\s*[:.]?\s*\d", re.IGNORECASE)
_STAR = re.compile(r"^[*\s]+$")
_RULED = re.compile(r"^[-–—_]{3,}$")
_MARKS = (
    "khan",
    "thuong khan",
    "hoa toc",
    "du thao",
    "tai lieu",
    "luu hanh",
    "xem xong",
    "xong hoi nghi",
    "mat",
    "toi mat",
)
_ALIKE = 0.86
_SUBJECT = re.compile(r"^(V\s*/\s*v|Về\s+việc)\b", re.IGNORECASE)


def is_type(piece: Piece, rules: RuleSet) -> bool:
    """Does it name a type of the rules ("KẾ HOẠCH", "KẾT LUẬN CỦA …") or a list?"""
    key = piece.key
    types = {words(name) for name in type_names(rules.regime)} - {"cong van"}
    begun = piece.capitals and any(key.startswith(f"{name} ") for name in types)
    return key in types or begun or (piece.capitals and key.startswith(LISTS))


def head_of(pieces: Sequence[Piece], rules: RuleSet) -> Head:
    """The components among the pieces above the type, the greeting or the text."""
    left = list(pieces)
    title = _take(left, lambda one: _like(one, rules.header.title))
    motto = _take(left, lambda one: bool(rules.header.motto) and _like(one, rules.header.motto))
    foreign = _take(left, lambda one: any(_like(one, words_) for words_ in _other_titles(rules)))
    place_date = _take(left, lambda one: bool(_DAY.search(fold(one.text))) and len(one.text) < 90)
    number = _take(left, lambda one: bool(_NUMBER.match(one.text)) and len(one.text) < 60)
    star = _take(left, lambda one: bool(_STAR.match(one.text)))
    left = [one for one in left if not one.key.startswith(_MARKS) and not _RULED.match(one.text)]
    issuer, subject = _divided(left, number, star, title)
    return Head(title, motto, issuer, star, number, place_date, subject, foreign)


def _take(left: list[Piece], wanted) -> Piece | None:  # type: ignore[no-untyped-def]  # noqa: ANN001 a plain predicate
    """The first that fits, removed from `left`."""
    for place, one in enumerate(left):
        if wanted(one):
            return left.pop(place)
    return None


def _like(piece: Piece, wanted: str) -> bool:
    """The same words, or nearly: a title with a letter wrong is still the title."""
    key, meant = piece.key, words(wanted)
    return key == meant or (abs(len(key) - len(meant)) <= 4 and SequenceMatcher(None, key, meant).ratio() >= _ALIKE)


def _other_titles(rules: RuleSet) -> set[str]:
    titles = {one for code in codes() for one in (load(code).header.title, load(code).header.motto) if one}
    return titles - {rules.header.title, rules.header.motto}


def _divided(
    left: Sequence[Piece], number: Piece | None, star: Piece | None, title: Piece | None
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Issuer above the number (or the star), subject below it; in a frame only what stands in the number's column."""
    if number is None:
        above = star.number if star else None
        column = title.column if title else None
        issuer = [one for one in left if one.column != column or column == (0, 0)]
        said = next((place for place, one in enumerate(issuer) if _SUBJECT.match(one.text)), len(issuer))
        issuer, subject = issuer[:said], issuer[said:]
        return tuple(one for one in issuer if above is None or one.number < above), tuple(subject)
    same = [one for one in left if one.column == number.column or (0, 0) in {one.column, number.column}]
    issuer = [one for one in same if (one.number, one.place) < (number.number, number.place)]
    subject = [one for one in same if (one.number, one.place) > (number.number, number.place)]
    return tuple(issuer), tuple(subject)
