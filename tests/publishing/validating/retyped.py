"""A letter given as text, typed into Word: with no care at all, or with all the care an office can take."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
# The title with Ô for Ộ, 15 points, bold: as long as the right one.
TITLE_LENGTH = 206.67
# As Word 2007 and older programs draw it.
LINE = """<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml"><v:line from="0,0" to="{length}pt,0" style="position:absolute"/></w:pict>"""


@dataclass(frozen=True)
class Letter:
    """The lines of a letter by what they are."""

    issuer: Sequence[str]
    title: str
    place: str
    number: str
    subject: Sequence[str]
    addressees: Sequence[str]
    body: Sequence[str]
    receivers: Sequence[str]
    signers: Sequence[str]
    annex: Sequence[str]


def parted(text: str) -> Letter:
    lines = [line.replace("*", "") if line.strip() != "*" else line for line in text.splitlines() if line.strip()]
    greeting = next(place for place, line in enumerate(lines) if line.startswith("Kính gửi"))
    body = next(place for place in range(greeting + 1, len(lines)) if not lines[place].startswith("-"))
    receivers = lines.index("Nơi nhận:")
    signing = next(place for place in range(receivers + 1, len(lines)) if not lines[place].startswith("-"))
    end = next((place for place, line in enumerate(lines) if line.startswith("Đơn vị:")), len(lines))
    head = lines[:greeting]
    number = next(place for place, line in enumerate(head) if line.startswith("Số"))
    place = next(line for line in head if ", ngày" in line)
    title = next(line for line in head if line.startswith("ĐẢNG"))
    return Letter(
        issuer=[line for line in head[:number] if line not in {"*", place, title}],
        title=title,
        place=place,
        number=head[number],
        subject=[line for line in head[number + 1 :] if line not in {place, title}],
        addressees=lines[greeting:body],
        body=lines[body:receivers],
        receivers=lines[receivers + 1 : signing],
        signers=lines[signing:end],
        annex=lines[end:],
    )


def plain(text: str) -> bytes:
    """One paragraph a line, as python-docx sets it: another font, other margins, no numbers of pages."""
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line.replace("*", "") if line.strip() != "*" else line)
    return kept(document)


def formatted(text: str) -> bytes:
    """The header in a frame, the line a shape, sizes and spacing as the guidance wants them; words as they were."""
    letter, document = parted(text), Document()
    document.styles["Normal"].font.name = "Times New Roman"
    set_page(document)
    set_head(document, letter)
    for number, line in enumerate(letter.addressees):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(52 if number else 30)
        label, colon, names = line.partition(":") if not number else ("", "", line)
        words(paragraph, f"{label}{colon}", 14, italic=True)
        words(paragraph, names, 14)
    for line in letter.body:
        set_body(words(document.add_paragraph(), line, 14))
    set_end(document, letter)
    if letter.annex:
        document.add_section()
        number_from_one(document)
        for line in letter.annex:
            words(document.add_paragraph(), line, 14)
    return kept(document)


def set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin, section.header_distance = Mm(30), Mm(15), Mm(10)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = words(paragraph, "2", 14).runs[0]._r
    field.append(run)
    paragraph._p.append(field)


def number_from_one(document: WordDocument) -> None:
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    document.sections[-1]._sectPr.append(start)


def set_head(document: WordDocument, letter: Letter) -> None:
    (issuer, title), (number, place) = (row.cells for row in document.add_table(2, 2).rows)
    for count, line in enumerate([*letter.issuer, "*"]):
        paragraph = issuer.add_paragraph() if count else issuer.paragraphs[0]
        words(paragraph, line, 14, bold=line == letter.issuer[-1]).alignment = CENTRE
    words(title.paragraphs[0], letter.title, 15, bold=True).alignment = CENTRE
    title.paragraphs[0].runs[0]._r.append(parse_xml(LINE.format(length=TITLE_LENGTH)))
    words(number.paragraphs[0], letter.number, 14).alignment = CENTRE
    for line in letter.subject:
        words(number.add_paragraph(), line, 12, italic=True).alignment = CENTRE
    words(place.paragraphs[0], letter.place, 14, italic=True).alignment = CENTRE


def set_end(document: WordDocument, letter: Letter) -> None:
    row = document.add_table(1, 2).rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = row.cells
    words(left.paragraphs[0], "Nơi nhận:", 14).runs[0].underline = True
    for line in letter.receivers:
        words(left.add_paragraph(), line, 12)
    *posts, name = letter.signers
    for line in posts:
        words(right.add_paragraph(), line, 14).alignment = CENTRE
    words(right.add_paragraph(), name, 14, bold=True).alignment = CENTRE


def set_body(paragraph: Paragraph) -> None:
    form = paragraph.paragraph_format
    paragraph.alignment = JUSTIFY
    form.first_line_indent, form.space_after = Mm(10), Pt(6)
    form.line_spacing, form.line_spacing_rule = Pt(18), WD_LINE_SPACING.EXACTLY


def words(paragraph: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Paragraph:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def kept(document: WordDocument) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
