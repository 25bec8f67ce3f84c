"""Section rows ("I. TẬP THỂ", "A. Lĩnh vực kinh tế"): what they say holds for the lines below them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from kheo.campaigns.paper import Paper, Value
from kheo.intake.forms.grid import Grid
from kheo.intake.forms.headings import Heading
from kheo.intake.forms.labels import codes_of
from kheo.office.wording import words

_SIGN = re.compile(r"^\s*(?:phần\s+)?(?:[IVXLC]+|[A-ZĐ]|[a-zđ]|\d{1,2}(?:\.\d{1,2})*)\s*[.)/:–-]+\s*")
_SIGN_ALONE = re.compile(r"^(?:[IVXLC]+|[A-ZĐ]|[a-zđ]|\d{1,2}(?:\.\d{1,2})*)[.)]?$")
_LETTERED = re.compile(r"^\s*(?:[IVXLC]+|[A-ZĐ])\s*[.)/:–-]*(?:\s|$)")
_COUNT = re.compile(r"\s*[(:–-]\s*(?:\d+.*)?\)?\s*$")
_AREA = re.compile(r"^(?:về\s+|thuộc\s+)?lĩnh\s+vực\s*[:–-]?\s*(?:về\s+)?", re.IGNORECASE)
# The four areas of the movement, which sections often name without saying that they are areas.
_KNOWN_AREAS = re.compile(
    r"^(?:phat trien )?(?:kinh te|van hoa|xa hoi|quoc phong|an ninh"
    r"|xay dung (?:he thong chinh tri|dang|nong thon moi))\b"
)


@dataclass(frozen=True, slots=True)
class Section:
    """One section row: field and value, or neither where it says nothing a paper knows."""

    field: str
    value: Value


@dataclass(slots=True)
class Sections:
    """The sections one is inside of, outermost first; a new one of the same field ends those within the old."""

    _open: list[Section] = field(default_factory=list)

    def enter(self, section: Section) -> None:
        for depth, outer in enumerate(self._open):
            if outer.field == section.field:
                del self._open[depth:]
                break
        if section.field:
            self._open.append(section)

    @property
    def said(self) -> Mapping[str, Value]:
        return {section.field: section.value for section in self._open}


def section_of(grid: Grid, row: int, own: dict[int, str], heading: Heading) -> Section | None:
    """The section this row opens, or None for a line. What it says of nothing known has no field."""
    numbers = {column.at for column in heading.columns if column.number}
    sign = next((text for at, text in own.items() if at in numbers and _SIGN_ALONE.match(text)), "")
    texts = {at: text for at, text in own.items() if not (at in numbers and text == sign)}
    if len(texts) != 1:
        return None
    ((at, text),) = texts.items()
    across = grid.reach(row, at).right - at + 1 >= max(2, len(heading.columns) - 1)
    said = _SIGN.sub("", text) if not sign else text
    found = _meaning(heading.paper, _COUNT.sub("", said).strip() or said)
    address = grid.address((row, at))
    if found:
        return Section(found[0], Value(found[1], address))
    lettered = bool(_LETTERED.match(sign or text)) and (across or bool(sign) or at in numbers)
    if not (lettered or across):
        return None
    if _takes_areas(heading.paper) and _KNOWN_AREAS.match(words(said)):
        return Section("field", Value(said.strip(), address))
    return Section("", Value(said, address))


def _meaning(paper: Paper, text: str) -> tuple[str, str] | None:
    """The field and value a section's words set: a code, or the area after "Lĩnh vực"."""
    known = _codes(paper).get(words(text))
    if known:
        return known
    area = _AREA.match(text)
    if area and _takes_areas(paper) and text[area.end() :].strip():
        return ("field", text[area.end() :].strip())
    return None


@cache
def _codes(paper: Paper) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for known in paper.fields:
        if known.by_section and known.codes:
            for text, code in codes_of(paper, known.name).items():
                found.setdefault(text, (known.name, code))
    return found


@cache
def _takes_areas(paper: Paper) -> bool:
    return any(known.name == "field" and known.by_section for known in paper.fields)
