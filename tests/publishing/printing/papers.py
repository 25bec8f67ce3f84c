"""Word files to print: a letter of two pages, files that should not be printed, files that LibreOffice chokes on."""

import io
import shutil
import zipfile
from collections.abc import Callable

import pytest
from docx import Document

from kheo.campaigns.letter_text import Paragraph, Span
from kheo.publishing.papers import Head, Paper, Signature
from kheo.publishing.rulesets import DEFAULT, load
from kheo.publishing.word.laying_out import word_file

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
_TEXT = (
    "Thực hiện Kế hoạch số 71-KH/HU, ngày 20/5/2021 của Ban Thường vụ Huyện uỷ về phong trào thi đua “Dân vận khéo”, "
    "đề nghị các đơn vị khẩn trương gửi danh sách kết quả thực hiện mô hình, điển hình về Ban trước ngày 21/10/2026."
)


def letter(number: int = 1, paragraphs: int = 12) -> Paper:
    """A letter of two pages with twelve paragraphs, of one page with four; its text names its number."""
    said = [f"Văn bản thử thứ {number}, đoạn {place}. {_TEXT}" for place in range(1, paragraphs + 1)]
    return Paper(
        head=Head(
            "TỈNH UỶ TÂY NINH", "BAN TUYÊN GIÁO VÀ DÂN VẬN", "CV/BTGDVTU", "Tây Ninh", number, "2026-06-02",
            subject="đôn đốc gửi danh sách kết quả",
        ),
        signature=Signature(("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "Nguyễn Thị Ánh"),
        receivers=("Như trên", "Lưu Ban Tuyên giáo và Dân vận"),
        addressees=("Đảng uỷ các xã, phường",),
        paragraphs=tuple(Paragraph("body", (Span(text),)) for text in said),
    )  # fmt: skip


def printed(paper: Paper) -> bytes:
    return word_file(paper, load(DEFAULT))


def plain(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def changed(docx: bytes, member: str, change: Callable[[str], str]) -> bytes:
    """The file with one of its parts written anew."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == member else content)
    return made.getvalue()


def related(docx: bytes, kind: str, target: str) -> bytes:
    """With a relation to something outside the file."""
    line = (
        '<Relationship Id="rIdOut" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return changed(docx, RELATIONS, lambda text: text.replace("</Relationships>", line))


def with_linked_picture(address: str) -> bytes:
    """A file that shows a picture from elsewhere, as Word links one."""
    names = "http://schemas.openxmlformats.org"
    picture = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{names}/drawingml/2006/wordprocessingDrawing">'
        '<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="x"/>'
        f'<a:graphic xmlns:a="{names}/drawingml/2006/main"><a:graphicData uri="{names}/drawingml/2006/picture">'
        f'<pic:pic xmlns:pic="{names}/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="x"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:link="rIdOut" xmlns:r="{names}/officeDocument/2006/relationships"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        '<a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p></w:body>"
    )
    docx = changed(plain("Văn bản có hình"), DOCUMENT, lambda text: text.replace("</w:body>", picture))
    return related(docx, "image", address)


def endless() -> bytes:
    """A table row that begins after two thousand million columns: LibreOffice never comes to its end."""
    table = (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:trPr>"
        '<w:gridBefore w:val="2000000000"/></w:trPr><w:tc><w:p><w:r><w:t>Ô</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    )
    return changed(
        plain("Văn bản có bảng lạ", "Hết"), DOCUMENT, lambda text: text.replace("<w:body>", f"<w:body>{table}")
    )
