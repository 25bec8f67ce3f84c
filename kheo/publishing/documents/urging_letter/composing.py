"""Composes the urging letter: the campaign's own letter where it has a part for figures, else a general one."""

import datetime as dt
from dataclasses import replace

from kheo.campaigns.letter_text import LetterText, Paragraph, Status, compose
from kheo.campaigns.models import Call, Campaign
from kheo.office.wording import short_date
from kheo.publishing.documents.answers import Answers
from kheo.publishing.documents.kind import Kind, kind_of, texts
from kheo.publishing.documents.order import (
    LETTER,
    LETTER_SYMBOL,
    CannotComposeError,
    Order,
    cited,
    head_of,
    receivers_of,
    signature_of,
)
from kheo.publishing.documents.phrases import phrase
from kheo.publishing.documents.urging_letter.general import GeneralText, words
from kheo.publishing.documents.urging_letter.owing_annex import owing_annex
from kheo.publishing.documents.urging_letter.status import status_lines
from kheo.publishing.papers import Annex, Head, Paper
from kheo.tally.owing import Board, board


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The letter as of the ordered instant.

    Raises CannotComposeError where nobody owes anything yet, or nobody could keep the new deadline.
    """
    seen = board(campaign, as_of=order.as_of)
    if not any(call.blocs for call in seen.calls):
        raise CannotComposeError(f"Đợt “{campaign.title}” chưa ban hành nên chưa có đơn vị nào để đôn đốc.")
    lines = status_lines(seen, campaign.wording)
    new_due = _new_due(order)
    letter = compose(campaign, status=Status(order.printed, lines), due=new_due)
    if any(paragraph.part == "status" for paragraph in letter.paragraphs):
        return _own_letter(campaign, letter, seen, order)
    general = GeneralText(campaign, letter, seen, _calls(campaign), order, new_due)
    head = head_of(letter, order, subject=general.subject, type_name=LETTER, type_symbol=LETTER_SYMBOL)
    return _paper(campaign, replace(letter, paragraphs=tuple(general.paragraphs(lines))), seen, order, head)


def _own_letter(campaign: Campaign, letter: LetterText, seen: Board, order: Order) -> Paper:
    # Figures of before the day the letter was signed are the ones it was sent with: it goes under its own number.
    if letter.issued_on and order.as_of and order.moment.date() <= letter.issued_on:
        order = replace(order, number=order.number or letter.number, dated=order.dated or letter.issued_on)
    pointer = phrase(words(campaign, "pointer"), annex=words(campaign, "annex"))
    paper = _paper(campaign, letter, seen, order, head_of(letter, order, subject=letter.subject))
    if not paper.annexes:
        return paper
    return replace(paper, paragraphs=_after_status(paper.paragraphs, Paragraph("status", pointer)))


def _paper(campaign: Campaign, letter: LetterText, seen: Board, order: Order, head: Head) -> Paper:
    new_due = _new_due(order)
    annex = owing_annex(
        seen,
        _calls(campaign),
        title=words(campaign, "annex"),
        moment=order.moment_words,
        attached=cited(campaign, head, order),
        new_due=new_due,
    )
    return Paper(
        head=head,
        signature=signature_of(letter, order),
        receivers=receivers_of(letter, order),
        addressees=letter.addressees,
        paragraphs=letter.paragraphs,
        annexes=_annexes(annex),
        unfilled=letter.unknown_places,
    )


def _new_due(order: Order) -> str:
    """The new deadline as printed; after the figures it is given upon, and not before the day of the letter."""
    answers = Answers(texts(__file__).needs, order.given)
    due, said = answers.moment("new_due"), answers.day("new_due")
    if due is None:
        return said
    day = due.date() if isinstance(due, dt.datetime) else due
    if order.dated and day < order.dated:
        raise CannotComposeError(
            f"Thời hạn mới ({said}) trước ngày ký văn bản ({short_date(order.dated)}); ghi ngày muộn hơn."
        )
    over = due <= order.moment if isinstance(due, dt.datetime) else day < order.moment.date()
    if over:
        raise CannotComposeError(
            f"Thời hạn mới ({said}) không sau thời điểm số liệu ({order.moment_words}); ghi ngày muộn hơn."
        )
    return said


def _calls(campaign: Campaign) -> dict[str, Call]:
    return {call.slug: call for call in campaign.calls.all()}


def _annexes(annex: Annex | None) -> tuple[Annex, ...]:
    return (replace(annex, subtitle=annex.subtitle[:1].upper() + annex.subtitle[1:]),) if annex else ()


def _after_status(paragraphs: tuple[Paragraph, ...], added: Paragraph) -> tuple[Paragraph, ...]:
    last = max(place for place, paragraph in enumerate(paragraphs) if paragraph.part == "status")
    return (*paragraphs[: last + 1], added, *paragraphs[last + 1 :])


KIND: Kind = kind_of(__file__, compose_paper)
