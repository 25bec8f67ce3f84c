"""What a Word document says is what Word shows once every change is accepted, no more and no less."""

from io import BytesIO

import docx as python_docx
import pytest

from kheo.confinement.refusal import Refusal
from kheo.office.tables import Line, Span
from kheo.office.word.docx import read
from tests.office.documents import cell, document, paragraph, row, run, table
from tests.office.packages import relations, zipped

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def field(*parts: str) -> str:
    return "".join(
        f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>' if part in {"begin", "separate", "end"} else part
        for part in parts
    )


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def text_of(*content: str, styles: str = "") -> str:
    book = read(document(paragraph(*content), styles=styles))
    return "\n".join(line.text for line in book.lines)


def test_lines_know_their_paragraph_and_the_tables_above_them() -> None:
    body = paragraph("Đơn vị: Xã A") + paragraph() + table(row("STT")) + paragraph("Người lập")

    assert read(document(body)).lines == (
        Line("Đơn vị: Xã A", "paragraph 1", before=0),
        Line("Người lập", "paragraph 3", before=1),
    )


def test_tracked_and_hidden_figures_do_not_count() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>7</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3">{run("9")}</w:moveFrom>'
    inserted = f'<w:ins w:id="2">{run("5")}</w:ins>'

    assert text_of("Số mô hình: ", deleted, moved, run("99", "<w:vanish/>"), inserted) == "Số mô hình: 5"


