"""What stands at the edges of a page beside its number: where a paper may go, and how to reach its issuer."""

from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from kheo.publishing.papers import Paper
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.word.measuring import LINE_HEIGHT
from kheo.publishing.word.runs import CENTRE, LEFT, RIGHT, frame, set_paragraph, write

_TWIPS = 20


def add_first_edges(document: WordDocument, paper: Paper, rules: RuleSet) -> None:
    """On page 1, as the rules place them: where the paper may go at the upper right, the contact at the foot."""
    section = document.sections[0]
    if paper.head.circulation and rules.placing.circulation == "edge" and not _at_foot(paper, rules):
        line = set_paragraph(section.first_page_header.paragraphs[0], align=RIGHT)
        write(line, paper.head.circulation, rules, rules.style("circulation"))
    if paper.contact and rules.placing.contact == "first":
        _write_contact(section.first_page_footer.paragraphs[0], paper.contact, rules)


def add_last_edges(document: WordDocument, paper: Paper, rules: RuleSet, width: float) -> None:
    """At the foot of the page the signature stands on: a frame that hangs on what follows, `width` millimetres wide."""
    if paper.contact and rules.placing.contact == "last":
        line = document.add_paragraph()
        _write_contact(line, paper.contact, rules)
        _hang(line, width, {"vAnchor": "margin", "yAlign": "bottom"})
    if _at_foot(paper, rules):
        style = rules.style("circulation")
        line = set_paragraph(document.add_paragraph(), align=CENTRE)
        write(line, paper.head.circulation, rules, style)
        edge = Mm(rules.page.height - rules.page.number_from_edge).pt - style.size * LINE_HEIGHT
        _hang(line, width, {"vAnchor": "page", "y": str(round(edge * _TWIPS))})


def _at_foot(paper: Paper, rules: RuleSet) -> bool:
    """'Không phổ biến trên phương tiện thông tin đại chúng' stands on the last page (05-HD/VPTW, II.4.1)."""
    return paper.head.circulation.casefold() in {words.casefold() for words in rules.words.circulation_at_foot}


def _write_contact(paragraph: WordParagraph, contact: str, rules: RuleSet) -> None:
    """Below a line over the whole width of the text."""
    set_paragraph(paragraph, align=LEFT)
    write(paragraph, contact, rules, rules.style("contact"))
    frame(paragraph, sides=0, sides_drawn=("top",), space=rules.gaps.box)


def _hang(paragraph: WordParagraph, width: float, place: dict[str, str]) -> None:
    """Take the paragraph out of the text, to the place on the page on which the paragraph after it stands."""
    element: Any = OxmlElement("w:framePr")
    fixed = {"w": str(round(Mm(width).pt * _TWIPS)), "hSpace": "0", "wrap": "notBeside", "hAnchor": "margin"}
    for name, value in {**fixed, "xAlign": "left", **place}.items():
        element.set(qn(f"w:{name}"), value)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 no API for frames
    properties.insert_element_before(
        element, "w:widowControl", "w:numPr", "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
