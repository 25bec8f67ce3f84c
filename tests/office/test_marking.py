"""A file given back with its cells marked: the marks are there, and nothing else of it has changed."""

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from kheo.confinement.pool import shared
from kheo.office.marking.marking import MARK_FILE, marked_of, request
from kheo.office.opening import OPEN_FILE, book_of
from kheo.office.tables import Book
from tests.asked import collectives, sheet
from tests.office import documents, packages

ROWS = collectives("Đường hoa", "Tiếng kẻng", "")
MARKS = {"Sheet!B7": "Dòng này chưa ghi tên mô hình.", "Sheet!E5": "Lĩnh vực “Kinh tế” cần ghi rõ.\nXem công văn."}


def marked(data: bytes, marks: dict[str, str]) -> bytes:
    """As the program does it: through the confined process."""
    outcome = shared().one(MARK_FILE, request(data, marks))
    assert isinstance(outcome, dict)
    found = marked_of(outcome)
    assert found is not None
    return found


def book(data: bytes) -> Book:
    outcome = shared().one(OPEN_FILE, data)
    assert isinstance(outcome, dict)
    return book_of(outcome)


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(before: bytes, after: bytes) -> list[str]:
    """Parts that are not as they were; new ones with a +."""
    old, new = contents(before), contents(after)
    assert list(old) == [name for name in new if name in old]
    return sorted([f"+{name}" for name in set(new) - set(old)] + [name for name in old if old[name] != new[name]])


def rich_workbook() -> bytes:
    """Looks, merged cells, another's comment, two sheets of which one shall not be touched."""
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = "Đăng ký"
    page["A1"], page["B2"], page["C3"] = "XÃ AN BÌNH", "=1+1", 12.5
    page["B2"].font = Font(bold=True, color="FFFF0000")
    page["C3"].fill = PatternFill("solid", fgColor="FF00FF00")
    page["A1"].comment = Comment("Ghi chú của xã", "Chị Hoa")
    page.merge_cells("A1:D1")
    page.column_dimensions["D"].width = 31
    other = made.create_sheet("Khác")
    other["A1"] = "để yên"
    other["A1"].comment = Comment("cũng để yên", "Chị Hoa")
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def test_cells_are_coloured_and_commented_and_all_others_stay() -> None:
    data = sheet("Xã An Bình", ROWS)

    found = marked(data, MARKS)

    page = load_workbook(BytesIO(found))["Sheet"]
    assert {cell.coordinate: cell.comment.text for row in page for cell in row if cell.comment} == {
        "B7": "Dòng này chưa ghi tên mô hình.",
        "E5": "Lĩnh vực “Kinh tế” cần ghi rõ.\nXem công văn.",
    }
    yellow = {cell.coordinate for row in page for cell in row if cell.fill.fgColor.rgb == "FFFFF200"}
    assert yellow == {"B7", "E5"}
    assert book(found).tables == book(data).tables


def test_only_the_parts_that_must_are_written_anew() -> None:
    data = rich_workbook()

    found = marked(data, {"Đăng ký!B2": "Sai", "Đăng ký!D9": "Thiếu", "Đăng ký!A1": "Xem lại"})

    assert changed(data, found) == [
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
    ]


def test_looks_values_and_the_comments_of_others_stay() -> None:
    data = rich_workbook()

    found = load_workbook(BytesIO(marked(data, {"Đăng ký!B2": "Sai", "Đăng ký!D9": "Thiếu", "Đăng ký!A1": "Xem lại"})))

    page = found["Đăng ký"]
    assert (page["B2"].value, page["B2"].font.b, page["B2"].font.color.rgb) == ("=1+1", True, "FFFF0000")
    assert (page["C3"].value, page["C3"].fill.fgColor.rgb, page["D9"].value) == (12.5, "FF00FF00", None)
    assert ([str(area) for area in page.merged_cells.ranges], page.column_dimensions["D"].width) == (["A1:D1"], 31)
    said = {name: page[name].comment.text for name in ("A1", "B2", "D9")}
    assert said == {"A1": "Ghi chú của xã\nKhéo: Xem lại", "B2": "Sai", "D9": "Thiếu"}
    assert (page["A1"].comment.author, page["B2"].comment.author) == ("Chị Hoa", "Khéo")
    assert (found["Khác"]["A1"].value, found["Khác"]["A1"].comment.text) == ("để yên", "cũng để yên")


def test_a_workbook_without_styles_gets_some() -> None:
    data = packages.zipped(packages.parts(packages.sheet(f'<row r="1">{packages.text("A1", "Đường hoa")}</row>')))

    page = load_workbook(BytesIO(marked(data, {"S!A1": "Xem", "S!C1": "Thiếu"})))["S"]

    assert [(page[name].value, page[name].comment.text, page[name].fill.fgColor.rgb) for name in ("A1", "C1")] == [
        ("Đường hoa", "Xem", "FFFFF200"),
        (None, "Thiếu", "FFFFF200"),
    ]


