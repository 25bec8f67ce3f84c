"""What minutes share: when, where, who; the secretary signs on the left, the chair on the right (05-HD/VPTW)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kheo.campaigns.letter_text import Paragraph
from kheo.publishing.documents.answers import name_of
from kheo.publishing.documents.lists import numeral
from kheo.publishing.documents.writing import Writing, finished
from kheo.publishing.papers import Paper, Signature

SECRETARY, CHAIR = "NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"
# One section: its heading in the folder's words, its paragraphs; an empty one is left out.
Section = tuple[str, Sequence[Paragraph]]


def minutes_paper(writing: Writing, sections: Sequence[Section]) -> Paper:
    """The minutes. The chair signs them, whoever signs the issuer's other papers.

    Raises CannotComposeError where a day is none.
    """
    answers = writing.answers
    paper = writing.paper(_paragraphs(writing, sections), writing.receivers_as(answers.items("receivers")))
    return finished(
        replace(
            paper,
            signature=Signature((CHAIR,), name_of(answers.text("chair"))),
            left_signature=Signature((SECRETARY,), name_of(answers.text("secretary"))),
            # Minutes are kept, and go to those named only.
            receivers=paper.receivers or writing.letter.recipients[-1:],
        )
    )


def attendance(writing: Writing) -> list[Paragraph]:
    """Who chaired, who wrote, who was there, who was not."""
    said = [writing.body(key, **{key: writing.typed(writing.answers.text(key))}) for key in ("chair", "secretary")]
    for key in ("present", "absent"):
        if lines := list(writing.items(key)):
            said += [writing.body(key), *lines]
    return said


def _paragraphs(writing: Writing, sections: Sequence[Section]) -> Iterator[Paragraph]:
    answers = writing.answers
    place = writing.typed(answers.text("place"))
    yield writing.body("opening", starts=answers.day("starts"), place=place, subject=writing.subject)
    kept = [(key, paragraphs) for key, paragraphs in sections if paragraphs]
    for number, (key, paragraphs) in enumerate(kept, start=1):
        yield writing.heading(f"{numeral(number)}.", key)
        yield from paragraphs
    ends = answers.day("ends")
    yield writing.body("closing", ends=ends) if ends else writing.body("closing_bare")
