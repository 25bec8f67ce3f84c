"""Real files by a real program: forms drawn as .docx, saved by LibreOffice as .doc, .rtf and .odt, read alike."""

import random
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import docx as python_docx
import pytest
from docx.oxml import parse_xml

from kheo.demo.forms import registration_form, results_form
from kheo.demo.samples.converting import converted, is_installed
from kheo.demo.samples.legacy import Encoding, retyped
from kheo.office.opening import open_file
from kheo.office.tables import Book, Table
from kheo.office.word import doc, docx, odt, rtf
from tests.office.documents import WORD, cell, paragraph, row, run

READERS: dict[str, Callable[[bytes], Book]] = {"doc": doc.read, "rtf": rtf.read, "odt": odt.read}
_FORMS = 10
_LEAST = 0.97
_DELETED = '<w:del w:id="1" w:author="a" w:date="2024-01-02T00:00:00Z"><w:r><w:delText>7</w:delText></w:r></w:del>'
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)

pytestmark = pytest.mark.skipif(not is_installed(), reason="LibreOffice is not installed")


def forms() -> dict[str, bytes]:
    rng = random.Random(20240123)
    made = {}
    for number in range(_FORMS):
        draw = results_form if number % 3 == 2 else registration_form
        made[f"form{number}"] = draw(rng, unit=f"Xã Mường So {number}", format="docx").data
    return made


def odd_one() -> bytes:
    """What drawn forms have none of: deletions, hidden text, fields, a table in a cell, merges both ways."""
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in (1000, 3000, 3000))
    head = row(cell("STT", properties='<w:tcW w:w="1000" w:type="dxa"/><w:vMerge w:val="restart"/>'),
               cell("Đơn vị", properties='<w:tcW w:w="6000" w:type="dxa"/><w:gridSpan w:val="2"/>'))  # fmt: skip
    below = row(cell("", properties='<w:tcW w:w="1000" w:type="dxa"/><w:vMerge/>'),
                cell("Tên", properties='<w:tcW w:w="3000" w:type="dxa"/>'),
                cell(paragraph("Số"), paragraph("lượng"), properties='<w:tcW w:w="3000" w:type="dxa"/>'))  # fmt: skip
    grid = f"<w:tblPr/><w:tblGrid>{widths}</w:tblGrid>"
    inner = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>{row("trong")}</w:tbl>'
    outer = row(cell("1"), cell(paragraph("trước"), inner, paragraph("sau")), cell("b"))
    body = paragraph("Số mô hình: ", _DELETED, run("99", "<w:vanish/>"), _FIELD)
    body += f"<w:tbl>{grid}{head}{below}{outer}</w:tbl>" + paragraph("Người lập")
    made = python_docx.Document()
    parsed = parse_xml(f'<w:body xmlns:w="{WORD}">{body}</w:body>')
    for block in reversed(list(parsed)):
        made.element.body.insert(0, block)
    target = BytesIO()
    made.save(target)
    return target.getvalue()


@pytest.fixture(scope="module")
def originals() -> dict[str, tuple[bytes, Book]]:
    """The file to convert, and what must be read from it."""
    drawn = forms()
    wanted = {name: (data, docx.read(data)) for name, data in drawn.items()}
    encodings: tuple[Encoding, ...] = ("tcvn3", "vni")
    for encoding in encodings:
        for number in (0, 2, 4):
            data = drawn[f"form{number}"]
            wanted[f"{encoding}{number}"] = (retyped(data, "docx", encoding), docx.read(data))
    return wanted


@pytest.fixture(scope="module")
def saved(originals: dict[str, tuple[bytes, Book]]) -> dict[str, dict[str, bytes]]:
    """As LibreOffice saves them: format → name → bytes."""
    files = {f"{name}.docx": data for name, (data, _) in originals.items()} | {"odd.docx": odd_one()}
    made = {ending: converted(files, to=ending) for ending in READERS}
    return {ending: {name.removesuffix(".docx"): data for name, data in each.items()} for ending, each in made.items()}


def right(wanted: Table, got: Table) -> int:
    return sum(got.cells.get(place) == text for place, text in wanted.cells.items())


@pytest.mark.parametrize("letters", ["form", "tcvn3", "vni"])
@pytest.mark.parametrize("ending", READERS)
def test_cells_of_forms_are_read_from_old_formats(
    ending: str, letters: str, originals: dict[str, tuple[bytes, Book]], saved: dict[str, dict[str, bytes]]
) -> None:
    found = total = 0
    for name, (_, wanted) in originals.items():
        if name.startswith(letters):
            got = READERS[ending](saved[ending][name])
            assert len(got.tables) == len(wanted.tables)
            found += sum(right(*pair) for pair in zip(wanted.tables, got.tables, strict=True))
            total += sum(len(made.cells) for made in wanted.tables)

    assert total > 100
    assert found / total >= _LEAST, f"{found} of {total}"


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_cells_of_documents_in_old_letters_are_read(name: str, originals: dict[str, tuple[bytes, Book]]) -> None:
    for each, (data, wanted) in originals.items():
        if each.startswith(name):
            got = docx.read(data)
            assert ([made.cells for made in got.tables], got.lines) == (
                [made.cells for made in wanted.tables],
                wanted.lines,
            )
            assert {one.encoding for one in got.conversions} == {name.upper()}


@pytest.mark.parametrize("ending", READERS)
def test_forms_by_libreoffice_are_read_exactly(
    ending: str, originals: dict[str, tuple[bytes, Book]], saved: dict[str, dict[str, bytes]]
) -> None:
    for name, (_, wanted) in originals.items():
        if name.startswith("form"):
            got = READERS[ending](saved[ending][name])
            assert replace(got, marks={}) == replace(wanted, marks={})


@pytest.mark.parametrize("ending", READERS)
def test_what_is_not_shown_is_left_out_and_inner_tables_follow(ending: str, saved: dict[str, dict[str, bytes]]) -> None:
    book = READERS[ending](saved[ending]["odd"])

    assert [line.text for line in book.lines] == ["Số mô hình: 1", "Người lập"]
    assert [made.cells for made in book.tables] == [
        {
            (0, 0): "STT",
            (0, 1): "Đơn vị",
            (1, 1): "Tên",
            (1, 2): "Số\nlượng",
            (2, 0): "1",
            (2, 1): "trước\nsau",
            (2, 2): "b",
        },
        {(0, 0): "trong"},
    ]


@pytest.mark.parametrize("ending", READERS)
def test_they_are_known_by_their_content(ending: str, saved: dict[str, dict[str, bytes]]) -> None:
    opened = open_file(saved[ending]["odd"])

    assert isinstance(opened, dict)
    assert opened["lines"][-1][0] == "Người lập"
