"""Số và ký hiệu: no blanks, the marks of the regime, a zero before numbers under ten, the symbol of the type."""

import re

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.components.pieces import Piece
from kheo.publishing.validating.components.types import type_of, type_symbols
from kheo.publishing.validating.departure import Departure, Departures, quoted
from kheo.publishing.validating.looks import look

_NUMBER = re.compile(r"^(?P<word>\S+?)(?P<colon>\s*:)?(?P<gap>\s+|(?=\d))(?P<rest>.*)$")
_GIVEN = re.compile(r"^(?P<digits>\d+)(?P<before>\s*)(?P<mark>[-–/])(?P<after>\s*)(?P<symbol>.*)$")
_BLANK = re.compile(r"^[\s.…_]*(?P<mark>[-–/])?(?P<symbol>[^\s.…_].*)?$")
_GROUP = r"[A-ZĐ][A-ZĐa-zđ0-9]*"
_PARTY = re.compile(rf"^{_GROUP}/{_GROUP}(-{_GROUP})*(/[a-z]+)?$")
_STATE = re.compile(rf"^{_GROUP}([-/.]{_GROUP})*$")
# Symbols of organs with small letters in them.
_MIXED = frozenset({"TTg", "PTTg"})
# Also what organs are called by: "15/HĐ-TĐKT".
_ORGANS_TOO = frozenset({"HĐ", "TB"})


def check(parts: Parts, rules: RuleSet) -> Departures:
    number = parts.head.number
    if number is None:
        # Lists and tables are no papers of their own and bear no number.
        if not parts.kind.listing:
            yield Departure("number.missing", "trang đầu, dưới tên cơ quan", "không có", "số và ký hiệu văn bản")
        return
    found = _NUMBER.match(number.text)
    if found is None:
        if number.text.strip(" :.…") not in {"Số", "số"}:
            yield Departure("number.form", number.at, quoted(number.text), _example(rules))
        return
    yield from _word(number, found, rules)
    yield from _rest(number, found["rest"], parts, rules)
    if parts.formatted:
        yield from look("number.look", [number], rules.style("number"))


def _word(number: Piece, found: re.Match[str], rules: RuleSet) -> Departures:
    wanted = rules.words.number.partition(" ")[0]
    if bool(found["colon"]) != wanted.endswith(":"):
        said = "có dấu hai chấm sau “Số”" if wanted.endswith(":") else "không có dấu hai chấm sau “Số”"
        yield Departure("number.colon", number.at, quoted(number.text), said)
    if found["word"] != wanted.rstrip(":"):
        yield Departure("number.form", number.at, quoted(number.text), f"chữ {quoted(wanted.rstrip(':'))} đứng đầu")


def _rest(number: Piece, rest: str, parts: Parts, rules: RuleSet) -> Departures:
    given = _GIVEN.match(rest)
    if given is None:
        blank = _BLANK.match(rest)
        if blank is None:
            yield Departure("number.form", number.at, quoted(number.text), _example(rules))
        elif blank["symbol"]:
            yield from _symbol(number, blank["mark"] or "", blank["symbol"], parts, rules)
        return
    if given["before"] or given["after"] or " " in given["symbol"].strip():
        yield Departure("number.spaces", number.at, quoted(number.text), "không có dấu cách trong số và ký hiệu")
    yield from _zero(number, given["digits"], rules)
    yield from _symbol(number, given["mark"], given["symbol"], parts, rules)


def _zero(number: Piece, digits: str, rules: RuleSet) -> Departures:
    below = rules.zeros.number_below
    right = f"{int(digits):02d}" if int(digits) < below else str(int(digits))
    if digits == right:
        return
    wanted = f"số nhỏ hơn 10 ghi “{right}”" if int(digits) < below else f"ghi “{right}”"
    yield Departure("number.zero", number.at, quoted(number.text), wanted)


def _symbol(number: Piece, mark: str, symbol: str, parts: Parts, rules: RuleSet) -> Departures:
    plain = re.sub(r"\s+", "", symbol)
    wanted_mark = "-" if rules.regime == "party" else "/"
    form = _PARTY if rules.regime == "party" else _STATE
    if mark.replace("–", "?") != wanted_mark or not form.match(plain):
        yield Departure("number.form", number.at, quoted(number.text), _example(rules))
        return
    first, *organs = re.split(r"[-/.]", plain)
    if rules.regime == "party" and "/" in plain and organs[-1:] == [plain.rpartition("/")[2].lower()]:
        organs.pop()
    yield from _type(number, first, parts, rules)
    wrong = [one for one in organs if one != one.upper() and one not in _MIXED | set(type_symbols("state").values())]
    if wrong:
        said = ", ".join(quoted(one.upper()) for one in wrong)
        yield Departure("number.capitals", number.at, quoted(number.text), f"ký hiệu cơ quan viết in hoa: {said}")


def _type(number: Piece, first: str, parts: Parts, rules: RuleSet) -> Departures:
    """The symbol against the title: a letter of the Party has CV, one of the State the organ's own symbol."""
    known = type_symbols(rules.regime)
    if parts.kind.listing:
        return
    if parts.kind.name is None and rules.regime == "state":
        if first.upper() in {"CV", *(one.upper() for one in known.values())} and first not in _ORGANS_TOO:
            wanted = "công văn không ghi ký hiệu tên loại: “Số: 05/BNV-VP”"
            yield Departure("number.type", number.at, quoted(number.text), wanted)
        return
    name = type_of(parts.kind.name.key, rules.regime) if parts.kind.name else "cong van"
    wanted = known.get(name, "")
    if wanted and first != wanted:
        title = parts.kind.name.text if parts.kind.name else "công văn"
        yield Departure("number.type", number.at, quoted(number.text), f"{title}: ký hiệu tên loại “{wanted}”")


def _example(rules: RuleSet) -> str:
    example = "15-QĐ/TU" if rules.regime == "party" else "15/QĐ-BNV"
    word = rules.words.number.partition(" ")[0]
    return f"dạng “{word} {example}”"
