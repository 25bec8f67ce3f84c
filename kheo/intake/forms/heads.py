"""Whose a form is, by what stands above its table: a line "Đơn vị: …", or the issuer in the left block."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kheo.campaigns.paper import Value
from kheo.intake.forms.grid import Grid
from kheo.office.tables import Line
from kheo.office.wording import fold

_NAMED = re.compile(
    r"^[\s*+•-]*(?:ten )?(?:co quan, don vi|co quan|don vi|dia phuong|tap the)"
    r"(?: (?:dang ky|bao cao|gui|lap bieu|lap|thuc hien|de nghi|chu quan))*(?: \([^)]*\))?\s*[:：](.*)$",
    re.DOTALL,
)
_NOTHING = re.compile(r"^[\s.…_\-–·*]*$")
# What stands in a head without being anybody's name.
_NO_NAME = re.compile(
    r"^(?:dang cong san|cong hoa xa hoi|doc lap|tu do|hanh phuc|so\b|v/v|ve viec|kinh gui|noi nhan|bieu|danh sach|mau"
    r"|phu luc|dang ky|ket qua|bao cao|tong hop|ban dang ky|ke hoach|to trinh|\(?kem theo|phong trao|thuc hien|nam 20"
    r"|stt|tt\b|huong dan|thang\b|ngay\b|don vi\b)"
)
_DATED = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b|\bngay \d{1,2}/")
_LETTERS = re.compile(r"[a-z]")
# What only official heads hold: then the left block is the issuer's, whatever it is called.
_OFFICIAL = re.compile(r"^(?:dang cong san|cong hoa xa hoi|doc lap|so\b|\*$)")
_ORGAN = re.compile(
    r"^(?:(?:chi bo|dang bo|dang uy|chi uy|hoi|chi hoi|chi doan|ban|bcd|bch|bo|to|khu|khoi|xa|phuong|thi tran|thi xa"
    r"|huyen|tinh|thanh pho|thon|ap|ubnd|uy ban|ubmt|ubmttq|mttq|mat tran|truong|cong an|tram|trung tam|phong|van phong"
    r"|cong doan|cong ty|hop tac xa|htx|lien doan|co quan|benh vien|doan|so|chi cuc|vien|toa an|kho bac|ngan hang"
    r"|don|doi)\b)"
)
_BARE_ORGAN = re.compile(
    r"^(?:ubnd|uy ban nhan dan|hoi dong nhan dan|dang uy|ban chi dao|bcd|bch|cong an|mat tran to quoc)$"
)
LONGEST_NAME = 200
LONGEST_LINE = 2 * LONGEST_NAME
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class _Text:
    """One line of the head; `right` where it stands beside another block: the Party's title, the date."""

    text: str
    at: str
    right: bool = False


def unit_of(above: Sequence[Grid], lines: Sequence[Line], grid: Grid | None, top: int) -> Value | None:
    """The unit as written in the head: `above` are head tables of a document, `top` the form's heading row."""
    heads = [text for head in above for text in _texts(head, head.table.height)]
    own = list(_texts(grid, top)) if grid else []
    around = [_Text(part, line.at) for line in lines for part in _parts(line.text)]
    for texts in (own, around, heads):
        named = _named(texts)
        if named:
            return named
    for texts in (own, heads, around):
        issuer = _issuer(texts)
        if issuer:
            return issuer
    return None


def _texts(grid: Grid, top: int) -> Iterator[_Text]:
    """The lines of the cells above row `top`, cell by cell; a label and the cell beside it are one line."""
    for row, texts in grid.rows.items():
        if row >= top:
            return
        first = min(texts)
        pending = ""
        for column, text in texts.items():
            at = grid.address((row, column))
            if pending and _is_name(fold(text[:LONGEST_LINE]).strip()):
                yield _Text(f"{pending} {text}", at)
            elif _is_bare_label(text):
                pending = text
                continue
            else:
                yield from (_Text(part, at, right=column != first) for part in _parts(text))
            pending = ""


def _parts(text: str) -> Iterator[str]:
    """The lines of a cell or paragraph, without those no name is as long as."""
    return (part for part in text.split("\n") if len(part) <= LONGEST_LINE)


def _is_bare_label(text: str) -> bool:
    found = _NAMED.match(fold(text)) if len(text) <= LONGEST_LINE else None
    return bool(found and _NOTHING.match(found[1]))


def _named(texts: Sequence[_Text]) -> Value | None:
    for line in texts:
        if not _NAMED.match(fold(line.text)):
            continue
        name = re.split(r"[:：]", line.text, maxsplit=1)[1].strip(" .…_*\n")
        if name and _LETTERS.search(fold(name)) and len(name) <= LONGEST_NAME:
            return Value(name, line.at)
    return None


def _issuer(texts: Sequence[_Text]) -> Value | None:
    """The organ's own name in the left block: it stands below the one above it, and may run over several lines."""
    block: list[_Text] = []
    for line in texts:
        if line.right:
            continue
        if _is_name(fold(line.text).strip()):
            block.append(line)
        elif block:
            break
    if not block or len(block) > MOST_LINES:
        return None
    folded = [fold(line.text).strip() for line in block]
    official = any(_OFFICIAL.match(fold(line.text).strip()) for line in texts)
    if not official and not _ORGAN.match(folded[-1]):
        # A lone line may be a title of ours we do not know.
        return None
    start = _start(folded)
    return Value(" ".join(line.text.strip() for line in block[start:]), block[start].at)


def _start(folded: Sequence[str]) -> int:
    """Where the own name begins: the last line that names an organ, with the line it continues."""
    start = max((place for place, text in enumerate(folded) if _ORGAN.match(text)), default=len(folded) - 1)
    if start and _BARE_ORGAN.match(folded[start - 1]):
        return start - 1
    if start == 0 and len(folded) > 1 and not _BARE_ORGAN.match(folded[0]):
        return 1
    return start


def _is_name(folded: str) -> bool:
    return (
        3 <= len(folded) <= LONGEST_NAME
        and bool(_LETTERS.search(folded))
        and not _NO_NAME.match(folded)
        and not _DATED.search(folded)
        and not _NAMED.match(folded)
    )
