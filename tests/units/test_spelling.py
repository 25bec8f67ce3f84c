"""Two writings of a name have one key; a spoilt encoding is undone for comparing only."""

import unicodedata

import pytest

from kheo.units.matching.places import Place, is_generic, places_in, without_body
from kheo.units.matching.spelling import accented, is_syllable, key_of, readings, repaired


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND xã Tân Sơn", "Ủy ban nhân dân xã Tân Sơn"),
        ("ĐU xã Tân Sơn", "Đảng ủy xã Tân Sơn"),
        ("BCĐ QCDC xã Mỹ An", "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở xã Mỹ An"),
        ("xã Tân Mộc, H.Lục Ngạn", "xã Tân Mộc - huyện Lục Ngạn"),
        ("TT.Thủ Thừa", "THỊ TRẤN THỦ THỪA"),
        ("TT Y tế huyện", "Trung tâm Y tế huyện"),
        ("TTYT huyện", "Trung tâm Y tế huyện"),
        ("P.GD&ĐT huyện", "Phòng Giáo dục và Đào tạo huyện"),
        ("PGD&ĐT huyện", "Phòng Giáo dục và Đào tạo huyện"),
        ("UB.MTTQVN xã X", "Mặt trận xã X"),
        ("Hội LHPN huyện Cờ Đỏ", "Hội Phụ nữ huyện Cờ Đỏ"),
        ("Trường MN Hoa Sen", "Mầm non  Hoa Sen"),
        ("BDVHU", "Ban Dân vận Huyện ủy"),
        ("CA phường Thanh Hà", "Công an phường Thanh Hà"),
        ("P.01", "Phường 1"),
        ("Q1", "quận 01"),
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("Đảng uỷ xã Hoà Lạc", "Ðảng ủy xã Hòa Lạc"),
        (unicodedata.normalize("NFD", "Xã Nhị Thành"), "xa nhi thanh"),
    ],
)
def test_writings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Xã Tu Tra", "Tỉnh ủy Tra"), ("Trung tâm Du lịch", "Trung tâm Đảng ủy lịch"), ("XÃ CA DY", "Xã Công an Dy")],
)
def test_syllables_that_look_like_abbreviations_stay(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_ambiguous_letters_are_read_both_ways() -> None:
    assert readings("CĐ ngành y tế") == ("cao dang nganh y te", "cong doan nganh y te")


@pytest.mark.parametrize(
    ("spoilt", "key"),
    [
        ("X· NhÞ Thµnh", "xa nhi thanh"),
        ("Tr­êng MÇm non thÞ trÊn Thñ Thõa", "mam non thi tran thu thua"),
        ("Xaõ Taân Thaïnh, huyeän Ñöùc Hoøa", "xa tan thanh huyen duc hoa"),
        ("Hịa Vang", "hoa vang"),
    ],
)
def test_a_wrong_encoding_is_undone(spoilt: str, key: str) -> None:
    assert key in [key_of(text) for text in repaired(spoilt)]


def test_right_texts_are_left_alone() -> None:
    assert repaired("Đảng ủy xã Hòa Lạc – “Dân vận khéo”") == []


def test_the_place_of_the_tone_mark_does_not_count() -> None:
    assert accented("Xã Hoà Thuỷ") == accented("xã Hòa Thủy")


def test_places_and_bodies_are_told_apart() -> None:
    assert places_in("dang uy xa tan son huyen kim bang") == [Place(1, "tan son"), Place(2, "kim bang")]
    assert places_in("xa phuong xa") == [Place(1, "phuong xa")]
    assert places_in("ban dan van huyen uy phong tho") == [Place(2, "phong tho")]
    assert places_in("ban chi huy quan su huyen dam doi") == [Place(2, "dam doi")]
    assert without_body("khoi dan van dang uy xa tan son") == "xa tan son"
    assert [is_generic(key) for key in ("truong mam non xa", "xa thong nong", "huyen doan")] == [True, False, True]


@pytest.mark.parametrize(("word", "is_one"), [("nghieng", True), ("thnah", False), ("phing", False), ("7", True)])
def test_a_slip_of_the_keyboard_is_seldom_a_syllable(word: str, is_one: bool) -> None:  # noqa: FBT001
    assert is_syllable(word) is is_one
