"""Composes the pack a council meets over: each proposal on a numbered row, with room for its votes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.lists import list_paper
from kheo.publishing.documents.order import Order
from kheo.publishing.documents.phrases import text_of
from kheo.publishing.documents.recipients import recipient_annex, recipients
from kheo.publishing.documents.writing import Writing, finished
from kheo.publishing.papers import Annex, Column, Grid, Line, Paper

_VOTE = "Biểu quyết"
COLUMNS = (
    Column("STT", 14, centred=True),
    Column("Tập thể, cá nhân", 48),
    Column("Chức vụ, đơn vị", 54),
    Column("Tóm tắt thành tích", 81),
    Column("Đồng ý", 18, _VOTE, centred=True),
    Column("Không đồng ý", 18, _VOTE, centred=True),
    Column("Ghi chú", 24),
)
_VOTES = ("", "", "")


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The pack; a paper of the meeting, not a document. Raises CannotComposeError for a day or line that is none."""
    writing = Writing(__file__, campaign, order)
    lines = writing.answers.lines("recipients")
    listed = recipient_annex(recipients(campaign, order, lines), lines, title=writing.subject, attached="")
    starts = writing.answers.day("starts")
    meets = text_of(writing.say("meets", starts=starts)) if starts else ""
    listing = Annex("Hồ sơ họp hội đồng", listed.subtitle, Grid(COLUMNS, tuple(_lines(listed.grid.lines))), note=meets)
    paper = list_paper(writing.letter, listing, order)
    return finished(replace(paper, head=replace(paper.head, circulation=text_of(writing.say("circulation")))))


def _lines(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        yield line if line.level else replace(line, cells=(*line.cells, *_VOTES))


KIND: Kind = kind_of(__file__, compose_paper, formats=("docx", "xlsx"))
