"""Documents of Word 97 to 2003, laid byte by byte, say what Word shows with every change accepted."""

import struct

import pytest

from kheo.office.tables import Line, Span
from kheo.office.word.doc import read
from tests.office.word97 import Word97, depth, row

HIDDEN, DELETED, SPECIAL = b"\x3c\x08\x01", b"\x00\x08\x01", b"\x55\x08\x01"
FIRST_JOINED, JOINED, DOWN, DOWN_FIRST = 0x01, 0x02, 0x20, 0x60
IN_CELL = depth(1)


def font(number: int) -> bytes:
    return struct.pack("<HH", 0x4A4F, number)


def row_end(*edges: int, flags: tuple[int, ...] = ()) -> bytes:
    return depth(1) + b"\x17\x24\x01" + row(*edges, flags=flags)


def test_lines_leave_out_what_is_hidden_or_deleted() -> None:
    made = Word97("abcd\r", runs=[(1, b""), (1, HIDDEN), (1, DELETED), (2, b"")])

    assert read(made.data()).lines == (Line("ad", "paragraph 1", before=0),)


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    made = Word97("X\xe3 \rM\r", runs=[(3, b""), (1, DELETED), (2, b"")])

    assert read(made.data()).lines == (Line("Xã M", "paragraph 1", before=0),)


@pytest.mark.parametrize(
    ("text", "seen", "warnings"),
    [
        ("a\x13 PAGE \x147\x15b\r", "a7b", ()),
        ("a\x13 IF \x13 X \x14x\x15 \x14b\x15c\r", "abc", ()),
        ("a\x13 DDEAUTO cmd \x14b\x15\r", "ab", (("active_field", "paragraph 1"),)),
        ("a\x13 FORMCHECKBOX \x15\r", "a", (("form_field_left_out", "paragraph 1"),)),
        ("a\x14b\x15\x15c\r", "abc", ()),
        ("a\x0bb\x1ec\x1f\x01\x08d\x0e\x07", "a\nb-cd", ()),
        ("a\x93b\x94 \x96 c\x85\r", "a“b” – c…", ()),
    ],
)
def test_signs_of_word_are_read_as_it_shows_them(text: str, seen: str, warnings: tuple[tuple[str, str], ...]) -> None:
    book = read(Word97(text).data())

    assert ([line.text for line in book.lines], book.warnings) == ([seen], warnings)


def test_ticks_are_signs_of_another_font() -> None:
    symbol = SPECIAL + struct.pack("<HHH", 0x6A09, 0, 0xF0FE)

    assert read(Word97("((\r", runs=[(1, symbol), (2, b"")]).data()).lines[0].text == "☑("


def test_merged_cells_stand_once_on_one_grid() -> None:
    text = "STT\x07\xd0\xf4n v\x07\x07" + "\x07A\x07B\x07\x07"
    paragraphs = [
        (4, IN_CELL), (6, IN_CELL), (1, row_end(0, 1000, 5000, flags=(DOWN_FIRST, 0))),
        (1, IN_CELL), (2, IN_CELL), (2, IN_CELL), (1, row_end(-20, 1030, 3000, 5000, flags=(DOWN, 0, 0))),
    ]  # fmt: skip

    (made,) = read(Word97(text, paragraphs=paragraphs).data()).tables

    assert made.cells == {(0, 0): "STT", (0, 1): "Đôn v", (1, 1): "A", (1, 2): "B"}
    assert made.spans == (Span(0, 0, 1, 0), Span(0, 1, 0, 2))


def test_cells_joined_from_the_left_are_one() -> None:
    end = row_end(0, 1000, 2000, 3000, flags=(FIRST_JOINED, JOINED, 0))
    text = "a\x07\x07b\x07\x07"

    (made,) = read(Word97(text, paragraphs=[(2, IN_CELL), (1, IN_CELL), (2, IN_CELL), (1, end)]).data()).tables

    assert (made.cells, made.spans) == ({(0, 0): "a", (0, 2): "b"}, (Span(0, 0, 0, 1),))


def test_deleted_rows_are_gone_and_lines_know_the_tables_above() -> None:
    end = row_end(0, 1000)
    text = "a\x07\x07b\x07\x07sau\r"
    paragraphs = [(2, IN_CELL), (1, end), (2, IN_CELL), (1, end), (4, b"")]

    book = read(Word97(text, runs=[(2, b""), (1, DELETED), (7, b"")], paragraphs=paragraphs).data())

    assert (book.tables[0].cells, book.lines) == ({(0, 0): "b"}, (Line("sau", "paragraph 1", before=1),))


def test_a_table_in_a_cell_follows_its_outer_table() -> None:
    inner_cell, inner_end = depth(2) + b"\x4b\x24\x01", depth(2) + b"\x4c\x24\x01" + row(0, 500)
    text = "trong\r\rngo\xe0i\x07\x07"
    paragraphs = [(6, inner_cell), (1, inner_end), (6, IN_CELL), (1, row_end(0, 1000))]

    made = read(Word97(text, paragraphs=paragraphs).data()).tables

    assert [(one.name, one.cells) for one in made] == [
        ("table 1", {(0, 0): "ngoài"}),
        ("table 2", {(0, 0): "trong"}),
    ]


def test_letters_of_old_fonts_are_read_by_the_font_of_their_run() -> None:
    made = Word97(
        "\xa7\xb6ng \xf1y x\xb7 c\xe9ng\r",
        runs=[(5, font(1)), (5, font(1)), (6, font(2))],
        fonts=("Times New Roman", ".VnTime", ".VnTimeH"),
    )

    book = read(made.data())

    assert [line.text for line in book.lines] == ["Đảng ủy xã CỘNG"]
    assert [each.encoding for each in book.conversions] == ["TCVN3"]
