"""The end of a paper: Nơi nhận or a second signer on the left, who signs on the right, never parted."""

from docx.document import Document as WordDocument
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from kheo.publishing import phrasing
from kheo.publishing.papers import Paper, Signature
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.word.runs import CENTRE, set_paragraph, write
from kheo.publishing.word.tables import add_frame


def add_signature(document: WordDocument, paper: Paper, rules: RuleSet, width: float) -> None:
    """One row of two halves over `width` millimetres that is never split.

    Where somebody signs on the left (minutes, joint papers), Nơi nhận stands in a row of its own below both.
    """
    both = paper.left_signature is not None
    listed = bool(paper.receivers or paper.drafter)
    rows = list(add_frame(document, 2 if both and listed else 1, [width / 2, width / 2]).rows)
    left, right = rows[0].cells
    _write_signer(right, paper.signature, rules, keep=len(rows) > 1)
    if paper.left_signature:
        _write_signer(left, paper.left_signature, rules, keep=len(rows) > 1)
    if listed:
        _write_receivers(rows[-1].cells[0], paper, rules)


def _write_receivers(cell: _Cell, paper: Paper, rules: RuleSet) -> None:
    """'Nơi nhận:', each on a line, the drafter's mark at their end (05-HD/VPTW, II.5)."""
    first: WordParagraph | None = cell.paragraphs[0]
    if paper.receivers:
        label = set_paragraph(cell.paragraphs[0], before=rules.gaps.receivers_before)
        write(label, rules.words.receivers, rules, rules.style("receivers_label"))
        first = None
    for text in phrasing.receivers(paper.receivers, rules):
        write(set_paragraph(cell.add_paragraph()), text, rules, rules.style("receivers"))
    if paper.drafter:
        write(set_paragraph(first or cell.add_paragraph()), paper.drafter, rules, rules.style("drafter"))


def _write_signer(cell: _Cell, signature: Signature, rules: RuleSet, *, keep: bool) -> None:
    """The lines of power and post, room for the hand, the name; a post above the name is a line of it."""
    *posts, name = signature.name.split("\n")
    lines = [(title, style_of(title, rules)) for title in signature.titles]
    lines += [("", "signer")] * rules.blank_lines + [(post, "post") for post in posts] + [(name, "signer")]
    for number, (text, style) in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        before = 0 if number else rules.gaps.signature_before
        set_paragraph(paragraph, align=CENTRE, before=before, keep=keep or number < len(lines) - 1)
        shown = rules.signing.between_posts if style == "between_posts" else text
        write(paragraph, shown, rules, rules.style(style))


def style_of(title: str, rules: RuleSet) -> str:
    """The style of a line above the name: an authority (T/M, K/T, T/L), a post, or the word between two ("kiêm")."""
    if title.casefold() == rules.signing.between_posts:
        return "between_posts"
    return "authority" if title.startswith(rules.authorities) else "post"