NESTED_FIELD = field(
    "begin", code("IF "), "begin", code("X"), "separate", run("ẩn"), "end", "separate", run("a"), "end"
)  # fmt: skip
SHOWN = [
    (run("a", '<w:vanish w:val="0"/>'), "a"),
    (run("a", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"), "a"),
    (run("a", '<w:rStyle w:val="An"/>') + run("b"), "b"),
    (f'<w:moveTo w:id="1">{run("a")}</w:moveTo>', "a"),
    (f"<w:hyperlink>{run('a')}</w:hyperlink>", "a"),
    (control(run("a")), "a"),
    (control(run("Bấm vào đây"), "<w:showingPlcHdr/>"), ""),
    (f'<w:fldSimple w:instr="MERGEFIELD x">{run("a")}</w:fldSimple>', "a"),
    (NESTED_FIELD, "a"),
    ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>", "a b\nc-d"),
    ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
    (run("Ðảng   ủy\u00a0xa\u0303"), "Đảng ủy xã"),
]


@pytest.mark.parametrize(("content", "seen"), SHOWN)
def test_runs_are_read_as_word_shows_them(content: str, seen: str) -> None:
    hiding = '<w:style w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'

    assert text_of(content, styles=hiding) == seen


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = paragraph("Xã ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("Mường So")

    assert [line.text for line in read(document(body)).lines] == ["Xã Mường So"]


def test_merged_cells_stand_once_with_their_reach() -> None:
    heading = row(
        cell("STT", properties='<w:vMerge w:val="restart"/>'),
        cell("Đơn vị, cá nhân", properties='<w:gridSpan w:val="2"/>'),
    )
    below = row(cell("", properties="<w:vMerge/>"), "Tên đơn vị", "Tên cá nhân")

    (made,) = read(document(table(heading, below))).tables

    assert made.cells == {(0, 0): "STT", (0, 1): "Đơn vị, cá nhân", (1, 1): "Tên đơn vị", (1, 2): "Tên cá nhân"}
    assert made.spans == (Span(0, 0, 1, 0), Span(0, 1, 0, 2))
    assert made.address(1, 2) == "table 1, row 2, column 3"


def test_a_vertical_merge_without_beginning_keeps_its_text() -> None:
    (made,) = read(document(table(row(cell("a", properties="<w:vMerge/>"), "b")))).tables

    assert made.cells == {(0, 0): "a", (0, 1): "b"}


def test_horizontal_merges_of_old_word_and_skipped_columns_keep_the_grid() -> None:
    old = row(cell("a", properties='<w:hMerge w:val="restart"/>'), cell("", properties="<w:hMerge/>"), "b")
    late = row("c", properties='<w:gridBefore w:val="2"/>')

    (made,) = read(document(table(old, late))).tables

    assert (made.cells, made.spans) == ({(0, 0): "a", (0, 2): "b", (1, 2): "c"}, (Span(0, 0, 0, 1),))


def test_deleted_rows_and_cells_are_gone_and_hidden_rows_are_marked() -> None:
    rows = (
        row("cũ", properties='<w:del w:id="1"/>'),
        row("a", cell("xóa", properties='<w:cellDel w:id="2"/>'), "b", properties="<w:hidden/>"),
    )

    (made,) = read(document(table(*rows))).tables

    assert (made.cells, made.hidden_rows) == ({(0, 0): "a", (0, 1): "b"}, frozenset({0}))


def test_a_table_in_a_cell_follows_its_outer_table() -> None:
    inner = table(row("trong"))
    body = table(row(cell("trước", inner, "sau"), "b")) + table(row("cuối"))

    made = read(document(body)).tables

    assert [(one.name, one.cells) for one in made] == [
        ("table 1", {(0, 0): "trước\nsau", (0, 1): "b"}),
        ("table 2", {(0, 0): "trong"}),
        ("table 3", {(0, 0): "cuối"}),
    ]


def test_rows_and_cells_in_content_controls_count() -> None:
    kept = control(row("a", control(cell("b"))))

    assert read(document(table(kept))).tables[0].cells == {(0, 0): "a", (0, 1): "b"}


def test_what_could_not_be_read_is_said_with_its_place() -> None:
    box = f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{paragraph('x')}</w:txbxContent></w:drawing>"
    box += f"</mc:Choice><mc:Fallback>{run('x')}</mc:Fallback></mc:AlternateContent></w:r>"
    choice = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList/></w:ffData></w:fldChar></w:r>'
    body = paragraph(box) + table(row(cell(paragraph(choice)))) + "<w:altChunk/>" + paragraph(code("DDE cmd"))

    book = read(document(body))

    assert book.warnings == (
        ("text_box_left_out", "paragraph 1"),
        ("form_field_left_out", "table 1, row 1, column 1"),
        ("embedded_left_out", "paragraph 2"),
        ("active_field", "paragraph 2"),
    )


def test_strict_documents_and_documents_under_another_name_are_read() -> None:
    body = table(row("a", "b"))

    assert read(document(body, namespace=STRICT)).tables[0].cells == {(0, 0): "a", (0, 1): "b"}
    assert read(document(body, main="word/document2.xml")).tables[0].cells == {(0, 0): "a", (0, 1): "b"}


def test_a_document_by_python_docx_keeps_its_merged_heading() -> None:
    made = python_docx.Document()
    grid = made.add_table(2, 3)
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "Đơn vị, cá nhân thực hiện"
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "STT"
    grid.cell(1, 2).text = "Tên\ncá nhân"
    target = BytesIO()
    made.save(target)

    assert read(target.getvalue()).tables[0].cells == {
        (0, 0): "STT",
        (0, 1): "Đơn vị, cá nhân thực hiện",
        (1, 2): "Tên\ncá nhân",
    }


def nested(depth: int) -> str:
    inner = paragraph("đáy")
    for _ in range(depth):
        inner = table(row(cell(inner)))
    return inner


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (table(row(cell("a", properties='<w:gridSpan w:val="2000000000"/>'))), "hostile_file"),
        (table(row("a", properties='<w:gridBefore w:val="2000000000"/>')), "hostile_file"),
        (table(row("a", properties='<w:gridAfter w:val="-1"/>')), "hostile_file"),
        (nested(25), "hostile_file"),
        (nested(3_000), "damaged_file"),
        ("<w:p/>" * 500_000, "too_large"),
        (table(*("<w:tr>" + "<w:tc/>" * 1_000 + "</w:tr>" for _ in range(201))), "too_large"),
        ("<w:p>", "damaged_file"),
    ],
    ids=["wide cell", "far cell", "negative", "nested", "deeply nested", "paragraphs", "cells", "cut off"],
)
def test_documents_made_to_hurt_are_refused(body: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read(document(body))

    assert refusal.value.code == code


def test_a_document_type_is_refused() -> None:
    xml = '<!DOCTYPE w:document [<!ENTITY a "ha">]><w:document xmlns:w="x"><w:body/></w:document>'

    with pytest.raises(Refusal) as refusal:
        read(zipped({"_rels/.rels": relations(r="officeDocument word/document.xml"), "word/document.xml": xml}))

    assert refusal.value.code == "hostile_file"
