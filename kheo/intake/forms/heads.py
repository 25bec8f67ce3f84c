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
    r"|stt|tt\b|huong dan|thang\b|ngay\b)"
)
_DATED = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b|\bngay \d{1,2}/")
_LETTERS = re.compile(r"[a-z]")
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class _Text:
    """One line of the head; `right` where it stands beside another block: the Party's title, the date."""

    text: str
    at: str
    right: bool = False


def unit_of(above: Sequence[Grid], lines: Sequence[Line], grid: Grid, top: int) -> Value | None:
    """The unit as written in the head: `above` are head tables of a document, `top` the form's heading row."""
    heads = [text for head in above for text in _texts(head, head.table.height)]
    own = list(_texts(grid, top))
    around = [_Text(part, line.at) for line in lines for part in line.text.split("\n")]
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
            if pending:
                yield _Text(f"{pending} {text}", grid.address((row, column)))
                pending = ""
            elif _is_bare_label(text):
                pending = text
            else:
                for part in text.split("\n"):
                    yield _Text(part, grid.address((row, column)), right=column != first)


def _is_bare_label(text: str) -> bool:
    found = _NAMED.match(fold(text))
    return bool(found and _NOTHING.match(found[1]))


def _named(texts: Sequence[_Text]) -> Value | None:
    for line in texts:
        if len(line.text) > 2 * LONGEST_NAME or not _NAMED.match(fold(line.text)):
            continue
        name = re.split(r"[:：]", line.text, maxsplit=1)[1].strip(" .…_*\n")
        if name and _LETTERS.search(fold(name)) and len(name) <= LONGEST_NAME:
            return Value(name, line.at)
    return None


def _issuer(texts: Sequence[_Text]) -> Value | None:
    """The last name of the left block: the organ itself stands below the one above it."""
    block: list[_Text] = []
    for line in texts:
        if line.right:
            continue
        folded = fold(line.text).strip()
        if _is_name(folded):
            block.append(line)
        elif block:
            break
    # A lone line may be a title of ours we do not know; two lines are an organ and the one above it.
    return Value(block[-1].text.strip(), block[-1].at) if block else None


def _is_name(folded: str) -> bool:
    return (
        3 <= len(folded) <= LONGEST_NAME
        and bool(_LETTERS.search(folded))
        and not _NO_NAME.match(folded)
        and not _DATED.search(folded)
        and not _NAMED.match(folded)
    )
