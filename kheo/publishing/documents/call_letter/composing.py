"""Composes the call letter from the campaign alone; its figures and days come from the calls and rules."""

from dataclasses import replace

from kheo.campaigns.doors.opening import printed_address
from kheo.campaigns.letter_text import Paragraph, Span, compose
from kheo.campaigns.models import Campaign
from kheo.publishing.documents.kind import Kind, kind_of, texts
from kheo.publishing.documents.order import Order, head_of, receivers_of, signature_of
from kheo.publishing.papers import DOOR, Paper

_CLOSING = frozenset({"closing", "enclosure"})


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The letter under its own number and day, unless others are ordered."""
    letter = compose(campaign)
    order = replace(order, number=order.number or letter.number, dated=order.dated or letter.issued_on)
    head = replace(head_of(letter, order, subject=letter.subject), year=campaign.year)
    door = printed_address(campaign)
    return Paper(
        head=head,
        signature=signature_of(letter, order),
        receivers=receivers_of(letter, order),
        addressees=letter.addressees,
        paragraphs=_with_door(letter.paragraphs, door),
        unfilled=letter.unknown_places,
        door=door,
    )


def _with_door(paragraphs: tuple[Paragraph, ...], door: str) -> tuple[Paragraph, ...]:
    """With a paragraph about the common door before the words that close the letter; unchanged where none is open."""
    if not door:
        return paragraphs
    words = texts(__file__).words
    closing = next((place for place, one in enumerate(paragraphs) if one.part in _CLOSING), len(paragraphs))
    said = Paragraph(DOOR, (Span(words["door_before"]), Span(door, bold=True), Span(words["door_after"])))
    return (*paragraphs[:closing], said, *paragraphs[closing:])


KIND: Kind = kind_of(__file__, compose_paper)
