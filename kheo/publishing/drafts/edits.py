"""What an officer changed of a composed paper by hand: paragraphs reworded, left out, added; and the paper so.

Kept in `Draft.words` as plain values; a refreshed paper takes over what still fits, the rest waits for a decision.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from kheo.campaigns.letter_text import Paragraph, Span
from kheo.publishing.drafts.numbering import renumbered, series_of
from kheo.publishing.drafts.tying import CLOSE, OPEN, Losses, TiedError, check, editable, losses, skeleton, spans_of
from kheo.publishing.papers import Paper

# Where paragraphs stand that were added before the first.
BEFORE_ALL = -1


@dataclass(frozen=True, slots=True)
class Pending:
    """Words typed for a paragraph that has since been generated otherwise; `at` is where it may belong now."""

    words: str
    generated: str
    at: int


@dataclass(frozen=True, slots=True)
class Edits:
    """By place in the snapshot: words instead of the generated ("" leaves it out), paragraphs added after it."""

    changed: Mapping[int, str] = field(default_factory=dict)
    added: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    pending: tuple[Pending, ...] = ()

    @property
    def count(self) -> int:
        """How many paragraphs are other than generated."""
        return len(self.changed) + sum(map(len, self.added.values()))

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Edits":
        return cls(
            {int(place): words for place, words in plain.get("changed", {}).items()},
            {int(place): tuple(words) for place, words in plain.get("added", {}).items()},
            tuple(Pending(**one) for one in plain.get("pending", ())),
        )

    def as_plain(self) -> dict[str, Any]:
        return {
            "changed": {str(place): words for place, words in sorted(self.changed.items())},
            "added": {str(place): list(words) for place, words in sorted(self.added.items()) if words},
            "pending": [{"words": one.words, "generated": one.generated, "at": one.at} for one in self.pending],
        }


def checked(paper: Paper, changed: Mapping[int, str], added: Mapping[int, Sequence[str]]) -> Edits:
    """What was typed for this paper, without what is as generated. Raises TiedError with the paragraph's number.

    An added paragraph may hold tied values of the one it follows: so one is cut in two.
    """
    kept: dict[int, str] = {}
    for place, words in changed.items():
        if not 0 <= place < len(paper.paragraphs):
            continue
        generated = paper.paragraphs[place].spans
        typed = _checked(words, generated, f"Đoạn {place + 1}", place)
        if typed != editable(generated):
            kept[place] = typed
    fresh: dict[int, tuple[str, ...]] = {}
    for place, several in added.items():
        if not BEFORE_ALL <= place < len(paper.paragraphs):
            continue
        before = paper.paragraphs[place].spans if place >= 0 else ()
        said = tuple(_checked(words, before, f"Đoạn thêm sau đoạn {place + 1}", place) for words in several)
        if any(said):
            fresh[place] = tuple(filter(None, said))
    return Edits(kept, fresh)


def applied(paper: Paper, edits: Edits) -> Paper:
    """The paper with the officer's words; numbers of items follow on where one was left out or added."""
    if not edits.changed and not edits.added:
        return paper
    kept = _paragraphs(paper.paragraphs, edits)
    edited = replace(paper, paragraphs=tuple(renumbered(kept, series_of(paper.paragraphs))), unfilled=())
    said = json.dumps(edited.as_plain(), ensure_ascii=False)
    # A place that nothing fills is no more where its words were taken out.
    return replace(edited, unfilled=tuple(place for place in paper.unfilled if f"{{{place}}}" in said))


def figures_by_hand(paper: Paper, edits: Edits) -> list[tuple[str, Losses]]:
    """(which paragraph, tied values taken out and numbers typed), for whoever decides about the paper."""
    return [(where, one) for where, one in _by_hand(paper, edits) if one.removed or one.typed]


