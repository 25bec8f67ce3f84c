"""Composes the minutes of a council's meeting: who was considered, and how the vote went."""

from collections.abc import Iterator

from kheo.campaigns.letter_text import Paragraph
from kheo.campaigns.models import Campaign
from kheo.publishing.documents.answers import blank
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.minutes import attendance, minutes_paper
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.phrases import as_spans, phrase, tied
from kheo.publishing.documents.recipients import Recipient, number_words, recipients
from kheo.publishing.documents.writing import Writing
from kheo.publishing.papers import Paper

_VOTE_OF = "kết quả biểu quyết về {name}"
_VOTED = "{who}: {vote}."


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The minutes. Raises CannotComposeError for a day or a line of the list that is none."""
    writing = Writing(__file__, campaign, order)
    sections = (
        ("attended", attendance(writing)),
        ("said", list(writing.items("opinions"))),
        ("voted", list(_votes(writing))),
        ("concluded", list(writing.items("conclusion"))),
    )
    return minutes_paper(writing, sections)


def _votes(writing: Writing) -> Iterator[Paragraph]:
    lines = writing.answers.lines("recipients")
    considered = recipients(writing.campaign, writing.order, lines)
    yield writing.body("voted_for", number=number_words(considered) or lines[0])
    for number, one in enumerate(considered, start=1):
        who = ", ".join(filter(None, (one.name, one.place)))
        # Who was chosen from the ledger keeps the name it has there.
        said = phrase(_VOTED, who=tied(who) if one.entry else as_spans(who), vote=_vote(one))
        yield Paragraph("item", said, f"{number}.")


def _vote(one: Recipient) -> str:
    return one.noted or blank(_VOTE_OF.format(name=one.name))


KIND: Kind = kind_of(__file__, compose_paper)
