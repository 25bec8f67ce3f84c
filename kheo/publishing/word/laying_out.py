"""A paper as a Word file: letters upright with their annexes behind them, lists on landscape sheets."""

from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from kheo.campaigns.letter_text import Paragraph
from kheo.publishing import phrasing
from kheo.publishing.papers import CENTRED, Annex, Paper
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.word.body import add_paragraphs
from kheo.publishing.word.foot import add_first_edges, add_last_edges
from kheo.publishing.word.header import add_header
from kheo.publishing.word.opening import add_addressees, add_bases, add_kind
from kheo.publishing.word.page import add_landscape, blank
from kheo.publishing.word.runs import CENTRE, lower, set_paragraph, write
from kheo.publishing.word.sealing import seal
from kheo.publishing.word.signature import add_signature
from kheo.publishing.word.tables import add_grid, close_with, keep_with_next

# Points: as little as a paragraph that must be there can take.
_LEAST = 1


def word_file(paper: Paper, rules: RuleSet) -> bytes:
    """The .docx; the same paper by the same rules gives the same bytes."""
    title = paper.listing.subtitle if paper.listing else paper.head.subject or paper.head.kind
    return seal(word_document(paper, rules), title=title, author=paper.head.organ)


def word_document(paper: Paper, rules: RuleSet) -> WordDocument:
    """The paper laid out, not sealed yet. `rules.page.mirrored` sets it for printing on both sides of a sheet."""
    return list_document(paper, paper.listing, rules) if paper.listing else _letter(paper, rules)


def list_document(paper: Paper, listing: Annex, rules: RuleSet) -> WordDocument:
    """The paper around this list, not sealed yet."""
    document = blank(rules, landscape=True)
    if paper.annexed:
        return _annex_alone(document, listing, rules)
    width = rules.landscape.text_width
    add_header(document, paper.head, rules, width)
    _centred(document, "", rules, "table_cell")
    grid = _add_annex(document, listing, rules, _LIST)
    keep_with_next(grid, first=len(grid.rows) - len(listing.grid.lines) + _least_held(listing))
    gap = _add_gap(document, rules.gaps.list_after)
    add_signature(document, paper, rules, width)
    # A cell ends with a paragraph, as a document does.
    close_with(grid, [gap._p, document.tables[-1]._tbl, _add_gap(document, _LEAST)._p])  # noqa: SLF001 moved as they are
    add_first_edges(document, paper, rules)
    add_last_edges(document, paper, rules, width)
    _add_gap(document, _LEAST)
    return document


def _annex_alone(document: WordDocument, annex: Annex, rules: RuleSet) -> WordDocument:
    """A list that hangs on a paper made elsewhere: an annex has no head and no signature of its own."""
    _centred(document, phrasing.annex_name(1, 1, rules), rules, "annex_label")
    _add_annex(document, annex, rules, _ANNEX)
    _add_gap(document, _LEAST)
    return document


def _least_held(listing: Annex) -> int:
    """How many lines a list begins with that are not held with its end: up to its first row."""
    return next((number for number, line in enumerate(listing.grid.lines, start=1) if not line.level), 0)


def _letter(paper: Paper, rules: RuleSet) -> WordDocument:
    document = blank(rules)
    width = rules.page.text_width
    add_header(document, paper.head, rules, width)
    add_kind(document, paper.head, rules, width)
    add_addressees(document, paper.addressees, rules, presented=paper.presented)
    before, text = _around_bases(paper)
    add_paragraphs(document, before, rules, closing=False)
    add_bases(document, paper.bases, rules)
    add_paragraphs(document, text, rules, door=paper.door)
    _part_tables(document)
    add_signature(document, paper, rules, width)
    add_first_edges(document, paper, rules)
    add_last_edges(document, paper, rules, width)
    for number, annex in enumerate(paper.annexes, start=1):
        add_landscape(document, rules)
        # The paragraph that ends the section before.
        lower(document.paragraphs[-1], _LEAST)
        _centred(document, phrasing.annex_name(number, len(paper.annexes), rules), rules, "annex_label")
        _add_annex(document, annex, rules, _ANNEX)
    _add_gap(document, _LEAST)
    return document


def _around_bases(paper: Paper) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """Who decides stands above the grounds of a decision: centred paragraphs the text begins with, where it has any."""
    count = 0
    if paper.bases:
        while count < len(paper.paragraphs) and paper.paragraphs[count].part == CENTRED:
            count += 1
    return paper.paragraphs[:count], paper.paragraphs[count:]


def _part_tables(document: WordDocument) -> None:
    """A paper without a word between head and signature would have them in one table."""
    if document.tables and document.element.body[-2] is document.tables[-1]._tbl:  # noqa: SLF001 the last is the page's own
        _add_gap(document, _LEAST)


# The styles of title, subtitle and notes: of a list that is a paper of its own, and of an annex.
_LIST = ("kind", "kind_subject", "annex_note")
_ANNEX = ("annex_title", "annex_subtitle", "annex_note")


def _add_annex(document: WordDocument, annex: Annex, rules: RuleSet, styles: tuple[str, str, str]) -> Table:
    title, subtitle, noted = styles
    attached = rules.words.attached.format(document=annex.attached) if annex.attached else ""
    lines = [(annex.title, title), (annex.subtitle, subtitle), (attached, noted), (annex.note, noted)]
    if annex.attached:
        lines.append((rules.words.below_annex, "below_annex"))
    for text, style in lines:
        if text:
            _centred(document, text, rules, style)
    document.paragraphs[-1].paragraph_format.space_after = Pt(rules.gaps.annex_after)
    return add_grid(document, annex.grid, rules, rules.landscape.text_width)


def _centred(document: WordDocument, text: str, rules: RuleSet, style: str) -> None:
    write(set_paragraph(document.add_paragraph(), align=CENTRE, keep=True), text, rules, rules.style(style))


def _add_gap(document: WordDocument, height: float) -> WordParagraph:
    """Two tables need a paragraph between them, and a table at the end one after it; so high, in points."""
    paragraph: WordParagraph = document.add_paragraph()
    lower(paragraph, height)
    return paragraph
