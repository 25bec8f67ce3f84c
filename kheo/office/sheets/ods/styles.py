"""The styles of an OpenDocument workbook: hidden sheets, how dates are shown, fonts of cells and of runs."""

import re
from dataclasses import dataclass, field

from kheo.office.markup import Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
STYLE = f"{{{_OASIS}style:1.0}}"
TABLE = f"{{{_OASIS}table:1.0}}"
_NUMBER = f"{{{_OASIS}datastyle:1.0}}"
_FO = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
_SVG = f"{{{_OASIS}svg-compatible:1.0}}"
_FACE, _ONE, _DEFAULT = f"{STYLE}font-face", f"{STYLE}style", f"{STYLE}default-style"
_DATE, _TIME = f"{_NUMBER}date-style", f"{_NUMBER}time-style"
TAGS = (_FACE, _ONE, _DEFAULT, _DATE, _TIME)
_FAMILIES = frozenset(("table", "table-cell", "text"))
_MOST_PARENTS = 20
_LETTERS = {"day": "d", "day-of-week": "d", "month": "m", "year": "y", "hours": "h", "minutes": "m", "seconds": "s"}


@dataclass(slots=True)
class _Style:
    parent: str
    face: str
    shown_by: str
    hidden: bool


@dataclass
class Styles:
    """What was told so far; parts are given element by element."""

    faces: dict[str, str] = field(default_factory=dict)
    _styles: dict[str, _Style] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _default: str = ""

    def take(self, element: Element) -> None:
        """One of TAGS."""
        name = element.get(f"{STYLE}name", "")
        if element.tag == _FACE:
            self.faces[name] = _bare(element.get(f"{_SVG}font-family", name))
        elif element.tag == _ONE and element.get(f"{STYLE}family") in _FAMILIES:
            self._styles[name] = _Style(
                element.get(f"{STYLE}parent-style-name", ""),
                _face(element),
                element.get(f"{STYLE}data-style-name", ""),
                any(
                    each.get(f"{TABLE}display") == "false" for each in element.iterchildren(f"{STYLE}table-properties")
                ),
            )
        elif element.tag == _DEFAULT:
            if element.get(f"{STYLE}family") == "table-cell":
                self._default = _face(element)
        elif element.tag in {_DATE, _TIME}:
            self._codes[name] = _code(element)

    def is_hidden(self, name: str) -> bool:
        return name in self._styles and self._styles[name].hidden

    def code(self, name: str) -> str:
        """The letters of a date or time format, as number formats of workbooks write them."""
        style = self._styles.get(name)
        return self._codes.get(style.shown_by, "") if style else ""

    def font(self, name: str) -> str:
        """Of a cell or a run; empty where its style does not say."""
        for _ in range(_MOST_PARENTS):
            style = self._styles.get(name)
            if style is None:
                break
            if style.face:
                return self.faces.get(style.face, style.face)
            name = style.parent
        return self.faces.get(self._default, self._default)


def _face(style: Element) -> str:
    for said in style.iterchildren(f"{STYLE}text-properties"):
        face = said.get(f"{STYLE}font-name") or _bare(said.get(f"{_FO}font-family", ""))
        if face:
            return face
    return ""


def _bare(family: str) -> str:
    return family.partition(",")[0].strip().strip("'\"")


def _code(element: Element) -> str:
    parts = [_LETTERS.get(re.sub(r".*\}", "", str(each.tag)), "") for each in element]
    endless = element.get(f"{_NUMBER}truncate-on-overflow") == "false"
    letters = ["[h]" if part == "h" and endless else part for part in parts if part]
    return "/".join(letters)
