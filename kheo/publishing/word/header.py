"""The head of page 1: issuer, number and subject on the left; title with its line, place and date on the right."""

from docx.document import Document as WordDocument
from docx.table import _Cell

from kheo.office.wording import count, official_date
from kheo.publishing.papers import Head
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.word.rule_line import add_line
from kheo.publishing.word.runs import CENTRE, set_paragraph, write
from kheo.publishing.word.tables import add_frame

# Left blank for the hand that registers and signs.
_NO_NUMBER = "      "
_NO_DAY = "ngày      tháng      năm {year}"
# The line clears the dots below Ệ and Ộ: points under the top of a line of text, per point of its size.
_BELOW_TEXT = 1.28


def add_header(document: WordDocument, head: Head, rules: RuleSet, width: float) -> None:
    """Two rows and two columns without borders over `width` millimetres, in the proportion of the rules."""
    whole = rules.header.left + rules.header.right
    table = add_frame(document, 2, [width * rules.header.left / whole, width * rules.header.right / whole])
    (issuer, title), (number, place) = (list(row.cells) for row in table.rows)
    _write_issuer(issuer, head, rules)
    _write_title(title, rules)
    _write_number(number, head, rules)
    line = set_paragraph(place.paragraphs[0], align=CENTRE)
    write(line, place_and_date(head), rules, rules.style("place_date"))


def place_and_date(head: Head) -> str:
    """'Thủ Thừa, ngày 19 tháng 10 năm 2022'; a draft leaves day and month blank."""
    day = official_date(head.day) if head.day else _NO_DAY.format(year=head.year or "")
    return f"{head.place}, {day}".rstrip()


def number_and_symbol(head: Head, rules: RuleSet) -> str:
    """'Số 35-CV/BDVHU': two digits at least, no spaces; a draft leaves the number blank."""
    number = count(head.number) if head.number else _NO_NUMBER
    return rules.words.number.format(number=number, symbol=head.symbol)


def _write_issuer(cell: _Cell, head: Head, rules: RuleSet) -> None:
    lines = [(head.parent_organ, "parent"), (head.organ, "organ"), (rules.header.below_organ, "below_organ")]
    for number, (text, style) in enumerate([line for line in lines if line[0]]):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        write(set_paragraph(paragraph, align=CENTRE), text, rules, rules.style(style))


def _write_title(cell: _Cell, rules: RuleSet) -> None:
    style = rules.style("title")
    paragraph = set_paragraph(cell.paragraphs[0], align=CENTRE)
    run = write(paragraph, rules.header.title, rules, style)
    add_line(run, length=rules.header.title_length, down=style.size * _BELOW_TEXT)


def _write_number(cell: _Cell, head: Head, rules: RuleSet) -> None:
    first = cell.paragraphs[0]
    if not head.numbered:
        return
    write(set_paragraph(first, align=CENTRE), number_and_symbol(head, rules), rules, rules.style("number"))
    if head.subject:
        paragraph = set_paragraph(cell.add_paragraph(), align=CENTRE)
        write(paragraph, rules.words.subject.format(subject=head.subject), rules, rules.style("subject"))
