"""Section rows ("I. TẬP THỂ", "A. Lĩnh vực kinh tế"): what they say holds for the lines below them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kheo.campaigns.paper import Paper, Value
from kheo.intake.forms.grid import Grid
from kheo.intake.forms.headings import Heading
from kheo.intake.forms.labels import codes_of
from kheo.office.wording import words

_SIGN = re.compile(r"^\s*(?:phần\s+)?((?:[IVXLC]+|[A-ZĐ]|[a-zđ]|\d{1,2})(?:\.\d{1,2})*)\s*[.)/:–-]+\s*")
_SIGN_ALONE = re.compile(r"^(?:[IVXLC]+|[A-ZĐ]|[a-zđ]|\d{1,2}(?:\.\d{1,2})*)[.)]?$")
_HAS_SAID = re.compile(r"\w")
_ROMAN = re.compile(r"^[IVX]+$")
_COUNT = re.compile(r"\s*[(:–-]\s*(?:\d+.*)?\)?\s*$")
_AREA = re.compile(r"^(?:về\s+|thuộc\s+|trên\s+)?lĩnh\s+vực\s*[:–-]?\s*(?:về\s+)?", re.IGNORECASE)
_LEVEL = re.compile(
    r"\bcấp\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|cơ sở|đảng ủy|trung ương).*$", re.IGNORECASE
)
LONGEST_SECTION = 120
# The areas of the movement that sections often name without saying that they are areas.
_KNOWN_AREAS = re.compile(
    r"^(?:phat trien )?(?:kinh te|van hoa|xa hoi|quoc phong|an ninh|cai cach hanh chinh|chuyen doi so|giao duc"
    r"|xay dung (?:he thong chinh tri|dang|nong thon moi|do thi))\b"
)


@dataclass(frozen=True, slots=True)
class Section:
    """One thing a section row says; `style` tells I from A from 1, and is empty where nothing stands before it."""

    field: str
    value: Value
    style: str = ""


@dataclass(slots=True)
class Sections:
    """The sections one is inside of, outermost first."""

    _open: list[Section] = field(default_factory=list)

    def enter(self, opened: list[Section]) -> None:
        """A row of the same field or the same style of numbering ends the earlier one and all within it."""
        fields = {section.field for section in opened}
        styles = {section.style for section in opened} - {""}
        for depth, outer in enumerate(self._open):
            if outer.field in fields or outer.style in styles:
                del self._open[depth:]
                break
        self._open += [section for section in opened if section.field]

    @property
    def said(self) -> Mapping[str, Value]:
        return {section.field: section.value for section in self._open}


def sections_of(grid: Grid, row: int, own: dict[int, str], heading: Heading) -> list[Section] | None:
    """What this row says for those below it, or None for a line. Of nothing known, one section without a field."""
    sign = next((text for at, text in own.items() if at == heading.number and _SIGN_ALONE.match(text)), "")
    # Where a scan shows "C" as "®", what stands before a section is no text of its own.
    texts = {at: text for at, text in own.items() if at != heading.number or (text != sign and _HAS_SAID.search(text))}
    if len(texts) != 1:
        return None
    ((at, text),) = texts.items()
    before = None if sign else _SIGN.match(text)
    said = text[before.end() :] if before else text
    style = _style(sign.rstrip(".)") or (before[1] if before else ""))
    across = grid.reach(row, at).right - at + 1 >= max(2, len(heading.columns) - 1)
    set_apart = across or (style in {"I", "A"} and (bool(sign) or at == heading.number))
    address = grid.address((row, at))
    bare = _COUNT.sub("", said).strip() or said
    found = [Section(name, Value(value, address), style) for name, value in _meanings(heading.paper, bare, set_apart)]
    if found or not set_apart:
        return found or None
    return [Section("", Value(said, address), style)]


def section_before(paper: Paper, text: str, at: str) -> list[Section]:
    """What a line of its own above the headings says ("I. TẬP THỂ"); nothing unless all of it is a section's."""
    before = _SIGN.match(text)
    said = _COUNT.sub("", text[before.end() :] if before else text).strip()
    style = _style(before[1] if before else "")
    return [Section(name, Value(value, at), style) for name, value in _meanings(paper, said, set_apart=False)]


def _style(sign: str) -> str:
    if not sign:
        return ""
    if _ROMAN.match(sign):
        return "I"
    if sign[0].isdigit():
        return "1" * (sign.count(".") + 1)
    return "A" if sign.isupper() else "a"


def _meanings(paper: Paper, text: str, set_apart: bool) -> list[tuple[str, str]]:  # noqa: FBT001
    """Fields and values the words set. Only a row that is set apart may have words around them."""
    said = words(text)
    names = {known.name for known in paper.fields if known.by_section}
    found = dict(_codes_said(paper, said)) if len(said) <= LONGEST_SECTION else {}
    if found and not set_apart and not _is_code(paper, said):
        found = {}
    area = _AREA.match(text) if "field" in names else None
    if area and text[area.end() :].strip():
        found["field"] = text[area.end() :].strip()
    elif set_apart and not found and "field" in names and _KNOWN_AREAS.match(said):
        found["field"] = text.strip()
    level = _LEVEL.search(text) if set_apart and "level" in names else None
    if level:
        found["level"] = level[0].strip()
    return list(found.items())


def _is_code(paper: Paper, said: str) -> bool:
    return any(said in codes_of(paper, known.name) for known in paper.fields if known.by_section and known.codes)


@lru_cache(maxsize=5_000)
def _codes_said(paper: Paper, said: str) -> tuple[tuple[str, str], ...]:
    """Each field whose codes the words name without naming two of them: "Mô hình tập thể" says kind and subject."""
    found = []
    for known in paper.fields:
        if not (known.by_section and known.codes):
            continue
        codes = codes_of(paper, known.name)
        # One syllable among others means anything: "dừng" is in "xây dựng", "hộ" in "hỗ trợ".
        held = [way for way in codes if f" {way} " in f" {said} " and (" " in way or way == said)]
        if not held:
            continue
        longest = max(held, key=len)
        rest = f" {said} ".replace(f" {longest} ", "  ", 1)
        if {code for way, code in codes.items() if f" {way} " in rest} <= {codes[longest]}:
            found.append((known.name, codes[longest]))
    return tuple(found)
