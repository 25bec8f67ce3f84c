"""Between the head and the text: type and subject, whom the paper is for, on what it is based."""

from docx.document import Document as WordDocument
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from kheo.publishing import phrasing
from kheo.publishing.papers import Head
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.word import measuring
from kheo.publishing.word.body import set_lines
from kheo.publishing.word.header import KIND_LINE, write_balanced
from kheo.publishing.word.rule_line import add_line_below
from kheo.publishing.word.runs import CENTRE, JUSTIFIED, LEFT, set_paragraph, write


def add_kind(document: WordDocument, head: Head, rules: RuleSet, width: float) -> None:
    """Tên loại and trích yếu, centred, and what the rules want below them; nothing for a letter (công văn)."""
    if not head.kind:
        return
    kind = set_paragraph(document.add_paragraph(), align=CENTRE, before=rules.gaps.kind_before, keep=True)
    write(kind, head.kind, rules, rules.style("kind"))
    last, style = kind, "kind"
    subject = phrasing.kind_subject(head.subject, rules)
    for line in filter(None, subject.split("\n")):
        last, style = document.add_paragraph(), "kind_subject"
        write_balanced(last, line, rules, style, Mm(width).pt)
        last.paragraph_format.keep_with_next = True
    if rules.header.below_kind:
        last = set_paragraph(document.add_paragraph(), align=CENTRE, keep=True)
        write(last, rules.header.below_kind, rules, rules.style("below_kind"))
    if rules.header.kind_line:
        words = subject or head.kind
        within = Mm(width).pt - 2 * measuring.spare(words, rules.style(style), rules, Mm(width).pt)
        longest = measuring.longest_line(words, rules.style(style), rules, within)
        last = set_paragraph(document.add_paragraph(), align=CENTRE, keep=True)
        add_line_below(last, rules, length=longest * rules.header.kind_line, number=KIND_LINE)
    last.paragraph_format.space_after = Pt(rules.gaps.kind_after)


def add_addressees(document: WordDocument, addressees: tuple[str, ...], rules: RuleSet, *, presented: bool) -> None:
    """'Kính gửi:' or, of a tờ trình, 'Kính trình:', with those it is for: one beside it, more of them in a column."""
    if not addressees:
        return
    label = rules.words.presented if presented else rules.words.addressees
    texts = phrasing.addressees(addressees, rules)
    shown = _add_one(document, label, texts, rules) if len(texts) == 1 else _add_many(document, label, texts, rules)
    shown[0].paragraph_format.space_before = Pt(rules.gaps.addressees_before)
    shown[-1].paragraph_format.space_after = Pt(rules.gaps.addressees_after)


def add_bases(document: WordDocument, bases: tuple[str, ...], rules: RuleSet) -> None:
    """Căn cứ, each a paragraph with the rules' dash and marks."""
    for text in phrasing.bases(bases, rules):
        paragraph = set_paragraph(
            document.add_paragraph(),
            align=JUSTIFIED,
            after=rules.paragraph.after,
            first_line=rules.paragraph.first_line,
        )
        set_lines(paragraph, rules)
        write(paragraph, text, rules, rules.style("base"))


def _add_one(document: WordDocument, label: str, texts: tuple[str, ...], rules: RuleSet) -> list[WordParagraph]:
    """One line in the middle of the page; a name too long for it hangs from where names stand."""
    words = measuring.length(f"{label} {texts[0]}", rules.style("addressees"), rules)
    if words > Mm(rules.page.text_width).pt:
        return _add_beside(document, label, texts, rules)
    paragraph = set_paragraph(document.add_paragraph(), align=CENTRE, keep=True)
    write(paragraph, f"{label} ", rules, rules.style("addressees_label"))
    write(paragraph, texts[0], rules, rules.style("addressees"))
    return [paragraph]


def _add_many(document: WordDocument, label: str, texts: tuple[str, ...], rules: RuleSet) -> list[WordParagraph]:
    if rules.placing.addressees == "beside":
        return _add_beside(document, label, texts, rules)
    style = rules.style("addressees_label")
    first = set_paragraph(document.add_paragraph(), align=LEFT, keep=True)
    first.paragraph_format.left_indent = Mm(rules.placing.label_at)
    write(first, label, rules, style)
    # Dashes stand in line under the colon (Decree 30/2020, annex I, II.9.d).
    colon = Mm(rules.placing.label_at).pt + measuring.length(label[:-1], style, rules)
    return [first, *(_add_name(document, text, Pt(round(colon, 1)), rules) for text in texts)]


def _add_beside(document: WordDocument, label: str, texts: tuple[str, ...], rules: RuleSet) -> list[WordParagraph]:
    names_at = Mm(rules.placing.names_at)
    shown = []
    for number, text in enumerate(texts):
        paragraph = set_paragraph(document.add_paragraph(), align=LEFT, keep=True)
        paragraph.paragraph_format.left_indent = names_at
        if not number:
            paragraph.paragraph_format.first_line_indent = Mm(rules.placing.label_at - rules.placing.names_at)
            paragraph.paragraph_format.tab_stops.add_tab_stop(names_at)
            write(paragraph, f"{label}\t", rules, rules.style("addressees_label"))
        write(paragraph, text, rules, rules.style("addressees"))
        shown.append(paragraph)
    return shown


def _add_name(document: WordDocument, text: str, at: Pt, rules: RuleSet) -> WordParagraph:
    """A name whose further lines stand under its first word, not under its dash."""
    style = rules.style("addressees")
    dash = Pt(round(measuring.length(rules.words.item.format(text=""), style, rules), 1))
    paragraph = set_paragraph(document.add_paragraph(), align=LEFT, keep=True)
    paragraph.paragraph_format.left_indent = at + dash
    paragraph.paragraph_format.first_line_indent = -dash
    write(paragraph, text, rules, style)
    return paragraph
