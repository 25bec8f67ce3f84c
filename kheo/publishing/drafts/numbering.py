"""Numbers of items after a paragraph was left out: 1. 2. 3. again, and so a) b), I. II., Điều 1."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from kheo.campaigns.letter_text import Paragraph
from kheo.publishing.documents.lists import numeral

# Points (điểm) run through the Vietnamese alphabet (Decree 30, annex I).
_POINTS = "abcdđeghiklmnopqrstuvxy"
_KINDS: tuple[tuple[re.Pattern[str], Callable[[int], str]], ...] = (
    (re.compile(r"\d+\."), lambda number: f"{number}."),
    (re.compile(r"[a-zđ]\)"), lambda number: f"{_POINTS[(number - 1) % len(_POINTS)]})"),
    (re.compile(r"[IVXLC]+\."), lambda number: f"{numeral(number)}."),
    (re.compile(r"Điều \d+\."), lambda number: f"Điều {number}."),
)
# Which series a paragraph belongs to: its kind of number, and how many such series began before it.
Series = tuple[int, int] | None


def series_of(paragraphs: Iterable[Paragraph]) -> list[Series]:
    """Of each paragraph as generated; a series begins with its first number. None: no number, or one from elsewhere."""
    begun: Counter[int] = Counter()
    return [_series(paragraph.marker, begun) for paragraph in paragraphs]


def renumbered(kept: Iterable[tuple[int | None, Paragraph]], series: Sequence[Series]) -> Iterator[Paragraph]:
    """The paragraphs, each series without a gap; `kept` has them with their places as generated (added: None)."""
    counts: Counter[tuple[int, int]] = Counter()
    for place, paragraph in kept:
        one = series[place] if place is not None else None
        if one is None:
            yield paragraph
            continue
        counts[one] += 1
        yield replace(paragraph, marker=_KINDS[one[0]][1](counts[one]))


def _series(marker: str, begun: Counter[int]) -> Series:
    for kind, (pattern, sign) in enumerate(_KINDS):
        if pattern.fullmatch(marker):
            begun[kind] += marker == sign(1)
            return (kind, begun[kind]) if begun[kind] else None
    return None
