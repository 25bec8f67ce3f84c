"""The campaign's letter as plain values: header, paragraphs with their places filled, recipients, signature.

What it says of deadlines and quotas comes from the calls and rules by which answers are judged.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any

from kheo.campaigns.models import Call, Campaign, Section
from kheo.campaigns.places import PLACE, Places, bound, due_day
from kheo.campaigns.problems import Problem
from kheo.campaigns.requirements import MEASURES, rule_words

# What a section may be: its word in files → its word on screens. "item" is numbered, "note" stands under Lưu ý,
# "status" appears only in a letter that carries figures; a status section that is just {status} becomes their lines.
PARTS = {
    "opening": "Mở đầu, căn cứ",
    "status": "Tình hình đến thời điểm gửi",
    "body": "Đoạn văn",
    "item": "Nội dung đánh số",
    "note": "Lưu ý",
    "closing": "Kết",
    "enclosure": "Tài liệu gửi kèm",
}
STATUS_PLACE = "{status}"
_MARKS = re.compile(r"(\*\*.+?\*\*|\*.+?\*)")


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one style; `tied` ones are figures or names that only the figures behind them may change."""

    text: str
    bold: bool = False
    italic: bool = False
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `marker` is its number or dash ("1.", "-"), not part of the spans."""

    part: str
    spans: tuple[Span, ...]
    marker: str = ""

    @property
    def text(self) -> str:
        words = "".join(span.text for span in self.spans)
        return f"{self.marker} {words}" if self.marker else words


@dataclass(frozen=True)
class Status:
    """Figures a letter carries: as of when, one line of prose each."""

    as_of: dt.datetime
    lines: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class LetterText:
    """Everything a paper needs, free of the punctuation and capitals that its rule set prescribes.

    `subject` has no "V/v" or "về việc", `addressees` and `recipients` no dash and no final mark.
    """

    regime: str
    parent_organ: str
    organ: str
    document_type: str
    number: int | None
    symbol: str
    place: str
    issued_on: dt.date | None
    subject: str
    addressees: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    recipients: tuple[str, ...]
    signer_titles: tuple[str, ...]
    signer_name: str
    # Places the text names and the campaign does not have; each stays in braces in its paragraph.
    unknown_places: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def as_json(self) -> dict[str, Any]:
        """Plain values for a snapshot."""
        return {**asdict(self), "issued_on": self.issued_on.isoformat() if self.issued_on else None}


def compose(campaign: Campaign, *, status: Status | None = None, due: str = "") -> LetterText:
    """The letter of the campaign as its fields stand; with `status`, the one that says how far units have come.

    `due` is a day said instead of the deadlines of the calls, as when units are given more time.
    """
    composer = _Composer(Places(campaign, status.as_of if status else None, due), status)
    paragraphs = tuple(composer.paragraphs(campaign.sections.all()))
    return LetterText(
        regime=campaign.regime,
        parent_organ=campaign.parent_organ,
        organ=campaign.organ,
        document_type=campaign.document_type,
        number=campaign.number,
        symbol=campaign.symbol,
        place=campaign.place,
        issued_on=campaign.issued_on,
        subject=composer.plain(campaign.subject),
        addressees=tuple(addressee.text for addressee in campaign.addressees.all()),
        paragraphs=paragraphs,
        recipients=tuple(campaign.recipients),
        signer_titles=tuple(campaign.signer_titles),
        signer_name=campaign.signer_name,
        unknown_places=tuple(dict.fromkeys(composer.unknown)),
    )


def marked(text: str) -> tuple[Span, ...]:
    """Text with **bold** and *italic* marks as spans."""
    return tuple(_pieces(text))


def fill(text: str, places: Places, said: str = "") -> tuple[Span, ...]:
    """The words of `text` with its places filled; what places give from rules, deadlines and figures is tied.

    `said` is what stands before it in its sentence. A place nobody knows stays in its braces.
    """
    spans: list[Span] = []
    end = 0
    for place in PLACE.finditer(text):
        before = text[end : place.start()]
        value = places.fitted(place[1], said + "".join(span.text for span in spans) + before)
        spans += [Span(before), Span(place[0] if value is None else value, tied=places.ties(place[1], value))]
        end = place.end()
    return tuple(span for span in (*spans, Span(text[end:])) if span.text)


class _Composer:
    def __init__(self, places: Places, status: Status | None) -> None:
        self.places = places
        self.status = status
        self.unknown: list[str] = []

    def paragraphs(self, sections: Any) -> Iterator[Paragraph]:
        number, part_before = 0, ""
        for section in sections:
            if section.part == "status":
                yield from self._status(section)
                continue
            if section.part == "note" and part_before != "note":
                yield Paragraph("note", (Span("Lưu ý:", bold=True),))
            number += section.part == "item"
            marker = {"item": f"{number}.", "note": "-"}.get(section.part, "")
            yield Paragraph(section.part, tuple(self._spans(section.text)), marker)
            part_before = section.part

    def plain(self, text: str) -> str:
        return "".join(span.text for span in self._spans(text))

    def _status(self, section: Section) -> Iterator[Paragraph]:
        if self.status is None:
            return
        if section.text.strip() == STATUS_PLACE:
            yield from (Paragraph("status", line, "-") for line in self.status.lines)
        else:
            yield Paragraph("status", tuple(self._spans(section.text)))

    def _spans(self, text: str) -> Iterator[Span]:
        said = ""
        for piece in _pieces(text):
            self.unknown += [place for place in PLACE.findall(piece.text) if self.places.value(place) is None]
            for span in _joined(fill(piece.text, self.places, said)):
                said += span.text
                yield replace(span, bold=piece.bold, italic=piece.italic)


def _joined(spans: tuple[Span, ...]) -> Iterator[Span]:
    """Neighbours that are both tied or both free as one."""
    for tied, group in groupby(spans, key=lambda span: span.tied):
        yield Span("".join(span.text for span in group), tied=tied)


def _pieces(text: str) -> Iterator[Span]:
    for piece in filter(None, _MARKS.split(text)):
        stars = 2 if _MARKS.fullmatch(piece) and piece.startswith("**") else int(bool(_MARKS.fullmatch(piece)))
        yield Span(piece[stars : len(piece) - stars], bold=stars == 2, italic=stars == 1)


_NUMBERED = re.compile(r"(\d+)\s*(" + "|".join(map(re.escape, [*MEASURES.values(), "%"])) + ")")
_DATED = re.compile(r"(?:trước|chậm nhất|đến hết|hạn)(?:\s+ngày)?[\s*]+(\d{1,2}/\d{1,2}/\d{4})")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def drift(campaign: Campaign) -> list[Problem]:
    """Where the letter and the rules part: unknown places, numbers typed otherwise than ruled, rules left unsaid."""
    # Any instant will do: only whether a place has words matters here.
    places = Places(campaign, dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
    sections = list(campaign.sections.all())
    named = {place.strip() for section in sections for place in PLACE.findall(section.text)}
    said = " ".join(compose(campaign).text.split())
    found: list[Problem] = []
    for number, section in enumerate(sections):
        found += _section_drift(places, section, f"sections[{number}]")
    for call in places.calls.values():
        found += _unsaid(call, named, said)
    return found


def _section_drift(places: Places, section: Section, at: str) -> Iterator[Problem]:
    for place in PLACE.findall(section.text):
        if f"{{{place}}}" != STATUS_PLACE and places.value(place) is None:
            yield Problem("place_unknown", at=at, details={"place": place})
    for typed in _typed_otherwise(places, PLACE.sub("…", section.text)):
        yield Problem("letter_says_otherwise", at=at, details={"typed": typed})


def _typed_otherwise(places: Places, text: str) -> Iterator[str]:
    """Quotas, deadlines and addresses in typed words that the calls and rules do not have."""
    measures = {words: measure for measure, words in MEASURES.items()} | {"%": "coverage"}
    rules = [rule for call in places.calls.values() for rule in call.requirements.all()]
    for number, words in _NUMBERED.findall(text):
        ruled = {limit for rule in rules if rule.measure == measures[words] for limit in (rule.least, rule.most)}
        if int(number) not in ruled:
            yield f"{number} {words}"
    days = {due_day(call.due_at, call.due_wording) for call in places.calls.values()}
    yield from (day for day in _DATED.findall(text) if day not in days)
    yield from (address for address in _ADDRESS.findall(text) if address != places.campaign.email)


def _unsaid(call: Call, named: set[str], said: str) -> Iterator[Problem]:
    where = f"calls.{call.slug}"
    day = due_day(call.due_at, call.due_wording)
    if day not in said:
        yield Problem("letter_leaves_unsaid", at=where, details={"what": f"hạn {day} của “{call.title}”"})
    minima = [place.partition(":")[2].strip() for place in named if place.startswith(f"{call.slug}.minimum:")]
    spoken = {rule.pk for kind in minima for rule in bound(call, kind)}
    for number, rule in enumerate(call.requirements.all()):
        aimed = any(place.partition(":")[0] == f"{call.slug}.{rule.measure}" for place in named)
        if rule.pk not in spoken and not (rule.strength == "target" and aimed):
            at = f"{where}.requirements[{number}]"
            yield Problem("letter_leaves_unsaid", at=at, details={"what": f"yêu cầu “{rule_words(rule)}”"})
