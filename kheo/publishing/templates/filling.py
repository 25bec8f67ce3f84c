"""Fills a template with a paper: in a confined process, since an office's template is a stranger's file."""

import base64
import hashlib
import threading
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from kheo.campaigns.letter_text import Paragraph, Span
from kheo.confinement.pool import Refused, shared
from kheo.publishing import phrasing
from kheo.publishing.papers import DOOR, Annex, Head, Paper, Signature
from kheo.publishing.rulesets import RuleSet
from kheo.publishing.templates.confined.rendering import PICTURE, RENDER, job
from kheo.publishing.templates.tags import INDENTED, whole_shape
from kheo.publishing.templates.values import code_of, values_of
from kheo.publishing.word.header import KIND_LINE, ORGAN_LINE, add_header
from kheo.publishing.word.laying_out import word_document
from kheo.publishing.word.opening import add_kind
from kheo.publishing.word.page import blank
from kheo.publishing.word.tables import add_grid

# Lines whose length follows from the words above them, by the description their shapes bear in templates.
DRAWN = {ORGAN_LINE: "gach_duoi_co_quan", KIND_LINE: "gach_duoi_trich_yeu"}
_WHOLE_TABLES = "ca_bang"
_KEPT = 256
# Templates that print whole tables, by fingerprint: they are asked with them at once the next time.
_wants_tables: set[str] = set()
# The document heads are measured in is one for all threads.
_measuring = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class Ruled:
    """A rule set as the key of what is remembered of it: holding tables, it has no hash of its own."""

    rules: RuleSet

    def __hash__(self) -> int:
        return hash(self.rules.code)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ruled) and (self.rules is other.rules or self.rules == other.rules)


class CannotFillError(Exception):
    """The template cannot be filled with this paper; the message says why, a sentence for the officer."""


def fill(template: bytes, paper: Paper, rules: RuleSet) -> bytes:
    """The .docx: the template with the paper's values in it; the same three give the same bytes.

    Raises CannotFillError where the template is damaged or hostile, names what this paper has not, or leaves out what a
    paper must not lose (its second signer, its annexes).
    """
    digest = hashlib.sha256(template).hexdigest()
    lengths, insets = _measured(_measurable(paper.head), Ruled(rules), listing=bool(paper.listing))
    values = values_of(paper, rules, _drawing(Ruled(rules)) if paper.door else "")
    given = {
        "values": {**values, "thut": insets},
        "shape": whole_shape(),
        "must": _must(paper),
        "lines": lengths,
        "picture": code_of(paper),
        "title": paper.listing.subtitle if paper.listing else paper.head.subject or paper.head.kind,
        "author": paper.head.organ,
    }
    if digest in _wants_tables:
        _add_tables(given, paper, rules)
    answer = _asked(given, template)
    if answer.get("lacks"):
        _wants_tables.add(digest)
        _add_tables(given, paper, rules)
        answer = _asked(given, template)
    if faults := answer.get("faults"):
        raise CannotFillError(" ".join(faults))
    return base64.b64decode(answer["file"])


def _asked(given: dict[str, Any], template: bytes) -> dict[str, Any]:
    answer = shared().one(RENDER, job(given, template))
    if isinstance(answer, Refused):
        why = answer.why if answer.why.endswith(".") else f"Không điền được mẫu: {answer.why}."
        raise CannotFillError(why)
    found: dict[str, Any] = answer
    return found


def _must(paper: Paper) -> dict[str, str]:
    """Names the template must print, each with the sentence where it does not."""
    lost = "Văn bản này có {what} nhưng mẫu không in; đặt thẻ {tag} vào mẫu hoặc dùng mẫu gốc."
    found = {}
    if paper.left_signature:
        found["nguoi_ky_trai"] = lost.format(what="chữ ký bên trái", tag="{{ nguoi_ky_trai }}")
    if paper.annexes:
        found["cac_phu_luc"] = lost.format(what="phụ lục", tag="{%p for phu_luc in cac_phu_luc %}")
    if paper.listing:
        found["bang"] = lost.format(what="bảng", tag="{{ bang.ca_bang }}")
    return found


