"""How a paper will look: its parts as the rules word them, missing values told apart, its pages as real pictures."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from kheo.campaigns.letter_text import Paragraph, Span
from kheo.publishing import phrasing
from kheo.publishing.drafts.issuing import draft_file
from kheo.publishing.drafts.models import Draft
from kheo.publishing.making import PLACE
from kheo.publishing.papers import ARTICLE, CENTRED, HEADING, RESOLVES, Annex, Line, Paper, Signature
from kheo.publishing.printing.pages import NoPicturesError, pictures
from kheo.publishing.printing.pdf import CannotPrintError, pdf_of
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.templates.filling import CannotFillError
from kheo.publishing.validating.articles import article
from kheo.publishing.validating.departures import CannotReadError, departures
from kheo.publishing.word.body import closed
from kheo.publishing.word.signature import style_of

# What a screen shows of a long list; print shows all.
MOST_LINES = 200
MOST_PAGES, DPI = 12, 80
KEPT_SECONDS = 600
_SET = {HEADING: "heading", ARTICLE: "article", RESOLVES: "resolves", CENTRED: "centred"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one style; `missing` ones stand for a value nobody gave."""

    text: str
    bold: bool = False
    italic: bool = False
    missing: bool = False


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    cells: tuple[Pieces, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its heading; `left_out`: how many lines only print shows."""

    label: str
    title: Pieces
    subtitle: Pieces
    notes: tuple[Pieces, ...]
    headings: tuple[str, ...]
    lines: tuple[ShownLine, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper as plain pieces, in the order of the page."""

    title: str
    motto: str
    parent: Pieces
    organ: Pieces
    below_organ: str
    number: str
    subject: Pieces
    marks: tuple[str, ...]
    circulation: str
    place: Pieces
    kind: Pieces
    kind_subject: Pieces
    below_kind: str
    addressed: str
    addressees: tuple[Pieces, ...]
    bases: tuple[Pieces, ...]
    paragraphs: tuple[tuple[str, str, Pieces], ...]
    receivers_label: str
    receivers: tuple[Pieces, ...]
    signature: tuple[tuple[Pieces, ...], Pieces]
    left_signature: tuple[tuple[Pieces, ...], Pieces] | None
    tables: tuple[ShownTable, ...]
    landscape: bool


def shown(paper: Paper, rules: RuleSet) -> Shown:
    """The paper as its rules word it (numbers, marks at the ends of lines, the closing mark)."""
    head, words = paper.head, rules.words
    letter = head.numbered and not head.kind
    left = paper.left_signature
    return Shown(
        title=rules.header.title,
        motto=rules.header.motto,
        parent=_set(head.parent_organ, rules, "parent"),
        organ=_set(head.organ or "{tên cơ quan ban hành}", rules, "organ"),
        below_organ=rules.header.below_organ,
        number=phrasing.number_and_symbol(head, rules) if head.numbered else "",
        subject=_set(phrasing.letter_subject(head.subject or "{trích yếu}", rules), rules, "subject") if letter else (),
        marks=tuple(filter(None, (head.urgency, head.draft_mark))),
        circulation=head.circulation,
        place=_set(phrasing.place_and_date(head, rules), rules, "place_date"),
        kind=_set(head.kind, rules, "kind"),
        kind_subject=_set(phrasing.kind_subject(head.subject, rules), rules, "kind_subject") if head.kind else (),
        below_kind=rules.header.below_kind,
        addressed=words.presented if paper.presented else words.addressees,
        addressees=tuple(map(pieces, phrasing.addressees(paper.addressees, rules))) if paper.addressees else (),
        bases=tuple(map(pieces, phrasing.bases(paper.bases, rules))),
        paragraphs=tuple(_paragraphs(paper.paragraphs, words.text_end)),
        receivers_label=words.receivers,
        receivers=tuple(map(pieces, phrasing.receivers(paper.receivers, rules))),
        signature=_signature(paper.signature, rules),
        left_signature=_signature(left, rules) if left else None,
        tables=tuple(_tables(paper, rules)),
        landscape=paper.listing is not None,
    )


def printed(draft: Draft, paper: Paper, rules: RuleSet, *, pages: bool) -> dict[str, Any]:
    """`departures` of the Word file as it would be issued; with `pages` `pictures` of its print, or `unprinted` why."""
    found: dict[str, Any] = {"unsure": rules.unsure}
    try:
        docx = draft_file(draft, paper)
    except CannotFillError as why:
        return {"unprinted": str(why), "unread": str(why)}
    try:
        found["departures"] = [(one, article(one.rule, rules)) for one in departures(docx, rules)]
    except CannotReadError as why:
        found["unread"] = str(why)
    if pages:
        try:
            found["pictures"] = _pictures(docx)
        except (CannotPrintError, NoPicturesError) as why:
            found["unprinted"] = str(why)
    return found


def pieces(text: str) -> Pieces:
    return tuple(_pieces([Span(text)]))


def _pieces(spans: Iterable[Span]) -> Iterator[Piece]:
    for span in spans:
        for text in filter(None, PLACE.split(span.text)):
            missing = text.startswith("{") and text.endswith("}")
            yield Piece(text.strip("{}") if missing else text, span.bold, span.italic, missing)


def _paragraphs(paragraphs: tuple[Paragraph, ...], end: str) -> Iterator[tuple[str, str, Pieces]]:
    """How each is set, its marker, its words; the last ends as the rules want."""
    for number, one in enumerate(paragraphs, start=1):
        spans = closed(one.spans, end) if number == len(paragraphs) and one.spans else one.spans
        yield _SET.get(one.part, "text"), one.marker, tuple(_pieces(spans))


def _set(text: str, rules: RuleSet, name: str) -> Pieces:
    """In capitals, bold, italic as the rules set this component."""
    style = rules.style(name)
    return tuple(_pieces([Span(text.upper() if style.caps else text, style.bold, style.italic)]))


def _signature(signature: Signature, rules: RuleSet) -> tuple[tuple[Pieces, ...], Pieces]:
    titles = signature.titles or ("{chức vụ người ký}",)
    return tuple(_set(one, rules, style_of(one, rules)) for one in titles), pieces(
        signature.name or "{họ tên người ký}"
    )


def _tables(paper: Paper, rules: RuleSet) -> Iterator[ShownTable]:
    if paper.listing:
        yield _table(paper.listing, "", rules)
    for number, annex in enumerate(paper.annexes, start=1):
        yield _table(annex, phrasing.annex_name(number, len(paper.annexes), rules), rules)


def _table(annex: Annex, label: str, rules: RuleSet) -> ShownTable:
    attached = rules.words.attached.format(document=annex.attached) if annex.attached else ""
    lines = annex.grid.lines
    return ShownTable(
        label=label,
        title=_set(annex.title, rules, "annex_title" if label else "kind"),
        subtitle=_set(annex.subtitle, rules, "annex_subtitle" if label else "kind_subject"),
        notes=tuple(map(pieces, filter(None, (attached, annex.note)))),
        headings=tuple(": ".join(filter(None, (column.under, column.heading))) for column in annex.grid.columns),
        lines=tuple(map(_line, lines[:MOST_LINES])),
        left_out=max(0, len(lines) - MOST_LINES),
    )


def _line(line: Line) -> ShownLine:
    return ShownLine(tuple(map(pieces, line.cells)), line.level)


def _pictures(docx: bytes) -> list[str]:
    """The pages as data: addresses; kept a while, for a preview is looked at again and again."""
    key = f"papers:pages:{hashlib.sha256(docx).hexdigest()}"
    found: list[str] | None = cache.get(key)
    if found is None:
        drawn = pictures(pdf_of(docx), dpi=DPI, most=MOST_PAGES)
        found = [f"data:image/png;base64,{base64.b64encode(one).decode()}" for one in drawn]
        cache.set(key, found, KEPT_SECONDS)
    return found