def word_form() -> bytes:
    made = Document()
    made.add_paragraph("XÃ AN BÌNH")
    grid = made.add_table(rows=3, cols=3)
    for number, text in enumerate(("STT", "Tên", "Lĩnh vực", "1", "Đường hoa", "Kinh tế", "2", "", "Văn hóa")):
        grid.cell(number // 3, number % 3).text = text
    grid.cell(1, 1).paragraphs[0].runs[0].bold = True
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def test_a_word_form_is_shaded_and_commented_and_reads_as_before() -> None:
    data = word_form()

    found = marked(data, {"table 1, row 3, column 2": "Chưa ghi tên.", "paragraph 1": "Xem lại tên đơn vị."})

    document = Document(BytesIO(found))
    assert sorted((comment.author, comment.text) for comment in document.comments) == [
        ("Khéo", "Chưa ghi tên."),
        ("Khéo", "Xem lại tên đơn vị."),
    ]
    shaded = [
        (row, column)
        for row in range(3)
        for column in range(3)
        if 'w:fill="FFF200"' in document.tables[0].cell(row, column)._tc.xml
    ]
    assert shaded == [(2, 1)]
    assert document.tables[0].cell(1, 1).paragraphs[0].runs[0].bold is True
    assert (book(found).tables, book(found).lines) == (book(data).tables, book(data).lines)
    assert changed(data, found) == [
        "+word/comments1.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
    ]


def test_cells_of_a_word_form_are_counted_as_its_reader_counts_them() -> None:
    nested = documents.table(documents.row("trong"))
    wide = documents.cell("rộng", properties='<w:gridSpan w:val="2"/>')
    gone = documents.row("xóa", properties="<w:del/>")
    body = documents.table(documents.row(documents.cell("ngoài", nested), "kề"), gone, documents.row(wide, "sau"))
    types = f'<Types xmlns="{packages.PACKAGE}/content-types"><Default Extension="xml" ContentType="{DOCX}"/></Types>'
    data = packages.zipped({"[Content_Types].xml": types} | contents(documents.document(body)))
    addresses = {
        table.address(row, column): text for table in book(data).tables for (row, column), text in table.cells.items()
    }

    for at, text in addresses.items():
        xml = contents(marked(data, {at: "đây"}))["word/document.xml"].decode()
        shaded = xml[xml.rindex("<w:tcPr>", 0, xml.index("FFF200")) :]
        assert shaded[shaded.index('preserve">') + 10 :].startswith(text)
    assert sorted(addresses.values()) == ["kề", "ngoài", "rộng", "sau", "trong"]


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def test_what_cannot_be_marked_is_left_alone() -> None:
    outcomes = [
        shared().one(MARK_FILE, request("STT;Tên\n1;Đường hoa".encode(), {"Sheet!A1": "x"})),
        shared().one(MARK_FILE, request(sheet("Xã An Bình", ROWS), {"Không có!A1": "x"})),
    ]

    assert outcomes == [{}, {}]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_marked_files_and_shows_the_comments(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(marked(rich_workbook(), {"Đăng ký!B2": "Sai", "Đăng ký!D9": "Thiếu"}))
    (tmp_path / "b.docx").write_bytes(marked(word_form(), {"table 1, row 3, column 2": "Chưa ghi tên."}))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for name, kind in (("a.xlsx", "fods"), ("b.docx", "fodt")):
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), name]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=90)

    opened = (tmp_path / "a.fods").read_text(encoding="utf-8")
    written = (tmp_path / "b.fodt").read_text(encoding="utf-8")

    said = ("Sai", "Thiếu", "Ghi chú của xã", "cũng để yên", "để yên")
    assert [opened.count(f">{each}<") for each in said] == [1] * 5
    assert opened.count('fo:background-color="#fff200"') == 2
    assert [written.count(f">{said}<") for said in ("Chưa ghi tên.", "Đường hoa", "XÃ AN BÌNH")] == [1] * 3


def test_a_picture_in_the_head_of_the_page_is_not_taken_for_the_comments() -> None:
    """The page's head has a drawing of the same kind; and the sheet's own reference points nowhere."""
    head = '<legacyDrawing r:id="gone"/><legacyDrawingHF r:id="head"/>'
    rows = f'<row r="1" spans="1:1">{packages.text("A1", "Đường hoa")}</row>'
    xml = packages.sheet(rows, head).replace("<worksheet ", f'<worksheet xmlns:r="{packages.RELATIONS}" ')
    parts = packages.parts(xml)
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = packages.relations(head="vmlDrawing ../drawings/head.vml")
    parts["xl/drawings/head.vml"] = "<xml>đầu trang</xml>"
    data = packages.zipped(parts)

    found = marked(data, {"S!C1": "Thiếu"})

    after = contents(found)[packages.SHEET].decode()
    assert [after.count(said) for said in ("<legacyDrawing ", "<legacyDrawingHF ", "spans", 'r:id="head"')] == [
        1,
        1,
        0,
        1,
    ]
    assert after.index("<legacyDrawing ") < after.index("<legacyDrawingHF ")
    assert contents(found)["xl/drawings/head.vml"].decode() == "<xml>đầu trang</xml>"
    assert load_workbook(BytesIO(found))["S"]["C1"].comment.text == "Thiếu"
