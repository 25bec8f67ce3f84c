"""Composes the call letter from the campaign alone; its figures and days come from the calls and rules."""

from dataclasses import replace

from kheo.campaigns.letter_text import compose
from kheo.campaigns.models import Campaign
from kheo.publishing.documents.order import Order, head_of, signature_of
from kheo.publishing.papers import Paper


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The letter under its own number and day, unless others are ordered."""
    letter = compose(campaign)
    order = replace(order, number=order.number or letter.number, dated=order.dated or letter.issued_on)
    head = replace(head_of(letter, order, subject=letter.subject), year=campaign.year)
    return Paper(
        head=head,
        signature=signature_of(letter),
        receivers=letter.recipients,
        addressees=letter.addressees,
        paragraphs=letter.paragraphs,
        unfilled=letter.unknown_places,
    )
