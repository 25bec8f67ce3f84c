"""Composes the decision that commends; what it gives and whether money goes with it is the officer's to say."""

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.decision import decision_paper
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.writing import Writing
from kheo.publishing.papers import Paper


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The decision; its list is an annex. Raises CannotComposeError naming a line of the list that is none."""
    writing = Writing(__file__, campaign, order)
    values = {key: writing.answer_or_words(key) for key in ("award", "merit", "money", "executors")}
    articles = ("gives", "pays", "takes_effect") if writing.given("money") else ("gives", "takes_effect")
    return decision_paper(writing, articles, **values)


KIND: Kind = kind_of(__file__, compose_paper)
