"""Invented papers for each kind: one plain, one with all there can be, one with the least, one with odd letters."""

from dataclasses import replace

from kheo.campaigns.letter_text import Paragraph, Span
from kheo.publishing.documents.kind import Kind
from kheo.publishing.papers import CENTRED, DOOR, RESOLVES, Grid, Line, Paper, Signature
from kheo.publishing.templates.sampling import sample_paper, sample_table
from kheo.publishing.templates.tags import is_typed

VARIANTS = 4


def sample(kind: Kind, variant: int) -> Paper:
    """The paper of this kind in one of VARIANTS."""
    paper = replace(sample_paper(kind), annexes=())
    if variant == 1:
        return _full(paper, kind)
    if variant == 2:
        return _least(paper, kind)
    return _odd(paper, kind) if variant == VARIANTS - 1 else paper


def _full(paper: Paper, kind: Kind) -> Paper:
    head = replace(paper.head, circulation="Tài liệu hội nghị")
    paper = replace(paper, head=head, drafter="NguyenVanAn-26", contact="Điện thoại: 0218 000 000")
    if not kind.type_name:
        return replace(paper, listing=sample_table(kind, 1, attached="Công văn số 05-CV/BTGDVTU", note="(Ghi chú)"))
    text = (
        *paper.paragraphs,
        Paragraph(RESOLVES, (Span("Quyết định:"),)),
        Paragraph(CENTRED, (Span("ở giữa"),)),
        paper.paragraphs[3],
    )
    if is_typed(kind):
        above = Paragraph(CENTRED, (Span("TRƯỞNG BAN TUYÊN GIÁO VÀ DÂN VẬN"),))
        paper = replace(paper, bases=("Điều lệ Đảng", "Quy định số 12-QĐ/TU"))
        text = (above, *text)
    if kind.addressed:
        text = (*text, Paragraph(DOOR, (Span("Quét mã để nộp"),)), paper.paragraphs[-1])
        paper = replace(paper, door="https://kheo.example.vn/n/dan-van-kheo/")
    annexes = (
        sample_table(kind, 2, attached="Công văn số 05-CV/BTGDVTU"),
        sample_table(kind, 1, note="(Ghi chú)"),
        sample_table(kind, 1),
    )
    return replace(paper, paragraphs=text, annexes=annexes, head=replace(head, draft_mark="Dự thảo lần 2"))


def _least(paper: Paper, kind: Kind) -> Paper:
    head = replace(paper.head, parent_organ="", number=None, dated="")
    paper = replace(paper, head=head, receivers=("Lưu",), signature=Signature(("BÍ THƯ",), "Lê Bình"))
    if not kind.type_name:
        return replace(paper, listing=sample_table(kind, 1))
    addressees = ("Ban Thường vụ Tỉnh ủy",) if kind.addressed else ()
    return replace(
        paper,
        paragraphs=paper.paragraphs[1:2],
        addressees=addressees,
        annexes=(sample_table(kind, 1, note="(Ghi chú)"),),
    )


def _odd(paper: Paper, kind: Kind) -> Paper:
    """Letters XML must escape, line breaks, a long name, a post above the name, the foot of the last page."""
    subject = "xây dựng <mô hình> “khéo” & bền vững trong toàn Đảng bộ tỉnh, giai đoạn 2026 - 2030"
    head = replace(
        paper.head,
        organ="Ban Chỉ đạo phong trào\nthi đua “Dân vận khéo” & <đổi mới>",
        subject=subject if paper.head.subject else "",
        circulation="Không phổ biến trên phương tiện thông tin đại chúng",
    )  # fmt: skip
    titles = ("PHÓ BÍ THƯ", "kiêm", "TRƯỞNG BAN CHỈ ĐẠO")
    paper = replace(paper, head=head, signature=Signature(titles, "Phó Chủ tịch\nLê Hoàng {{ co_quan }} & Hùng"))
    grid = sample_table(kind, 2).grid
    cells = (*(("Một dòng\nhai dòng <b>",) * len(grid.columns)),)
    odd = replace(
        sample_table(kind, 2), grid=Grid(grid.columns, (*grid.lines, Line(cells), Line(("Tổng cộng & hết",), level=1)))
    )
    if not kind.type_name:
        return replace(paper, listing=odd)
    words = Paragraph("body", (Span("Giữ <nguyên> & “{{ nguyên }} {% if %}”\nxuống dòng\tvà cách.", italic=True),))
    addressees = ("Ban Thường vụ, Ban Chỉ đạo phong trào thi đua của tất cả các cơ quan trong tỉnh " * 2,)
    return replace(paper, paragraphs=(words,), annexes=(odd,), addressees=addressees if kind.addressed else (), door="")
