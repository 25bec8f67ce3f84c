"""Words left as they were keyed: Telex with the Vietnamese keyboard switched off ('Xax Nhij Thanhf')."""

import re
import unicodedata
from functools import lru_cache

from kheo.office.wording import fold
from kheo.units.matching.spelling import is_syllable

_WORD = re.compile(r"[A-Za-z]{2,10}")
_KEYED = re.compile(r"(?P<onset>(?:dd|[bcdghklmnpqrstvx])*)(?P<rest>[a-z]+)\Z")
_TONE_KEYS = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TONES = re.compile("[fsrxj]")
_LETTERS = (("uow", "ươ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"))
_VOWEL = re.compile("[aăâeêioôơuưy]")


def unkeyed(text: str) -> str | None:
    """The text as it was meant; None where no word shows that it was keyed so."""
    surely = [word for word in _WORD.findall(text) if not is_syllable(word.lower()) and _meant(word.lower())]
    return _WORD.sub(lambda word: _cased(word[0]), text) if surely else None


def _cased(word: str) -> str:
    meant = _meant(word.lower())
    if meant is None:
        return word
    return meant.upper() if word.isupper() else meant.capitalize() if word[0].isupper() else meant


@lru_cache(maxsize=10_000)
def _meant(word: str) -> str | None:
    """The syllable these keys give; None where they give none, or nothing but themselves."""
    parts = _KEYED.match(word)
    if parts is None:
        return None
    tones, rest = _TONES.findall(parts["rest"]), _TONES.sub("", parts["rest"])
    for keys, letter in _LETTERS:
        rest = rest.replace(keys, letter)
    vowels = [found.end() for found in _VOWEL.finditer(rest)]
    if not vowels or len(tones) > 1:
        return None
    tone = _TONE_KEYS[tones[0]] if tones else ""
    letters = parts["onset"].replace("dd", "đ") + rest[: vowels[-1]] + tone + rest[vowels[-1] :]
    made = unicodedata.normalize("NFC", letters)
    return made if made != word and is_syllable(fold(made)) else None
