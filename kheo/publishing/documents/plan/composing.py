"""Composes the plan: aims and work as the officer words them, quotas, fields and deadlines from the campaign."""

from collections.abc import Iterator

from kheo.campaigns.letter_text import Paragraph
from kheo.campaigns.models import Campaign
from kheo.publishing.documents.duties import deadlines, quotas
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.writing import Writing, finished
from kheo.publishing.papers import Paper


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The plan; it bears the number and day of the order only, never the campaign's."""
    writing = Writing(__file__, campaign, order)
    return finished(writing.paper(_paragraphs(writing), writing.receivers()))


def _paragraphs(writing: Writing) -> Iterator[Paragraph]:
    yield writing.opening()
    yield writing.heading("I.", "aims")
    yield from writing.items("aims", "1.")
    yield writing.heading("II.", "content")
    yield from writing.items("content", "1.")
    yield from _asked(writing)
    yield writing.heading("III.", "deadlines")
    for sentence in deadlines(writing.campaign, writing.collector):
        yield Paragraph("item", sentence, "-")
    yield writing.heading("IV.", "carrying_out")
    if writing.given("carrying_out"):
        yield from writing.items("carrying_out", "1.")
        return
    yield Paragraph("item", writing.say("others"), "1.")
    yield Paragraph("item", writing.say("follows"), "2.")


def _asked(writing: Writing) -> Iterator[Paragraph]:
    if areas := writing.places.value("areas"):
        yield writing.body("areas", areas=areas)
    asked = [Paragraph("item", sentence, "-") for sentence in quotas(writing.campaign)]
    if asked:
        yield writing.body("quotas")
        yield from asked


KIND: Kind = kind_of(__file__, compose_paper)
