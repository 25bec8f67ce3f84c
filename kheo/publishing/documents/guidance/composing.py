"""Composes the guidance: how to do it in the officer's words; quotas, papers, deadlines from the campaign."""

from collections.abc import Iterator

from kheo.campaigns.letter_text import Paragraph
from kheo.campaigns.models import Campaign
from kheo.publishing.documents.duties import deadlines, quotas
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.lists import numeral
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.writing import Writing, finished
from kheo.publishing.papers import Paper


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The guidance; sections of which the campaign says nothing are left out."""
    writing = Writing(__file__, campaign, order)
    return finished(writing.paper(_paragraphs(writing), writing.receivers()))


def _paragraphs(writing: Writing) -> Iterator[Paragraph]:
    yield writing.opening()
    sections = {
        "content": list(writing.items("content", "1.")),
        "asked": list(_asked(writing)),
        "deadlines": list(_papers(writing)),
        "carrying_out": list(writing.items("carrying_out", "1.")) or [writing.body("closing")],
    }
    kept = ((key, section) for key, section in sections.items() if section)
    for number, (key, section) in enumerate(kept, start=1):
        yield writing.heading(f"{numeral(number)}.", key)
        yield from section


def _asked(writing: Writing) -> Iterator[Paragraph]:
    if areas := writing.places.value("areas"):
        yield Paragraph("item", writing.say("areas", areas=areas), "-")
    yield from (Paragraph("item", sentence, "-") for sentence in quotas(writing.campaign))


def _papers(writing: Writing) -> Iterator[Paragraph]:
    yield from (Paragraph("item", sentence, "-") for sentence in deadlines(writing.campaign, writing.collector))
    if writing.campaign.email:
        yield Paragraph("item", writing.say("email", email=writing.campaign.email), "-")


KIND: Kind = kind_of(__file__, compose_paper)
