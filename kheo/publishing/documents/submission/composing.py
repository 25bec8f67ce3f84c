"""Composes the submission: whom the issuer proposes, to the authority that decides (Kính trình, 05-HD/VPTW)."""

from collections.abc import Iterator
from dataclasses import replace

from kheo.campaigns.letter_text import Paragraph
from kheo.campaigns.models import Campaign
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.phrases import text_of
from kheo.publishing.documents.recipients import Recipient, number_words, recipient_annex, recipients
from kheo.publishing.documents.writing import Writing, finished
from kheo.publishing.papers import Paper


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The submission with its list. Raises CannotComposeError naming a line of the list that is none."""
    writing = Writing(__file__, campaign, order)
    lines = writing.answers.lines("recipients")
    proposed = recipients(campaign, order, lines)
    paper = writing.paper(_paragraphs(writing, proposed), writing.receivers(as_above=True))
    annex = recipient_annex(proposed, lines, title=text_of(writing.say("annex")), attached=writing.cited)
    authority = writing.answers.items("authority")
    return finished(replace(paper, addressees=authority, presented=True, annexes=(annex,)))


def _paragraphs(writing: Writing, proposed: list[Recipient]) -> Iterator[Paragraph]:
    authority = ", ".join(writing.answers.items("authority"))
    yield writing.opening(authority=authority)
    yield from writing.items("reasons", "")
    yield writing.body(
        "asks" if proposed else "asks_nobody",
        authority=authority,
        asked=writing.typed(writing.answers.text("asked")),
        number=number_words(proposed),
    )
    yield writing.body("closing", authority=authority)


KIND: Kind = kind_of(__file__, compose_paper)
