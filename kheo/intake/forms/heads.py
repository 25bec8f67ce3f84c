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
    r"|stt|tt\b|huong dan|thang\b|ngay\b|don vi\b|to chuc (?:hoi|thuc hien|trien khai|cac|le|ky niem|phong trao)"
    r"|hoi (?:nghi|thi)\b|tong ket|so ket|thong (?:ke|bao)|ban (?:hanh|tong hop|thong ke)|bang|chuong trinh|cong tac"
    r"|thi dua|noi dung|mo hinh|dien hinh|dan van kheo|dvk\b|(?:cac )?(?:tap the|ca nhan|ho gia dinh)\W*$"
    # Sections: "I. TẬP THỂ", "A. Lĩnh vực kinh tế", "Phần I".
    r"|(?:[ivx]+|[a-d]|\d{1,2})\s*[.)/:–-]+\s|[ivx]+\s|phan (?:[ivx]+|\d)|linh vuc"
    # "Thôn bản đăng ký …" says what was done; offices of registry are called so.
    r"|.*\b(?<!phong )(?<!nhanh )(?<!tam )dang ky\b(?! dat dai| kinh doanh| quyen su dung))"
)
_DATED = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b|\bngay \d{1,2}/")
_LETTERS = re.compile(r"[a-z]")
# What only official heads hold: then the left block is the issuer's, whatever it is called.
_OFFICIAL = re.compile(r"^(?:dang cong san|cong hoa xa hoi|doc lap|so\b|\*$)")
_TITLE = re.compile(r"^(?:dang cong san|cong hoa xa hoi|doc lap)\b")
_ORGAN = re.compile(
    r"^(?:(?:chi bo|dang bo|dang uy|chi uy|hoi|chi hoi|chi doan|ban|bcd|bch|bo|to|khu|khoi|xa|phuong|thi tran|thi xa"
    r"|huyen|tinh|thanh pho|thon|ap|ubnd|uy ban|ubmt|ubmttq|mttq|mat tran|truong|cong an|tram|trung tam|phong|van phong"
    r"|cong doan|cong ty|hop tac xa|htx|lien doan|co quan|benh vien|doan|so|chi cuc|vien|toa an|kho bac|ngan hang"
    r"|don|doi)\b)"
)
# Organs as units shorten them, in capitals or not.
_SHORTENED = re.compile(
    r"^(?:du|dub|hu|vphu|vphdnd|vp|hnd|hlhpn|hpn|hccb|ccb|dtn|ldld|btg|btgdv|btc|btctu|bdv|ubkt|ttyt|ttvh|ttgdtx|tthc"
    r"|cah|cax|catt|bchqs|bqs|bhxh|kbnn|nhcsxh|tand|vksnd|thads|mn|th|ths|thcs|thpt|ptdtbt|ptdtnt|gdtx|pgd|gd&dt|hdnd"
    r"|cb|htx|clb)\b"
)
# "CAH Phong Thổ": capitals stand out only where others do not.
_CAPITALS = re.compile(r"^[A-ZĐ][A-ZĐ.&]{1,9}(?:\s(?=.*[a-z])|$)")
# Bodies that stand under whose they are; alone they name nobody.
_EXECUTIVE = re.compile(r"^(?:ban (?:chap hanh|thuong vu|thuong truc)|bch|btv|thuong truc)$")
_BARE_ORGAN = re.compile(
    r"^(?:ubnd|uy ban nhan dan|hoi dong nhan dan|hdnd|dang uy|chi uy|cong an|cong doan|van phong"
    r"|(?:uy ban |ub)?(?:mat tran to quoc|mttq)(?: viet nam| vn)?|khoi dan van"
    r"|ban (?:dan van|tuyen giao|to chuc|chap hanh|thuong vu|thuong truc|chi huy quan su|noi chinh|cong tac mat tran)"
    r"|uy ban kiem tra|bch|btv|thuong truc"
    r"|(?:bcd|ban chi dao)(?: (?:thuc hien )?(?:qcdc|quy che dan chu|cong tac dan van))?(?: o co so)?"
    r"|hoi (?:nong dan|cuu chien binh|chu thap do|nguoi cao tuoi|(?:lien hiep |lh)?(?:phu nu|pn))(?: viet nam| vn)?"
    r"|doan (?:thanh nien|tncs|tn)(?: cong san| cs)?(?: ho chi minh| hcm)?)$"
)
# Schools say their kind in one line and their name in the next.
_SCHOOL = re.compile(
    r"^truong (?:mam non|mau giao|tieu hoc|trung hoc|th|thcs|thpt|mn|pt|ptdt|ptdtbt|ptdtnt|pho thong|dan toc|ban tru"
    r"|noi tru|co so|va|&|-|\s)+$"
)
# Whose bodies write letters under their own names, and are units of their own.
_HIGHER = re.compile(
    r"^(?:(?:huyen|thi|thanh|tinh) uy"
    r"|(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan) (?:huyen|thi xa|thanh pho|tinh))\b"
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


def is_official(text: str) -> bool:
    """Does it hold what only the heads of letters hold: the Party's title or the State's?"""
    return bool(_TITLE.match(fold(text).strip()))


def names_organ(text: str) -> bool:
    """Is it the name of an organ and more than its kind: "Xã Mường So", "TH Dào San"?"""
    folded = fold(text).strip()
    return " " in folded and _is_organ(folded) and not _NO_NAME.match(folded)


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
    start, end = _own(folded)
    school = end - start == 2 and _SCHOOL.match(folded[start])
    if (
        not official
        and not school
        and not _is_organ(folded[end - 1])
        and not _CAPITALS.match(block[end - 1].text.strip())
    ):
        # A lone line may be a title of ours we do not know.
        return None
    return Value(" ".join(line.text.strip() for line in block[start:end]), block[start].at)


def _own(folded: Sequence[str]) -> tuple[int, int]:
    """The lines of the own name: those of the last organ, unless it only says which body of the one above wrote."""
    start = _start(folded)
    name = " ".join(folded[start:])
    bare = _EXECUTIVE.match(name) or (_BARE_ORGAN.match(name) and start and not _HIGHER.match(folded[start - 1]))
    return _own(folded[:start]) if start and bare else (start, len(folded))


def _is_organ(folded: str) -> bool:
    return bool(_ORGAN.match(folded) or _SHORTENED.match(folded))


def _start(folded: Sequence[str]) -> int:
    """Where the own name begins: the last line that names an organ, with the line it continues."""
    start = max((place for place, text in enumerate(folded) if _is_organ(text)), default=len(folded) - 1)
    if start and _BARE_ORGAN.match(folded[start - 1]):
        return start - 1
    if start == 0 and len(folded) > 1 and not _BARE_ORGAN.match(folded[0]) and not _SCHOOL.match(folded[0]):
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
