"""Papers the examiner began with, and the ways he changed them."""

import copy
from dataclasses import replace

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from kheo.campaigns.letter_text import Paragraph
from kheo.publishing.papers import RESOLVES, Annex, Grid, Line, Paper, Signature, marked
from tests.publishing.validating.papers import GRID, STATE, Change, paragraph, plan, said

LEFT = WD_ALIGN_PARAGRAPH.LEFT
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def report(code: str) -> Paper:
    """Two annexes, the second with a table over several pages."""
    own = replace(
        plan(code),
        head=replace(plan(code).head, symbol="BC/BTGDVTU" if code != STATE else "BC-UBND", kind="Báo cáo"),
    )
    note = f"Báo cáo số {'05-BC/BTGDVTU, ngày' if code != STATE else '05/BC-UBND ngày'} 03/02/2026 của Ban Dân vận"
    lines = tuple(Line((str(number), f"Mô hình số {number}", "Xã An Bình")) for number in range(1, 121))
    pointed = Paragraph("body", marked("Số liệu và danh sách có tại Phụ lục 1, Phụ lục 2 kèm theo báo cáo này."))
    annexes = (
        Annex("Biểu số liệu", "Các đơn vị đã gửi", GRID, attached=note),
        Annex("Danh sách", "Các mô hình", Grid(GRID.columns, lines), attached=note),
    )
    return replace(own, paragraphs=(pointed, *own.paragraphs), annexes=annexes)


def decision(code: str) -> Paper:
    own = replace(
        plan(code),
        head=replace(plan(code).head, symbol="QĐ/BTGDVTU" if code != STATE else "QĐ-UBND", kind="Quyết định"),
    )
    resolves = Paragraph(RESOLVES, marked("QUYẾT ĐỊNH:"))
    return replace(own, paragraphs=(resolves, *own.paragraphs[1:]))


def minutes(code: str) -> Paper:
    own = plan(code)
    writer = "NGƯỜI GHI BIÊN BẢN" if code != STATE else "THƯ KÝ"
    chair = "CHỦ TRÌ HỘI NGHỊ" if code != STATE else "CHỦ TỌA"
    return replace(
        own,
        head=replace(own.head, symbol="BB/BTGDVTU" if code != STATE else "BB-UBND", kind="Biên bản"),
        bases=(),
        signature=Signature((chair,), "Trần Văn Bình"),
        left_signature=Signature((writer,), "Lê Minh Quân"),
    )


def invitation(code: str) -> Paper:
    own = plan(code)
    return replace(own, head=replace(own.head, symbol="GM/BTGDVTU", kind="Giấy mời"), bases=())


def all_of(*changes: Change) -> Change:
    def change(document: WordDocument) -> None:
        for each in changes:
            each(document)

    return change


def swapped_signers(document: WordDocument) -> None:
    left, right_ = document.tables[1].rows[0].cells[:2]
    left._tc.addprevious(right_._tc)


def blank_side(document: WordDocument) -> None:
    for one in document.tables[1].rows[0].cells[0].paragraphs:
        for run in one.runs:
            run.text = ""


def rows_loose(document: WordDocument) -> None:
    _without(document, "w:cantSplit")


def heading_once(document: WordDocument) -> None:
    _without(document, "w:tblHeader")


def _without(document: WordDocument, mark: str) -> None:
    for each in document.tables[-1]._tbl.xpath(f".//{mark}"):
        each.getparent().remove(each)


def second_label(text: str) -> Change:
    return said("Phụ lục 2", text, beginning="Phụ lục 2")


def star_below(document: WordDocument) -> None:
    star, number = paragraph(document, "*"), paragraph(document, "Số 05")
    moved = copy.deepcopy(star._p)
    number._p.addnext(moved)
    star._p.getparent().remove(star._p)  # type: ignore[union-attr]


def organ_first(document: WordDocument) -> None:
    parent, organ = paragraph(document, "TỈNH ỦY"), paragraph(document, "BAN TUYÊN")
    parent._p.addprevious(organ._p)


def a5(document: WordDocument) -> None:
    for section in document.sections:
        section.page_width, section.page_height = Mm(148), Mm(210)


def number_arial(document: WordDocument) -> None:
    for run in document.sections[0].header.paragraphs[0].runs:
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn(f"w:{script}"), "Arial")


def marked_run(name: str, value: str = "") -> Change:
    def change(document: WordDocument) -> None:
        run = paragraph(document, "2.").runs[-1]._r
        mark = OxmlElement(f"w:{name}")
        if value:
            mark.set(qn("w:val"), value)
        extra = copy.deepcopy(run)
        next(extra.iter(qn("w:t"))).text = " nốt"
        extra.get_or_add_rPr().append(mark)
        run.addprevious(extra)

    return change


def tracked(name: str) -> Change:
    text = "delText" if name == "del" else "t"

    def change(document: WordDocument) -> None:
        run = paragraph(document, "2.").runs[-1]._r
        look = copy.deepcopy(run.get_or_add_rPr())
        wrapped = parse_xml(
            f'<w:{name} {NAMESPACE} w:id="9" w:author="x"><w:r><w:{text}>nữa</w:{text}></w:r></w:{name}>'
        )
        wrapped[0].insert(0, look)
        run.addprevious(wrapped)

    return change


def post_small(document: WordDocument) -> None:
    paragraph(document, "PHÓ TRƯỞNG BAN").runs[0].text = "Phó Trưởng ban"


def in_one_paragraph(document: WordDocument) -> None:
    """Title, the shape of its line and the date parted by line breaks."""
    title, day = paragraph(document, "ĐẢNG CỘNG"), paragraph(document, "An Phú,")
    for drawn in list(document.tables[0]._tbl.iter(qn("w:drawing"), qn("w:pict"))):
        holder = next(each for each in drawn.iterancestors() if each.tag == qn("w:r"))
        if holder.getparent() is not title._p:
            title._p.append(holder)
    title.add_run().add_break()
    for run in list(day.runs):
        title._p.append(run._r)
