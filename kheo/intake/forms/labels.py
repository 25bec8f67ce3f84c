"""What a heading means: the field of a paper whose known headings it is nearest to."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from kheo.campaigns.paper import Paper
from kheo.office.wording import words

LONGEST_LABEL = 200
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")
_NUMBERING = re.compile(r"^(?:[ivx]+|[a-z]|\d{1,2}) ")
# Words that headings carry without meaning another column.
_FILLERS = re.compile(
    r"\b(?:dan van kheo|dvk|nam 20\d\d|20\d\d|cua don vi|dang ky thuc hien|dang ky xay dung|cu the)\b"
)
# Headings that never are a field of ours, whatever words of one they hold.
_OTHERS = re.compile(
    r"^(?:stt|tt|so tt|so thu tu|thu tu|ghi chu|so (?:dien thoai|luong|tien|nguoi|ho)|dien thoai|sdt|email|ngay sinh"
    r"|nam sinh|gioi tinh|dan toc|noi dung chi|tong so|so quyet dinh)\b"
)
# Remarks may hold an outcome, but yield to any column made for it.
REMARKS = frozenset({"ghi chu"})
NUMBER = re.compile(r"^(?:stt|tt|so tt|so thu tu|thu tu)$")
_NEAR = 90.0
MOST_WORDS_OF_A_CODE = 15
_DENIES = re.compile(r"\b(?:khong|chua)\b")


@dataclass(frozen=True, slots=True)
class Meaning:
    """`sure` ranks meanings: 3 as written in the paper, 2 with other words around, 1 with a slip, 0 remarks.

    One heading may mean several fields ("Mô hình/điển hình" names the title or the kind); the likelier stands first.
    """

    fields: tuple[str, ...]
    sure: int


@lru_cache(maxsize=5_000)
def meaning_of(paper: Paper, label: str) -> Meaning | None:
    """The field this heading means, or None for a column the paper does not know."""
    if len(label) > LONGEST_LABEL:
        return None
    whole = words(label)
    known = _headings(paper)
    if whole in known:
        return Meaning(known[whole], 0 if whole in REMARKS else 3)
    offered = _offered(paper, label)
    if offered:
        return Meaning((offered,), 3)
    bare = _bare(label)
    if not bare or _OTHERS.match(bare):
        return None
    if bare in known:
        return Meaning(known[bare], 3)
    return _held(bare, known) or _near(bare, known)


@cache
def codes_of(paper: Paper, field: str) -> dict[str, str]:
    """The words that mean a code of this field → the code."""
    codes = paper.field(field).codes
    return {words(text): code for code, texts in codes.items() for text in (code, *texts)}


@lru_cache(maxsize=5_000)
def code_of(paper: Paper, field: str, text: str) -> str | None:
    """The code these words mean: the very words of one, or words that begin with them or hold them and deny nothing."""
    codes, said = codes_of(paper, field), words(text)
    if said in codes:
        return codes[said]
    if len(said.split()) > MOST_WORDS_OF_A_CODE:
        return None
    padded = f" {said} "
    held = [way for way in codes if said.startswith(f"{way} ") or (" " in way and f" {way} " in padded)]
    if not held:
        return None
    longest = max(held, key=len)
    rest = padded.replace(f" {longest} ", "  ", 1)
    others = {code for way, code in codes.items() if f" {way} " in rest}
    return None if _DENIES.search(rest) or others - {codes[longest]} else codes[longest]


def _offered(paper: Paper, label: str) -> str:
    """The field whose answers stand in brackets, one denying another: "Hiệu quả (nhân rộng được/ không …)"."""
    brackets = _BRACKETS.search(label)
    offers = [words(part) for part in re.split(r"[/,;]|\bhay\b|\bhoặc\b", brackets[0])] if brackets else []
    if len(offers) < 2 or not any(map(_DENIES.search, offers)):
        return ""
    for field in paper.fields:
        if field.codes and codes_of(paper, field.name).keys() >= set(offers):
            return field.name
    return ""


def _bare(label: str) -> str:
    bare = _NUMBERING.sub("", words(_BRACKETS.sub(" ", label)))
    return " ".join(_FILLERS.sub(" ", bare).split())


@cache
def _headings(paper: Paper) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for field in paper.fields:
        for heading in (field.label, *field.headings):
            for spelling in {words(heading), _bare(heading)} - {""}:
                fields = found.get(spelling, ())
                if field.name not in fields:
                    found[spelling] = (*fields, field.name)
    return found


def _held(bare: str, known: dict[str, tuple[str, ...]]) -> Meaning | None:
    """The longest known heading that stands in the label as whole words and is at least half of it."""
    padded = f" {bare} "
    holding = [heading for heading in known if f" {heading} " in padded and 2 * len(heading) >= len(bare)]
    # What stands first says what the column is about: "Tên mô hình, địa điểm" is the title.
    best = min(holding, key=lambda heading: (padded.index(f" {heading} "), -len(heading)), default=None)
    return Meaning(known[best], 2) if best else None


def _near(bare: str, known: dict[str, tuple[str, ...]]) -> Meaning | None:
    found = process.extractOne(bare, known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return Meaning(known[found[0]], 1) if found else None
