"""The end of a paper: who receives it, who signs it, and what is attached."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kheo.office.wording import fold
from kheo.publishing.validating.components.parts import Annex, Signature
from kheo.publishing.validating.components.pieces import Piece
from kheo.publishing.validating.facts import JUSTIFIED

_DASH = re.compile(r"^[-–—+•]")
AUTHORITY = re.compile(r"^(T\s?/\s?M|K\s?/\s?T|T\s?/\s?L|T\s?/\s?U\s?Q?|TUQ|TM|KT|TL|T/UQ)\b\.?\s*")
_POST = re.compile(
    r"^(q\.? |quyen )?(pho )?(tong )?(bi thu|chu tich|chu nhiem|truong|chanh|giam doc|hieu truong|thu truong|uy vien|"
    r"cuc truong|vu truong|vien truong|chi huy|nguoi|thanh vien|dai dien|chu tri|thu ky|tong|pho)\b"
)
# A post in small letters; with accents, as Trương is a family name.
_SMALL_POST = re.compile(
    r"^(q\. ?|quyền )?(phó )?(bí thư|chủ tịch|chủ nhiệm|trưởng|chánh|giám đốc|hiệu trưởng|thủ trưởng|[uủ][yỷ] viên|"
    r"tổng |viện trưởng|chỉ huy trưởng)\b"
)
_NAME = re.compile(r"^[^\W\d_a-z][^\W\d_]*(\.? [^\W\d_a-z.][^\W\d_]*){1,7}$")
_BESIDE = re.compile(r"^(\((ký|da ky|chu ky|ky ten)|ky boi|da ky)")
_ANNEX = re.compile(r"^phu luc( so)?( [0-9]{1,2}| [ivxl]{1,5})?$")
_ATTACHED = re.compile(r"^\(?\s*(ban hanh )?kem theo\b")
_TITLES = re.compile(r"^d?ang cong san viet nam$|^cong hoa xa hoi chu nghia viet nam$")


@dataclass(frozen=True, slots=True)
class Ending:
    """`starts`: the number of the first line that is no longer text; None where nothing was found."""

    starts: int | None
    receivers: tuple[Piece, ...] = ()
    signatures: tuple[Signature, ...] = ()
    annexes: tuple[Annex, ...] = ()


def ending_of(pieces: Sequence[Piece], after: int, label: int | None) -> Ending:
    """`after`: the number of the first line of the text; `label`: the place of "Nơi nhận" among the pieces."""
    first_post = _first_post(pieces, after, label)
    starts = [pieces[place].number for place in (label, first_post) if place is not None]
    if not starts:
        return Ending(None, annexes=_annexes(pieces, after))
    begin = min(starts)
    block = [one for one in pieces if one.number >= begin]
    end = _block_end(block)
    received = _received(block[:end], pieces[label] if label is not None else None)
    held = {id(one) for one in received} | ({id(pieces[label])} if label is not None else set())
    signing = [one for one in block[:end] if id(one) not in held]
    return Ending(begin, tuple(received), tuple(_signatures(signing)), tuple(_annexes(block[end:], begin)))


def annex_alone(pieces: Sequence[Piece]) -> Annex | None:
    """The annex, where a file begins with "Phụ lục" and holds nothing else."""
    return _annex(pieces) if pieces and _ANNEX.match(pieces[0].key) and pieces[0].only else None


def is_post(piece: Piece) -> bool:
    """A line of authority ("T/M BAN THƯỜNG VỤ") or a post ("PHÓ BÍ THƯ"), in capitals."""
    plain = piece.text.strip()
    return piece.capitals and len(plain) < 80 and bool(AUTHORITY.match(plain) or _POST.match(fold(plain)))


def is_kiem(piece: Piece) -> bool:
    return piece.key == "kiem"


def _first_post(pieces: Sequence[Piece], after: int, label: int | None) -> int | None:
    """Who signs stands near "Nơi nhận", or at the end of the text where nobody receives the paper."""
    nearest = label - 14 if label is not None else 0
    for place, piece in enumerate(pieces):
        setting = piece.line.setting
        text = setting is not None and setting.align == JUSTIFIED
        if place >= nearest and piece.number >= after and is_post(piece) and not text:
            return place
    return None


def _block_end(block: Sequence[Piece]) -> int:
    """Where the block of receivers and signatures ends: at an annex, a new section or a second head."""
    for place, piece in enumerate(block):
        later = piece.line.section != block[0].line.section
        if later or _begins_annex(piece):
            return place
    return len(block)


def _begins_annex(piece: Piece) -> bool:
    key = piece.key
    listed = piece.capitals and key.startswith(("danh sach", "bieu tong hop", "bieu mau", "mau so", "bang tong hop"))
    return bool(_ANNEX.match(key)) or (listed and piece.only) or _is_title(piece) or key.startswith("don vi")


def _is_title(piece: Piece) -> bool:
    return piece.capitals and bool(_TITLES.match(piece.key))


def _received(block: Sequence[Piece], label: Piece | None) -> list[Piece]:
    """Lines with a dash below the label; in a frame all of its cell, save who drafted it."""
    if label is None:
        return []
    framed = label.column != (0, 0)
    below = [one for one in block if (one.number, one.place) > (label.number, label.place)]
    if framed:
        cell = label.line.cell
        same = [one for one in below if one.line.cell == cell and not is_post(one)]
        return [one for one in same if _DASH.match(one.text) or " " in one.text]
    return [one for one in below if _DASH.match(one.text)]


def _signatures(block: Sequence[Piece]) -> Iterator[Signature]:
    """Per column: posts, then a name; several under each other where several sign on one side."""
    columns: dict[tuple[int, int], list[Piece]] = {}
    numbers = [piece.number for piece in block]
    # Without a frame two sign beside each other only where two stand on one line.
    beside = any(numbers.count(piece.number) > 1 for piece in block if piece.column == (0, 0))
    for piece in block:
        outside = (0, piece.place if beside else 0)
        columns.setdefault(piece.column if piece.column != (0, 0) else outside, []).append(piece)
    for column in columns.values():
        posts: list[Piece] = []
        for piece in column:
            more = is_kiem(piece) or (piece.capitals and len(piece.text) > 3)
            # Beside "Nơi nhận" in a frame stands nobody but who signs.
            if (
                is_post(piece)
                or _SMALL_POST.match(piece.text.lower())
                or (more and (posts or piece.line.cell is not None))
            ):
                posts.append(piece)
            elif posts and not _BESIDE.match(fold(piece.text)):
                yield Signature(tuple(posts), piece)
                posts = []
        if posts:
            yield Signature(tuple(posts), None)


def _annexes(block: Sequence[Piece], begin: int) -> tuple[Annex, ...]:
    """What follows, parted where a label, a section or a second head begins a new one."""
    groups: list[list[Piece]] = []
    for piece in block:
        if piece.number < begin:
            continue
        started = not groups or piece.line.section != groups[-1][0].line.section
        if started or (_ANNEX.match(piece.key) and piece.only and len(groups[-1]) > 1):
            groups.append([])
        groups[-1].append(piece)
    return tuple(_annex(group) for group in groups if _is_annex(group))


def _is_annex(group: Sequence[Piece]) -> bool:
    return any(_begins_annex(one) or _ATTACHED.match(fold(one.text)) for one in group[:8])


def _annex(group: Sequence[Piece]) -> Annex:
    found = Annex(tuple(group), section=group[0].line.section)
    for piece in group:
        if found.label is None and _ANNEX.match(piece.key):
            found = replace(found, label=piece)
        elif found.note is None and _ATTACHED.match(fold(piece.text)):
            found = replace(found, note=piece)
        elif found.head is None and _is_title(piece):
            found = replace(found, head=piece)
        elif found.title is None and found.label is not None:
            found = replace(found, title=piece)
    return found
