"""Text in single bytes whose encoding nothing names."""

import unicodedata

from kheo.office.encodings.evidence import ORDER, weighed, words_in
from kheo.office.encodings.letters import Encoding
from kheo.office.encodings.syllables import is_syllable

# Enough to tell encodings apart by.
_MOST_JUDGED = 200_000


def decoded(data: bytes) -> str:
    """By the Vietnamese code page of old Windows, unless its words are TCVN3 or VNI: those as Latin, for a judge."""
    if data.isascii():
        return data.decode("ascii")
    western = as_western(data)
    weights = weighed(words_in(western[:_MOST_JUDGED]))
    old = max(weights[ORDER.index(encoding)] for encoding in (Encoding.TCVN3, Encoding.VNI))
    vietnamese = as_page_1258(data)
    words = words_in(vietnamese[:_MOST_JUDGED])
    ours = sum(1 if is_syllable(word) else -1 for word in words)
    return western if old > ours else vietnamese


def as_western(data: bytes) -> str:
    """Windows 1252, with the five bytes it leaves free as they are: in TCVN3 and VNI every byte is a letter."""
    return data.decode("latin-1").translate(_WINDOWS)


def as_page_1258(data: bytes) -> str:
    """Windows 1258, whose tones are marks after their letter; NFC."""
    return unicodedata.normalize("NFC", data.decode("cp1258", "replace"))


_WINDOWS = {code: letter for code in range(0x80, 0xA0) if (letter := bytes([code]).decode("cp1252", "ignore"))}
