"""Every power of both regimes: the lines as printed, and the sentence where the rules know no such signature."""

import pytest

from kheo.publishing.issuers.models import Issuer, Signer
from kheo.publishing.issuers.powers import CannotSignError, refusals, signature, sketch, titles
from kheo.publishing.papers import Signature
from kheo.publishing.rulesets import load
from kheo.units.models import Unit
from tests.publishing.issuers.organs import signs

BAN, COMMITTEE, COUNCIL = "Ban Tuyên giáo và Dân vận", "Đảng uỷ xã An Bình", "Hội đồng Thi đua - Khen thưởng"
STEERING = "Ban Chỉ đạo phong trào Dân vận khéo"
UBND = "Uỷ ban nhân dân xã An Bình"
# 05-HD/VPTW, 7.1.4: its own examples.
PARTY = [
    (COMMITTEE, "collective", "Bí thư", "Đảng uỷ", ("T/M ĐẢNG UỶ", "BÍ THƯ")),
    (COMMITTEE, "collective", "Phó Bí thư", "Ban Thường vụ", ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")),
    (COMMITTEE, "collective", "Phó Bí thư Thường trực", "Đảng ủy", ("T/M ĐẢNG ỦY", "PHÓ BÍ THƯ THƯỜNG TRỰC")),
    (COMMITTEE, "collective", "", "Ban Thường vụ", ("T/M BAN THƯỜNG VỤ",)),
    ("Uỷ ban Kiểm tra", "collective", "Phó Chủ nhiệm", "Uỷ ban Kiểm tra", ("T/M UỶ BAN KIỂM TRA", "PHÓ CHỦ NHIỆM")),
    (COUNCIL, "collective", "Chủ tịch", "Hội đồng", ("T/M HỘI ĐỒNG", "CHỦ TỊCH")),
    (BAN, "head", "Trưởng ban", "", ("TRƯỞNG BAN",)),
    (BAN, "deputy", "Phó Trưởng ban", "Trưởng ban", ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")),
    (BAN, "deputy_in_charge", "Phó Trưởng ban", "", ("PHÓ TRƯỞNG BAN",)),
    (BAN, "acting", "", "Trưởng ban", ("Q. TRƯỞNG BAN",)),
    (BAN, "acting", "Trưởng ban", "", ("Q. TRƯỞNG BAN",)),
    ("Văn phòng", "by_order", "Chánh Văn phòng", "Ban Thường vụ", ("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG")),
    (STEERING, "head", "Trưởng Ban Chỉ đạo", "", ("TRƯỞNG BAN CHỈ ĐẠO",)),
]
CONCURRENT = [
    ("Phó Bí thư", "Trưởng ban", ("PHÓ BÍ THƯ", "kiêm", "TRƯỞNG BAN")),
    ("Uỷ viên Ban Thường vụ", "Phó Trưởng Ban Chỉ đạo", ("UỶ VIÊN BAN THƯỜNG VỤ", "kiêm", "PHÓ TRƯỞNG BAN CHỈ ĐẠO")),
    ("Phó Chủ tịch Uỷ ban nhân dân tỉnh", "Trưởng Ban Chỉ đạo",
     ("PHÓ CHỦ TỊCH UỶ BAN NHÂN DÂN TỈNH", "kiêm", "TRƯỞNG BAN CHỈ ĐẠO")),
]  # fmt: skip
# Decree 30/2020, annex I, II.7, and Article 13.
STATE = [
    ("collective", "Chủ tịch", "Uỷ ban nhân dân", ("TM. UỶ BAN NHÂN DÂN", "CHỦ TỊCH")),
    ("collective", "Phó Chủ tịch", "Ủy ban nhân dân", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    (
        "collective",
        "Phó Chủ tịch Thường trực",
        "Uỷ ban nhân dân",
        ("TM. UỶ BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"),
    ),
    ("head", "Giám đốc", "", ("GIÁM ĐỐC",)),
    ("deputy", "Phó Chủ tịch", "Chủ tịch", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    ("deputy_in_charge", "Phó Giám đốc", "Giám đốc", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
    ("acting", "", "Chủ tịch", ("Q. CHỦ TỊCH",)),
    ("by_order", "Chánh Văn phòng", "Chủ tịch", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
    ("by_order", "Phó Chánh Văn phòng", "Chủ tịch", ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
    ("authorised", "Trưởng phòng", "Chủ tịch", ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG")),
    ("concurrent", "Phó Chủ tịch", "Trưởng Ban Chỉ đạo", ("TRƯỞNG BAN CHỈ ĐẠO",)),
]
REFUSED = [
    (BAN, "authorised", "Trưởng phòng", "Trưởng ban", "không có “TUQ.”"),
    (BAN, "collective", "Trưởng ban", "Ban Dân vận", "không đề “T/M”"),
    (COMMITTEE, "collective", "Uỷ viên Ban Thường vụ", "Ban Thường vụ", "không ghi chức vụ"),
    (COMMITTEE, "collective", "Bí thư", "T/M Ban Thường vụ", "bỏ chữ “T/M”, chỉ ghi “Ban Thường vụ”"),
    (COMMITTEE, "deputy", "Phó Bí thư", "Bí thư", "không đề “K/T”"),
    (COMMITTEE, "head", "Bí thư", "", "chọn ký thay mặt (T/M)"),
    (COMMITTEE, "acting", "", "Bí thư", "chọn ký thay mặt (T/M)"),
    (BAN, "head", "Phó Trưởng ban", "", "là cấp phó"),
    (BAN, "head", "Trưởng ban Tổ chức", "", "kèm tên cơ quan (“Tổ chức”)"),
    (BAN, "deputy", "Phó Trưởng ban", "Trưởng ban Tổ chức", "kèm tên cơ quan (“Tổ chức”)"),
    (COMMITTEE, "collective", "Phó Bí thư Tỉnh uỷ", "Ban Thường vụ", "kèm tên cơ quan (“Tỉnh uỷ”)"),
    (BAN, "deputy", "Trưởng phòng", "Trưởng ban", "không phải cấp phó"),
    (BAN, "deputy", "Phó Trưởng ban", "Phó Trưởng ban", "là cấp phó; ghi chức vụ của người đứng đầu"),
    (BAN, "deputy", "Phó Trưởng ban", "", "Chưa ghi chức vụ người đứng đầu"),
    (BAN, "head", "", "", "Chưa ghi chức vụ người ký"),
    (BAN, "concurrent", "Phó Bí thư", "Trưởng ban", "có con dấu riêng"),
]  # fmt: skip


def organ(name: str, regime: str = "party", *, has_seal: bool = True) -> Issuer:
    return Issuer(unit=Unit(name="Huyện uỷ"), organ=name, symbol="X", regime=regime, has_seal=has_seal)


@pytest.mark.parametrize(("name", "power", "post", "stands_for", "printed"), PARTY)
def test_the_party_s_forms(name: str, power: str, post: str, stands_for: str, printed: tuple[str, ...]) -> None:
    assert titles(signs(organ(name), power, post, stands_for)) == printed


@pytest.mark.parametrize(("post", "stands_for", "printed"), CONCURRENT)
def test_without_a_seal_the_post_that_owns_the_seal_comes_first(
    post: str, stands_for: str, printed: tuple[str, ...]
) -> None:
    assert titles(signs(organ(STEERING, has_seal=False), "concurrent", post, stands_for)) == printed


@pytest.mark.parametrize(("power", "post", "stands_for", "printed"), STATE)
def test_the_state_s_forms(power: str, post: str, stands_for: str, printed: tuple[str, ...]) -> None:
    assert titles(signs(organ(UBND, "state"), power, post, stands_for)) == printed


@pytest.mark.parametrize(("name", "power", "post", "stands_for", "why"), REFUSED)
def test_what_the_party_s_rules_do_not_know_is_refused_with_a_sentence(
    name: str, power: str, post: str, stands_for: str, why: str
) -> None:
    with pytest.raises(CannotSignError) as refused:
        titles(signs(organ(name), power, post, stands_for))

    assert why in str(refused.value)


@pytest.mark.parametrize("power", ["head", "deputy", "deputy_in_charge", "acting", "collective"])
@pytest.mark.parametrize("name", [STEERING, COUNCIL])
def test_a_body_without_a_seal_signs_with_another_post_first(name: str, power: str) -> None:
    said = refusals(signs(organ(name, has_seal=False), power, "Phó Chủ tịch", "Hội đồng"))

    assert [sentence for sentence in said if "không có con dấu riêng" in sentence] != []


def test_a_cell_has_no_seal_and_signs_for_itself() -> None:
    signer = signs(organ("Chi bộ thôn Đông", has_seal=False), "collective", "Bí thư", "Chi bộ")

    assert signature(signer) == Signature(("T/M CHI BỘ", "BÍ THƯ"), "Hoàng Thị Mẫu")


@pytest.mark.parametrize(
    ("power", "post", "stands_for", "why"),
    [
        ("concurrent", "Phó Chủ tịch", "", "Chưa ghi chức vụ kiêm nhiệm"),
        ("head", "Phó Giám đốc", "", "là cấp phó"),
        ("deputy_in_charge", "Phó Giám đốc", "", "Chưa ghi chức vụ người đứng đầu"),
    ],
)
def test_what_the_state_s_rules_do_not_know_is_refused(power: str, post: str, stands_for: str, why: str) -> None:
    with pytest.raises(CannotSignError, match=why):
        titles(signs(organ(UBND, "state"), power, post, stands_for))


def test_no_power_of_either_regime_is_forgotten() -> None:
    """Each is printed or refused; none falls through."""
    tried = {(row[1], "party") for row in (*PARTY, *REFUSED)} | {(row[0], "state") for row in STATE}
    tried |= {("concurrent", "party")}

    assert tried == {(power, regime) for power in Signer.Power.values for regime in Issuer.Regime.values}


def test_a_name_typed_apart_is_put_together() -> None:
    signer = signs(organ(BAN), "head", " Trưởng  ban ", name="  Nguyễn Văn   Mẫu ")

    assert signature(signer) == Signature(("TRƯỞNG BAN",), "Nguyễn Văn Mẫu")


def test_the_forms_are_those_of_the_rule_set() -> None:
    signer = signs(organ(BAN), "deputy", "Phó Trưởng ban", "Trưởng ban")

    assert {titles(signer, load(code)) for code in ("party-05HD-2026", "party-36HD-2018")} == {titles(signer)}


@pytest.mark.parametrize(("post", "stands_for", "shown"), [("Phó Bí thư", "", ("PHÓ BÍ THƯ",)), ("", "", ())])
def test_a_preview_shows_what_there_is(post: str, stands_for: str, shown: tuple[str, ...]) -> None:
    assert sketch(signs(organ(STEERING, has_seal=False), "concurrent", post, stands_for)).titles == shown
    assert sketch(signs(organ(BAN), "authorised", "A", "B")).titles == ()


def test_the_state_writes_the_post_in_the_organ_above_the_name() -> None:
    signer = signs(organ(STEERING, "state"), "concurrent", "Phó Chủ tịch Uỷ ban nhân dân", "Trưởng Ban Chỉ đạo")

    assert signature(signer) == Signature(("TRƯỞNG BAN CHỈ ĐẠO",), "PHÓ CHỦ TỊCH UỶ BAN NHÂN DÂN\nHoàng Thị Mẫu")
