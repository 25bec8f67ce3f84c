"""The text of a paper: its paragraphs, each set as what it is (papers.py, campaigns/letter_text.py)."""

from dataclasses import replace
from io import BytesIO

from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from kheo.campaigns.letter_text import Paragraph, Span
from kheo.office.qr import picture
from kheo.publishing.papers import ARTICLE, CENTRED, DOOR, HEADING, RESOLVES
from kheo.publishing.phrasing import is_tag
from kheo.publishing.rulesets import RuleSet, Style
from kheo.publishing.word.runs import CENTRE, JUSTIFIED, set_paragraph, write

_CLOSING_MARKS = " ./"
# Parts with a style of their own; all others are the body's.
_STYLES = {HEADING: "heading", RESOLVES: "resolves", CENTRED: "centred"}
_MIDDLE = frozenset({RESOLVES, CENTRED})
# What must not stand alone at the foot of a page.
_BEGINNINGS = frozenset({HEADING, RESOLVES, CENTRED})
_LINE_RULES = {
    "exactly": WD_LINE_SPACING.EXACTLY,
    "at_least": WD_LINE_SPACING.AT_LEAST,
    "multiple": WD_LINE_SPACING.MULTIPLE,
}


def add_paragraphs(
    document: WordDocument, paragraphs: tuple[Paragraph, ...], rules: RuleSet, *, door: str = "", closing: bool = True
) -> None:
    """Justified, first line set in, lines as high as the rules want; it ends with their mark where `closing`.

    Under the paragraph that names the campaign's `door` stands its QR code.
    """
    for number, paragraph in enumerate(paragraphs):
        last = closing and number == len(paragraphs) - 1
        # The signature must not stand on a page without a line of the text.
        shown = _add_paragraph(document, paragraph, rules, keep=last or paragraph.part in _BEGINNINGS)
        ends = last and paragraph.part not in _BEGINNINGS
        _write_spans(
            shown, paragraph, rules, closed(paragraph.spans, rules.words.text_end) if ends else paragraph.spans
        )
        if paragraph.part == DOOR and door:
            shown.paragraph_format.keep_with_next = True
            _add_code(document, door, rules, keep=last)


def closed(spans: tuple[Span, ...], mark: str) -> tuple[Span, ...]:
    """The last words end with the closing mark of the rules, whatever was typed ('.', './.' or nothing)."""
    if not spans or is_tag(spans[-1].text):
        return spans
    *before, last = spans
    return (*before, replace(last, text=last.text.rstrip(_CLOSING_MARKS) + mark))


def set_lines(paragraph: WordParagraph, rules: RuleSet) -> None:
    """The height of lines: points, or lines where the rules count in lines."""
    spacing, form = rules.paragraph, paragraph.paragraph_format
    form.line_spacing = spacing.line if spacing.line_rule == "multiple" else Pt(spacing.line)
    form.line_spacing_rule = _LINE_RULES[spacing.line_rule]
    form.widow_control = True


def _add_paragraph(document: WordDocument, paragraph: Paragraph, rules: RuleSet, *, keep: bool) -> WordParagraph:
    middle = paragraph.part in _MIDDLE
    shown = set_paragraph(
        document.add_paragraph(),
        align=CENTRE if middle else JUSTIFIED,
        before=rules.gaps.part_before if paragraph.part in _BEGINNINGS else 0,
        after=rules.paragraph.after,
        first_line=0 if middle else rules.paragraph.first_line,
        keep=keep,
    )
    set_lines(shown, rules)
    return shown


def _write_spans(shown: WordParagraph, paragraph: Paragraph, rules: RuleSet, spans: tuple[Span, ...]) -> None:
    style = rules.style(_STYLES.get(paragraph.part, "body"))
    if paragraph.marker:
        marker: Style = rules.style("article") if paragraph.part == ARTICLE else style
        write(shown, f"{paragraph.marker} ", rules, marker)
    for span in spans:
        write(shown, span.text, rules, style, bold=span.bold, italic=span.italic)


def _add_code(document: WordDocument, address: str, rules: RuleSet, *, keep: bool) -> None:
    """The QR code in the middle of a line of its own, on the page of the words about it."""
    line = set_paragraph(document.add_paragraph(), align=CENTRE, after=rules.paragraph.after, keep=keep)
    line.add_run().add_picture(BytesIO(picture(address)), width=Mm(rules.placing.code_width))
