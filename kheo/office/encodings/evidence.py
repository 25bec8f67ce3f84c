"""How much the words of a text speak for each encoding."""

import re
from collections.abc import Iterable
from functools import lru_cache

from kheo.office.encodings.letters import TCVN3_UNUSED, VNI_LEFT, Encoding, read_as
from kheo.office.encodings.syllables import is_syllable

Weights = tuple[float, float, float]

NONE: Weights = (0.0, 0.0, 0.0)
ORDER = (Encoding.UNICODE, Encoding.TCVN3, Encoding.VNI)
# Signs of Latin-1 count as letters here: they are some in the old encodings.
_LATIN, _PRIVATE, _LIKENESSES = "\u00a1-\u00ff", "\uf0a1-\uf0ff", "\u2212\u2219"
_WORD = re.compile(f"[A-Za-z{_LATIN}\u0100-\u024f\u0300-\u036f\u1ea0-\u1ef9{_PRIVATE}{_LIKENESSES}]+")
# Letters Vietnamese has and no old encoding can: such a word is Unicode.
_UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_MARKS = re.compile("[\u0300-\u036f]")
# Letters and signs of Latin-1 that Vietnamese in Unicode never has, beside a letter.
_FOREIGN = "¡-¬\u00ad®¯±-¿ÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþÿ" + _PRIVATE
_STRANGE = re.compile(f"[A-Za-z][{_FOREIGN}]|[{_FOREIGN}][A-Za-z]")
_FOREIGN_ONLY = re.compile(f"[{_FOREIGN}]+\\Z")
_FOREIGN_UTF8 = re.compile(
    rb"\xc2[\xa1-\xaf\xb1-\xbf]|\xc3[\x84-\x87\x8b\x8e\x8f\x91\x96-\x98\x9b\x9c\x9e\x9f\xa4-\xa7\xab\xae\xaf\xb1\xb6-\xb8\xbb\xbc\xbe\xbf]"
)
# And the letter of an item: "đ) …".
_ABBREVIATION = re.compile(r"(?:[A-ZĐ]{1,10}|đ)\Z")
_SHORT = 0.5
_SEVERAL = 2


def is_strange(text: str) -> bool:
    """Could there be old letters in it? Quick, and now and then wrong about other languages."""
    return bool(_STRANGE.search(text))


def is_foreign(text: str) -> bool:
    """Nothing but such letters."""
    return bool(_FOREIGN_ONLY.match(text))


def is_strange_utf8(data: bytes) -> bool:
    """The same of a whole part of a file, without reading it: such letters are rare where there are none."""
    return any(
        is_strange(data[max(found.start() - 1, 0) : found.end() + 1].decode("utf-8", "ignore"))
        for found in _FOREIGN_UTF8.finditer(data)
    )


def is_unicode_only(text: str) -> bool:
    return bool(_UNICODE_ONLY.search(text) or _MARKS.search(text))


def words_in(text: str) -> list[str]:
    """The words that have letters beyond ASCII."""
    return [] if text.isascii() else [word for word in _WORD.findall(text) if not word.isascii()]


def by_words(text: str, encoding: Encoding) -> str:
    """Read as that encoding, but for words that can only be another: some typed in two programs by turns."""
    if text.isascii():
        return text
    second = _second(words_in(text), encoding)
    return _WORD.sub(lambda word: _word_read(word[0], encoding, second), text)


def _second(words: Iterable[str], encoding: Encoding) -> Encoding:
    """Another encoding that several of the words are in, or else the same."""
    others = [_weights(word) for word in words if _weights(word)[ORDER.index(encoding)] < 0]
    counts = [sum(weights[place] > 0 for weights in others) for place in range(len(ORDER))]
    return ORDER[counts.index(max(counts))] if max(counts) >= _SEVERAL else encoding


@lru_cache(maxsize=50_000)
def _word_read(word: str, encoding: Encoding, second: Encoding) -> str:
    if is_unicode_only(word):
        read = read_as(encoding, word)
        return read if is_syllable(read) and not is_syllable(word) else word
    weights = _weights(word)
    is_second = weights[ORDER.index(encoding)] < 0 < weights[ORDER.index(second)]
    return read_as(second if is_second else encoding, word)


def weighed(words: Iterable[str]) -> Weights:
    """For each encoding of ORDER: words that are Vietnamese when so read, less those that are not."""
    total = [0.0, 0.0, 0.0]
    for word in words:
        for place, weight in enumerate(_weights(word)):
            total[place] += weight
    return total[0], total[1], total[2]


@lru_cache(maxsize=50_000)
def _weights(word: str) -> Weights:
    if len(word) == 1 and not word.isalpha():
        return NONE
    unit = 1.0 if len(word) > 1 else _SHORT
    if is_unicode_only(word):
        return unit, -unit, -unit
    as_they_are, tcvn3, vni = (unit if _is_vietnamese(word, encoding) else -unit for encoding in ORDER)
    if TCVN3_UNUSED.search(word):
        # "này", "nhà": a letter that TCVN3 never has says more than a word that only looks odd.
        tcvn3 = -2 * unit
    return NONE if as_they_are == tcvn3 == vni else (as_they_are, tcvn3, vni)


def _is_vietnamese(word: str, encoding: Encoding) -> bool:
    read = read_as(encoding, word)
    if encoding is Encoding.TCVN3 and TCVN3_UNUSED.search(word):
        return False
    if encoding is Encoding.VNI and not _is_used_up(word, read):
        return False
    return is_syllable(read) or bool(_ABBREVIATION.match(read))


def _is_used_up(word: str, read: str) -> bool:
    """Did each mark of VNI find its letter?"""
    return len(VNI_LEFT.findall(word)) == len(word) - len(read)
