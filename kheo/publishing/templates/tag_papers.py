"""Papers whose values are tags: what the shipped templates are laid out from."""

from dataclasses import replace

from kheo.campaigns.letter_text import Paragraph, Span
from kheo.publishing.documents.kind import Kind
from kheo.publishing.papers import (
    ARTICLE,
    CENTRED,
    DOOR,
    HEADING,
    RESOLVES,
    Annex,
    Column,
    Grid,
    Head,
    Line,
    Paper,
    Signature,
)
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.templates.columns import COLUMNS
from kheo.publishing.templates.tags import MINUTES, PROPOSAL, is_typed

# The sorts of paragraphs the layout sets apart, by their flags; the last is all others.
FORMS = {"la_de_muc": HEADING, "la_dieu": ARTICLE, "la_quyet_dinh": RESOLVES, "la_giua": CENTRED, "": "body"}
STYLES = {"la_de_muc": "heading", "la_quyet_dinh": "resolves", "la_giua": "centred"}
ABOVE = "{{r above }}"
LAST = "{{r last }}"
# In the first cell of a row.
CELL = "dong.o[0]"
# A name longer than a line of any rule set.
LONG = "Ủy ban nhân dân " * 9
_WHOLE = (Column("-", 1),)


def tag_paper(kind: Kind, rules: RuleSet) -> Paper:
    """A paper of this kind whose values are the tags of tags.py; lists in it have an element for each place."""
    head = _head(kind, rules)
    signature = Signature(("{{r chuc_vu_dau }}", "{{r dong_chuc_vu }}"), _signed("chuc_vu_tren_ten", "nguoi_ky", rules))
    base = Paper(
        head,
        signature,
        ("{{ noi }}",),
        drafter=_tag("nguoi_soan", "drafter", rules),
        contact=_tag("lien_he", "contact", rules),
    )
    if not kind.type_name:
        return replace(base, listing=_annex("bang", kind, rules, "kind"))
    typed = is_typed(kind)
    text = [Paragraph(part, (Span(span(flag)),), "{{ doan.so }}") for flag, part in FORMS.items()]
    above = [Paragraph(CENTRED, (Span(ABOVE),))] if typed else []
    return replace(
        base,
        addressees=("{{ kinh_gui_dau }}", "{{ noi_giua }}", "{{ kinh_gui_cuoi }}") if kind.addressed else (),
        bases=("{{ can }}",) if typed else (),
        paragraphs=(*above, *text, Paragraph("body", (Span(LAST),))),
        annexes=(_annex("phu_luc", kind, rules, "annex_title"),) * 2,
        left_signature=_left(rules) if kind.type_name == MINUTES else None,
        presented=kind.type_name == PROPOSAL,
    )


def span(flag: str) -> str:
    """The tag of a sort of paragraph, as it is found again after it was laid out."""
    return f"{{{{r chu_{flag} }}}}"


def with_addressee(paper: Paper, text: str) -> Paper:
    return replace(paper, addressees=(text,))


def with_code(paper: Paper) -> Paper:
    """With a QR code below a paragraph that is not the last."""
    shown = (Paragraph(DOOR, (Span("-"),)), Paragraph("body", (Span(LAST),)))
    return replace(paper, paragraphs=shown, door="https://example.vn/")


def with_circulation(paper: Paper, words: str) -> Paper:
    return replace(paper, head=replace(paper.head, circulation=words))


def _head(kind: Kind, rules: RuleSet) -> Head:
    whole = bool(kind.type_name)
    return Head(
        parent_organ=_tag("co_quan_cap_tren", "parent", rules),
        organ=_tag("co_quan", "organ", rules),
        symbol=_tag("so_ky_hieu", "number", rules),
        place=_tag("dia_danh_ngay_thang", "place_date", rules),
        subject=_tag("trich_yeu", "kind_subject" if is_typed(kind) else "subject", rules) if whole else "",
        numbered=whole,
        kind=_tag("ten_loai", "kind", rules) if is_typed(kind) else "",
        urgency=_tag("do_khan", "urgency", rules) if whole else "",
        circulation=_tag("pham_vi", "circulation", rules),
        draft_mark=_tag("du_thao", "draft_mark", rules) if whole else "",
    )


def _left(rules: RuleSet) -> Signature:
    name = _signed("chuc_vu_trai_tren_ten", "nguoi_ky_trai", rules)
    return Signature(("{{r chuc_vu_trai_dau }}", "{{r dong_chuc_vu_trai }}"), name)


def _signed(post: str, name: str, rules: RuleSet) -> str:
    return f"{_tag(post, 'post', rules)}\n{_tag(name, 'signer', rules)}"


def _annex(name: str, kind: Kind, rules: RuleSet, title: str) -> Annex:
    columns = COLUMNS.get(kind.code, _WHOLE)
    sections = [Line(("{{ dong.chu }}",), level=level) for level in (1, 2)]
    row = Line(tuple(f"{{{{ dong.o[{number}] }}}}" for number in range(len(columns))))
    return Annex(
        title=_tag(f"{name}.tieu_de", title, rules),
        subtitle=f"{{{{ {name}.phu_de }}}}",
        grid=Grid(columns, (*sections, row)),
        attached=f"{{{{ {name}.kem_theo }}}}",
        note=f"{{{{ {name}.ghi_chu }}}}",
    )


def _tag(name: str, style: str, rules: RuleSet) -> str:
    return f"{{{{ {name}|hoa }}}}" if rules.style(style).caps else f"{{{{ {name} }}}}"
