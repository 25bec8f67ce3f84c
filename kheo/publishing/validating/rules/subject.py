"""Tên loại và trích yếu: "về việc" or "V/v" in letters; the type in capitals with what stands below its subject."""

import re
import unicodedata
from difflib import SequenceMatcher

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.components.types import type_names
from kheo.publishing.validating.departure import Departure, Departures, quoted
from kheo.publishing.validating.facts import CENTRE
from kheo.publishing.validating.looks import look

_SHORT_LEAD = re.compile(r"^V\s*/\s*v\b", re.IGNORECASE)
_LEADS = re.compile(r"^(V\s*/\s*v|Về\s+việc)\b[:\s]*", re.IGNORECASE)


def check(parts: Parts, rules: RuleSet) -> Departures:
    if parts.letter:
        yield from _letter(parts, rules)
    elif not parts.kind.listing:
        yield from _typed(parts, rules)
    elif parts.formatted and parts.kind.name is not None:
        yield from look("kind.look", [parts.kind.name], rules.style("annex_title"))


def _letter(parts: Parts, rules: RuleSet) -> Departures:
    subject = parts.head.subject
    lead = rules.words.subject.partition(" {")[0]
    if not subject:
        yield Departure(
            "subject.missing", "dưới số và ký hiệu", "không có trích yếu", f"trích yếu bắt đầu bằng “{lead}”"
        )
        return
    first = subject[0]
    found = _LEADS.match(first.text)
    if found is None or not first.text.startswith(f"{lead} "):
        yield Departure("subject.lead", first.at, quoted(first.text), f"bắt đầu bằng “{lead}”")
    if subject[-1].text.endswith((".", ";", ",")):
        yield Departure("subject.end", subject[-1].at, quoted(subject[-1].text), "không có dấu ở cuối trích yếu")
    if parts.formatted:
        yield from look("subject.look", subject, rules.style("subject"))
        yield from _above(parts, rules)


def _above(parts: Parts, rules: RuleSet) -> Departures:
    """Points between number and subject, where they are paragraphs that follow each other."""
    number, first, wanted = parts.head.number, parts.head.subject[0], rules.header.subject_before
    above = number.line.setting if number is not None else None
    below = first.line.setting
    if number is None or above is None or below is None or first.gap or first.column != number.column:
        return
    if not number.line.last and first.number == number.number + 1:
        return
    gap = above.after + below.before
    if gap < wanted - 0.3:
        yield Departure("subject.spacing", first.at, f"cách số, ký hiệu {gap:g} pt", f"cách {wanted:g} pt")


def _typed(parts: Parts, rules: RuleSet) -> Departures:
    kind = parts.kind
    if kind.name is None:
        return
    yield from _words(parts, rules)
    if not parts.formatted:
        if not kind.name.capitals:
            yield Departure("kind.look", kind.name.at, quoted(kind.name.text), "tên loại viết bằng chữ in hoa")
    else:
        yield from look("kind.look", [kind.name], rules.style("kind"))
        yield from look("kind.subject_look", kind.subject, rules.style("kind_subject"))
        yield from _centred(parts)
    yield from _below(parts, rules)


def _words(parts: Parts, rules: RuleSet) -> Departures:
    """The type is written as the rules name it; a subject below it goes without "V/v"."""
    name, subject = parts.kind.name, parts.kind.subject
    assert name is not None
    known = {one.upper() for one in type_names(rules.regime)}
    text = _plain(name.text)
    if not any(text == _plain(one) or text.startswith(f"{_plain(one)} ") for one in known):
        nearest = max(sorted(known), key=lambda one: SequenceMatcher(None, _plain(one), text).ratio())
        yield Departure(
            "kind.words", name.at, quoted(name.text), f"một tên loại của quy định; gần nhất: {quoted(nearest)}"
        )
    if subject and _SHORT_LEAD.match(subject[0].text):
        wanted = "trích yếu của văn bản có tên loại không ghi “V/v”"
        yield Departure("kind.lead", subject[0].at, quoted(subject[0].text), wanted)


def _plain(text: str) -> str:
    """In capitals, the tone on either vowel: ỦY and UỶ are one spelling."""
    return (
        re.sub(r"[*\s:]+", " ", unicodedata.normalize("NFC", text).upper())
        .replace("UỶ", "ỦY")
        .replace("HOẢ", "HỎA")
        .strip()
    )


def _centred(parts: Parts) -> Departures:
    for piece in filter(None, (parts.kind.name, *parts.kind.subject)):
        setting = piece.line.setting
        if setting is not None and setting.align != CENTRE:
            yield Departure("kind.centred", piece.at, f"{quoted(piece.text)}: không ở giữa", "đặt ở giữa, cân đối")
            return


def _below(parts: Parts, rules: RuleSet) -> Departures:
    kind, wanted = parts.kind, rules.header.below_kind
    last = kind.subject[-1] if kind.subject else kind.name
    assert last is not None
    if wanted:
        if kind.below is None or kind.below.text != wanted:
            found = quoted(kind.below.text) if kind.below else "không có"
            at = kind.below.at if kind.below else last.at
            yield Departure("kind.below", at, f"dưới trích yếu: {found}", f"năm dấu gạch nối ({wanted})")
    elif kind.below is not None:
        yield Departure("kind.below", kind.below.at, quoted(kind.below.text), "đường kẻ liền, không gõ dấu gạch")
    elif parts.formatted and not parts.drawn_under(last, *kind.subject, kind.name):
        yield Departure(
            "kind.below", last.at, "không có đường kẻ dưới trích yếu", "đường kẻ dài từ 1/3 đến 1/2 dòng chữ"
        )
