"""Composes the report to the level above: figures and lists from the ledger, judgement from the officer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kheo.campaigns.letter_text import Paragraph
from kheo.campaigns.models import Campaign
from kheo.publishing.documents.consolidated_report.annexes import Annexes
from kheo.publishing.documents.figures import call_sentences, entry_sentences, outcome_sentences
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.lists import numeral
from kheo.publishing.documents.order import Order, letter_cited
from kheo.publishing.documents.phrases import Value, tied
from kheo.publishing.documents.writing import Writing, finished
from kheo.publishing.papers import HEADING, Paper
from kheo.tally.counts import entry_counts
from kheo.tally.lists import results
from kheo.tally.owing import figures


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The report as of the ordered instant; lists that hold nothing are no annex."""
    writing = Writing(__file__, campaign, order)
    report = _Report(writing)
    kept = tuple(line for line in writing.letter.recipients if not line.startswith("Như"))
    named = writing.answers.items("receivers") or kept
    receivers = writing.receivers_as((writing.answers.text("recipient"), *named))
    paper = writing.paper(report.paragraphs(), receivers)
    return finished(replace(paper, annexes=report.annexes.all))


@dataclass(frozen=True)
class _Report:
    writing: Writing

    @cached_property
    def annexes(self) -> Annexes:
        campaign, order = self.writing.campaign, self.writing.order
        return Annexes(
            campaign,
            figures(campaign, as_of=order.as_of),
            entry_counts(campaign, as_of=order.as_of),
            results(campaign, as_of=order.as_of),
            order,
            self.writing.cited,
        )

    def paragraphs(self) -> Iterator[Paragraph]:
        writing = self.writing
        yield writing.body(
            "opening",
            letter=letter_cited(writing.campaign, writing.letter),
            about=writing.letter.subject,
            subject=writing.subject,
            as_of=self._as_of["as_of"],
        )
        parts = [("situation", self._situation()), ("found", self._found()), ("judged", self._judged())]
        parts += [(key, writing.items(key, "1.")) for key in ("next", "proposals") if writing.given(key)]
        for number, (key, paragraphs) in enumerate(parts, start=1):
            yield writing.heading(f"{numeral(number)}.", key)
            yield from paragraphs
        yield writing.body("closing", subject=writing.subject, recipient=writing.answers.text("recipient"))

    def _situation(self) -> Iterator[Paragraph]:
        sections = [("leading", list(self.writing.items("leading")))]
        duties = [Paragraph("status", sentence, "-") for sentence in call_sentences(self.annexes.board)]
        if duties:
            duties.append(self.writing.body("by_bloc", annex=self.annexes.named("blocs")))
        return self._numbered([*sections, ("duties", duties)])

    def _found(self) -> Iterator[Paragraph]:
        writing, annexes = self.writing, self.annexes
        entries = [Paragraph("status", sentence, "-") for sentence in entry_sentences(writing.campaign, annexes.counts)]
        outcomes = [Paragraph("status", sentence, "-") for sentence in outcome_sentences(annexes.outcomes)]
        if entries:
            entries.append(writing.body("entries_at", annexes=annexes.named("counts", "entries")))
        if outcomes:
            outcomes.append(writing.body("outcomes_at", annex=annexes.named("outcomes")))
        asked = {call.paper for call in annexes.board.calls}
        # What nobody was asked for and nobody sent is not spoken of.
        if not entries and "registration" in asked:
            entries = [writing.body("entries_none", **self._as_of)]
        if not outcomes and "results" in asked:
            outcomes = [writing.body("outcomes_none", **self._as_of)]
        noted = list(writing.items("results"))
        return self._numbered([("entries", entries), ("outcomes", outcomes), ("results", noted)])

    def _judged(self) -> Iterator[Paragraph]:
        return self._numbered([(key, list(self.writing.items(key))) for key in ("strengths", "limits")])

    @property
    def _as_of(self) -> dict[str, Value]:
        return {"as_of": tied(self.writing.order.moment_words)}

    def _numbered(self, sections: list[tuple[str, list[Paragraph]]]) -> Iterator[Paragraph]:
        """Sections under numbered headings, empty ones left out."""
        kept = [(key, paragraphs) for key, paragraphs in sections if paragraphs]
        for number, (key, paragraphs) in enumerate(kept, start=1):
            yield Paragraph(HEADING, self.writing.say(key), f"{number}.")
            yield from paragraphs


KIND: Kind = kind_of(__file__, compose_paper)
