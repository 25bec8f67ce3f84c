"""The editor's page: each paragraph as it stands beside as it was generated, what the paper needs, its figures."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from kheo.publishing.documents.needs import lacking
from kheo.publishing.drafts.edits import BEFORE_ALL, Edits
from kheo.publishing.drafts.issuing import refusals, shortcomings
from kheo.publishing.drafts.models import Draft
from kheo.publishing.drafts.tying import Losses, TiedError, editable, losses, spans_of
from kheo.publishing.drafts.writing import composed, edits_of, obstacle
from kheo.publishing.kinds import KINDS
from kheo.publishing.papers import Paper
from kheo.web.answering import page
from kheo.web.papers.inputs import Particulars, Reason, Typed, particulars_of
from kheo.web.rights import rights_at

_NOTHING = Losses()


@dataclass(frozen=True)
class Row:
    """One paragraph of the editor; `place` -1 stands before the first and has only what was added."""

    place: int
    marker: str = ""
    words: str = ""
    generated: str = ""
    left_out: bool = False
    added: tuple[str, ...] = ()
    losses: Losses = _NOTHING
    wrong: str = ""

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def touched(self) -> bool:
        return self.left_out or self.words != self.generated

    @property
    def rows(self) -> int:
        """How high a field of about 90 letters a line must be."""
        return min(14, max(2, -(-len(self.words) // 85)))


def editor(
    request: HttpRequest,
    draft: Draft,
    *,
    typed: Typed | None = None,
    why: Exception | None = None,
    form: Particulars | None = None,
) -> HttpResponse:
    """The page; `typed` are words that could not be kept, `why` the reason, `form` the needs that could not."""
    kind, edits = KINDS[draft.kind], edits_of(draft)
    paper = composed(draft) if draft.snapshot else None
    context = {
        "draft": draft,
        "campaign": draft.campaign,
        "kind": kind,
        "paper": paper,
        "rows": _rows(paper, edits, typed, why) if paper else [],
        "edits": edits,
        "obstacle": "" if paper else obstacle(draft),
        "unmet": list(lacking(kind.needs, draft.given)),
        "lacks": shortcomings(draft) if paper else [],
        "refused": refusals(draft),
        "wrong": str(why) if why else "",
        "unsaved": typed is not None,
        "form": form or Particulars(initial=particulars_of(draft), campaign=draft.campaign, kind=kind),
        "reason": Reason(),
        "rights": rights_at(request, draft.campaign.root),
    }
    return page(request, "papers/draft.html", context)


def generated_words(draft: Draft) -> dict[int, str]:
    """The generated words by place, as the editor shows them."""
    return {place: editable(one.spans) for place, one in enumerate(composed(draft).paragraphs)}


def _rows(paper: Paper, edits: Edits, typed: Typed | None, why: Exception | None) -> list[Row]:
    changed = typed.changed if typed else edits.changed
    added = typed.added if typed else edits.added
    wrong = why.place if isinstance(why, TiedError) else None
    rows = [Row(BEFORE_ALL, added=tuple(added.get(BEFORE_ALL, ())))]
    for place, paragraph in enumerate(paper.paragraphs):
        generated = editable(paragraph.spans)
        words, extra = changed.get(place, generated), tuple(added.get(place, ()))
        rows.append(
            Row(
                place=place,
                marker=paragraph.marker,
                words=words or generated,
                generated=generated,
                left_out=not words,
                added=extra,
                losses=_losses([words, *extra], paper, place) if words and place in changed else _NOTHING,
                wrong=str(why) if wrong == place else "",
            )
        )
    return rows


def _losses(several: list[str], paper: Paper, place: int) -> Losses:
    """Of a paragraph with what was added after it, for it may have been cut in two."""
    try:
        said = [span for words in several for span in spans_of(words)]
        return losses(said, paper.paragraphs[place].spans)
    except TiedError:
        return _NOTHING
