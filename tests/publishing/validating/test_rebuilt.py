"""The seed letters written again from their campaigns: what the letters of the time had, in their order and words."""

import re
from pathlib import Path

import pytest

from kheo.campaigns.models import Campaign
from kheo.journal.vault import read
from kheo.publishing.issuing import Wanted, issue
from kheo.publishing.rulesets import load
from kheo.publishing.validating.components.parts import Parts
from kheo.publishing.validating.components.reading import parts_of
from kheo.publishing.validating.facts import Line
from kheo.publishing.validating.seen.opening import seen_in
from tests.publishing.conftest import moment
from tests.publishing.validating.papers import OLD, PARTY, found

DATA = Path(__file__).parent / "data"
# What the seed campaigns mended (kheo/data/seeds/README.md): the letter's words, and the campaign's.
MENDED = {
    "phong-tho-2024": (
        # A slip of the scan.
        ("PHONG THỎ", "PHONG THỔ"),
        ("Phong Thỏ, ngày", "Phong Thổ, ngày"),
        ("Công văn 394-CV/BDVTU", "Công văn số 394-CV/BDVTU"),
        ("“V/v lãnh đạo", "về lãnh đạo"),
        ("“về tiếp tục thực hiện Đề án", "về tiếp tục thực hiện Đề án"),
        ("Lai Châu đến năm 2025”", "Lai Châu đến năm 2025"),
        ("mô hình điển về", "mô hình điểm về"),
        ("01 cá nhân).", "01 cá nhân."),
        ("phong trào. /.", "phong trào."),
        ("Như kính gửi", "Như trên"),
        ("bảo đảm mục\n\ntiêu", "bảo đảm mục tiêu"),
    ),
    "thu-thua-2022": (
        ("BCĐ THỰC HIỆN QCDC Ở CƠ SỞ", "BAN CHỈ ĐẠO THỰC HIỆN QUY CHẾ DÂN CHỦ Ở CƠ SỞ"),
        ("CÔNG SẢN", "CỘNG SẢN"),
        ("Số 51 -CV", "Số 51-CV"),
        ("MTTQ - DT", "MTTQ - ĐT"),
        ("“*Dân vận khéo*”. Ban Chỉ đạo", "“*Dân vận khéo*”, Ban Chỉ đạo"),
        ("Huyện ủy *Cơ quan Thường trực Ban Chỉ đạo huyện*)", "Huyện ủy (*Cơ quan Thường trực Ban Chỉ đạo huyện*)"),
        ("thực hiện./.", "thực hiện."),
        ("Kiêm", "kiêm"),
    ),
}
# Whole sentences the program has beside the letter's: blocs nobody answered from, and the annex it adds.
ADDED = {
    "phong-tho-2024": [],
    "thu-thua-2022": [
        "- Chưa có đơn vị nào thực hiện: Khối trường Tiểu học; Khối trường THCS, THPT; Khối Văn hóa - xã hội.",
        "(Danh sách các đơn vị chưa thực hiện hoặc còn thiếu so với yêu cầu tại Phụ lục kèm theo).",
    ],
}


def seed_of(slug: str) -> Parts:
    text = (DATA / f"{slug}.txt").read_text(encoding="utf-8")
    for old, new in MENDED[slug]:
        assert old in text, old
        text = text.replace(old, new)
    return parts_of(seen_in(text.encode()), load(OLD))


def rebuilt(campaign: Campaign, code: str) -> bytes:
    if campaign.slug == "phong-tho-2024":
        return read(issue(campaign, wanted=Wanted("call-letter", rule_set=code)).original)
    wanted = Wanted("urging-letter", rule_set=code)
    return read(issue(campaign, wanted=wanted, as_of=moment("2022-10-18T23:59")).original)


def components(parts: Parts) -> dict[str, list[str]]:
    """The words of each component; marks after names are the rule set's."""
    head = parts.head
    assert head.title
    assert head.number
    assert head.place_date
    assert parts.receivers_label
    (signature,) = parts.signatures
    assert signature.name
    return {
        "issuer": [piece.text for piece in head.issuer],
        "star": [head.below_issuer.text] if head.below_issuer else [],
        "number": [head.number.text],
        "subject": [" ".join(piece.text for piece in head.subject)],
        "title": [head.title.text],
        "place and day": [head.place_date.text],
        "addressees": [plain(piece.text) for piece in parts.addressees],
        "receivers": [parts.receivers_label.text, *(plain(piece.text) for piece in parts.receivers)],
        "signature": [piece.text for piece in (*signature.posts, signature.name)],
    }


def order(parts: Parts) -> list[str]:
    """The components as they follow each other, the two columns of the head by themselves."""
    head = parts.head
    left = {"issuer": head.issuer[0], "star": head.below_issuer, "number": head.number, "subject": head.subject[0]}
    right = {"title": head.title, "place and day": head.place_date}
    below = {"salute": parts.salute, "receivers": parts.receivers_label}
    columns = [sorted(column, key=lambda name: column[name].number) for column in (left, right, below)]  # type: ignore[union-attr]
    return [name for column in columns for name in column]


def plain(text: str) -> str:
    return text.lstrip("- ").rstrip(" ;,.")


def sentences(lines: tuple[Line, ...]) -> list[str]:
    return [re.sub(r"\s+", " ", line.text).strip() for line in lines if line.text.strip()]


@pytest.mark.parametrize("fixture", ["phong_tho", "thu_thua"])
def test_the_letters_are_rebuilt_with_their_components_order_and_words(
    db: None, fixture: str, request: pytest.FixtureRequest
) -> None:
    campaign: Campaign = request.getfixturevalue(fixture)
    was, now = seed_of(campaign.slug), parts_of(seen_in(rebuilt(campaign, OLD)), load(OLD))

    assert components(now) == components(was)
    assert order(now) == order(was)
    added = ADDED[campaign.slug]
    # The pointer to the annex parts one paragraph of the letter in two.
    assert " ".join(one for one in sentences(now.body) if one not in added) == " ".join(sentences(was.body))
    assert [one for one in sentences(now.body) if one in added] == added


@pytest.mark.parametrize("code", [PARTY, OLD])
@pytest.mark.parametrize("fixture", ["phong_tho", "thu_thua"])
def test_the_rebuilt_letters_depart_in_nothing(
    db: None, fixture: str, code: str, request: pytest.FixtureRequest
) -> None:
    campaign: Campaign = request.getfixturevalue(fixture)

    assert found(rebuilt(campaign, code), code) == []
