"""The text of a letter: whom it is for, and its paragraphs."""

from dataclasses import replace
from io import BytesIO

from docx.document import Document as WordDocument
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from kheo.campaigns.letter_text import Paragraph, Span
from kheo.office.qr import picture
from kheo.publishing.papers import DOOR
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.word.runs import CENTRE, JUSTIFIED, LEFT, set_paragraph, write

# Where the names after "Kính gửi:" stand, in millimetres from the left margin.
_LABEL_AT = 30
_NAMES_AT = 52
_CLOSING_MARKS = " ./"
# Millimetres: read from a folded copy by an old phone.
_CODE_WIDTH = 25


def add_addressees(document: WordDocument, addressees: tuple[str, ...], rules: RuleSet) -> None:
    """'Kính gửi: - A;' with each further one below the first; a single one has no dash."""
    label = rules.words.addressees
    for number, text in enumerate(addressees):
        ending = rules.words.last_addressee_end if number == len(addressees) - 1 else rules.words.item_end
        paragraph = set_paragraph(
            document.add_paragraph(),
            align=LEFT,
            before=12 if not number else 0,
            after=12 if number == len(addressees) - 1 else 0,
            keep=True,
        )
        paragraph.paragraph_format.left_indent = Mm(_NAMES_AT)
        if not number:
            paragraph.paragraph_format.first_line_indent = Mm(_LABEL_AT - _NAMES_AT)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(_NAMES_AT))
            write(paragraph, f"{label}\t", rules, rules.style("addressees_label"))
        dash = "- " if len(addressees) > 1 else ""
        write(paragraph, f"{dash}{text}{ending}", rules, rules.style("addressees"))


def add_paragraphs(
    document: WordDocument, paragraphs: tuple[Paragraph, ...], rules: RuleSet, *, door: str = ""
) -> None:
    """Justified, first line set in, lines exactly as high as the rules want; the text ends with their closing mark.

    Under the paragraph that names the campaign's `door` stands its QR code.
    """
    for number, paragraph in enumerate(paragraphs):
        last = number == len(paragraphs) - 1
        shown = set_paragraph(
            document.add_paragraph(),
            align=JUSTIFIED,
            after=rules.paragraph.after,
            first_line=rules.paragraph.first_line,
            # The signature must not stand on a page without a line of the text.
            keep=last,
        )
        _set_lines(shown, rules)
        body = rules.style("body")
        if paragraph.marker:
            write(shown, f"{paragraph.marker} ", rules, body)
        for span in closed(paragraph.spans, rules.words.text_end) if last else paragraph.spans:
            write(shown, span.text, rules, body, bold=span.bold, italic=span.italic)
        if paragraph.part == DOOR and door:
            shown.paragraph_format.keep_with_next = True
            _add_code(document, door, keep=last)


def _add_code(document: WordDocument, address: str, *, keep: bool) -> None:
    """The QR code in the middle of a line of its own, on the page of the words about it."""
    line = set_paragraph(document.add_paragraph(), align=CENTRE, after=6, keep=keep)
    line.add_run().add_picture(BytesIO(picture(address)), width=Mm(_CODE_WIDTH))


def closed(spans: tuple[Span, ...], mark: str) -> tuple[Span, ...]:
    """The last words end with the closing mark of the rules, whatever was typed ('.', './.' or nothing)."""
    *before, last = spans
    return (*before, replace(last, text=last.text.rstrip(_CLOSING_MARKS) + mark))


def _set_lines(paragraph: WordParagraph, rules: RuleSet) -> None:
    exactly = rules.paragraph.line_rule == "exactly"
    form = paragraph.paragraph_format
    form.line_spacing = Pt(rules.paragraph.line)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY if exactly else WD_LINE_SPACING.AT_LEAST
    form.widow_control = True
