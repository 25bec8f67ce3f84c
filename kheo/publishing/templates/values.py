"""A paper as the plain values its tags stand for, the marks, zeros and capitals of the rule set already in them."""

import base64
from dataclasses import replace
from typing import Any

from docx.shared import Mm

from kheo.campaigns.letter_text import Paragraph, Span
from kheo.office.qr import picture
from kheo.publishing import phrasing
from kheo.publishing.papers import ARTICLE, CENTRED, DOOR, HEADING, RESOLVES, Annex, Head, Paper, Signature
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.word import measuring
from kheo.publishing.word.body import closed
from kheo.publishing.word.signature import style_of

_TWIPS = 20
_BEGINNINGS = frozenset({HEADING, RESOLVES, CENTRED})
_FLAGS = {"la_de_muc": HEADING, "la_dieu": ARTICLE, "la_quyet_dinh": RESOLVES, "la_giua": CENTRED}


def values_of(paper: Paper, rules: RuleSet, drawing: str = "") -> dict[str, Any]:
    """The values by the names of tags.py; whole tables are left for `with_tables`. `drawing` shows the QR code."""
    before, text = _around_bases(paper)
    return {
        **_head(paper.head, rules),
        **_addressees(paper, rules),
        "tham_quyen": [_paragraph(one) for one in before],
        "can_cu": list(phrasing.bases(paper.bases, rules)),
        "noi_dung": list(_text(text, rules, drawing if paper.door else "")),
        **_signed(paper.signature, rules, ""),
        **_signed(paper.left_signature or Signature((), ""), rules, "trai_"),
        "noi_nhan": list(phrasing.receivers(paper.receivers, rules)),
        "nguoi_soan": paper.drafter,
        "lien_he": paper.contact,
        "bang": _annex(paper.listing, rules, "", listing=True) if paper.listing else {},
        "cac_phu_luc": [
            _annex(annex, rules, phrasing.annex_name(number, len(paper.annexes), rules))
            for number, annex in enumerate(paper.annexes, start=1)
        ],
    }


def code_of(paper: Paper) -> str:
    """The QR code of the paper's door as PNG in base64; empty where it has none."""
    return base64.b64encode(picture(paper.door)).decode() if paper.door else ""


def spans(words: tuple[Span, ...]) -> list[dict[str, Any]]:
    """Words with their style, as {{r … }} prints them."""
    return [{"loi": span.text, "dam": span.bold, "nghieng": span.italic} for span in words]


def _head(head: Head, rules: RuleSet) -> dict[str, Any]:
    at_foot = head.circulation.casefold() in {words.casefold() for words in rules.words.circulation_at_foot}
    subject = phrasing.kind_subject(head.subject, rules) if head.kind else phrasing.letter_subject(head.subject, rules)
    nowhere = phrasing.place_and_date(replace(head, place=""), rules)
    return {
        "co_quan_cap_tren": head.parent_organ,
        "co_quan": head.organ,
        "so_ky_hieu": phrasing.number_and_symbol(head, rules),
        "ky_hieu": phrasing.symbol(head.symbol, rules),
        "dia_danh_ngay_thang": phrasing.place_and_date(head, rules),
        "dia_danh": head.place,
        "ngay_thang": nowhere.lstrip(", "),
        "ten_loai": head.kind,
        "trich_yeu": subject if head.subject else "",
        "trich_yeu_goc": head.subject,
        "do_khan": head.urgency,
        "pham_vi": "" if at_foot else head.circulation,
        "pham_vi_cuoi": head.circulation if at_foot else "",
        "du_thao": head.draft_mark,
    }


def _addressees(paper: Paper, rules: RuleSet) -> dict[str, Any]:
    """Several in a column; one in the line of its label, or hanging from it where it is longer than the line."""
    all_ = list(phrasing.addressees(paper.addressees, rules))
    found: dict[str, Any] = {"kinh_gui": all_, "kinh_gui_mot": "", "kinh_gui_dai": "", "kinh_gui_dau": ""}
    found |= {"kinh_gui_giua": all_[1:-1], "kinh_gui_cuoi": ""}
    if len(all_) == 1:
        label = rules.words.presented if paper.presented else rules.words.addressees
        length = measuring.length(f"{label} {all_[0]}", rules.style("addressees"), rules)
        found["kinh_gui_dai" if length > Mm(rules.page.text_width).pt else "kinh_gui_mot"] = all_[0]
    elif all_:
        found |= {"kinh_gui_dau": all_[0], "kinh_gui_cuoi": all_[-1]}
    return found


