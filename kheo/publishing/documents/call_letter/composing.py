"""Composes the call letter from the campaign alone; its figures and days come from the calls and rules."""

from dataclasses import replace

from kheo.campaigns.doors.opening import printed_address
from kheo.campaigns.letter_text import Paragraph, Span, compose
from kheo.campaigns.models import Campaign
from kheo.publishing.documents.order import Order, head_of, signature_of
from kheo.publishing.papers import DOOR, Paper

_CLOSING = frozenset({"closing", "enclosure"})
_DOOR_BEFORE = "Ngoài cách gửi nêu trên, đơn vị có thể điền và gửi qua mạng tại địa chỉ "
_DOOR_AFTER = (
    " (hoặc quét mã QR dưới đây): gõ tên đơn vị, nhận mã xác nhận ở địa chỉ thư của đơn vị, điền biểu rồi bấm gửi."
)


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The letter under its own number and day, unless others are ordered."""
    letter = compose(campaign)
    order = replace(order, number=order.number or letter.number, dated=order.dated or letter.issued_on)
    head = replace(head_of(letter, order, subject=letter.subject), year=campaign.year)
    door = printed_address(campaign)
    return Paper(
        head=head,
        signature=signature_of(letter),
        receivers=letter.recipients,
        addressees=letter.addressees,
        paragraphs=_with_door(letter.paragraphs, door),
        unfilled=letter.unknown_places,
        door=door,
    )


def _with_door(paragraphs: tuple[Paragraph, ...], door: str) -> tuple[Paragraph, ...]:
    """With a paragraph about the common door before the words that close the letter; unchanged where none is open."""
    if not door:
        return paragraphs
    closing = next((place for place, one in enumerate(paragraphs) if one.part in _CLOSING), len(paragraphs))
    said = Paragraph(DOOR, (Span(_DOOR_BEFORE), Span(door, bold=True), Span(_DOOR_AFTER)))
    return (*paragraphs[:closing], said, *paragraphs[closing:])
