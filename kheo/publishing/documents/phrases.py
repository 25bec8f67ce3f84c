"""Sentences put together from words and values, each value remembered as tied or free."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from kheo.campaigns.letter_text import Paragraph, Span
from kheo.office.wording import count, thousands
from kheo.publishing.papers import CENTRED, HEADING, RESOLVES, marked

Spans = tuple[Span, ...]
Value = str | Span | Spans
_PLACE = re.compile(r"(\{\w+\})")
# The mark a paragraph ends with where nobody typed one (05-HD/VPTW).
_STOP = "."
_UNMARKED = frozenset({HEADING, RESOLVES, CENTRED})
# After these no letter, digit or mark need follow, unless a sentence ended within them.
_CLOSING = "”’\"'»)]"
_ENDS = ".!?…;:"


def phrase(template: str, **values: Value) -> Spans:
    """`template` with its {places} filled; its **bold** and *italic* words go for the values inside them too.

    A text is free, a Span or Spans keep whether they are tied. A place without a value stays in its braces.
    """
    spans: list[Span] = []
    for piece in marked(template):
        for part in filter(None, _PLACE.split(piece.text)):
            value = values.get(part[1:-1]) if _PLACE.fullmatch(part) else None
            spans += [
                replace(span, bold=span.bold or piece.bold, italic=span.italic or piece.italic)
                for span in as_spans(part if value is None else value)
            ]
    return joined(spans)


def as_spans(value: Value) -> Spans:
    """The value as spans; an empty text gives none."""
    if isinstance(value, str):
        return (Span(value),) if value else ()
    return (value,) if isinstance(value, Span) else value


def tied(text: str) -> Span:
    """A figure, a name or a day of the ledger: words typed later must not change it."""
    return Span(text, tied=True)


def amount(number: int) -> str:
    """02, 17, 1.234: two digits at least, dots between thousands."""
    return thousands(number) if number > 999 else count(number)


def listed(parts: Sequence[Spans], between: str) -> Spans:
    """The parts with `between` set between them."""
    spans = [span for part in parts for span in (Span(between), *part)]
    return joined(spans[1:])


def joined(spans: Sequence[Span]) -> Spans:
    """Free neighbours in one style become one span; tied values stay apart, each by itself."""
    found: list[Span] = []
    for (is_tied, bold, italic), group in groupby(spans, key=lambda span: (span.tied, span.bold, span.italic)):
        if is_tied:
            found += group
        else:
            found.append(Span("".join(span.text for span in group), bold, italic))
    return tuple(span for span in found if span.text)


def text_of(spans: Spans) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)


def ended(paragraph: Paragraph) -> Paragraph:
    """With a full stop after a letter, digit, quote or bracket; what ends otherwise, and headings, stay as they are."""
    words = "".join(span.text for span in paragraph.spans).rstrip()
    if paragraph.part in _UNMARKED or not words:
        return paragraph
    bare = words.rstrip(_CLOSING)
    if not (words[-1].isalnum() or (words[-1] in _CLOSING and bare[-1:] not in _ENDS)):
        return paragraph
    *before, last = paragraph.spans
    if last.tied:
        return replace(paragraph, spans=(*paragraph.spans, Span(_STOP, last.bold, last.italic)))
    return replace(paragraph, spans=(*before, replace(last, text=last.text.rstrip() + _STOP)))
