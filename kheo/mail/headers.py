"""Header values as a person reads them: decoded, NFC, on one line."""

import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from kheo.mail.bounds import check_header

# Codecs of Python that are no charsets of letters, some of them slow without bound.
_NO_CHARSETS = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "unicode-escape"))


def header(message: Message, name: str) -> str:
    """The first header of that name, decoded; empty when there is none."""
    return next((decoded(text) for text in headers(message, name)), "")


def headers(message: Message, name: str) -> list[str]:
    """All headers of that name as they came, bytes outside ASCII made letters."""
    return [_lettered(str(text)) for key, text in message.raw_items() if key.lower() == name]


def decoded(text: str, *, words: bool = True) -> str:
    """NFC on one line; encoded words (RFC 2047) read unless `words` is off."""
    check_header(text)
    text = _words(_lettered(text)) if words else _lettered(text)
    text = unicodedata.normalize("NFC", "".join(letter if letter.isprintable() else " " for letter in text))
    return " ".join(text.split())


def text_from(data: bytes, charset: str | None) -> str:
    """Bytes to text by the charset they claim, or the likeliest when there is no such thing."""
    charset = None if charset is None or charset.lower() in _NO_CHARSETS else charset
    for likely in (charset or "ascii", "utf-8"):
        try:
            return data.decode(likely)
        except (LookupError, ValueError):
            continue
    # A charset that exists and fits but for a few bytes beats a guess.
    for guess in (charset, "cp1258"):
        try:
            return data.decode(guess, "replace") if guess else data.decode("cp1258")
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")


def _lettered(text: str) -> str:
    try:
        raw = text.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        return text
    return text_from(raw, "utf-8")


def _words(text: str) -> str:
    if "=?" not in text:
        return text
    # Words folded one per line belong together; other programs put raw line breaks into names.
    unfolded = " ".join(text.split())
    try:
        pieces = decode_header(unfolded)
    except (HeaderParseError, ValueError):
        return text
    return "".join(piece if isinstance(piece, str) else text_from(piece, charset) for piece, charset in pieces)
