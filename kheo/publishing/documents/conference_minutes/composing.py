"""Composes the minutes of a conference: what was reported, said and concluded."""

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.minutes import attendance, minutes_paper
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.writing import Writing
from kheo.publishing.papers import Paper


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The minutes. Raises CannotComposeError where a day is none."""
    writing = Writing(__file__, campaign, order)
    sections = (
        ("attended", attendance(writing)),
        ("reported", list(writing.items("reports", "1."))),
        ("said", list(writing.items("opinions"))),
        ("concluded", list(writing.items("conclusion"))),
    )
    return minutes_paper(writing, sections)


KIND: Kind = kind_of(__file__, compose_paper)
