import datetime as dt
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from kheo.campaigns.models import Campaign
from kheo.publishing.issuers.finding import issuer_of
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.issuing import Wanted, issue
from kheo.publishing.register.book import entries, numbers, periods_of, shelves
from kheo.publishing.register.giving import give, void
from kheo.publishing.register.outgoing import outgoing_book
from tests.cast import Cast
from tests.publishing.issuers.organs import party, state

MARCH = dt.date(2026, 3, 5)
TERM = "từ 12/9/2025"


@pytest.fixture
def issuer(cast: Cast) -> Issuer:
    """Letters 1, 2 (taken back), 5, and 7 from before; a plan."""
    issuer = party(cast.district)
    give(issuer, "Công văn", MARCH, subject="đôn đốc gửi báo cáo")
    void(give(issuer, "Công văn", MARCH, subject="in nhầm"), "In nhầm mẫu", cast.lan)
    for number, subject in ((5, "mời họp"), (7, "đăng ký mô hình")):
        give(issuer, "Công văn", MARCH, number=number, subject=subject, reason="Văn bản giấy")
    give(issuer, "Kế hoạch", MARCH, subject="tổ chức hội nghị")
    return issuer


def test_gaps_stand_between_the_numbers(issuer: Issuer) -> None:
    said = [(bool(one.pk), one.type_name, one.said) for one in entries(numbers(issuer, TERM))]

    assert said == [
        (True, "Công văn", "01"),
        (True, "Công văn", "02"),
        (False, "Công văn", "03–04"),
        (True, "Công văn", "05"),
        (False, "Công văn", "06"),
        (True, "Công văn", "07"),
        (True, "Kế hoạch", "01"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [("DON DOC", ["01"]), ("07", ["07"]), ("nhầm mẫu", ["02"]), ("văn bản giấy", ["05", "07"]), ("không có", [])],
)
def test_it_is_searched_by_number_and_words_without_tones(issuer: Issuer, text: str, found: list[str]) -> None:
    assert [one.said for one in entries(numbers(issuer, TERM, "Công văn"), text=text)] == found


def test_each_series_is_told_in_a_line(issuer: Issuer, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        told = [(one.type_name, one.held, one.last, one.missing, one.voided) for one in shelves(issuer)]

    assert told == [("Công văn", 4, 7, 3, 1), ("Kế hoạch", 1, 1, 0, 0)]


def test_the_latest_period_comes_first(cast: Cast) -> None:
    people = state(cast.an_binh)
    for year in (2024, 2026, 2025):
        give(people, "Công văn", dt.date(year, 5, 1))
    issuer = party(cast.district, term_started_on=dt.date(2020, 7, 15))
    give(issuer, "Công văn", dt.date(2021, 1, 1))
    issuer.term_started_on = dt.date(2025, 9, 12)
    issuer.save()
    give(issuer, "Công văn", MARCH)

    assert [periods_of(shelves(one)) for one in (people, issuer)] == [["2026", "2025", "2024"], [TERM, "từ 15/7/2020"]]


def test_the_book_of_outgoing_papers_has_the_columns_of_the_annex(issuer: Issuer) -> None:
    sheet = load_workbook(BytesIO(outgoing_book(issuer, TERM)))["Văn bản đi"]
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(rows) if row[0] == "Số, ký hiệu văn bản")

    assert [row[0] for row in rows[:3]] == [
        "SỔ ĐĂNG KÝ VĂN BẢN ĐI", "Ban Tuyên giáo và Dân vận", "Nhiệm kỳ từ 12/9/2025"
    ]  # fmt: skip
    assert rows[head] == [
        "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký",
        "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú",
    ]  # fmt: skip
    assert [(row[0], row[1], row[2], row[9]) for row in rows[head + 1 :]] == [
        ("Công văn", "", "", ""),
        ("01", "05/3/2026", "Công văn đôn đốc gửi báo cáo", ""),
        ("02", "05/3/2026", "Công văn in nhầm", "Đã thu hồi: In nhầm mẫu"),
        ("03–04", "", "", "Chưa ghi trong sổ"),
        ("05", "05/3/2026", "Công văn mời họp", "Văn bản giấy"),
        ("06", "", "", "Chưa ghi trong sổ"),
        ("07", "05/3/2026", "Công văn đăng ký mô hình", "Văn bản giấy"),
        ("Kế hoạch", "", "", ""),
        ("01", "05/3/2026", "Kế hoạch tổ chức hội nghị", ""),
    ]


def test_a_paper_made_here_brings_its_signer_and_receivers(
    phong_tho: Campaign, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    issuer = issuer_of(phong_tho)
    issuer.term_started_on = dt.date(2020, 7, 1)
    issuer.save()
    letter = issue(phong_tho, wanted=Wanted("call-letter"))
    give(issuer, "Công văn", dt.date(2024, 1, 23), number=35, reason="Công văn phát động", document=letter)

    with django_assert_num_queries(2):
        file = outgoing_book(issuer, "từ 01/7/2020", "Công văn")

    *_, last = load_workbook(BytesIO(file))["Văn bản đi"].iter_rows(values_only=True)
    assert [last[place] for place in (0, 1, 3, 4, 5, 9)] == [
        "35-CV/BDVHU", "23/01/2024", "Lò Thị Minh An", "Như trên", "Lưu BDVHU", "Công văn phát động"
    ]  # fmt: skip
