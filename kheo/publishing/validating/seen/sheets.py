"""Pages: size, margins, and where the page number stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kheo.office.markup import Element
from kheo.office.word.wordml import attribute, first, is_on, kind, through
from kheo.publishing.validating.facts import PageNumber, Section
from kheo.publishing.validating.seen.measures import as_millimetres, points
from kheo.publishing.validating.seen.settings import setting
from kheo.publishing.validating.seen.styles import Styles

# Section.property → attribute of w:pgMar.
_MARGINS = ("top", "bottom", "left", "right", "header")


@dataclass
class Sheets:
    """Reads sections in their order: what one does not say of its header, the one before said."""

    styles: Styles
    # Relation id → the root of a header or footer part.
    part: Callable[[str], Element | None]

    def sections(self, found: list[Element]) -> tuple[Section, ...]:
        held: dict[str, PageNumber | None] = {}
        seen = []
        for element in found:
            held.update(self._numbers(element))
            seen.append(_section(element, held))
        return tuple(seen)

    def _numbers(self, element: Element) -> dict[str, PageNumber | None]:
        """'headerReference default' → the page number there, of the references this section makes."""
        found = {}
        for child in element:
            if kind(child) in {"headerReference", "footerReference"}:
                name = f"{kind(child).removesuffix('Reference')} {attribute(child, 'type')}"
                found[name] = self._number(self.part(attribute(child, "id")), in_header=name.startswith("header"))
        return found

    def _number(self, root: Element | None, *, in_header: bool) -> PageNumber | None:
        for paragraph in root.iter() if root is not None else ():
            if kind(paragraph) != "p":
                continue
            run = _field_run(paragraph)
            if run is not None:
                own = first(paragraph, "pPr")
                style = attribute(first(own, "pStyle"), "val")
                face = self.styles.face(first(run, "rPr"), style, "")
                align = setting(self.styles.form(own, "")).align
                # Figures are plain Latin letters.
                return PageNumber(align, face.size, in_header=in_header, fonts=(face.fonts.get("ascii", ""),))
        return None


def _field_run(paragraph: Element) -> Element | None:
    """The run that shows the page's number, or None where no PAGE field stands here."""
    shows = any("PAGE" in (each.text or "").upper().split() for each in paragraph.iter() if kind(each) == "instrText")
    simple = next((each for each in paragraph.iter() if kind(each) == "fldSimple"), None)
    if simple is not None and "PAGE" in attribute(simple, "instr").upper().split():
        return next((each for each in simple.iter() if kind(each) == "r"), None)
    return next((each for each in through(paragraph) if kind(each) == "r"), None) if shows else None


def _section(element: Element, held: Mapping[str, PageNumber | None]) -> Section:
    size, margins = first(element, "pgSz"), first(element, "pgMar")
    start = attribute(first(element, "pgNumType"), "start")
    apart = is_on(element, "titlePg")
    first_shown = held.get("header first") or held.get("footer first")
    return Section(
        width=_length(size, "w"),
        height=_length(size, "h"),
        **{name: _length(margins, name) for name in _MARGINS},
        first_apart=apart,
        starts_at=int(start) if start.isascii() and start.isdigit() and len(start) < 7 else None,
        number=held.get("header default") or held.get("footer default"),
        first_number=apart and first_shown is not None,
    )


def _length(element: Element | None, name: str) -> float:
    return as_millimetres(points(attribute(element, name) or "0"))
