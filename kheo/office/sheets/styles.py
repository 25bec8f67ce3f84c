"""The styles of a workbook: which number format and which font a cell has. Read only when a cell needs them."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from kheo.office.markup import Element, names, pieces
from kheo.office.sheets.numerals import BUILT_IN

_WHOLE = re.compile(r"[0-9]{1,9}\Z", re.ASCII)
_FONT, _FORMAT, _STYLE = names("font"), names("numFmt"), names("xf")
_FONTS, _CELL_STYLES, _NAMES = names("fonts"), names("cellXfs"), names("name")


class Styles:
    """A styles part; styles are named by the number a cell gives them, as text."""

    def __init__(self, xml: bytes | None) -> None:
        self._xml = xml or b"<styleSheet/>"

    def code(self, style: str) -> str:
        """The code of the number format, empty for the general one."""
        number = self._of(style)[0]
        return self._codes.get(number, BUILT_IN.get(number, ""))

    def font(self, style: str | None) -> str:
        """The name of the font, empty where the part does not say."""
        place = self._of(style or "0")[1]
        return self._fonts[place] if place < len(self._fonts) else ""

    def _of(self, style: str) -> tuple[int, int]:
        """(number format, font)."""
        place = _number(style, -1)
        return self._styles[place] if 0 <= place < len(self._styles) else (0, 0)

    @cached_property
    def _codes(self) -> dict[int, str]:
        formats = pieces(self._xml, "styleSheet", _FORMAT)
        return {_number(each.get("numFmtId")): each.get("formatCode", "") for each in formats}

    @cached_property
    def _styles(self) -> list[tuple[int, int]]:
        listed = _children(pieces(self._xml, "styleSheet", _STYLE), _CELL_STYLES)
        return [(_number(each.get("numFmtId")), _number(each.get("fontId"))) for each in listed]

    @cached_property
    def _fonts(self) -> list[str]:
        listed = _children(pieces(self._xml, "styleSheet", _FONT), _FONTS)
        return [next((name.get("val", "") for name in each.iterchildren(*_NAMES)), "") for each in listed]


def _children(elements: Iterable[Element], tags: tuple[str, ...]) -> Iterator[Element]:
    """Those whose parent has one of these tags: differential formats hold elements of the same names."""
    return (each for each in elements if (parent := each.getparent()) is not None and parent.tag in tags)


def _number(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and _WHOLE.match(text) else otherwise
