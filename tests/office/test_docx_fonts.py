"""Old letters in Word documents: the font of a run is its own, its style's, its paragraph's, or the document's."""

import pytest

from kheo.office.tables import Conversion
from kheo.office.word.docx import read
from tests.office.documents import cell, document, paragraph, row, run, table

TYPED, READ = "§¶ng ñy x· M\u00adêng So", "Đảng ủy xã Mường So"
OLD = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
STYLES = (
    f'<w:style w:type="paragraph" w:styleId="Cu"><w:rPr>{OLD}</w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="CuHon"><w:basedOn w:val="Cu"/></w:style>'
    f'<w:style w:type="character" w:styleId="Chu"><w:rPr>{OLD}</w:rPr></w:style>'
)
DEFAULTS = f"<w:docDefaults><w:rPrDefault><w:rPr>{OLD}</w:rPr></w:rPrDefault></w:docDefaults>"
NORMAL = f'<w:style w:type="paragraph" w:default="1" w:styleId="Thuong"><w:rPr>{OLD}</w:rPr></w:style>'
NEW = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'


@pytest.mark.parametrize(
    ("body", "styles"),
    [
        (paragraph(run(TYPED, OLD)), ""),
        (paragraph(run(TYPED, '<w:rStyle w:val="Chu"/>')), STYLES),
        (paragraph(TYPED, properties='<w:pStyle w:val="CuHon"/>'), STYLES),
        (paragraph(TYPED), DEFAULTS),
        (paragraph(TYPED), NORMAL),
        (paragraph(run(TYPED, NEW)), DEFAULTS),
        (paragraph(TYPED), ""),
        (paragraph(run(READ, OLD)), ""),
        (paragraph(READ), DEFAULTS),
    ],
    ids=["own", "style", "paragraph", "defaults", "normal", "by letters", "no font", "Unicode", "Unicode by defaults"],
)
def test_letters_are_read_whatever_names_their_font(body: str, styles: str) -> None:
    assert [line.text for line in read(document(body, styles=styles)).lines] == [READ]


def test_only_the_runs_in_old_letters_are_changed_and_told() -> None:
    capital = run("kÕt qu¶", '<w:rFonts w:hAnsi=".VnTimeH"/>')
    body = table(row(cell(paragraph(run("có 12 mô hình", NEW))), cell(paragraph(run("bé ", OLD), capital))))

    book = read(document(body))

    assert book.tables[0].cells == {(0, 0): "có 12 mô hình", (0, 1): "bộ KẾT QUẢ"}
    assert book.conversions == (Conversion("TCVN3", "table 1, row 1, column 2", 1, "bé kÕt qu¶", "bộ KẾT QUẢ"),)
