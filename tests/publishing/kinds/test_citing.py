"""How one paper cites another: by the form of Party or State, its issuer in full."""

import datetime as dt
from dataclasses import replace

import pytest

from kheo.campaigns.models import Campaign
from kheo.publishing.documents.order import cited, in_full, with_number
from kheo.publishing.papers import Annex, Column, Grid, Head, Paper, Signature

HEAD = Head("", "Ủy ban nhân dân xã Thủ Thừa", "QĐ/UBND", "Thủ Thừa", 1, "2026-03-05", 2026, "", kind="Quyết định")


@pytest.mark.parametrize(
    ("regime", "head", "said"),
    [
        ("party", HEAD, "Quyết định số 01-QĐ/UBND, ngày 05/3/2026 của Ban"),
        ("state", HEAD, "Quyết định số 01/QĐ-UBND ngày 05 tháng 3 năm 2026 của Ban"),
        ("state", replace(HEAD, symbol="CV/UBND", kind=""), "Công văn số 01/UBND ngày 05 tháng 3 năm 2026 của Ban"),
    ],
)
def test_a_paper_is_cited_in_the_form_of_its_regime(regime: str, head: Head, said: str) -> None:
    assert cited(Campaign(organ="Ban", regime=regime), head) == said


@pytest.mark.parametrize("regime", ["party", "state"])
def test_the_number_given_at_issue_stands_in_the_annexes_too(regime: str) -> None:
    campaign = Campaign(organ="Ban", regime=regime)
    blank = replace(HEAD, number=None, dated="")
    annex = Annex("Danh sách", "", Grid((Column("STT", 12),), ()), attached=cited(campaign, blank))
    paper = Paper(blank, Signature((), ""), (), annexes=(annex,))

    issued = with_number(paper, 1, dt.date(2026, 3, 5))

    assert issued.annexes[0].attached == cited(campaign, HEAD)


@pytest.mark.parametrize(
    ("organ", "superior", "said"),
    [
        ("Ban Dân vận", "Huyện ủy Phong Thổ", "Ban Dân vận Huyện ủy Phong Thổ"),
        ("Ban Tuyên giáo và Dân vận", "Tỉnh uỷ Cà Mau", "Ban Tuyên giáo và Dân vận Tỉnh uỷ Cà Mau"),
        ("Ủy ban nhân dân xã Thủ Thừa", "Tỉnh Tây Ninh", "Ủy ban nhân dân xã Thủ Thừa, tỉnh Tây Ninh"),
        ("Sở Nội vụ", "Thành phố Huế", "Sở Nội vụ, thành phố Huế"),
        ("Ủy ban nhân dân xã Thủ Thừa", "Ủy ban nhân dân tỉnh Tây Ninh", "Ủy ban nhân dân xã Thủ Thừa"),
        ("Ban Thường vụ", "Thành ủy Hà Nội", "Ban Thường vụ Thành ủy Hà Nội"),
        ("Ban Dân vận", "Đảng bộ tỉnh", "Ban Dân vận"),
        ("Ban Chỉ đạo thực hiện Quy chế dân chủ ở xã ăn uống", "Huyện ủy A",
         "Ban Chỉ đạo thực hiện Quy chế dân chủ ở xã ăn uống Huyện ủy A"),
    ],
)  # fmt: skip
def test_an_issuer_is_named_in_full_once(organ: str, superior: str, said: str) -> None:
    assert in_full(organ, superior) == said
