"""Right papers, and ways to change one of their files as people change them in Word."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from kheo.campaigns.letter_text import Paragraph
from kheo.publishing.papers import HEADING, Annex, Column, Grid, Head, Line, Paper, Signature, marked
from kheo.publishing.rulesets import load
from kheo.publishing.validating.departure import Departure
from kheo.publishing.validating.judging import judge
from kheo.publishing.word.laying_out import word_file

PARTY, OLD, STATE = "party-05HD-2026", "party-36HD-2018", "state-ND30-2020"
Change = Callable[[WordDocument], None]
GRID = Grid(
    (Column("STT", 12, centred=True), Column("Tên mô hình", 80), Column("Đơn vị", 60)),
    (Line(("1", "Hiến đất, mở đường", "Xã An Bình")), Line(("2", "Bếp ăn sạch", "Trường Mầm non Hoa Sen"))),
)
LONG = "đề nghị các cơ quan, đơn vị quan tâm chỉ đạo, thực hiện tốt phong trào thi đua “Dân vận khéo” ở cơ sở"


def letter(code: str) -> Paper:
    party = code != STATE
    cited = "Công văn số 51-CV/BTGDVTU, ngày 09/02/2026" if party else "Công văn số 51/UBND-NV ngày 09/02/2026"
    own = "Công văn số 05-CV/BTGDVTU, ngày 03/02/2026" if party else "Công văn số 05/UBND-NV ngày 03/02/2026"
    return Paper(
        head=Head(
            "Tỉnh ủy An Phú" if party else "UBND tỉnh An Phú",
            "Ban Tuyên giáo và Dân vận" if party else "Sở Nội vụ",
            "CV/BTGDVTU" if party else "CV/UBND-NV",
            "An Phú",
            5,
            "2026-02-03",
            subject="tổng kết mô hình “Dân vận khéo” năm 2026",
        ),
        signature=Signature(_signs(code, "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "Trần Văn Bình"),
        receivers=("Như trên", "Thường trực Tỉnh ủy (báo cáo)", "Lưu Văn phòng" if party else "Lưu: VT, NV"),
        addressees=("Các phòng, ban thuộc tỉnh", "Đảng ủy các xã, phường"),
        paragraphs=(
            Paragraph("opening", marked(f"Thực hiện {cited} của Ban Dân vận về phong trào “Dân vận khéo”, {LONG}:")),
            Paragraph("item", marked(f"Trước ngày **21/10/2026**, {LONG}; danh sách tại Phụ lục kèm theo."), "1."),
            # Two pages, so that the second has a number.
            *(Paragraph("note", marked(f"Khối thi đua số {number}: {LONG}; {LONG}."), "-") for number in range(1, 15)),
            Paragraph("item", marked(f"Các đơn vị trường học {LONG} (*theo mẫu gửi kèm*)."), "2."),
        ),
        annexes=(Annex("Danh sách", "Các đơn vị chưa gửi", GRID, attached=f"{own} của Ban Dân vận"),),
    )


def plan(code: str) -> Paper:
    party = code != STATE
    based = ("Căn cứ Kế hoạch số 16-KH/TU, ngày 02/01/2026 của Tỉnh ủy", "Căn cứ tình hình thực tế của địa phương")
    if not party:
        based = ("Căn cứ Kế hoạch số 16/KH-UBND ngày 02/01/2026 của Ủy ban nhân dân tỉnh", based[1])
    return replace(
        letter(code),
        head=replace(
            letter(code).head, symbol="KH/BTGDVTU" if party else "KH-UBND", kind="Kế hoạch", subject="tổ chức hội thi"
        ),
        addressees=(),
        bases=based,
        receivers=("Các đơn vị", *letter(code).receivers[2:]),
        paragraphs=(
            Paragraph(HEADING, marked("MỤC ĐÍCH, YÊU CẦU"), "I."),
            Paragraph("body", marked(f"Hội thi nhằm {LONG}.")),
            Paragraph("item", marked(f"Nội dung hội thi {LONG}:"), "1."),
            *(Paragraph("body", marked(f"Phần {text}, {LONG}."), f"{text})") for text in "abcdđ"),
        ),
        annexes=(),
    )


def _signs(code: str, head: str, deputy: str) -> tuple[str, ...]:
    return (f"K/T {head}", deputy) if code != STATE else (f"KT. {head}", deputy)


@cache
def right(paper: Callable[[str], Paper] = letter, code: str = PARTY) -> bytes:
    """The file of a paper as its rule set wants it."""
    return word_file(paper(code), load(code))


def changed(data: bytes, change: Change) -> bytes:
    document = Document(io.BytesIO(data))
    change(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def found(data: bytes, code: str = PARTY) -> list[Departure]:
    return judge(data, load(code))


def rules_of(data: bytes, code: str = PARTY) -> list[str]:
    """The rules departed from, each once, in the order told."""
    return list(dict.fromkeys(one.rule for one in found(data, code)))


def paragraphs(document: WordDocument) -> Iterator[WordParagraph]:
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in {cell._tc: cell for cell in row.cells}.values():
                yield from cell.paragraphs


def paragraph(document: WordDocument, beginning: str) -> WordParagraph:
    return next(one for one in paragraphs(document) if one.text.startswith(beginning))


def said(old: str, new: str, *, beginning: str = "") -> Change:
    """Words changed within one run, all else of it kept; `beginning`: of the paragraph."""

    def change(document: WordDocument) -> None:
        texts = (
            text for one in paragraphs(document) if one.text.startswith(beginning) for text in one._p.iter(qn("w:t"))
        )
        text = next(text for text in texts if old in (text.text or ""))
        text.text = (text.text or "").replace(old, new)

    return change


def looks(beginning: str, **features: object) -> Change:
    """`size` in points, and what python-docx calls features of a font."""

    def change(document: WordDocument) -> None:
        for run in paragraph(document, beginning).runs:
            for name, value in features.items():
                setattr(run.font, name, Pt(value) if name == "size" else value)  # type: ignore[arg-type]

    return change


def formed(beginning: str, **features: object) -> Change:
    """What python-docx calls features of a paragraph's format."""

    def change(document: WordDocument) -> None:
        for name, value in features.items():
            setattr(paragraph(document, beginning).paragraph_format, name, value)

    return change


def dropped(beginning: str) -> Change:
    def change(document: WordDocument) -> None:
        element = paragraph(document, beginning)._p
        element.getparent().remove(element)  # type: ignore[union-attr]

    return change
