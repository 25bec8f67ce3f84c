"""Which font a run of a Word document stands in: its own, its style's, its paragraph's, or the document's."""

import re

from kheo.office.encodings.evidence import is_strange_utf8
from kheo.office.markup import Element
from kheo.office.word.wordml import attribute, first, kind, parse

# How their names begin, after a quotation mark.
_LEGACY = re.compile(rb'"(?:\.[Vv][Nn]|V[Nn][It]|vni|Vn[TA])')
_MOST_BASES = 20


class FontStyles:
    """By the styles part; without one, or where nothing is said, no name."""

    def __init__(self, xml: bytes) -> None:
        self._fonts: dict[str, str] = {}
        self._bases: dict[str, str] = {}
        self._default = ""
        self._default_paragraph = ""
        for child in parse(xml, "styles") if xml else ():
            if kind(child) == "docDefaults":
                self._default = _font(first(first(child, "rPrDefault"), "rPr"))
            elif kind(child) == "style":
                self._take(child)

    def of(self, run: Element | None, paragraph_style: str) -> str:
        """`run`: its properties."""
        return (
            _font(run)
            or self._of_style(attribute(first(run, "rStyle"), "val"))
            or self._of_style(paragraph_style or self._default_paragraph)
            or self._default
        )

    def _take(self, style: Element) -> None:
        name = attribute(style, "styleId")
        self._fonts[name] = _font(first(style, "rPr"))
        self._bases[name] = attribute(first(style, "basedOn"), "val")
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}:
            self._default_paragraph = name

    def _of_style(self, name: str) -> str:
        for _ in range(_MOST_BASES):
            if self._fonts.get(name):
                return self._fonts[name]
            if not (name := self._bases.get(name, "")):
                break
        return ""


def font_styles(document: bytes, styles: bytes) -> FontStyles | None:
    """None where no font of before Unicode is named and no letters look like its: then fonts do not matter."""
    named = _LEGACY.search(document) or _LEGACY.search(styles)
    return FontStyles(styles) if named or is_strange_utf8(document) else None


def _font(properties: Element | None) -> str:
    """Letters beyond ASCII, which those of old encodings are, take the second of the two fonts."""
    said = first(properties, "rFonts")
    return attribute(said, "hAnsi") or attribute(said, "ascii") if said is not None else ""
