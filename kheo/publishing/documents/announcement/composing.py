"""Composes the announcement: what the officer says, with the figures of the calls where {status} stands."""

from collections.abc import Iterator

from kheo.campaigns.letter_text import STATUS_PLACE, Paragraph
from kheo.campaigns.models import Campaign
from kheo.publishing.documents.figures import call_sentences
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.phrases import tied
from kheo.publishing.documents.writing import Writing, finished
from kheo.publishing.papers import Paper
from kheo.tally.owing import figures


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The announcement, its figures as of the ordered instant."""
    writing = Writing(__file__, campaign, order)
    return finished(writing.paper(_paragraphs(writing), writing.receivers()))


def _paragraphs(writing: Writing) -> Iterator[Paragraph]:
    opening = writing.answers.text("opening")
    if opening:
        yield Paragraph("body", writing.typed(opening))
    else:
        yield writing.body("opening", subject=writing.subject)
    number = 0
    for paragraph in writing.items("content", ""):
        if paragraph.text == STATUS_PLACE:
            yield from _figures(writing, with_day="{as_of" not in opening)
            continue
        number += not paragraph.marker
        yield paragraph if paragraph.marker else Paragraph("item", paragraph.spans, f"{number}.")


def _figures(writing: Writing, *, with_day: bool) -> Iterator[Paragraph]:
    if with_day:
        yield writing.body("as_of", as_of=tied(writing.order.moment_words))
    for sentence in call_sentences(figures(writing.campaign, as_of=writing.order.as_of)):
        yield Paragraph("status", sentence, "-")


KIND: Kind = kind_of(__file__, compose_paper)
