"""The fonts of an RTF document: each names the letters its bytes stand for."""

from dataclasses import dataclass

from kheo.office.encodings.eight_bits import as_page_1258, as_western
from kheo.office.encodings.fonts import is_legacy
from kheo.office.word.symbols import TICKS

_PAGE_OF_FILE, _SYMBOL = 1, 2
# The code page of each set of characters but those above.
_PAGES = {
    0: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258,
    177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 255: 437,
}  # fmt: skip
_MAX_NAME = 100
_CODECS = {10000: "mac_roman", 65001: "utf-8"}


@dataclass(slots=True)
class Font:
    name: str = ""
    characters: int = _PAGE_OF_FILE
    is_named: bool = False


class Fonts:
    """By their number; an unknown one has no name and the code page of the file."""

    def __init__(self) -> None:
        self.page = 1252
        self._fonts: dict[int, Font] = {}
        self._entry = -1

    def control(self, word: str, number: int | None) -> None:
        """A control in the table of fonts: the number of the one that follows, its set of characters."""
        if word == "f":
            self._entry = number or 0
            self._fonts.setdefault(self._entry, Font())
        elif word == "fcharset" and self._entry in self._fonts:
            self._fonts[self._entry].characters = number or 0

    def named(self, text: bytes) -> None:
        """The name, or part of it; a semicolon ends it."""
        font = self._fonts.get(self._entry)
        if font and not font.is_named:
            name, end, _ = text.partition(b";")
            font.name = (font.name + name.decode("latin-1"))[:_MAX_NAME]
            font.is_named = bool(end)

    def name(self, number: int) -> str:
        return self._fonts[number].name if number in self._fonts else ""

    def decoded(self, stored: bytes, number: int) -> str:
        if stored.isascii():
            return stored.decode("ascii")
        font = self._fonts.get(number, Font())
        if is_legacy(font.name):
            return as_western(stored)
        if font.characters == _SYMBOL:
            return "".join(chr(code) if code < 0x80 else TICKS.get(f"F0{code:02X}", "") for code in stored)
        return _of_page(stored, _PAGES.get(font.characters, self.page))


def _of_page(stored: bytes, page: int) -> str:
    if page == 1258:
        return as_page_1258(stored)
    try:
        return as_western(stored) if page == 1252 else stored.decode(_CODECS.get(page, f"cp{page}"), "replace")
    except LookupError:
        return as_western(stored)
