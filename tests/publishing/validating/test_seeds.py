"""The two letters the program was made after, as text and as Word files, and what they depart in."""

from pathlib import Path

import pytest

from tests.publishing.validating.papers import OLD, PARTY, found, rules_of
from tests.publishing.validating.retyped import formatted, plain

DATA = Path(__file__).parent / "data"
PHONG_THO, THU_THUA = ((DATA / f"{name}.txt").read_bytes() for name in ("phong-tho-2024", "thu-thua-2022"))

PHONG_THO_NOW = [
    ("subject.lead", "“V/v tiếp tục đẩy mạnh thực hiện phong trào”"),
    ("addressees.mark", "“- Các chi, đảng bộ cơ sở,”"),
    ("receivers.mark", "“- Như kính gửi,”"),
    ("receivers.as_above", "“- Như kính gửi,”"),
    ("text.cited_number", "“Công văn 394-CV/BDVTU”"),
    ("body.ending", "“…sẽ thực hiện vào dịp sơ, tổng kết phong trào. /.”"),
    (
        "text.quotes",
        "““V/v lãnh đạo, chỉ đạo tiếp tục đẩy mạnh thực hiện phong trào thi đua “Dân vận khéo”; Ban”",
    ),
]
THU_THUA_NOW = [
    ("title.words", "“ĐẢNG CÔNG SẢN VIỆT NAM”"),
    ("issuer.full", "“BCĐ THỰC HIỆN QCDC Ở CƠ SỞ”"),
    ("number.spaces", "“Số 51 -CV/BCĐ”"),
    ("subject.lead", "“V/v tổng kết mô hình “Dân vận khéo””"),
    ("addressees.mark", "“- Các phòng, ban, ngành, MTTQ - DT huyện,”"),
    ("receivers.mark", "“- Như trên,”"),
    ("body.ending", "“…cơ quan, đơn vị khẩn trương tổ chức thực hiện./.”"),
    ("signature.kiem", "“Kiêm”"),
    ("annexes.head", "“DẢNG CÔNG SẢN VIỆT NAM”"),
]
# What was right from 2018 to 2026: "V/v", and commas after names.
RIGHT_THEN = {"subject.lead", "addressees.mark", "receivers.mark"}


def told(data: bytes, code: str) -> list[tuple[str, str]]:
    return [(one.rule, one.found) for one in found(data, code)]


@pytest.mark.parametrize(("data", "now"), [(PHONG_THO, PHONG_THO_NOW), (THU_THUA, THU_THUA_NOW)])
def test_the_letters_as_text_depart_from_the_guidance_of_2026(data: bytes, now: list[tuple[str, str]]) -> None:
    assert told(data, PARTY) == now


@pytest.mark.parametrize(("data", "now"), [(PHONG_THO, PHONG_THO_NOW), (THU_THUA, THU_THUA_NOW)])
def test_what_was_right_in_2018_is_not_complained_of(data: bytes, now: list[tuple[str, str]]) -> None:
    assert told(data, OLD) == [one for one in now if one[0] not in RIGHT_THEN]


@pytest.mark.parametrize(("data", "now"), [(PHONG_THO, PHONG_THO_NOW), (THU_THUA, THU_THUA_NOW)])
def test_typed_carefully_in_word_the_same_is_told(data: bytes, now: list[tuple[str, str]]) -> None:
    assert told(formatted(data.decode()), PARTY) == now


@pytest.mark.parametrize(("data", "now"), [(PHONG_THO, PHONG_THO_NOW), (THU_THUA, THU_THUA_NOW)])
def test_typed_without_any_care_the_look_is_told_beside(data: bytes, now: list[tuple[str, str]]) -> None:
    rules = rules_of(plain(data.decode()))

    assert [rule for rule, _ in now if rule not in rules] == []
    assert {"page.margins", "page.number", "text.font", "body.justified", "title.line"} - set(rules) == set()
