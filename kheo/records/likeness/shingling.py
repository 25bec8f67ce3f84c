"""Texts to keys: folded words without stock phrases, and pairs of neighbours; a MinHash of those, bands of that.

A pair of neighbours counts alike in either order, and where it stands does not matter: sentences may be turned round.
Pure: numpy and strings, no database.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kheo.office.wording import fold

# Three values a band: strangers seldom share one, a copy with a word in six replaced nearly always does.
BANDS, ROWS = 20, 3
_PERMUTATIONS = BANDS * ROWS
# What every text of the movement says (folded); it tells nothing about which one it is.
_STOCK = (
    *("dan van kheo trong", "dan van kheo", "phong trao thi dua", "phong trao", "mo hinh", "dien hinh", "thi dua"),
    *("kheo trong van dong", "kheo trong tuyen truyen", "kheo trong", "tuyen truyen van dong", "van dong nhan dan"),
    *("tuyen truyen", "van dong", "nhan dan", "can bo dang vien", "doan vien hoi vien", "quan chung nhan dan"),
    *("thuc hien tot", "thuc hien", "xay dung", "gan voi", "tren dia ban", "dia ban", "tham gia", "nang cao hieu qua"),
    *("nang cao", "gop phan", "phat huy", "hieu qua", "nam hoc"),
)
_STOCK_WORDS = re.compile(r"\b(?:" + "|".join(sorted(_STOCK, key=len, reverse=True)) + r")\b|\b20\d\d\b")
_NO_WORD = re.compile(r"[^0-9a-z]+")
# As wording.fold, letter by letter and many times quicker: what is compared came in NFC, as every door makes it.
_FOLDED = str.maketrans({chr(code): fold(chr(code)) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))})
_A = np.random.default_rng(20240123).integers(1, 2**63, _PERMUTATIONS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_B = np.random.default_rng(20221019).integers(0, 2**63, _PERMUTATIONS, dtype=np.uint64)
_MIX = np.uint64(0x9E3779B97F4A7C15)
# Texts a step: what is unfolded at once is _PERMUTATIONS numbers a pair.
_AT_ONCE = 2_000


def telling_words(text: str) -> list[str]:
    """The folded words of a text without stock phrases and years; all of them where nothing else is left."""
    folded = _NO_WORD.sub(" ", text.translate(_FOLDED))
    return _STOCK_WORDS.sub(" ", folded).split() or folded.split()


def bands_of(texts: Sequence[Sequence[str]]) -> NDArray[np.int64]:
    """For each text (its telling words) its BANDS keys, as signed 64-bit numbers; shape (texts, BANDS)."""
    found = np.empty((len(texts), BANDS), dtype=np.int64)
    for start in range(0, len(texts), _AT_ONCE):
        found[start : start + _AT_ONCE] = _bands(texts[start : start + _AT_ONCE])
    return found


def key_for(sort: str, said: str) -> int:
    """A key of another sort in the same number space: a title, a name."""
    digest = blake2b(f"{sort}:{said}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def in_common(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of words two texts have in common, 0 to 1, in whatever order they stand."""
    if not one or not other:
        return 0.0
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other))


def _bands(texts: Sequence[Sequence[str]]) -> NDArray[np.int64]:
    lengths = [max(1, 2 * len(text) - 1) for text in texts]
    flat = np.fromiter((number for text in texts for number in _numbers(text)), dtype=np.uint64)
    starts = np.cumsum([0, *lengths[:-1]])
    with np.errstate(over="ignore"):
        hashed = flat[:, None] * _A + _B
        hashed ^= hashed >> np.uint64(29)
        signature = np.minimum.reduceat(hashed * _MIX, starts, axis=0).reshape(len(texts), BANDS, ROWS)
        keys = np.arange(1, BANDS + 1, dtype=np.uint64) * _MIX + np.zeros((len(texts), 1), dtype=np.uint64)
        for row in range(ROWS):
            keys = (keys ^ signature[:, :, row]) * _MIX
            keys ^= keys >> np.uint64(32)
    return keys.view(np.int64)


def _numbers(text: Sequence[str]) -> list[int]:
    """A number for each word, and for each pair of neighbours, the same in either order."""
    known = [_number(word) for word in text] or [0]
    return known + [(one * other + one + other) & 0xFFFFFFFFFFFFFFFF for one, other in pairwise(known)]


@lru_cache(maxsize=100_000)
def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")
