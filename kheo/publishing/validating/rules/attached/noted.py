"""Under an annex stands its paper's type, number and day: the same as at the paper's head. Annexes count 1, 2, 3."""

import re

from kheo.office.wording import fold, words
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Annex, Parts
from kheo.publishing.validating.components.types import type_names, type_of
from kheo.publishing.validating.departure import Departure, Departures, quoted

_NUMBER = re.compile(r"\bsố:?\s*(\d+\s*[-/]\s*[A-ZĐ][\w/-]*)", re.IGNORECASE)
_DAYS = (
    re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})"),
    re.compile(r"ngay\s+(\d{1,2})/(\d{1,2})/(\d{4})"),
)
_COUNTED = re.compile(r"^phu luc(?: so)? (\d+|[ivxl]+)$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def check(parts: Parts, rules: RuleSet) -> Departures:
    if not parts.kind.listing and not parts.alone:
        for annex in parts.annexes:
            if annex.note is not None:
                yield from _same(annex, parts, rules)
    yield from _in_order(parts)


def _same(annex: Annex, parts: Parts, rules: RuleSet) -> Departures:
    assert annex.note is not None
    text, at = annex.note.text, annex.note.at
    own, said = _number(parts.head.number.text if parts.head.number else ""), _number(text)
    if own and said and _other(own, said):
        yield Departure("annexes.note_number", at, quoted(text), f"số, ký hiệu của văn bản chính: {own}")
    day, noted = _day(parts.head.place_date.text if parts.head.place_date else ""), _day(text)
    if day and noted and day != noted:
        wanted = f"ngày của văn bản chính: {day[0]}/{day[1]}/{day[2]}"
        yield Departure("annexes.note_day", at, quoted(text), wanted)
    kind = type_of(parts.kind.name.key, rules.regime) if parts.kind.name else "cong van"
    named = _type(text)
    if kind and named and named != kind:
        title = parts.kind.name.text.capitalize() if parts.kind.name else "Công văn"
        yield Departure("annexes.note_type", at, quoted(text), f"tên loại của văn bản chính: {title}")


def _number(text: str) -> str:
    found = _NUMBER.search(text)
    return re.sub(r"\s", "", found[1]).rstrip("/-") if found else ""


def _other(own: str, said: str) -> bool:
    """Numbers differ; symbols are compared within one regime, as each cites the other in its own way."""
    number, mark, symbol = re.split(r"([-/])", own, maxsplit=1)
    other, other_mark, other_symbol = re.split(r"([-/])", said, maxsplit=1)
    whole = mark == "/" or "/" in symbol
    return int(number) != int(other) or (whole and mark == other_mark and symbol != other_symbol)


def _day(text: str) -> tuple[int, ...]:
    found = next((found for form in _DAYS if (found := form.search(fold(text)))), None)
    return tuple(map(int, found.groups())) if found else ()


def _type(text: str) -> str:
    """The type the note names: what stands before "số"."""
    before = words(text.partition("số")[0]) if "số" in text else ""
    names = {words(name) for regime in ("party", "state") for name in type_names(regime)}
    return next((name for name in sorted(names, key=len, reverse=True) if before.endswith(f" {name}")), "")


def _in_order(parts: Parts) -> Departures:
    labels = [annex.label for annex in parts.annexes if annex.label is not None]
    counted = [(label, found[1]) for label in labels if (found := _COUNTED.match(label.key))]
    if len(counted) < 2:
        return
    for expected, (label, number) in enumerate(counted, start=1):
        if _value(number) != expected:
            yield Departure("annexes.order", label.at, quoted(label.text), f"phụ lục thứ {expected}: đánh số lần lượt")
            return


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number]
    return sum(-one if any(one < later for later in values[place + 1 :]) else one for place, one in enumerate(values))
