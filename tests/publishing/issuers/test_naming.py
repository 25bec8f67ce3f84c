import pytest

from kheo.publishing.issuers import posts
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.issuers.naming import abbreviation_warning, place_warning, suggestions, symbol_faults, warnings
from kheo.units.models import Unit


@pytest.mark.parametrize("symbol", ["BCĐ", "BTGDVTU", "BTCTU-BNCTU", "BXDĐ", "UBND", "P4"])
def test_symbols_in_capitals_pass(symbol: str) -> None:
    assert symbol_faults(symbol) == []


@pytest.mark.parametrize(
    ("symbol", "why"),
    [
        ("", "Chưa ghi ký hiệu"),
        ("BDV HU", "có dấu cách; viết liền, ví dụ: BDVHU"),
        ("bcđ", "chữ in hoa: BCĐ"),
        ("CV/BCĐ", "Chỉ ghi ký hiệu cơ quan"),
        ("BCĐ.", "chỉ gồm chữ in hoa"),
        ("-BCĐ", "chỉ gồm chữ in hoa"),
    ],
)
def test_other_symbols_are_refused_with_a_sentence(symbol: str, why: str) -> None:
    assert [why in sentence for sentence in symbol_faults(symbol)] == [True]


def test_the_documented_symbols_are_suggested() -> None:
    assert {"BTGDV", "BXDĐ", "BCĐ", "ĐU", "TU"} - {one.symbol for one in suggestions("party")} == set()
    assert [one.symbol for one in suggestions("state") if symbol_faults(one.symbol)] == []


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("BCĐ THỰC HIỆN QCDC Ở CƠ SỞ", "(BCĐ, QCDC)"),
        ("BCĐ thực hiện Quy chế dân chủ", "(BCĐ)"),
        ("Ban Chỉ đạo XYZ", "(XYZ)"),
    ],
)
def test_abbreviations_in_names_are_warned_of(name: str, seen: str) -> None:
    assert seen in abbreviation_warning(name)


@pytest.mark.parametrize(
    "name", ["Ban Dân vận", "BAN CHỈ ĐẠO THỰC HIỆN QUY CHẾ DÂN CHỦ Ở CƠ SỞ", "Đảng uỷ Phường 4", ""]
)
def test_full_names_pass(name: str) -> None:
    assert abbreviation_warning(name) == ""


@pytest.mark.parametrize(
    ("place", "party", "upper", "said"),
    [
        ("Ngô Quyền", True, False, "tên người"),
        ("Hai Bà Trưng", False, False, "tên người"),
        ("Hồ Chí Minh", True, True, "tên người"),
        ("Huế", True, True, "một âm tiết"),
        ("Huế", False, True, ""),
        ("Phú Thọ", True, False, "trùng tên tỉnh"),
        ("Phú Thọ", True, True, ""),
        ("4", False, False, "là số"),
        ("Phường Phú Thọ", True, False, ""),
        ("TP Huế", True, True, ""),
        ("Phường 4", False, False, ""),
        ("Phong Thổ", True, False, ""),
        ("", True, False, ""),
    ],
)
def test_the_level_of_a_place_is_asked_for_where_the_rules_want_it(
    place: str, *, party: bool, upper: bool, said: str
) -> None:
    found = place_warning(place, party=party, upper=upper)

    assert (said in found, bool(found)) == (True, bool(said))


def test_an_issuer_s_doubts_are_told_together() -> None:
    unit = Unit(name="Xã Phú Thọ", kind="xã")
    issuer = Issuer(unit=unit, parent_organ="ĐU xã Phú Thọ", organ="BCĐ dân vận khéo", place="Phú Thọ", has_seal=False)

    said = warnings(issuer)
    issuer.regime, issuer.organ, issuer.place = "state", "Uỷ ban nhân dân xã", "Bình Minh"

    assert [words in " ".join(said) for words in ("(BCĐ)", "(ĐU)", "trùng tên tỉnh", "con dấu của cơ quan nào")] == [
        True
    ] * 4
    assert warnings(issuer) == []


def test_a_province_s_own_name_is_right_for_its_own_organs() -> None:
    issuer = Issuer(unit=Unit(kind=""), parent_organ="Tỉnh uỷ Phú Thọ", organ="Ban Tổ chức", place="Phú Thọ")
    ward = Issuer(
        unit=Unit(kind=""), parent_organ="Đảng bộ tỉnh Phú Thọ", organ="Đảng uỷ phường Phú Thọ", place="Phú Thọ"
    )

    assert (warnings(issuer), len(warnings(ward))) == ([], 1)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("TS. Nguyễn Văn Mẫu", "TS"),
        ("Đại tá Lê Mẫu", "Đại tá"),
        ("đ/c Lê Mẫu", "đ/c"),
        ("Bà Mẫu", "Bà"),
        ("Lê Mẫu", ""),
    ],
)
def test_what_never_stands_before_a_signer_s_name_is_seen(name: str, found: str) -> None:
    assert posts.honorific_in(name) == found
