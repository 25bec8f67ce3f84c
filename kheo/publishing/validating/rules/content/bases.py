"""Căn cứ, one on a line each: dash, closing marks, look; and how other papers are cited anywhere in the text."""

import re

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.components.pieces import Piece
from kheo.publishing.validating.components.types import type_names
from kheo.publishing.validating.departure import Departure, Departures, ending, quoted
from kheo.publishing.validating.facts import Line
from kheo.publishing.validating.looks import look

_DASH = re.compile(r"^[-–—]")
_SYMBOL = r"\d{1,5}(?:/\d{4})?\s?[-/]\s?[A-ZĐ][A-ZĐa-z]{0,9}(?:[-/][A-ZĐ][A-ZĐ0-9]*)*"
_DAY = re.compile(r"^(?P<comma>,?)\s*ngày\b")
# Cited, though no office writes them.
_LAWS = ("Nghị định", "Thông tư", "Thông tư liên tịch")


def check(parts: Parts, rules: RuleSet) -> Departures:
    yield from _listed(parts, rules)
    yield from _citations(parts, rules)


def _listed(parts: Parts, rules: RuleSet) -> Departures:
    bases = parts.bases
    dashed = rules.words.base.startswith("-")
    for base in bases:
        if bool(_DASH.match(base.text.strip())) != dashed:
            wanted = "có dấu gạch ngang (-) trước mỗi căn cứ" if dashed else "không có dấu gạch trước căn cứ"
            yield Departure("bases.dash", base.at, quoted(base.text), wanted)
            break
    for base in bases[:-1]:
        if not base.text.rstrip().endswith(rules.words.base_end):
            wanted = f"kết thúc bằng dấu {quoted(rules.words.base_end)}"
            yield Departure("bases.mark", base.at, ending(base.text), wanted)
            break
    if bases and not bases[-1].text.rstrip().endswith(rules.words.last_base_end):
        wanted = f"căn cứ cuối cùng kết thúc bằng dấu {quoted(rules.words.last_base_end)}"
        yield Departure("bases.last_mark", bases[-1].at, ending(bases[-1].text), wanted)
    if parts.formatted:
        pieces = [Piece(base.text, base, 0, base.runs) for base in bases]
        yield from look("bases.look", pieces, rules.style("base"))


def _citations(parts: Parts, rules: RuleSet) -> Departures:
    names = sorted({*type_names("party"), *type_names("state"), *_LAWS}, key=len, reverse=True)
    cited = re.compile(rf"\b(?P<type>{'|'.join(names)})(?P<word>\s+số:?)?\s+(?P<symbol>{_SYMBOL})")
    for line in (*parts.bases, *parts.body, *_notes(parts)):
        for found in cited.finditer(line.text):
            yield from _cited(line, found, rules)


def _notes(parts: Parts) -> list[Line]:
    return [annex.note.line for annex in parts.annexes if annex.note is not None]


def _cited(line: Line, found: re.Match[str], rules: RuleSet) -> Departures:
    words = found[0]
    if found["word"] is None:
        yield Departure("text.cited_number", line.at, quoted(words), quoted(f"{found['type']} số {found['symbol']}"))
    elif found["word"].endswith(":"):
        yield Departure("text.cited_number", line.at, quoted(words), "không có dấu hai chấm sau “số”")
    if " " in found["symbol"]:
        yield Departure("text.cited_number", line.at, quoted(words), "không có dấu cách trong số và ký hiệu")
    day = _DAY.match(line.text[found.end() :].lstrip(" ") if rules.regime == "state" else line.text[found.end() :])
    if day is None:
        return
    # Each regime cites its own papers in its own way.
    party = "-" in found["symbol"].partition("/")[0]
    if rules.regime == "party" and party and not day["comma"]:
        yield Departure("text.cited_day", line.at, quoted(f"{words} ngày …"), quoted(f"{words}, ngày …"))
    if rules.regime == "state" and not party and day["comma"]:
        yield Departure("text.cited_day", line.at, quoted(f"{words}, ngày …"), quoted(f"{words} ngày …"))
