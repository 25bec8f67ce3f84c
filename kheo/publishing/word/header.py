"""The head of page 1: issuer, number and subject on the left; title with its line, place and date on the right."""

from docx.document import Document as WordDocument
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from kheo.publishing import phrasing
from kheo.publishing.papers import Head
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.word import measuring
from kheo.publishing.word.rule_line import add_line, add_line_below
from kheo.publishing.word.runs import CENTRE, frame, set_paragraph, write
from kheo.publishing.word.tables import add_frame

# Lines of one file are told apart by number; under the title, the issuer, the type.
TITLE_LINE, ORGAN_LINE, KIND_LINE = 1, 2, 3
# The most of the width the right column may take.
_MOST = 0.65
_BOX = ("top", "left", "bottom", "right")


def add_header(document: WordDocument, head: Head, rules: RuleSet, width: float) -> None:
    """Two rows and two columns without borders over `width` millimetres, in the proportion of the rules."""
    left, right = _columns(head, rules, width)
    table = add_frame(document, 2, [left, right])
    (issuer, title), (number, place) = (list(row.cells) for row in table.rows)
    _write_issuer(issuer, head, rules, Mm(left).pt)
    _write_title(title, rules)
    _write_number(number, head, rules, Mm(left).pt)
    line = set_paragraph(place.paragraphs[0], align=CENTRE)
    write(line, phrasing.place_and_date(head, rules), rules, rules.style("place_date"))
    if head.circulation and rules.placing.circulation == "date":
        _write_mark(place.add_paragraph(), head.circulation, "circulation", rules, Mm(right).pt)


def write_balanced(
    paragraph: WordParagraph, text: str, rules: RuleSet, style: str, room: float, *, inset: float = 0
) -> None:
    """Centred, its lines about equally long where it takes more than one.

    `room` is the width in points, of which a text of several lines leaves `inset` free at both sides.
    """
    set_paragraph(paragraph, align=CENTRE)
    write(paragraph, text, rules, rules.style(style))
    if measuring.spare(text, rules.style(style), rules, room):
        spare = measuring.spare(text, rules.style(style), rules, room - 2 * inset)
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = Pt(round(spare + inset, 1))


def _columns(head: Head, rules: RuleSet, width: float) -> tuple[float, float]:
    """The proportion of the rules, unless a long name of a place needs more so that the date stays on one line."""
    whole = rules.header.left + rules.header.right
    right = width * rules.header.right / whole
    place = phrasing.place_and_date(head, rules)
    if not phrasing.is_tag(place):
        needed = Pt(measuring.length(place, rules.style("place_date"), rules)).mm + 2
        right = min(max(right, needed), width * _MOST)
    return width - right, right


def _write_issuer(cell: _Cell, head: Head, rules: RuleSet, room: float) -> None:
    """Names may run over several lines; below them a sign, or a line as long as a share of the longest."""
    named = [(line, "parent") for line in head.parent_organ.split("\n")]
    named += [(line, "organ") for line in head.organ.split("\n")]
    if rules.header.below_organ:
        named.append((rules.header.below_organ, "below_organ"))
    for number, (text, style) in enumerate([line for line in named if line[0]]):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        write_balanced(paragraph, text, rules, style, room, inset=rules.gaps.box)
    if rules.header.organ_line:
        last = head.organ.split("\n")[-1]
        organ = rules.style("organ")
        within = room - 2 * measuring.spare(last, organ, rules, room - 2 * rules.gaps.box)
        length = measuring.longest_line(last, organ, rules, within) * rules.header.organ_line
        add_line_below(cell.add_paragraph(), rules, length=length, number=ORGAN_LINE)


def _write_title(cell: _Cell, rules: RuleSet) -> None:
    """The line under the title hangs on its last words; 05-HD/VPTW and Decree 30 want it as long as they are."""
    header = rules.header
    style = rules.style("title")
    run = write(set_paragraph(cell.paragraphs[0], align=CENTRE), header.title, rules, style)
    if header.motto:
        style = rules.style("motto")
        run = write(set_paragraph(cell.add_paragraph(), align=CENTRE), header.motto, rules, style)
    length = measuring.length(header.underlined, style, rules) or header.title_length
    down = style.size * measuring.LINE_HEIGHT + rules.gaps.title_line
    add_line(run, rules, length=length, down=down, number=TITLE_LINE)


def _write_number(cell: _Cell, head: Head, rules: RuleSet, room: float) -> None:
    """Number, subject of a letter, urgency, mark of a draft; lists and tables have no number."""
    first: WordParagraph | None = cell.paragraphs[0]
    if head.numbered:
        _write_line(first, cell, phrasing.number_and_symbol(head, rules), "number", rules)
        first = None
    if head.numbered and head.subject and not head.kind:
        paragraph = first or cell.add_paragraph()
        write_balanced(paragraph, phrasing.letter_subject(head.subject, rules), rules, "subject", room)
        paragraph.paragraph_format.space_before = Pt(rules.header.subject_before)
    if head.urgency:
        _write_mark(first or cell.add_paragraph(), head.urgency, "urgency", rules, room)
        first = None
    if head.draft_mark:
        _write_line(first, cell, head.draft_mark, "draft_mark", rules)


def _write_line(first: WordParagraph | None, cell: _Cell, text: str, style: str, rules: RuleSet) -> None:
    write(set_paragraph(first or cell.add_paragraph(), align=CENTRE), text, rules, rules.style(style))


def _write_mark(paragraph: WordParagraph, text: str, name: str, rules: RuleSet, room: float) -> None:
    """Urgency and circulation, in a box as wide as the words where the rules want one."""
    style = rules.style(name)
    set_paragraph(paragraph, align=CENTRE, before=rules.gaps.part_before, after=rules.gaps.part_before)
    write(paragraph, text, rules, style)
    if style.framed:
        inside = room - 4 * rules.gaps.box
        words = measuring.longest_line(text, style, rules, inside)
        frame(paragraph, sides=(room - words) / 2 - rules.gaps.box, sides_drawn=_BOX, space=rules.gaps.box)
