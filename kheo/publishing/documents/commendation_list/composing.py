"""Composes the list of those commended: an annex of a paper made elsewhere, without a number of its own."""

from dataclasses import replace

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.lists import list_paper
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.recipients import recipient_annex, recipients
from kheo.publishing.documents.writing import Writing, finished
from kheo.publishing.papers import Paper


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The list. Raises CannotComposeError naming a line of it that is no recipient."""
    writing = Writing(__file__, campaign, order)
    lines = writing.answers.lines("recipients")
    proposed = recipients(campaign, order, lines)
    annex = recipient_annex(proposed, lines, title=writing.subject, attached=writing.answers.text("attached"))
    paper = list_paper(writing.letter, replace(annex, note=""), order)
    return finished(replace(paper, annexed=writing.given("attached")))


KIND: Kind = kind_of(__file__, compose_paper, formats=("docx", "xlsx"))
