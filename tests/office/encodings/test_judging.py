"""Old letters are found by font and by letters, run by run, and Unicode is left as it is."""

from collections.abc import Sequence

import pytest

from kheo.office.encodings.judging import Judge, Run, judged
from kheo.office.tables import Book, Conversion, Line, Shape, Table
from kheo.office.wording import tidy
from tests.office import old_letters

TCVN3 = "§¶ng bé x· M­êng So ®¨ng ký m« h×nh"
UNICODE = "Đảng bộ xã Mường So đăng ký mô hình"
VNI = "Ñaûng boä xaõ Möôøng So ñaêng kyù moâ hình"


def read(*texts: Sequence[Run]) -> Book:
    """A table of one column and the same texts as lines would be read alike; here as one table."""

    def reader(judge: Judge) -> Book:
        cells = {(row, 0): tidy(judge.text(runs)) for row, runs in enumerate(texts)}
        return Book((Table("table 1", Shape.TABLE, cells),))

    return judged(reader)


def texts(*given: Sequence[Run]) -> list[str]:
    return list(read(*given).tables[0].cells.values())


SINGLE: list[tuple[list[Run], str]] = [
    ([(TCVN3, ".VnTime")], UNICODE),
    ([(VNI, "VNI-Times")], UNICODE),
    ([(TCVN3, "Times New Roman")], UNICODE),
    ([(VNI, "Arial")], UNICODE),
    ([(TCVN3, "")], UNICODE),
    ([(UNICODE, ".VnTime")], UNICODE),
    ([(UNICODE, ".VnTimeH")], UNICODE),
    ([(UNICODE, "VNI-Times")], UNICODE),
    (
        [("Ban d©n vËn ", ".VnTime"), ("huyÖn uû", ".VnTimeH"), (" Phong Thổ", "Arial")],
        "Ban dân vận HUYỆN UỶ Phong Thổ",
    ),
    ([("stt", ".VnTimeH")], "STT"),
    ([("M­", ".VnTime"), ("êng So", ".VnTime")], "Mường So"),
    ([("Ñ", "VNI-Times"), ("a", "VNI-Times"), ("ûng", "VNI-Times")], "Đảng"),
    ([("quyÕt ", ".VnTime"), ("®", "Symbol"), ("Þnh", ".VnTime")], "quyết định"),
    ([("TOµN D¢N ®oµn kÕt", "Times New Roman")], "TOÀN DÂN đoàn kết"),
    ([("BAN D¢N VËN: ý KIÕN", "Times New Roman")], "BAN DÂN VẬN: Ý KIẾN"),
    (
        [("Café François, 3×4 m², 25 °C, «à la carte», § 5, ©", "Arial")],
        "Café François, 3×4 m², 25 °C, «à la carte», § 5, ©",
    ),
    ([("xa\u0303 Mu\u031bo\u031b\u0300ng So", "Arial")], "xã Mường So"),
]


@pytest.mark.parametrize(("runs", "wanted"), SINGLE)
def test_a_text_is_read_rightly(runs: list[Run], wanted: str) -> None:
    assert texts(runs) == [wanted]


def test_words_that_fit_both_go_with_the_rest_of_their_font() -> None:
    """ "có" is a word in Unicode, and TCVN3 for "cú"."""
    assert texts([(TCVN3, ".VnTime")], [("có", ".VnTime")]) == [UNICODE, "cú"]
    assert texts([(UNICODE, ".VnTime")], [("có", ".VnTime")]) == [UNICODE, "có"]
    assert texts([(TCVN3, ".VnTime")], [("có", "Arial")]) == [UNICODE, "có"]
    assert texts([(TCVN3, "Arial")], [("có", "Arial")]) == [UNICODE, "cú"]


def test_all_encodings_in_one_file_each_for_itself() -> None:
    given = [[(TCVN3, ".VnTime")], [(VNI, "VNI-Times")], [(UNICODE, "Times New Roman")], [(UNICODE, ".VnTime")]]

    assert texts(*given) == [UNICODE] * 4


def test_a_sentence_typed_in_two_programs_is_read_word_by_word() -> None:
    assert texts([("Ñaûng boä xaõ thùc hiÖn kÕ ho¹ch", "VNI-Times")]) == ["Đảng bộ xã thực hiện kế hoạch"]


@pytest.mark.parametrize("typed", [old_letters.tcvn3, old_letters.vni])
def test_long_text_comes_back_letter_for_letter(typed: object) -> None:
    assert callable(typed)
    text = "Xây dựng mô hình “Dân vận khéo” ở ấp Ông Ầm: 12/15 hộ, kinh phí 3.500.000 đồng; ĐẢNG ỦY XÃ ẰNG TỞ"

    assert texts(typed(text), typed("Ủy ban")) == [text, "Ủy ban"]


def test_a_file_without_old_letters_is_read_once() -> None:
    times = []

    def reader(judge: Judge) -> Book:
        times.append(judge.text([(UNICODE, "Arial")]))
        return Book()

    assert (judged(reader), times) == (Book(), [UNICODE])


def test_what_was_converted_is_told_with_its_first_place() -> None:
    def reader(judge: Judge) -> Book:
        cells = {(0, 0): "STT", (1, 0): judge.text([(TCVN3, ".VnTime")]), (2, 0): judge.text([("m« h×nh", ".VnTime")])}
        cells[3, 0] = judge.text([(VNI, "VNI-Times")])
        line = Line(judge.text([("x· héi", ".VnTime")]), "paragraph 1", before=0)
        return Book((Table("table 1", Shape.TABLE, cells),), (line,))

    assert judged(reader).conversions == (
        Conversion("TCVN3", "paragraph 1", 1, "x· héi", "xã hội"),
        Conversion("TCVN3", "table 1, row 2, column 1", 2, TCVN3, UNICODE),
        Conversion("VNI", "table 1, row 4, column 1", 1, VNI, UNICODE),
    )
