import pytest

from kheo.confinement.refusal import Refusal
from kheo.demo.samples.legacy import Encoding, runs_of
from kheo.office.delimited import read

HEAD = ("TT", "Tên mô hình", "Đơn vị")
ROW = ("1", "Tổ liên gia, tự quản", "Xã Ma Li Pho")
CELLS = {(row, column): text for row, texts in enumerate((HEAD, ROW)) for column, text in enumerate(texts)}


def written(delimiter: str) -> str:
    return "".join(delimiter.join(f'"{text}"' for text in texts) + "\r\n" for texts in (HEAD, ROW))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_encoding_and_delimiter_gives_the_same_cells(encoding: str, delimiter: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")

    assert read(mark + written(delimiter).encode(encoding)).tables[0].cells == CELLS


def test_the_old_vietnamese_code_page_becomes_composed_letters() -> None:
    data = "Xa\u0303 Bi\u0300nh;Cho\u031b\u0323\n".replace("o\u031b", "ơ").encode("cp1258")

    assert read(data).tables[0].cells == {(0, 0): "Xã Bình", (0, 1): "Chợ"}


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_letters_of_before_unicode_are_known_by_their_words(encoding: Encoding) -> None:
    typed = "Tên mô hình;Đơn vị thực hiện\nĐường hoa nông thôn mới;Hội Phụ nữ xã\n"
    data = "".join(letters for _, letters in runs_of(typed, encoding)).encode("latin-1")

    assert read(data).tables[0].cells == {
        (0, 0): "Tên mô hình",
        (0, 1): "Đơn vị thực hiện",
        (1, 0): "Đường hoa nông thôn mới",
        (1, 1): "Hội Phụ nữ xã",
    }


def test_addresses_count_records_not_lines() -> None:
    table = read('a,b\n"một\nhai",c\n\nd,e\n'.encode()).tables[0]

    assert {table.address(*place): text for place, text in table.cells.items()} == {
        "csv!A1": "a",
        "csv!B1": "b",
        "csv!A2": "một\nhai",
        "csv!B2": "c",
        "csv!A4": "d",
        "csv!B4": "e",
    }


def test_commas_in_sentences_do_not_cut_a_form_of_semicolons() -> None:
    head = "Kính gửi, trân trọng\nSố 5, ngày 3\nĐơn vị: xã A, huyện B\n"

    cells = read((head + "TT;Tên;Nơi\n1;Mô hình;Bản Một\n").encode()).tables[0].cells

    assert (cells[0, 0], cells[3, 1], cells[4, 2]) == ("Kính gửi, trân trọng", "Tên", "Bản Một")


def test_lines_without_any_delimiter_are_one_column() -> None:
    assert read("Kính gửi\nTrân trọng".encode()).tables[0].cells == {(0, 0): "Kính gửi", (1, 0): "Trân trọng"}


def test_long_numbers_and_leading_zeros_stay_as_typed() -> None:
    assert read(b"012345678901,0912345678\n").tables[0].cells == {(0, 0): "012345678901", (0, 1): "0912345678"}


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        read(bytes(range(256)))

    assert refused.value.code == "unknown_kind"