def _around_bases(paper: Paper) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """As the layout parts them: centred paragraphs at the beginning stand above the bases, where there are any."""
    count = 0
    if paper.bases:
        while count < len(paper.paragraphs) and paper.paragraphs[count].part == CENTRED:
            count += 1
    return paper.paragraphs[:count], paper.paragraphs[count:]


def _text(paragraphs: tuple[Paragraph, ...], rules: RuleSet, drawing: str) -> list[dict[str, Any]]:
    """The last paragraph ends with the mark of the rules, and stays on the page of the signature."""
    found = []
    for number, paragraph in enumerate(paragraphs, start=1):
        last = number == len(paragraphs)
        words = paragraph.spans
        if last and paragraph.part not in _BEGINNINGS:
            words = closed(words, rules.words.text_end)
        has_code = bool(drawing) and paragraph.part == DOOR
        one = _paragraph(replace(paragraph, spans=words))
        found.append({**one, "giu": last or has_code, "giu_ma": last, "ma_qr": drawing if has_code else ""})
    return found


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "chu": spans(paragraph.spans),
        "so": f"{paragraph.marker} " if paragraph.marker else "",
        **{flag: paragraph.part == part for flag, part in _FLAGS.items()},
        "ma_qr": "",
        "giu": False,
        "giu_ma": False,
    }


def _signed(signature: Signature, rules: RuleSet, side: str) -> dict[str, Any]:
    *posts, name = signature.name.split("\n")
    lines = [_title(title, rules) for title in signature.titles]
    ends = "_trai" if side else ""
    return {
        f"chuc_vu_{side}dau": lines[0] if lines else [],
        f"chuc_vu_{side}sau": lines[1:],
        f"chuc_vu_{side}tren_ten": "\n".join(posts),
        f"nguoi_ky{ends}": name,
    }


def _title(title: str, rules: RuleSet) -> list[dict[str, Any]]:
    """A line above the name in the weight and case of what it is: an authority, a post, the word between two."""
    name = style_of(title, rules)
    style = rules.style(name)
    words = rules.signing.between_posts if name == "between_posts" else title
    return [{"loi": words.upper() if style.caps else words, "dam": style.bold, "nghieng": style.italic}]


def _annex(annex: Annex, rules: RuleSet, name: str, *, listing: bool = False) -> dict[str, Any]:
    shown = {
        "tieu_de": annex.title,
        "phu_de": annex.subtitle,
        "kem_theo": rules.words.attached.format(document=annex.attached) if annex.attached else "",
        "ghi_chu": annex.note,
        "gach": rules.words.below_annex if annex.attached else "",
    }
    last = [key for key, text in shown.items() if text][-1:]
    lines = annex.grid.lines
    # As the layout: the signature must not stand on a page without a row of the list.
    held = max(len(lines) - 2, next((number for number, line in enumerate(lines, start=1) if not line.level), 0))
    return {
        "ten": name,
        **shown,
        "cuoi": last[0] if last else "",
        "cach": round(rules.gaps.annex_after * _TWIPS),
        "cot": [
            {"ten": column.heading.partition(" (")[0], "chu_thich": _note(column.heading), "nhom": column.under}
            for column in annex.grid.columns
        ],
        "dong": [
            {
                "o": list(line.cells),
                "chu": line.cells[0] if line.level else "",
                "la_nhom_1": line.level == 1,
                "la_nhom_2": line.level > 1,
                "giu": listing and number >= held,
            }
            for number, line in enumerate(lines)
        ],
    }


def _note(heading: str) -> str:
    _, bracket, note = heading.partition(" (")
    return bracket + note
