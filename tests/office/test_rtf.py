"""RTF says what Word shows with every change accepted; letters by the font of their run."""

import pytest

from kheo.office.tables import Line, Span
from kheo.office.word.rtf import read

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset163{\*\panose 02}Times New Roman;}"
    r"{\f2\fnil\fcharset0 .VnTime;}{\f3\fnil .VnTimeH;}{\f4\fcharset2 Wingdings;}}"
)


def rtf(body: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + body + "}").encode("latin-1")


SHOWN = [
    (r"M\'f4 h\'ecnh\par", "Mô hình"),
    (r"{\f1\'d0a\'d2ng u\'d2y}\par", "Đảng ủy"),
    (r"\uc1\u272?\u7843?ng\par", "Đảng"),
    (r"{\uc2\u272\'3f\'3f\u7843 xyng}\par", "Đảng"),
    (r"\u55357?\u56832?!\par", "😀!"),
    (r"a{\v b}c\v d\v0 e\par", "ace"),
    (r"a{\deleted b}c\par", "ac"),
    (r"a{\field{\*\fldinst HYPERLINK x}{\fldrslt b}}c\par", "abc"),
    (r"a{\pict\wmetafile8 0102}{\object{\result b}}{\*\unknown b}c\par", "ac"),
    (r"a\tab b\line c\~d\_e\-f\endash\rquote\{\}\\\par", "a b\nc d-ef–’{}\\"),
    (r"{\f4\'fe} a\par", "☑ a"),
    ("a\\\nb\\par", "a\nb"),
    (r"a\bin3 {}}b\par", "ab"),
    (r"{\header x\par}{\info{\title x}}{\stylesheet{\s1 x;}}a\par", "a"),
]


@pytest.mark.parametrize(("body", "seen"), SHOWN)
def test_text_is_read_as_word_shows_it(body: str, seen: str) -> None:
    assert "\n".join(line.text for line in read(rtf(body)).lines) == seen


def test_a_deleted_paragraph_end_joins_two() -> None:
    assert read(rtf(r"X\'e3 {\deleted\par}M\par")).lines == (Line("Xã M", "paragraph 1", before=0),)


def test_fields_that_fetch_are_told() -> None:
    assert read(rtf(r"a\par{\field{\*\fldinst DDEAUTO cmd}{\fldrslt b}}\par")).warnings == (
        ("active_field", "paragraph 2"),
    )


def test_notes_and_boxes_follow_the_text() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt \pard b\par}}{\shprslt x}}"

    assert [line.text for line in read(rtf(rf"a{{\footnote d}}{box}c\par")).lines] == ["ac", "d", "b"]


def test_merged_cells_stand_once_on_one_grid() -> None:
    head = r"\trowd\trleft0\clvmgf\cellx1000\cellx5000\pard\intbl STT\cell \'d0\'f4n v\cell\row"
    below = r"\trowd\trleft0\clvmrg\cellx1010\cellx3000\cellx5000\pard\intbl\cell A\par A\cell B\cell\row"
    joined = r"\trowd\clmgf\cellx1000\clmrg\cellx3000\cellx5000\intbl a\cell\cell b\cell\row"

    (made,) = read(rtf(head + below + joined + r"\pard sau\par")).tables

    assert made.cells == {
        (0, 0): "STT", (0, 1): "Đôn v", (1, 1): "A\nA", (1, 2): "B", (2, 0): "a", (2, 2): "b",
    }  # fmt: skip
    assert made.spans == (Span(0, 0, 1, 0), Span(0, 1, 0, 2), Span(2, 0, 2, 1))


def test_a_table_in_a_cell_follows_its_outer_table() -> None:
    inner = r"\pard\intbl\itap2 trong\nestcell{\*\nesttableprops\trowd\cellx500\nestrow}{\nonesttables\par}"
    body = rf"\trowd\cellx1000{inner}\pard\intbl\itap1 ngo\'e0i\cell\row\pard"

    made = read(rtf(body)).tables

    assert [(one.name, one.cells) for one in made] == [("table 1", {(0, 0): "ngoài"}), ("table 2", {(0, 0): "trong"})]


def test_letters_of_old_fonts_are_read_by_the_font_of_their_run() -> None:
    book = read(rtf(r"{\f2\'a7\'b6ng \'f1y }{\f3 c\'e9ng}{\f2  x\'b7}\par"))

    assert ([line.text for line in book.lines], [each.encoding for each in book.conversions]) == (
        ["Đảng ủy CỘNG xã"],
        ["TCVN3"],
    )
