"""The PDF of a Word file read back: text, fonts, pages, the mark of PDF/A; what is not printed gets a sentence."""

import io
import unicodedata

import pikepdf
import pypdfium2
import pytest
from docx import Document
from docx.shared import Pt

from kheo.publishing.printing.checking import archival_mark, fonts_of, text_of
from kheo.publishing.printing.fonts import LETTERS
from kheo.publishing.printing.pdf import CannotPrintError, pdf_of
from tests.publishing.printing.papers import (
    DOCUMENT,
    changed,
    letter,
    needs_office,
    plain,
    printed,
    related,
    with_linked_picture,
)

pytestmark = needs_office


def words(text: str) -> str:
    return "".join(text.split())


def test_a_letter_of_two_pages_says_the_same_as_its_word_file() -> None:
    paper = letter()

    pdf = pdf_of(printed(paper))

    text = text_of(pdf)
    assert len(pypdfium2.PdfDocument(pdf)) == 2
    assert text == unicodedata.normalize("NFC", text)
    lost = [paragraph.text for paragraph in paper.paragraphs if words(paragraph.text) not in words(text)]
    # The paragraph over the end of the page has the number of the next between its lines.
    assert len(lost) <= 1
    for said in ("Số 01-CV/BTGDVTU", "ĐẢNG CỘNG SẢN VIỆT NAM", "Nguyễn Thị Ánh", "- Lưu Ban Tuyên giáo và Dân vận."):
        assert words(said) in words(text)


def test_only_the_right_font_is_in_it_and_whole() -> None:
    assert fonts_of(pdf_of(printed(letter()))) == {
        "LiberationSerif": True,
        "LiberationSerif-Bold": True,
        "LiberationSerif-Italic": True,
    }


def test_every_vietnamese_letter_comes_from_the_right_font_in_every_style() -> None:
    document = Document()
    for bold, italic in ((False, False), (True, False), (False, True), (True, True)):
        for start in range(0, len(LETTERS), 40):
            run = document.add_paragraph().add_run("".join(LETTERS[start : start + 40]))
            run.font.name, run.font.size, run.bold, run.italic = "Times New Roman", Pt(14), bold, italic
    made = io.BytesIO()
    document.save(made)

    pdf = pdf_of(made.getvalue())

    assert fonts_of(pdf) == {f"LiberationSerif{style}": True for style in ("", "-Bold", "-Italic", "-BoldItalic")}
    assert words(text_of(pdf)) == "".join(LETTERS) * 4


def test_decomposed_letters_are_found_all_the_same() -> None:
    text = "Đảng uỷ phường Điện Biên Phủ"

    assert text in unicodedata.normalize("NFC", text_of(pdf_of(plain(unicodedata.normalize("NFD", text)))))


def test_the_archival_pdf_bears_its_mark_and_the_plain_one_none() -> None:
    docx = printed(letter())

    archival = pdf_of(docx, archival=True)

    with pikepdf.open(io.BytesIO(archival)) as document, document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
    assert all(fonts_of(archival).values())
    assert archival_mark(pdf_of(docx)) == ""


@pytest.mark.parametrize(
    ("docx", "said"),
    [
        (b"no zip at all", "Tệp Word bị hỏng"),
        (printed(letter())[:9_000], "Tệp Word bị hỏng"),
        (changed(plain("Văn bản"), DOCUMENT, lambda text: text[:-40]), "Tệp Word bị hỏng"),
        (plain("", ""), "không có chữ nào"),
        (with_linked_picture("http://127.0.0.1:9/x.png"), "“http://127.0.0.1:9/x.png”"),
        (
            changed(
                plain("Văn bản"), DOCUMENT,
                lambda text: text.replace("<w:p>", '<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;/x&quot; "/>', 1),
            ),
            "lấy hình hoặc nội dung từ nơi khác",
        ),
        (
            changed(
                printed(letter()), "word/header2.xml",
                lambda text: text.replace("PAGE", 'PAGE INCLUDEPICTURE "http://127.0.0.1:9/x.png"'),
            ),
            "lấy hình hoặc nội dung từ nơi khác",
        ),
    ],
    ids=["no zip", "half a zip", "half a document", "empty", "linked picture", "included text", "in the header"],
)  # fmt: skip
def test_what_should_not_be_printed_gets_a_sentence(docx: bytes, said: str) -> None:
    with pytest.raises(CannotPrintError) as refused:
        pdf_of(docx)

    assert said in str(refused.value)
    assert str(refused.value).endswith(".")


def test_links_to_click_and_the_template_of_the_office_are_no_hindrance() -> None:
    docx = related(plain("Văn bản của cơ quan"), "hyperlink", "https://kheo.example.vn/")
    docx = changed(docx, "word/_rels/document.xml.rels", lambda text: text.replace("rIdOut", "rIdLink"))
    docx = related(docx, "attachedTemplate", "file:///C:/Mau/Normal.dotm")

    assert "Văn bản của cơ quan" in text_of(pdf_of(docx))
