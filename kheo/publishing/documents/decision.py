"""What the decisions share: bases, who resolves, articles ('Điều n.'), the list as annex (05-HD/VPTW)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kheo.campaigns.letter_text import Paragraph
from kheo.publishing.documents.order import cited
from kheo.publishing.documents.phrases import Spans, Value, text_of
from kheo.publishing.documents.recipients import number_words, recipient_annex, recipients
from kheo.publishing.documents.writing import Writing, finished
from kheo.publishing.papers import ARTICLE, RESOLVES, Paper

# How a ground begins; what is typed without gets the first. A missing answer stands in braces.
_BASE = "Căn cứ"
_GROUNDS = ("căn cứ", "theo", "thực hiện", "xét", "{")


def decision_paper(writing: Writing, articles: Sequence[str], **values: Value) -> Paper:
    """The decision with one article for each key of `articles`; each may say {number} of the list.

    Raises CannotComposeError naming a line of the list that is none.
    """
    answers = writing.answers
    lines = answers.lines("recipients")
    chosen = recipients(writing.campaign, writing.order, lines)
    number: Value = number_words(chosen) or "các tập thể, cá nhân"
    said = [writing.say(key, number=number, **values) for key in articles]
    receivers = answers.items("receivers") or (f"Như Điều {len(articles)}",)
    paper = writing.paper(_paragraphs(writing, said), writing.receivers_as(receivers))
    attached = cited(writing.campaign, writing.head, writing.order, answers.text("deciding"))
    annex = recipient_annex(chosen, lines, title=text_of(writing.say("annex", **values)), attached=attached)
    return finished(replace(paper, bases=tuple(_bases(writing)), annexes=(annex,)))


def _bases(writing: Writing) -> Iterator[str]:
    """As the officer words them, then the paper that proposes it."""
    for line in writing.answers.items("bases"):
        said = text_of(writing.typed(line))
        yield said if said.casefold().startswith(_GROUNDS) else f"{_BASE} {said}"
    yield text_of(writing.say("proposed", proposal=writing.answers.text("proposal").rstrip(" ;,.")))


def _paragraphs(writing: Writing, articles: Sequence[Spans]) -> Iterator[Paragraph]:
    yield Paragraph(RESOLVES, writing.typed(writing.answers.text("deciding") or writing.issuer))
    yield Paragraph(RESOLVES, writing.say("resolves"))
    for number, article in enumerate(articles, start=1):
        yield Paragraph(ARTICLE, article, f"Điều {number}.")
