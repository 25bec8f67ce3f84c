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
# A share of a line may be off by this much: programs break long names differently.
_SHARE_WITHIN = 0.08


def check(parts: Parts, rules: RuleSet) -> Departures:
    issuer = parts.head.issuer
    if not issuer:
        yield Departure("issuer.missing", "trang đầu, góc trái", "không có", "tên cơ quan ban hành văn bản")
        return
    yield from _full(issuer, rules)
    yield from _below(parts, rules)
    if parts.formatted:
        yield from _looks(issuer, rules)


def _full(issuer: tuple[Piece, ...], rules: RuleSet) -> Departures:
    """The decree lets the parent's name be shortened (II.2.a), never the issuer's."""
    for piece in issuer if rules.regime == "party" else issuer[-1:]:
        short = [word for word in _LETTERS.findall(piece.text) if _is_short(word)]
        if short:
            wanted = f"tên đầy đủ, không viết tắt {', '.join(quoted(word) for word in short)}"
            yield Departure("issuer.full", piece.at, quoted(piece.text), wanted)


def _is_short(word: str) -> bool:
    plain = fold(word)
    return bool(_NO_SYLLABLE.match(plain)) and not _FINALS.match(plain) and word.isupper()


def _below(parts: Parts, rules: RuleSet) -> Departures:
    star, last = parts.head.below_issuer, parts.head.issuer[-1]
    wanted = rules.header.below_organ
    if wanted:
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


def _looks(issuer: tuple[Piece, ...], rules: RuleSet) -> Departures:
    """Above the name that issues stand its superiors; where all is bold or none is, nobody can tell them apart."""
    bold = [piece for piece in issuer if piece.runs and all(run.bold for run in piece.runs if run.text.strip())]
    light = [piece for piece in issuer if piece not in bold]
    yield from look("issuer.parent_look", light if bold else light[:-1], rules.style("parent"))
    if len(bold) == len(issuer) > 1 and _begins_superior(issuer[0]):
        wanted = "tên cơ quan cấp trên không đậm"
        yield Departure("issuer.parent_look", issuer[0].at, f"{quoted(issuer[0].text)}: đậm", wanted)
    yield from look("issuer.look", bold or issuer[-1:], rules.style("organ"))


def _begins_superior(piece: Piece) -> bool:
    superior = ("tinh uy", "thanh uy", "huyen uy", "dang uy", "dang bo", "quan uy", "ban chap hanh", "uy ban", "ubnd")
    return piece.key.startswith(superior)
