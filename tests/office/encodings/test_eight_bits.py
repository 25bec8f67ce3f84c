"""Bytes of no named encoding: the Vietnamese page of old Windows, or letters of old fonts left for a judge."""

import unicodedata

import pytest

from kheo.office.delimited import read
from kheo.office.encodings.eight_bits import decoded
from tests.office import old_letters

TEXT = "Đảng ủy xã Mường So, mô hình nuôi ong lấy mật ở bản Nà Củng"


def page_1258(text: str) -> bytes:
    """Tones as marks of their own, as that page has them."""
    stored = b""
    for letter in text:
        shape, tones = letter, ""
        if letter.encode("cp1258", "ignore") == b"":
            split = unicodedata.normalize("NFD", letter)
            tones = "".join(mark for mark in split if mark in "\u0300\u0301\u0303\u0309\u0323")
            shape = unicodedata.normalize("NFC", "".join(mark for mark in split if mark not in tones))
        stored += (shape + tones).encode("cp1258")
    return stored


@pytest.mark.parametrize("text", [TEXT, "Có", "Kết quả: 12 hộ", "STT,Name"])
def test_the_vietnamese_page_is_read_composed(text: str) -> None:
    assert decoded(page_1258(text)) == text


@pytest.mark.parametrize("typed", [old_letters.tcvn3, old_letters.vni])
def test_letters_of_old_fonts_come_as_they_were_typed(typed: object) -> None:
    assert callable(typed)
    signs = "".join(text for text, _ in typed(TEXT))

    assert decoded(signs.encode("latin-1")) == signs


@pytest.mark.parametrize("typed", [old_letters.tcvn3, old_letters.vni])
def test_a_csv_in_old_letters_is_read(typed: object) -> None:
    assert callable(typed)
    signs = "".join(text for text, _ in typed("STT;Tên mô hình;Địa điểm\n1;Nuôi ong lấy mật;bản Nà Củng\n"))

    book = read(signs.encode("latin-1"))

    assert [text for _, text in sorted(book.tables[0].cells.items())] == [
        "STT", "Tên mô hình", "Địa điểm", "1", "Nuôi ong lấy mật", "bản Nà Củng",
    ]  # fmt: skip
    assert [each.at for each in book.conversions] == ["csv!B1"]
