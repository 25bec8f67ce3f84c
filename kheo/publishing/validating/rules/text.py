"""What goes for all words: font, colour, composed letters, quotation marks, zeros in days, places left open."""

import re
from collections.abc import Iterator

from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.departure import Departure, Departures, quoted
from kheo.publishing.validating.facts import Line
from kheo.publishing.validating.rules.place_date import exists, zeros

_SHORT = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_LONG = re.compile(r"\bngày (\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?\b")
_OPEN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[a-z_.:-]{2,40}\}")
_DOTS = re.compile(r"\.{6,}|…{2,}|_{6,}|(\. ){5,}")
_GAP_BEFORE = re.compile(r"[^\s.…_] {1,2}([,;:!?])(?=\s|$)|\w {1,2}(\.)$")
_DAYS, _MONTHS = range(1, 32), range(1, 13)


def check(parts: Parts, rules: RuleSet) -> Departures:
    for at in parts.decomposed:
        yield Departure("text.composed", at, "chữ có dấu rời (Unicode tổ hợp)", "Unicode dựng sẵn (NFC)")
        break
    yield from _days(parts, rules)
    yield from _quotes(parts)
    yield from _open(parts)
    yield from _dotted(parts)
    yield from _spaced(parts)
    yield from _traces(parts)
    if parts.formatted:
        yield from _faces(parts, rules)


def _days(parts: Parts, rules: RuleSet) -> Departures:
    own = parts.head.place_date.line if parts.head.place_date else None
    for line in parts.lines:
        for form, pattern in ((_write_short, _SHORT), (_write_long, _LONG)):
            if line is own and pattern is _LONG:
                continue
            for found in pattern.finditer(line.text):
                if int(found[1]) not in _DAYS or int(found[2]) not in _MONTHS:
                    continue
                if not exists(int(found[1]), int(found[2]), int(found[3] or 0)):
                    yield Departure("text.impossible", line.at, quoted(found[0]), "ngày có trong lịch")
                    continue
                right = zeros(found[1], found[2], rules)
                if right != (found[1], found[2]):
                    yield Departure("text.zero", line.at, quoted(found[0]), quoted(form(*right, found[3])))


def _write_short(day: str, month: str, year: str | None) -> str:
    return f"{day}/{month}/{year}"


def _write_long(day: str, month: str, year: str | None) -> str:
    return f"ngày {day} tháng {month}" + (f" năm {year}" if year else "")


def _quotes(parts: Parts) -> Departures:
    """A mark may open in one paragraph and close in a later one: where the whole balances, none is missing."""
    opened = sum(line.text.count("“") for line in parts.lines)
    closed = sum(line.text.count("”") for line in parts.lines)
    straight = sum(line.text.count('"') for line in parts.lines)
    for at, text in _paragraphs(parts):
        if opened > closed and text.count("“") > text.count("”"):
            start = text.index("“")
            yield Departure("text.quotes", at, quoted(text[start : start + 90]), "mỗi dấu “ có dấu ” đóng lại")
        elif closed > opened and text.count("”") > text.count("“"):
            yield Departure("text.quotes", at, quoted(text), "mỗi dấu ” có dấu “ mở trước")
        elif straight % 2 and text.count('"') % 2:
            yield Departure("text.quotes", at, quoted(text), "dấu ngoặc kép có mở có đóng")


def _paragraphs(parts: Parts) -> Iterator[tuple[str, str]]:
    """(place, words) of each; in a text file lines go on to the next empty one."""
    held: list[Line] = []
    for line in parts.lines:
        if line.text.strip():
            held.append(line)
        ends = line.last if parts.formatted else not line.text.strip()
        if held and ends:
            yield held[0].at, " ".join(one.text for one in held)
            held = []
    if held:
        yield held[0].at, " ".join(one.text for one in held)


def _open(parts: Parts) -> Departures:
    for line in parts.lines:
        found = _OPEN.search(line.text)
        if found:
            yield Departure("text.open", line.at, quoted(found[0]), "nội dung đã điền")


def _dotted(parts: Parts) -> Departures:
    """A row of dots left in the text is a place nobody filled in; forms and tables are filled in by hand."""
    for line in parts.body if not parts.kind.listing else ():
        found = _DOTS.search(line.text)
        if found:
            start = max(found.start() - 30, 0)
            yield Departure("text.open", line.at, quoted(line.text[start : found.end()]), "nội dung đã điền")


def _spaced(parts: Parts) -> Departures:
    """A mark stands right behind its word; wide gaps are blanks of drafts."""
    for line in parts.lines:
        found = _GAP_BEFORE.search(line.text)
        if found:
            start = max(found.start() - 30, 0)
            wanted = f"không có dấu cách trước “{found[1] or found[2]}”"
            yield Departure("text.marks", line.at, quoted(line.text[start : found.end() + 10]), wanted)


def _traces(parts: Parts) -> Departures:
    """The first of each sort."""
    told = set()
    for at, what, words in parts.traces:
        if what not in told:
            told.add(what)
            found = f"{what}: {quoted(words)}" if words.strip() else what
            yield Departure("text.traces", at, found, "không để lại dấu vết soạn thảo")


def _faces(parts: Parts, rules: RuleSet) -> Departures:
    """The first place in another font, and the first in colour."""
    runs = [(line, run) for line in parts.lines for run in line.runs if run.text.strip()]
    other = next(((line, run) for line, run in runs if set(run.fonts) - {rules.font}), None)
    if other is not None:
        line, run = other
        name = ", ".join(font or "không ghi phông" for font in run.fonts if font != rules.font)
        yield Departure("text.font", line.at, f"{quoted(run.text)}: {name}", f"phông chữ {rules.font}")
    coloured = next(((line, run) for line, run in runs if not run.black), None)
    if coloured is not None:
        yield Departure("text.colour", coloured[0].at, f"{quoted(coloured[1].text)}: chữ màu", "chữ màu đen")
