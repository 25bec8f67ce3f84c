"""Số và ký hiệu: no blanks, the marks of the regime, a zero before numbers under ten."""

import re

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.components.pieces import Piece
from kheo.publishing.validating.departure import Departure, Departures, quoted
from kheo.publishing.validating.looks import look

_NUMBER = re.compile(r"^(?P<word>\S+?)(?P<colon>\s*:)?(?P<gap>\s+|(?=\d))(?P<rest>.*)$")
_GIVEN = re.compile(r"^(?P<digits>\d+)(?P<before>\s*)(?P<mark>[-–/])(?P<after>\s*)(?P<symbol>.*)$")
_BLANK = re.compile(r"^[\s.…_]*(?P<mark>[-–/])?(?P<symbol>[^\s.…_].*)?$")
_GROUP = r"[A-ZĐ][A-ZĐa-zđ0-9]*"
_PARTY = re.compile(rf"^{_GROUP}/{_GROUP}(-{_GROUP})*(/[a-z]+)?$")
_STATE = re.compile(rf"^{_GROUP}([-/.]{_GROUP})*$")


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
    yield from _rest(number, found["rest"], rules)
    if parts.formatted:
        yield from look("number.look", [number], rules.style("number"))


def _word(number: Piece, found: re.Match[str], rules: RuleSet) -> Departures:
    wanted = rules.words.number.partition(" ")[0]
    if bool(found["colon"]) != wanted.endswith(":"):
        said = "có dấu hai chấm sau “Số”" if wanted.endswith(":") else "không có dấu hai chấm sau “Số”"
        yield Departure("number.colon", number.at, quoted(number.text), said)
    if found["word"] != wanted.rstrip(":"):
        yield Departure("number.form", number.at, quoted(number.text), f"chữ {quoted(wanted.rstrip(':'))} đứng đầu")


def _rest(number: Piece, rest: str, rules: RuleSet) -> Departures:
    given = _GIVEN.match(rest)
    if given is None:
        blank = _BLANK.match(rest)
        if blank is None:
            yield Departure("number.form", number.at, quoted(number.text), _example(rules))
        elif blank["symbol"]:
            yield from _symbol(number, blank["mark"] or "", blank["symbol"], rules)
        return
    if given["before"] or given["after"] or " " in given["symbol"].strip():
        yield Departure("number.spaces", number.at, quoted(number.text), "không có dấu cách trong số và ký hiệu")
    if len(given["digits"]) == 1 and int(given["digits"]) < rules.zeros.number_below:
        yield Departure("number.zero", number.at, quoted(number.text), f"số nhỏ hơn 10 ghi “0{given['digits']}”")
    elif given["digits"].startswith("0") and int(given["digits"]) >= rules.zeros.number_below:
        yield Departure("number.zero", number.at, quoted(number.text), f"ghi “{int(given['digits'])}”")
    yield from _symbol(number, given["mark"], given["symbol"], rules)


def _symbol(number: Piece, mark: str, symbol: str, rules: RuleSet) -> Departures:
    plain = re.sub(r"\s+", "", symbol)
    wanted_mark = "-" if rules.regime == "party" else "/"
    form = _PARTY if rules.regime == "party" else _STATE
    if mark.replace("–", "?") != wanted_mark or not form.match(plain):
        yield Departure("number.form", number.at, quoted(number.text), _example(rules))


def _example(rules: RuleSet) -> str:
    example = "15-QĐ/TU" if rules.regime == "party" else "15/QĐ-BNV"
    word = rules.words.number.partition(" ")[0]
    return f"dạng “{word} {example}”"
