"""Signs the engine takes for one another where only one can stand: "~" for a dash, "m?" for m², "Quý 11" for II."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kheo.office.pages.scans.engine import Read

DASHES = frozenset("-–—")
# Lengths of their ink in heights of a small letter, in print: a hyphen is 0.3 to 0.65, an en dash 0.85 to 1.15.
_EN_FROM, _EM_FROM = 0.75, 1.6
_SIGNS = str.maketrans({"⁄": "/", "¬": "-", "~": "-", "€": "C", "|": "I", "‘": "'", "’": "'"})
_SQUARE = re.compile(r"^(\(?(?:[\d.,]*)k?m)[?ZzˆZ°*”\"](?=[,.;:)]*$)")
_STRAY = re.compile(r"^['`´ˆ^°*_.,;:]+(?=[^\W\d_]{2})|(?<=[^\W\d_])['`´ˆ^°*_]+$")
_STOP = re.compile(r"^[,;.]$")
_QUARTER = re.compile(r"^(?:[1Il|HỊ]{1,3}|IV|1V|lV)(?=/|[,.;]?$)")
_SENTENCE_END = re.compile(r"[^\W\d_]{2}[)”\"]?[.]$")
_ROMAN = {1: "I", 2: "II", 3: "III"}


def mended(words: list[Read]) -> list[Read]:
    """The words of one reading with impossible signs put right."""
    found: list[Read] = []
    for word in words:
        text = _STRAY.sub("", _SQUARE.sub(r"\1²", word.text.translate(_SIGNS)))
        before = found[-1] if found and found[-1].line == word.line else None
        if before and _STOP.match(text):
            found[-1] = replace(before, text=before.text + text, right=word.right, sure=min(before.sure, word.sure))
            continue
        if before and before.text.casefold() == "quý":
            text = _QUARTER.sub(_as_roman, text)
        found.append(replace(word, text=text))
    kept = [word for word in found if word.text]
    return [_with_comma(word, kept[place + 1 : place + 2]) for place, word in enumerate(kept)]


def measured(word: Read, letter: float) -> Read:
    """A lone dash as long as it is drawn, for the engine guesses; `letter` is the height of a small letter."""
    if word.text not in DASHES:
        return word
    length = (word.right - word.left) / letter
    return replace(word, text="-" if length < _EN_FROM else "–" if length < _EM_FROM else "—")


def _with_comma(word: Read, following: Sequence[Read]) -> Read:
    """In small type a comma loses its tail: no sentence ends before a small letter."""
    runs_on = following and following[0].text[:1].islower()
    if runs_on and _SENTENCE_END.search(word.text):
        return replace(word, text=f"{word.text[:-1]},")
    return word


def _as_roman(found: re.Match[str]) -> str:
    """Quarters are I to IV; a lone 1 may have been typed so."""
    text = found[0]
    if text.endswith("V"):
        return "IV"
    if text == "1":
        return text
    strokes = sum(2 if letter == "H" else 1 for letter in text)
    return _ROMAN.get(strokes, text)
