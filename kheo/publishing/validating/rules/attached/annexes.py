"""Phụ lục: numbers of the regime, the line naming its paper, pages counted apart, no head of its own."""

import re

from kheo.office.wording import fold
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.validating.components.parts import Annex, Parts
from kheo.publishing.validating.departure import Departure, Departures, quoted
from kheo.publishing.validating.looks import lettered, look

_NUMBERED = re.compile(r"^phu luc( so)? (\d+|[ivxl]+)$")


def check(parts: Parts, rules: RuleSet) -> Departures:
    annexes = parts.annexes
    for place, annex in enumerate(annexes):
        yield from _labelled(annex, rules, several=len(annexes) > 1)
        yield from _headed(annex)
        yield from _noted(annex)
        if parts.formatted:
            yield from _looks(annex, rules)
            if not parts.alone:
                yield from _counted(parts, annex, place)
    if annexes and not parts.kind.listing and not parts.alone:
        yield from _pointed(parts)


def _labelled(annex: Annex, rules: RuleSet, *, several: bool) -> Departures:
    if annex.label is None:
        return
    found = _NUMBERED.match(annex.label.key)
    roman = rules.placing.annex_numbers == "roman"
    wanted = "số La Mã: “Phụ lục I”" if roman else "chữ số Ả-rập: “Phụ lục 1”"
    if (found and found[2].isdigit() == roman) or (found and found[1]):
        yield Departure("annexes.number", annex.label.at, quoted(annex.label.text), wanted)
    elif several and not found:
        yield Departure("annexes.number", annex.label.at, quoted(annex.label.text), f"từ hai phụ lục thì đánh {wanted}")


def _headed(annex: Annex) -> Departures:
    if annex.head is not None:
        wanted = "danh sách, biểu là phụ lục của văn bản: không có phần đầu và số riêng"
        yield Departure("annexes.head", annex.head.at, quoted(annex.head.text), wanted)


def _noted(annex: Annex) -> Departures:
    if annex.note is None:
        first = annex.label or annex.title or annex.pieces[0]
        if annex.head is None:
            wanted = "dòng “(Kèm theo … số …, ngày … của …)” dưới tiêu đề"
            yield Departure("annexes.note", first.at, f"{quoted(first.text)}: không ghi kèm theo văn bản nào", wanted)
    elif not re.search(r"\bsố\b", annex.note.text):
        wanted = "ghi số, ký hiệu, ngày và cơ quan ban hành văn bản chính"
        yield Departure("annexes.note", annex.note.at, quoted(annex.note.text), wanted)


def _looks(annex: Annex, rules: RuleSet) -> Departures:
    yield from look("annexes.label_look", [annex.label] if annex.label else [], rules.style("annex_label"))
    title = annex.title
    if title is not None and any(not run.bold for run in lettered(title.runs)):
        yield Departure("annexes.title_look", title.at, f"{quoted(title.text)}: không đậm", "tiêu đề phụ lục in đậm")
    yield from look("annexes.note_look", [annex.note] if annex.note else [], rules.style("annex_note"))


def _counted(parts: Parts, annex: Annex, place: int) -> Departures:
    """Each annex counts its pages from 1, which takes a section of its own."""
    first = annex.label or annex.pieces[0]
    sections = parts.sections
    own = annex.section > 0 and annex.section < len(sections)
    if not own or sections[annex.section].starts_at != 1:
        found = "đánh số trang nối tiếp văn bản chính" if place == 0 else "đánh số trang nối tiếp phụ lục trước"
        yield Departure(
            "annexes.pages", first.at, f"{quoted(first.text)}: {found}", "số trang ghi riêng cho từng phụ lục"
        )


def _pointed(parts: Parts) -> Departures:
    text = fold(" ".join(line.text for line in (*parts.body, *parts.bases)))
    named = re.compile(r"phu luc|kem theo|dinh kem|bieu mau|\bmau so\b|danh sach|\bbieu\b")
    if not named.search(text):
        first = parts.annexes[0].label or parts.annexes[0].pieces[0]
        wanted = "trong văn bản có chỉ dẫn về phụ lục"
        yield Departure("annexes.pointed", first.at, f"{quoted(first.text)}: nội dung không nhắc đến", wanted)
