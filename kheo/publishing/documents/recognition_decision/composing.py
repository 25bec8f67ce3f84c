"""Composes the decision that recognises models and exemplars."""

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.decision import decision_paper
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.writing import Writing
from kheo.publishing.papers import Paper


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The decision; its list is an annex. Raises CannotComposeError naming a line of the list that is none."""
    writing = Writing(__file__, campaign, order)
    values = {key: writing.answer_or_words(key) for key in ("honour", "executors")}
    return decision_paper(writing, ("gives", "duty", "takes_effect"), **values)


KIND: Kind = kind_of(__file__, compose_paper)
