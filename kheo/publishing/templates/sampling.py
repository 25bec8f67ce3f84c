"""An invented paper of each kind: what a template is tried and previewed with."""

from dataclasses import replace

from kheo.campaigns.letter_text import Paragraph, Span, marked
from kheo.publishing.documents.kind import Kind
from kheo.publishing.papers import ARTICLE, HEADING, Annex, Column, Grid, Head, Line, Paper, Signature
from kheo.publishing.templates.columns import COLUMNS
from kheo.publishing.templates.tags import MINUTES, PROPOSAL, is_typed

_ANY = (Column("STT", 12), Column("Khối", 60, "Nhóm"), Column("Số (đơn vị)", 30, "Nhóm", centred=True))
_TEXT = (
    Paragraph(HEADING, (Span("MỤC ĐÍCH, YÊU CẦU"),), "I."),
    Paragraph("opening", marked("Thực hiện Kế hoạch số 71-KH/TU, ngày 20/5/2026 về phong trào “*Dân vận khéo*”.")),
    Paragraph("status", (Span("Khối xã: "), Span("02 tập thể", bold=True), Span(" đã gửi;")), "-"),
    Paragraph("item", marked("Gửi về cơ quan chậm nhất ngày **21/10/2026**."), "1."),
    Paragraph(ARTICLE, (Span("Công nhận "), Span("12 mô hình", bold=True, italic=True), Span(".")), "Điều 1."),
    Paragraph("closing", marked("Đề nghị các cơ quan, đơn vị nghiêm túc triển khai thực hiện")),
)
_ROWS = 3


def sample_paper(kind: Kind) -> Paper:
    """The paper of an invented office; lists have a few rows, letters an annex."""
    paper = _sample(kind)
    if paper.listing:
        return paper
    return replace(paper, annexes=(sample_table(kind, _ROWS, attached="Công văn số 05-CV/BTGDVTU, ngày 03/9/2026"),))


def sample_table(kind: Kind, rows: int, *, attached: str = "", note: str = "") -> Annex:
    """A table of the kind's columns (any columns where they are not always the same)."""
    columns = COLUMNS.get(kind.code, _ANY)
    lines = [Line(("I. KHỐI XÃ (02 đơn vị)",), level=1), Line(("1. Xã An Bình",), level=2)]
    for number in range(1, rows + 1):
        cells = (f"Ô {number}.{place}" for place in range(1, len(columns)))
        lines += [Line((str(number), *cells))]
    return Annex("Danh sách", "Các mô hình năm 2026", Grid(columns, tuple(lines)), attached=attached, note=note)


def _sample(kind: Kind) -> Paper:
    numbered = bool(kind.type_name)
    head = Head(
        parent_organ="Tỉnh ủy Hòa Bình Hạ",
        organ="Ban Tuyên giáo và Dân vận",
        symbol=f"{kind.type_symbol}/BTGDVTU" if numbered else "",
        place="Hòa Bình Hạ",
        number=5 if numbered else None,
        dated="2026-09-03",
        year=2026,
        subject=kind.example.get("subject", "tổng kết phong trào thi đua “Dân vận khéo”") if numbered else "",
        numbered=numbered,
        kind=kind.type_name if is_typed(kind) else "",
    )
    receivers = ("Như trên", "Thường trực Tỉnh ủy (báo cáo)", "Lưu Ban Tuyên giáo và Dân vận")
    paper = Paper(head, Signature(("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "Trần Văn Bình"), receivers)
    if not numbered:
        return replace(paper, listing=sample_table(kind, _ROWS, note="(Số liệu tính đến ngày 01/9/2026)"))
    return replace(
        paper,
        addressees=("Các phòng, ban", "Đảng ủy các xã", "Các trường học") if kind.addressed else (),
        paragraphs=_TEXT,
        presented=kind.type_name == PROPOSAL,
        left_signature=Signature(("Người ghi biên bản",), "Lê Thị Sáu") if kind.type_name == MINUTES else None,
    )
