"""Tên cơ quan ban hành: parent and issuer, in full, with the star or the line below."""

import re

from kheo.office.wording import fold
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.components.pieces import Piece
from kheo.publishing.validating.departure import Departure, Departures, quoted
from kheo.publishing.validating.looks import look
from kheo.publishing.validating.widths import length

# A word no Vietnamese syllable can be: no vowel, or a vowel and then a heap of consonants.
_LETTERS = re.compile(r"[^\W\d_]+")
_NO_SYLLABLE = re.compile(r"^(?![^aeiouy]*[aeiouy])[a-z]{2,}$|^[aeiou][bcdghklmnpqrstvx]{2,}$")
_FINALS = re.compile(r"^[aeiou](nh|ng|ch)$")
_SYMBOL = re.compile(r"[-/]([A-ZĐ0-9]{2,})(?:-[A-ZĐ0-9]+)*$")
_COMMITTEE_SYMBOLS = re.compile(r"^(TU|HU|ĐU|ThU|QU|TW|QUTW|ĐUQS|ĐUCA|ĐUBP|UBND|HĐND|CB|ĐB|ĐH)$")
_COMMITTEES = ("ban ", "van phong", "tieu ban", "uy ban kiem tra", "so ", "phong ")
_HIGHER = ("tinh uy", "thanh uy", "huyen uy", "dang uy", "dang bo", "quan uy", "ubnd", "uy ban nhan dan")
# A share of a line may be off by this much: programs break long names differently.
_SHARE_WITHIN = 0.08


def check(parts: Parts, rules: RuleSet) -> Departures:
    issuer = parts.head.issuer
    if not issuer:
        yield Departure("issuer.missing", "trang đầu, góc trái", "không có", "tên cơ quan ban hành văn bản")
        return
    yield from _full(issuer, rules)
    yield from _order(issuer)
    yield from _below(parts, rules)
    if parts.formatted:
        yield from _looks(issuer, _own_symbol(parts), rules)


def _full(issuer: tuple[Piece, ...], rules: RuleSet) -> Departures:
    """The decree lets the parent's name be shortened (II.2.a), never the issuer's."""
    for piece in issuer if rules.regime == "party" else issuer[-1:]:
        short = [word for word in _LETTERS.findall(piece.text) if _is_short(word)]
        if short:
            wanted = f"tên đầy đủ, không viết tắt {', '.join(quoted(word) for word in short)}"
            yield Departure("issuer.full", piece.at, quoted(piece.text), wanted)


def _order(issuer: tuple[Piece, ...]) -> Departures:
    """The superior in light letters above, who issues in bold below; a name in two lines has one weight."""
    first, last = issuer[0], issuer[-1]
    turned = (_bold(first) and not _bold(last)) or (not _bold(first) and _bold(last))
    below = _bold(first) and not _bold(last) and _begins_superior(last)
    if turned and (below or (first.key.startswith(_COMMITTEES) and last.key.startswith(_HIGHER))):
        found = f"{quoted(first.text)} ở trên {quoted(last.text)}"
        yield Departure("issuer.order", first.at, found, "tên cơ quan cấp trên ở dòng trên, không đậm")


def _bold(piece: Piece) -> bool:
    return bool(piece.runs) and all(run.bold for run in piece.runs if run.text.strip())


def _is_short(word: str) -> bool:
    plain = fold(word)
    return bool(_NO_SYLLABLE.match(plain)) and not _FINALS.match(plain) and word.isupper()


def _below(parts: Parts, rules: RuleSet) -> Departures:
    star, last = parts.head.below_issuer, parts.head.issuer[-1]
    wanted = rules.header.below_organ
    if wanted:
        number = parts.head.number
        if star is not None and number is not None and star.number > number.number and star.column == number.column:
            yield Departure("issuer.star", star.at, f"{quoted(star.text)} ở dưới số và ký hiệu", "dấu sao ở trên số")
        if star is None or star.text != wanted:
            found = quoted(star.text) if star else "không có"
            yield Departure("issuer.star", last.at, f"dưới tên cơ quan: {found}", f"dấu sao ({wanted}) một dòng riêng")
        return
    if star is not None:
        yield Departure("issuer.star", star.at, f"dưới tên cơ quan: {quoted(star.text)}", "đường kẻ, không có dấu sao")
    elif parts.formatted:
        yield from _drawn(parts, last, rules)


def _drawn(parts: Parts, last: Piece, rules: RuleSet) -> Departures:
    found = parts.drawn_under(last)
    low, high = rules.header.allowed("organ_line")
    said = "đường kẻ liền, dài từ 1/3 đến 1/2 dòng chữ"
    if not found:
        yield Departure("issuer.line", last.at, "không có đường kẻ dưới tên cơ quan", said)
        return
    longest = max(length(piece, rules) for piece in parts.head.issuer[-3:])
    # A name of several lines in one paragraph is measured whole: its longest line is shorter by what a cell holds.
    room = min(longest, rules.header.left * 72 / 25.4)
    if not any((low - _SHARE_WITHIN) * room * 0.5 <= one <= (high + _SHARE_WITHIN) * longest for one in found):
        yield Departure("issuer.line", last.at, f"đường kẻ dài {found[0]:.0f} pt", said)


def _own_symbol(parts: Parts) -> str:
    """The issuer's symbol, where it is another than that of a committee or a people's committee: 'BTGDVTU'."""
    found = _SYMBOL.search(parts.head.number.text) if parts.head.number else None
    return found[1] if found and not _COMMITTEE_SYMBOLS.match(found[1]) else ""


def _looks(issuer: tuple[Piece, ...], own: str, rules: RuleSet) -> Departures:
    """Above the name that issues stand its superiors; where all is bold or none is, nobody can tell them apart."""
    bold = [piece for piece in issuer if piece.runs and all(run.bold for run in piece.runs if run.text.strip())]
    light = [piece for piece in issuer if piece not in bold]
    yield from look("issuer.parent_look", light if bold else light[:-1], rules.style("parent"))
    if len(bold) == len(issuer) > 1 and _begins_superior(issuer[0]):
        wanted = "tên cơ quan cấp trên không đậm"
        yield Departure("issuer.parent_look", issuer[0].at, f"{quoted(issuer[0].text)}: đậm", wanted)
    if len(issuer) == 1 and not bold and own and _begins_superior(issuer[0]):
        found = f"chỉ có {quoted(issuer[0].text)}, không đậm"
        yield Departure("issuer.missing", issuer[0].at, found, f"tên cơ quan ban hành ({own}), in đậm, ở dòng dưới")
        return
    yield from look("issuer.look", bold or issuer[-1:], rules.style("organ"))


def _begins_superior(piece: Piece) -> bool:
    superior = ("tinh uy", "thanh uy", "huyen uy", "dang uy", "dang bo", "quan uy", "ban chap hanh", "uy ban", "ubnd")
    return piece.key.startswith(superior)
