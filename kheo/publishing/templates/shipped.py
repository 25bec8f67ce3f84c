"""The template that comes with a kind of paper: a paper of tags, laid out by the code that lays out papers.

So it cannot drift from the rules: what is changed afterwards is only where loops begin and end.
"""

import re
from functools import cache

from kheo.office.markup import Element
from kheo.publishing import phrasing
from kheo.publishing.kinds import KINDS
from kheo.publishing.papers import Paper
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.templates import tag_papers as papers
from kheo.publishing.templates.columns import COLUMNS
from kheo.publishing.templates.editing import Sheet
from kheo.publishing.templates.filling import DRAWN, Ruled
from kheo.publishing.word.laying_out import word_document
from kheo.publishing.word.sealing import seal

_YEAR = re.compile(r"\b(19|20)\d\d\b")


def shipped_template(kind_code: str, rules: RuleSet) -> bytes:
    """The .docx with tags for this kind of `kinds.KINDS` by these rules; always the same bytes. Raises KeyError."""
    return _shipped(kind_code, Ruled(rules))


@cache
def _shipped(kind_code: str, ruled: Ruled) -> bytes:
    kind, rules = KINDS[kind_code], ruled.rules
    paper = papers.tag_paper(kind, rules)
    document = word_document(paper, rules)
    sheet = Sheet(document)
    _common(sheet, rules)
    _foot(sheet, paper, rules)
    if paper.listing:
        _annex(sheet, list(sheet.body), "bang", kind_code, rules)
    else:
        _letter(sheet, paper, rules, kind_code)
    return seal(document, title=f"Mẫu: {kind.title}", author="")


def _common(sheet: Sheet, rules: RuleSet) -> None:
    """What every paper has: receivers, who signs, lines drawn below words."""
    for name in ("chuc_vu", "chuc_vu_trai"):
        for tag in (f"{{{{r {name}_dau }}}}", f"{{{{r dong_{name} }}}}"):
            if (found := sheet.find(tag)) is not None:
                sheet.plain(found)
        if (found := sheet.find(f"{{{{r dong_{name} }}}}")) is not None:
            sheet.say(found, "{{r dong }}")
            sheet.loop(found, "dong", f"{name}_sau")
    receiver = sheet.found("{{ noi }}")
    sheet.loop(receiver, "noi", "noi_nhan")
    if (label := sheet.before(receiver, rules.words.receivers)) is not None:
        sheet.condition([label], "noi_nhan")
    for number, description in DRAWN.items():
        sheet.describe(number, description)


def _letter(sheet: Sheet, paper: Paper, rules: RuleSet, kind_code: str) -> None:
    if paper.addressees:
        _addressees(sheet, paper, rules)
    if (base := sheet.find("{{ can }}")) is not None:
        sheet.loop(base, "can", "can_cu")
    if (above := sheet.find(papers.ABOVE)) is not None:
        sheet.say(above, "{{r doan.chu }}")
        sheet.loop(above, "doan", "tham_quyen")
    _text(sheet, paper, rules)
    _annexes(sheet, rules, kind_code)


def _addressees(sheet: Sheet, paper: Paper, rules: RuleSet) -> None:
    """Several as they stand in a column; one beside its label, or hanging from it where its name is long."""
    middle, last = sheet.found("{{ noi_giua }}"), sheet.found("{{ kinh_gui_cuoi }}")
    label = rules.words.presented if paper.presented else rules.words.addressees
    labelled = sheet.before(middle, label)
    block = sheet.through(sheet.found("{{ kinh_gui_dau }}") if labelled is None else labelled, last)
    sheet.say(middle, "{{ noi }}")
    sheet.loop(middle, "noi", "kinh_gui_giua")
    for name, texts in (("kinh_gui_mot", "{{ kinh_gui_mot }}"), ("kinh_gui_dai", papers.LONG)):
        other = Sheet(word_document(papers.with_addressee(paper, texts), rules))
        (printed,) = phrasing.addressees((texts,), rules)
        form = other.found(printed)
        other.put(form, printed, f"{{{{ {name} }}}}")
        sheet.condition([sheet.insert_before(block[0], form)], name)
    sheet.condition(block, "kinh_gui_dau")