def carried_over(earlier: Paper, edits: Edits, later: Paper) -> Edits:
    """The edits on the refreshed paper; nothing typed is lost.

    Kept where the generated words are the same but for tied values, which follow the new figures; all others wait for
    a decision.
    """
    homes = dict(_homes(earlier.paragraphs, later.paragraphs))
    changed: dict[int, str] = {}
    added: dict[int, tuple[str, ...]] = {BEFORE_ALL: edits.added.get(BEFORE_ALL, ())}
    pending = list(edits.pending)
    for place, words in edits.changed.items():
        old, home = earlier.paragraphs[place], homes.get(place)
        followed = _followed(words, old, later.paragraphs[home]) if home is not None else None
        if followed is not None and home is not None:
            changed[home] = followed
        else:
            pending.append(Pending(words, editable(old.spans), _near(place, homes, later)))
    for place, several in edits.added.items():
        if place == BEFORE_ALL:
            continue
        old, home = earlier.paragraphs[place], homes.get(place)
        said = [_followed(words, old, later.paragraphs[home]) if home is not None else None for words in several]
        at = _near(place, homes, later)
        pending += [Pending(words, "", at) for words, one in zip(several, said, strict=True) if one is None]
        kept = tuple(one for one in said if one is not None)
        if home is not None and kept:
            added[home] = kept
    return Edits(changed, {place: words for place, words in added.items() if words}, tuple(pending))


def _by_hand(paper: Paper, edits: Edits) -> Iterator[tuple[str, Losses]]:
    """A paragraph with what was added after it: where it was cut in two, its values stand in both."""
    yield "đoạn thêm ở đầu", losses(_spans(edits.added.get(BEFORE_ALL, ())), ())
    for place, paragraph in enumerate(paper.paragraphs):
        added = edits.added.get(place, ())
        if place in edits.changed:
            yield f"đoạn {place + 1}", losses(_spans((edits.changed[place], *added)), paragraph.spans)
        else:
            yield f"đoạn thêm sau đoạn {place + 1}", losses(_spans(added), ())


def _spans(several: Sequence[str]) -> Iterator[Span]:
    for words in several:
        yield from (*spans_of(words), Span(" "))


def _checked(words: str, generated: tuple[Span, ...], where: str, place: int) -> str:
    try:
        spans = spans_of(words)
        check(spans, generated)
    except TiedError as why:
        raise TiedError(f"{where}: {why}", place) from why
    return editable(spans)


def _paragraphs(generated: tuple[Paragraph, ...], edits: Edits) -> Iterator[tuple[int | None, Paragraph]]:
    yield from _added(edits, BEFORE_ALL)
    for place, paragraph in enumerate(generated):
        words = edits.changed.get(place)
        if words is None:
            yield place, paragraph
        elif words:
            yield place, replace(paragraph, spans=spans_of(words))
        yield from _added(edits, place)


def _added(edits: Edits, place: int) -> Iterator[tuple[None, Paragraph]]:
    for words in edits.added.get(place, ()):
        yield None, Paragraph("body", spans_of(words))


def _homes(earlier: Sequence[Paragraph], later: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Which paragraph became which: the same words but for tied values."""
    before, after = ([skeleton(one.spans) for one in side] for side in (earlier, later))
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        yield from ((block.a + step, block.b + step) for step in range(block.size))


def _followed(words: str, old: Paragraph, new: Paragraph) -> str | None:
    """The typed words with the new values; None where it cannot be told which value became which."""
    became: dict[str, set[str]] = {}
    values = ([span.text for span in one.spans if span.tied] for one in (old, new))
    for before, after in zip(*values, strict=True):
        became.setdefault(before, set()).add(after)
    if any(len(after) > 1 and f"{OPEN}{before}{CLOSE}" in words for before, after in became.items()):
        return None
    spans = spans_of(words)
    return editable(
        replace(span, text=min(became.get(span.text, {span.text}))) if span.tied else span for span in spans
    )


def _near(place: int, homes: Mapping[int, int], later: Paper) -> int:
    """Where in the later paper a paragraph that is no more would stand."""
    if place in homes:
        return homes[place]
    before = max((new for old, new in homes.items() if old < place), default=BEFORE_ALL)
    return min(before + 1, len(later.paragraphs) - 1)
