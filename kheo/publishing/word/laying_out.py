"""A paper as a Word file: letters upright with their annexes behind them, lists on landscape sheets."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from kheo.publishing.papers import Annex, Paper
from kheo.publishing.rulesets import RuleSet, Style
from kheo.publishing.word.body import add_addressees, add_paragraphs
from kheo.publishing.word.header import add_header
from kheo.publishing.word.page import add_landscape, blank
from kheo.publishing.word.runs import CENTRE, set_paragraph, write
from kheo.publishing.word.sealing import seal
from kheo.publishing.word.signature import add_signature
from kheo.publishing.word.tables import add_grid, keep_with_next

_GAP = 8
_LEAST = 1


def word_file(paper: Paper, rules: RuleSet) -> bytes:
    """The .docx; the same paper by the same rules gives the same bytes."""
    document = list_document(paper, paper.listing, rules) if paper.listing else _letter(paper, rules)
    title = paper.listing.subtitle if paper.listing else paper.head.subject
    return seal(document, title=title, author=paper.head.organ)


def list_document(paper: Paper, listing: Annex, rules: RuleSet) -> WordDocument:
    """The paper around this list, not sealed yet."""
    document = blank(rules, landscape=True)
    width = rules.landscape.text_width
    add_header(document, paper.head, rules, width)
    _centred(document, "", rules, rules.style("table_cell"))
    keep_with_next(_add_annex(document, listing, rules))
    _add_gap(document, _GAP).paragraph_format.keep_with_next = True
    add_signature(document, paper.signature, paper.receivers, rules, width)
    _add_gap(document, _LEAST)
    return document


def _letter(paper: Paper, rules: RuleSet) -> WordDocument:
    document = blank(rules)
    width = rules.page.text_width
    add_header(document, paper.head, rules, width)
    add_addressees(document, paper.addressees, rules)
    add_paragraphs(document, paper.paragraphs, rules, door=paper.door)
    add_signature(document, paper.signature, paper.receivers, rules, width)
    for number, annex in enumerate(paper.annexes, start=1):
        add_landscape(document, rules)
        # The paragraph that ends the section before.
        _lower(document.paragraphs[-1], _LEAST)
        named = rules.words.annex if len(paper.annexes) == 1 else f"{rules.words.annex} {number}"
        _centred(document, named, rules, rules.style("kind_subject"))
        _add_annex(document, annex, rules)
    _add_gap(document, _LEAST)
    return document


def _add_annex(document: WordDocument, annex: Annex, rules: RuleSet) -> Table:
    _centred(document, annex.title, rules, rules.style("kind"))
    _centred(document, annex.subtitle, rules, rules.style("kind_subject"))
    notes = [rules.words.attached.format(document=annex.attached) if annex.attached else "", annex.note]
    for note in filter(None, notes):
        _centred(document, note, rules, rules.style("annex_note"))
    document.paragraphs[-1].paragraph_format.space_after = Pt(_GAP)
    return add_grid(document, annex.grid, rules, rules.landscape.text_width)


def _centred(document: WordDocument, text: str, rules: RuleSet, style: Style) -> None:
    write(set_paragraph(document.add_paragraph(), align=CENTRE, keep=True), text, rules, style)


def _add_gap(document: WordDocument, height: float) -> WordParagraph:
    """Two tables need a paragraph between them, and a table at the end one after it; so high, in points."""
    paragraph: WordParagraph = document.add_paragraph()
    _lower(paragraph, height)
    return paragraph


def _lower(paragraph: WordParagraph, height: float) -> None:
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing, form.line_spacing_rule = Pt(height), WD_LINE_SPACING.EXACTLY
