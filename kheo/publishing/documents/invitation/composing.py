"""Composes the invitation: who, to what, when, where; nothing of it comes from the ledger."""

from collections.abc import Iterator

from kheo.campaigns.letter_text import Paragraph
from kheo.campaigns.models import Campaign
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.phrases import text_of
from kheo.publishing.documents.writing import Writing, finished
from kheo.publishing.papers import Paper


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The invitation. Raises CannotComposeError where its day is none."""
    writing = Writing(__file__, campaign, order)
    named = writing.answers.items("receivers") or (text_of(writing.say("receivers")),)
    return finished(writing.paper(_paragraphs(writing), writing.receivers_as(named)))


def _paragraphs(writing: Writing) -> Iterator[Paragraph]:
    answers = writing.answers
    yield writing.body("opening")
    yield from writing.items("invited")
    yield writing.body("attends", event=answers.text("event"))
    yield writing.body("starts", starts=answers.day("starts"))
    for key in ("place", "chair"):
        if writing.given(key):
            yield writing.body(key, **{key: writing.typed(answers.text(key))})
    for key, marker in (("agenda", "1."), ("notes", "-")):
        if writing.given(key):
            yield writing.body(key)
            yield from writing.items(key, marker)
    yield writing.body("closing")


KIND: Kind = kind_of(__file__, compose_paper)