def _text(sheet: Sheet, paper: Paper, rules: RuleSet) -> None:
    """One loop over the paragraphs, in it a form for each sort of them."""
    forms = [(flag, sheet.found(papers.span(flag))) for flag in papers.FORMS]
    for flag, form in forms:
        sheet.put(form, "{{ doan.so }} ", "{{ doan.so }}")
        style = rules.style(papers.STYLES.get(flag, "body"))
        sheet.put(form, papers.span(flag), "{{r doan.chu|hoa }}" if style.caps else "{{r doan.chu }}")
    sheet.remove(sheet.found(papers.LAST))
    (flag, first), *others = forms
    begin = sheet.control(first, f"if doan.{flag}")
    for flag, form in others:
        sheet.control(form, f"elif doan.{flag}" if flag else "else")
    ending = sheet.control_after(forms[-1][1], "endif")
    if paper.addressees:
        other = Sheet(word_document(papers.with_code(paper), rules))
        ending = sheet.insert_after(ending, other.code("{{ doan.ma_qr }}"))
    sheet.control(begin, "for doan in noi_dung")
    sheet.control_after(ending, "endfor")


def _foot(sheet: Sheet, paper: Paper, rules: RuleSet) -> None:
    """What stands at the foot of the last page instead of at the head of the first."""
    for words in rules.words.circulation_at_foot[:1]:
        other = Sheet(word_document(papers.with_circulation(paper, words), rules))
        if (form := other.find_folded(words)) is not None:
            other.say(form, "{{ pham_vi_cuoi|hoa }}" if rules.style("circulation").caps else "{{ pham_vi_cuoi }}")
            contact = sheet.find("{{ lien_he")
            sheet.insert_after(sheet.signature() if contact is None else contact, form)


def _annexes(sheet: Sheet, rules: RuleSet, kind_code: str) -> None:
    """Laid out as two: the first is what is repeated, the break between them stands between all but the last."""
    first, second, gap = sheet.sections()
    between = first[-1]
    sheet.say(first[0], "{{ phu_luc.ten }}")
    _annex(sheet, first[:-1], "phu_luc", kind_code, rules)
    for element in second:
        sheet.remove(element)
    sheet.condition([between], "not loop.last")
    sheet.control(first[0], "for phu_luc in cac_phu_luc")
    sheet.control(gap, "endfor")


def _annex(sheet: Sheet, elements: list[Element], name: str, kind_code: str, rules: RuleSet) -> None:
    """The lines above a table, and the table: with its rows in a loop where its columns are known, whole elsewhere."""
    (table,) = [element for element in elements if sheet.is_table(element) and sheet.holds(element, papers.CELL)]
    if rules.words.below_annex and (below := sheet.before(table, rules.words.below_annex)) is not None:
        sheet.say(below, f"{{{{ {name}.gach }}}}")
    for leaf in ("tieu_de", "phu_de", "kem_theo", "ghi_chu", "gach"):
        for element in elements:
            if sheet.holds(element, f"{{{{ {name}.{leaf}"):
                sheet.lower(element)
                tag = re.search(rf"\{{\{{ {name}\.{leaf}.*?\}}\}}", sheet.text(element))
                sheet.say(element, tag[0] if tag else "")
    if kind_code in COLUMNS:
        _headings(sheet, table, name, kind_code)
        sheet.rows(table, name)
    else:
        sheet.whole(table, f"{{{{ {name}.ca_bang }}}}")


def _headings(sheet: Sheet, table: Element, name: str, kind_code: str) -> None:
    """A heading that names a year is a tag; all others are words the office may change."""
    for number, column in enumerate(COLUMNS[kind_code]):
        heading, bracket, _ = column.heading.partition(" (")
        if _YEAR.search(heading) and not bracket:
            sheet.put(table, heading, f"{{{{ {name}.cot[{number}].ten }}}}")
