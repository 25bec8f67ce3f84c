"""Capitals that TCVN3 leaves to the font: its letters with marks are small, only a capital font draws them large."""

import re

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = re.compile("[a-z]")
_CAPITALS = re.compile("[A-Z]")


def recased(text: str) -> str:
    """'TOàN DâN' → 'TOÀN DÂN': words typed in capitals get their marked letters as capitals too."""
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    if not _SMALL.search(line) and any(_is_shouted(word) and word != word.upper() for word in _WORD.findall(line)):
        # "DâN VậN: ý KIếN"; but "Số 12-BC/ĐU" is as it was meant.
        return line.upper()
    return _WORD.sub(lambda word: word[0].upper() if _is_shouted(word[0]) else word[0], line)


def _is_shouted(word: str) -> bool:
    """No small letter of ASCII, and more capitals than the one a name begins with."""
    capitals = _CAPITALS.findall(word)
    return not _SMALL.search(word) and (len(capitals) > 1 or bool(_CAPITALS.search(word[1:])))
