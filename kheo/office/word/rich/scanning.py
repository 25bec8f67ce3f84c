"""The words of RTF: groups, controls, bytes of text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kheo.confinement.refusal import Refusal

MAX_TOKENS = 1_000_000

_TOKEN = re.compile(
    rb"[\r\n]*(?:"
    rb"([^\\{}\r\n]+)"
    rb"|((?:\\'[0-9a-fA-F]{2})+)"
    rb"|\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"
    rb"|([{}])"
    rb"|\\([^a-zA-Z])"
    rb"|\\?)",
    re.DOTALL,
)
_TEXT, _BYTES, _WORD, _BRACE, _SIGN = 1, 2, 4, 5, 6
OPEN, CLOSE, TEXT = "{", "}", ""
# Not to be taken for groups.
_BRACES = {b"{": "open brace", b"}": "close brace"}


class Token(NamedTuple):
    """`word`: OPEN, CLOSE, TEXT, the name of a control or its one sign; `end` is where the next token begins."""

    word: str
    number: int | None
    text: bytes
    end: int


def tokens(data: bytes, start: int, end: int) -> Iterator[Token]:
    """What stands between the two places; bytes of pictures (bin) left out."""
    place, match = start, _TOKEN.match
    for _ in range(MAX_TOKENS):
        if place >= end or not (found := match(data, place, end)):
            return
        place, kind = found.end(), found.lastindex
        if kind == _TEXT:
            yield Token(TEXT, None, found[1], place)
        elif kind == _BYTES:
            yield Token(TEXT, None, bytes.fromhex(found[2].replace(b"\\'", b"").decode("ascii")), place)
        elif kind == _BRACE:
            yield Token(found[5].decode("ascii"), None, b"", place)
        elif kind == _SIGN:
            yield Token(_BRACES.get(found[6]) or found[6].decode("latin-1"), None, b"", place)
        elif kind is not None:
            token = _control(found)
            place = token.end
            yield token
    raise Refusal("too_large", "tài liệu RTF quá dài")


def _control(found: re.Match[bytes]) -> Token:
    number = int(found[_WORD]) if found[_WORD] else None
    skipped = max(number or 0, 0) if found[3] == b"bin" else 0
    return Token(found[3].decode("ascii"), number, b"", found.end() + skipped)
