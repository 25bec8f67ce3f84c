"""What the lists share: no number of their own, their issuer's head, Roman numerals for blocs."""

from dataclasses import replace

from kheo.campaigns.letter_text import LetterText
from kheo.publishing.documents.order import Order, head_of, receivers_of, signature_of
from kheo.publishing.papers import Annex, Paper

_NUMERALS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def list_paper(letter: LetterText, listing: Annex, order: Order) -> Paper:
    """A list is no type of document (399-QĐ/TW): it bears place and date, and no number."""
    return Paper(
        head=replace(head_of(letter, order, numbered=False), symbol="", kind=""),
        signature=signature_of(letter, order),
        # The archive alone; of a letter without one, whoever stands last.
        receivers=receivers_of(letter, order, ()) or letter.recipients[-1:],
        listing=listing,
    )


def numeral(number: int) -> str:
    """1 → I, 14 → XIV, as blocs are numbered."""
    said = ""
    for value, sign in _NUMERALS:
        times, number = divmod(number, value)
        said += sign * times
    return said
