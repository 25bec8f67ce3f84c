"""Which dash it is: the engine tells hyphen, en dash and em dash apart by guessing, their lengths do surely."""

from dataclasses import replace

from kheo.office.pages.scans.engine import Read

DASHES = frozenset("-–—")
# Lengths of their ink in heights of a small letter, in print: a hyphen is 0.3 to 0.65, an en dash 0.85 to 1.15.
_EN_FROM, _EM_FROM = 0.75, 1.6


def measured(word: Read, letter: float) -> Read:
    """A lone dash as long as it is drawn; `letter` is the height of a small letter in the measure of the word."""
    if word.text not in DASHES:
        return word
    length = (word.right - word.left) / letter
    return replace(word, text="-" if length < _EN_FROM else "–" if length < _EM_FROM else "—")