def _add_tables(given: dict[str, Any], paper: Paper, rules: RuleSet) -> None:
    """Whole tables, as the layout sets them."""
    given["tables"] = True
    values = given["values"]
    if paper.listing:
        values["bang"][_WHOLE_TABLES] = _table(paper.listing, rules)
    for annex, shown in zip(paper.annexes, values["cac_phu_luc"], strict=True):
        shown[_WHOLE_TABLES] = _table(annex, rules)


def _table(annex: Annex, rules: RuleSet) -> str:
    table = add_grid(blank(rules, landscape=True), annex.grid, rules, rules.landscape.text_width)
    return str(etree.tostring(table._tbl, encoding="unicode"))  # noqa: SLF001 no API for the element


@cache
def _drawing(ruled: Ruled) -> str:
    """How a QR code is shown, as the layout does; its picture is still to be named."""
    shown = Paragraph(DOOR, (Span("-"),))
    paper = replace(_empty(Head("", "-", "", "-")), paragraphs=(shown,), door="https://example.vn/")
    body = word_document(paper, ruled.rules).element.body
    (drawing,) = [one for one in body.iter(qn("w:drawing")) if one.find(f".//{qn('a:blip')}") is not None]
    drawing.find(f".//{qn('a:blip')}").set(qn("r:embed"), PICTURE)
    return str(etree.tostring(drawing, encoding="unicode", with_tail=False))


@cache
def _bench(ruled: Ruled) -> WordDocument:
    """An empty document to lay heads out in; made once, since that takes longer than all else about a letter."""
    return blank(ruled.rules)


@lru_cache(_KEPT)
def _measured(head: Head, ruled: Ruled, *, listing: bool) -> tuple[dict[str, int], dict[str, list[int]]]:
    """(description → length of each line drawn below words, name → how far its lines are set in) of this head.

    The layout balances centred names and draws lines as long as a share of them: so it is asked, not followed.
    """
    rules = ruled.rules
    width = rules.landscape.text_width if listing else rules.page.text_width
    with _measuring:
        document = _bench(ruled)
        add_header(document, head, rules, width)
        if not listing:
            add_kind(document, head, rules, width)
        body = document.element.body
        laid = list(body)[:-1]
        for element in laid:
            body.remove(element)
    lengths = {}
    for anchor in (anchor for element in laid for anchor in element.iter(qn("wp:anchor"))):
        number = int(anchor.find(qn("wp:docPr")).get("id"))
        if number in DRAWN:
            lengths[DRAWN[number]] = int(anchor.find(qn("wp:extent")).get("cx"))
    said = dict(zip(INDENTED, _said(head, ruled.rules), strict=True))
    shown = [one for element in laid for one in element.iter(qn("w:p"))]
    insets = {"".join(text.text or "" for text in one.iter(qn("w:t"))): _inset(one) for one in shown}
    return lengths, {
        name: [insets.get(line) or insets.get(line.upper(), 0) for line in text.split("\n") if line]
        for name, text in said.items()
    }


def _said(head: Head, rules: RuleSet) -> tuple[str, ...]:
    """The texts of INDENTED."""
    subject = phrasing.kind_subject(head.subject, rules) if head.kind else phrasing.letter_subject(head.subject, rules)
    return head.parent_organ, head.organ, subject, head.urgency, head.circulation


def _inset(paragraph: Any) -> int:
    """Twips a paragraph is set in on both sides; 0 where on one only."""
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    left, right = (found.get(qn(f"w:{side}"), "0") for side in ("left", "right")) if found is not None else ("0", "")
    return int(left) if left == right else 0


def _measurable(head: Head) -> Head:
    """Without what no width depends on, so that the next paper of the same issuer and subject is not measured again."""
    return replace(head, symbol="", place="", number=None, dated="", year=None, draft_mark="")


def _empty(head: Head) -> Paper:
    return Paper(head, Signature(("-",), "-"), ("-",))
