"""Which runs of a file are in old letters: judged by their font, by their letters, and by the rest of the file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kheo.office.encodings.capitals import recased
from kheo.office.encodings.evidence import (
    NONE,
    ORDER,
    Weights,
    by_words,
    is_foreign,
    is_strange,
    weighed,
    words_in,
)
from kheo.office.encodings.fonts import encoding_of, is_capital, is_legacy
from kheo.office.encodings.letters import Encoding
from kheo.office.encodings.showing import conversions
from kheo.office.tables import Book

Run = tuple[str, str]

# In words: what the name of a font, the other text in it and the run before count against the run's own words.
_NAME = 1.5
_MOST_OF_FONT = 4.0
_RUN_BEFORE = 1.0
_SURELY = 2.0
# Enough to know a font's letters by.
_MOST_HEARD = 200_000


class Judge:
    """Hears every run of a file once; on the second reading gives each in Unicode."""

    def __init__(self) -> None:
        self._heard: dict[str, list[str]] = {}
        self._length = 0
        self._is_strange = False
        self._weights: dict[str, Weights] | None = None
        self._before: dict[str, Encoding] = {}

    def text(self, runs: Sequence[Run]) -> str:
        """The runs of one cell or paragraph, joined; before `tidy`. ASCII, nearly always, comes back at once."""
        whole = "".join([text for text, _ in runs])
        if self._weights is None:
            self._hear(runs, whole)
            return whole
        if whole.isascii() and not any(is_capital(font) for _, font in runs):
            return whole
        parts = list(_by_font(runs))
        encodings = _glued(parts, [self._encoding(text, font) for text, font in parts])
        return "".join(_in_unicode(*part, encoding) for part, encoding in zip(parts, encodings, strict=True))

    def settle(self) -> bool:
        """Ends the hearing. Is there anything to convert?"""
        heard, self._heard = self._heard, {}
        if not self._is_strange:
            return False
        self._weights = {font: weighed(words_in(" ".join(texts))) for font, texts in heard.items()}
        return True

    def _hear(self, runs: Sequence[Run], whole: str) -> None:
        if whole.isascii():
            self._is_strange = self._is_strange or any(is_capital(font) for _, font in runs)
            return
        self._is_strange = self._is_strange or is_strange(whole) or any(is_legacy(font) for _, font in runs)
        if self._length < _MOST_HEARD:
            self._length += len(whole)
            for text, font in runs:
                self._heard.setdefault(font, []).append(text)

    def _encoding(self, text: str, font: str) -> Encoding:
        """The likeliest; Unicode where nothing speaks for another."""
        own = weighed(words_in(text))
        of_font = _bounded((self._weights or {}).get(font, NONE))
        total = [own[place] + of_font[place] for place in range(len(ORDER))]
        total[ORDER.index(encoding_of(font))] += _NAME
        if font in self._before:
            total[ORDER.index(self._before[font])] += _RUN_BEFORE
        best = ORDER[total.index(max(total))]
        if own[ORDER.index(best)] >= _SURELY:
            self._before[font] = best
        return best


def judged(read: Callable[[Judge], Book]) -> Book:
    """The book of a reader, read again with old letters made Unicode where it has any, and with what was changed."""
    judge = Judge()
    book = read(judge)
    if not judge.settle():
        return book
    converted = read(judge)
    return replace(converted, conversions=conversions(book, converted))


def _in_unicode(text: str, font: str, encoding: Encoding) -> str:
    if encoding is Encoding.UNICODE:
        return text
    read = by_words(text, encoding)
    if encoding is Encoding.VNI:
        return read
    return read.upper() if is_capital(font) else recased(read)


def _glued(parts: Sequence[Run], encodings: Sequence[Encoding]) -> list[Encoding]:
    """Letters that no Unicode text has, put into another font by a program, belong to the word they stand in."""
    ruled = list(encodings)
    for place, (text, _) in enumerate(parts):
        if ruled[place] is Encoding.UNICODE and is_foreign(text):
            beside = [
                encodings[other]
                for other, letter in ((place - 1, -1), (place + 1, 0))
                if 0 <= other < len(parts) and parts[other][0][letter].isalpha()
            ]
            ruled[place] = next((one for one in beside if one is not Encoding.UNICODE), Encoding.UNICODE)
    return ruled


def _by_font(runs: Sequence[Run]) -> Iterator[Run]:
    """Neighbours of one font as one run: a letter and its mark may stand in two."""
    for font, group in groupby(runs, key=lambda run: run[1]):
        text = "".join(text for text, _ in group)
        if text:
            yield text, font


def _bounded(weights: Weights) -> Weights:
    """A font's evidence, with differences kept below what a few words of a run can overrule."""
    least = max(weights) - _MOST_OF_FONT
    return max(weights[0], least), max(weights[1], least), max(weights[2], least)
