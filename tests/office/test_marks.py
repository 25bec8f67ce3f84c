"""What a file carries beside its text: properties people added, names that stand for a text."""

import pytest

from kheo.office.opening import book_of, open_file
from kheo.office.tables import MAX_MARK, MAX_MARKS
from tests.office.packages import Parts, content_types, parts, sheet, text, zipped

PROPERTY = '<property name="ma"><lpwstr>1/AB</lpwstr></property>'


def added(*properties: str) -> str:
    return f"<Properties>{''.join(properties)}</Properties>"


def workbook(custom: str = "", names: str = "") -> bytes:
    laid: Parts = {"[Content_Types].xml": content_types(), **parts(sheet(f'<row r="1">{text("A1", "STT")}</row>'))}
    if custom:
        laid["docProps/custom.xml"] = custom
    if names:
        book = str(laid["xl/workbook.xml"])
        laid["xl/workbook.xml"] = book.replace("</sheets>", f"</sheets><definedNames>{names}</definedNames>")
    return zipped(laid)


def marks(data: bytes) -> dict[str, str]:
    return dict(book_of(open_file(data)).marks)


def test_properties_and_texts_with_a_name_are_marks() -> None:
    names = '<definedName name="MA">"2/BM"</definedName><definedName name="VUNG">S!$A$1</definedName>'

    assert marks(workbook(added(PROPERTY), names)) == {"ma": "1/AB", "MA": "2/BM"}


@pytest.mark.parametrize("custom", ["<Properties><property", '<!DOCTYPE a [<!ENTITY b "c">]><Properties/>', "<a/>"])
def test_damaged_properties_hinder_nobody(custom: str) -> None:
    book = book_of(open_file(workbook(custom)))

    assert (dict(book.marks), book.tables[0].cells) == ({}, {(0, 0): "STT"})


def test_marks_are_few_and_short() -> None:
    many = [f'<property name="m{number}"><lpwstr>{"x" * 999}</lpwstr></property>' for number in range(999)]
    found = marks(workbook(added(*many)))

    assert (len(found), {len(value) for value in found.values()}) == (MAX_MARKS, {MAX_MARK})
