"""The end of a paper: Nơi nhận on the left, who signs on the right, never parted."""

from docx.document import Document as WordDocument
from docx.table import _Cell

from kheo.publishing.papers import Signature
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.word.runs import CENTRE, set_paragraph, write
from kheo.publishing.word.tables import add_frame


def add_signature(
    document: WordDocument, signature: Signature, receivers: tuple[str, ...], rules: RuleSet, width: float
) -> None:
    """One row of two halves over `width` millimetres that is never split."""
    (left, right), *_ = (list(row.cells) for row in add_frame(document, 1, [width / 2, width / 2]).rows)
    _write_receivers(left, receivers, rules)
    _write_signer(right, signature, rules)


def _write_receivers(cell: _Cell, receivers: tuple[str, ...], rules: RuleSet) -> None:
    label = set_paragraph(cell.paragraphs[0], before=6)
    write(label, rules.words.receivers, rules, rules.style("receivers_label"))
    for number, text in enumerate(receivers):
        ending = rules.words.last_receiver_end if number == len(receivers) - 1 else rules.words.item_end
        write(set_paragraph(cell.add_paragraph()), f"- {text}{ending}", rules, rules.style("receivers"))


def _write_signer(cell: _Cell, signature: Signature, rules: RuleSet) -> None:
    for number, title in enumerate(signature.titles):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        set_paragraph(paragraph, align=CENTRE, before=0 if number else 6, keep=True)
        write(paragraph, title, rules, rules.style(_style_of(title, rules)))
    for _ in range(rules.blank_lines):
        write(set_paragraph(cell.add_paragraph(), align=CENTRE, keep=True), "", rules, rules.style("signer"))
    write(set_paragraph(cell.add_paragraph(), align=CENTRE), signature.name, rules, rules.style("signer"))


def _style_of(title: str, rules: RuleSet) -> str:
    """An authority (T/M, K/T, T/L), a post, or the word between two posts ('kiêm')."""
    if title.startswith(rules.authorities):
        return "authority"
    return "post" if title.isupper() else "between_posts"
