"""Composes the score sheet: the scale the officer gives, for each proposal. There is no scale of the program's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.kind import Kind, kind_of
from kheo.publishing.documents.lists import list_paper
from kheo.publishing.documents.order import CannotComposeError, Order
from kheo.publishing.documents.phrases import text_of
from kheo.publishing.documents.recipients import recipients
from kheo.publishing.documents.writing import Writing, finished
from kheo.publishing.papers import Annex, Column, Grid, Line, Paper, Signature

COLUMNS = (
    Column("STT", 14, centred=True),
    Column("Tiêu chí", 143),
    Column("Điểm tối đa", 28, centred=True),
    Column("Điểm chấm", 28, centred=True),
    Column("Ghi chú", 44),
)
_POINTS = frozenset("0123456789,.")


@dataclass(frozen=True, slots=True)
class Criterion:
    words: str
    most: str

    @property
    def points(self) -> float:
        return float(self.most.replace(",", ".")) if self.most else 0.0


def compose_paper(campaign: Campaign, order: Order) -> Paper:
    """The sheet, signed by the member who scores. Raises CannotComposeError for a criterion without its points."""
    writing = Writing(__file__, campaign, order)
    scale = [_criterion(line, at) for at, line in enumerate(writing.answers.lines("scale"), start=1)]
    issued_in = writing.typed(writing.answers.text("issued_in"))
    note = writing.say("official", issued_in=issued_in) if issued_in else writing.say("sample")
    grid = Grid(COLUMNS, tuple(_lines(writing, scale)), held=True)
    paper = list_paper(writing.letter, Annex("Phiếu chấm điểm", writing.subject, grid, note=text_of(note)), order)
    signer = Signature((text_of(writing.say("member")),), text_of(writing.say("name")))
    return finished(replace(paper, signature=signer))


def _lines(writing: Writing, scale: Sequence[Criterion]) -> Iterator[Line]:
    scored = recipients(writing.campaign, writing.order, writing.answers.lines("recipients"))
    names = [(", ".join(filter(None, (one.name, one.place))), one.source) for one in scored]
    for name, source in names or [(text_of(writing.say("anybody")), {})]:
        yield Line((name,), level=1, source=source)
        for number, criterion in enumerate(scale, start=1):
            if not criterion.most:
                yield Line((criterion.words,), level=2)
                continue
            yield Line((str(number), criterion.words, criterion.most, "", ""))
        most = f"{sum(criterion.points for criterion in scale):.10g}".replace(".", ",")
        yield Line(("", text_of(writing.say("total")), most, "", ""))


def _criterion(line: str, at: int) -> Criterion:
    if line.startswith("{"):
        return Criterion(line, "")
    words, _, most = (part.strip() for part in line.rpartition("|"))
    try:
        criterion = Criterion(words, most)
        if words and most and set(most) <= _POINTS and criterion.points > 0:
            return criterion
    except ValueError:
        pass
    raise CannotComposeError(
        f"Dòng {at} của thang điểm (“{line}”) chưa có điểm tối đa; hãy ghi như “Nội dung tiêu chí | 20”."
    )


KIND: Kind = kind_of(__file__, compose_paper)
