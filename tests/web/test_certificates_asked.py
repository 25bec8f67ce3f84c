"""What is refused or asked about before certificates are given: names, decisions, lines without a merit or twice."""

import datetime as dt

import pytest
from django.test import Client

from kheo.publishing.certificates.designs import example
from kheo.publishing.certificates.models import Certificate, Design
from kheo.publishing.issuers.models import Issuer
from kheo.publishing.register.giving import give as give_number
from tests.asked import Asked
from tests.web.certificates_ground import NEW, giving, text_of


@pytest.fixture
def design(asked: Asked, lan: Client) -> Design:
    lan.post("/certificates/designs/samples/giay-khen-dang/", {"issuer": f"campaign-{asked.campaign.pk}"})
    return Design.objects.get()


@pytest.mark.parametrize(
    ("name", "said"),
    [("山田太郎", "phông chữ không in được các ký tự 山田太郎"), ("{tên}", "Dòng 1: “{tên}” có dấu { } của thẻ mẫu")],
)
def test_a_name_that_would_print_blank_or_as_a_tag_is_refused(
    name: str, said: str, design: Design, lan: Client
) -> None:
    page = text_of(lan.post(NEW, giving(design, name)))

    assert said in page
    assert Certificate.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"decision_number": "mười hai"}, "“mười hai” không phải số, ký hiệu của quyết định"),
        ({"decided_on": "2096-02-03"}, "Ngày quyết định không thể sau hôm nay."),
    ],
)
def test_a_decision_that_cannot_be_is_refused(typed: dict[str, str], said: str, design: Design, lan: Client) -> None:
    assert said in text_of(lan.post(NEW, giving(design, "Lê Thị Hoa", **typed)))
    assert Certificate.objects.count() == 0


def test_a_decision_the_own_register_does_not_know_must_be_ticked(design: Design, lan: Client) -> None:
    typed = giving(design, "Lê Thị Hoa", decision_number=f"12-QĐ/{design.issuer.symbol}")

    asked = lan.post(NEW, typed)
    before = Certificate.objects.count()
    lan.post(NEW, typed | {"seen": asked.context["asked_key"]})

    assert f"Sổ của cơ quan ký hiệu {design.issuer.symbol} chưa có quyết định số 12." in text_of(asked)
    assert (before, Certificate.objects.count()) == (0, 1)


def test_the_day_of_the_own_register_is_compared(design: Design, lan: Client) -> None:
    Issuer.objects.update(term_started_on="2025-09-12")
    issuer = Issuer.objects.get()
    give_number(issuer, "Quyết định", dt.date(2026, 2, 5), number=12, reason="Văn bản giấy")
    typed = giving(design, "Lê Thị Hoa", decision_number=f"12-QĐ/{issuer.symbol}")

    other = text_of(lan.post(NEW, typed))
    lan.post(NEW, typed | {"decided_on": "2026-02-05"})

    assert "Sổ ghi quyết định số 12 ngày 05/02/2026, không phải ngày 03/02/2026." in other
    assert Certificate.objects.count() == 1


def test_no_merit_is_asked_about_once(design: Design, lan: Client) -> None:
    typed = giving(design, "Lê Thị Hoa", merit="")

    asked = lan.post(NEW, typed)
    lan.post(NEW, typed | {"seen": asked.context["asked_key"]})

    assert "1 dòng không có thành tích, giấy sẽ để trống chỗ ấy: Lê Thị Hoa." in text_of(asked)
    assert Certificate.objects.count() == 1


def test_fewer_given_than_lines_says_why(design: Design, lan: Client) -> None:
    answer = lan.post(NEW, giving(design, "Lê Thị Hoa\nLê Thị Hoa\nTrần Văn Sáu"), follow=True)

    assert "Đã cấp 2 giấy. 1 dòng trùng hệt dòng khác nên chỉ cấp một giấy: Lê Thị Hoa." in text_of(answer)


def test_the_preview_is_under_the_issuers_own_name(design: Design) -> None:
    words = example(design.title, design.issuer)

    assert (words.organ, words.decision_number) == ("Ban Dân vận", f"12-QĐ/{design.issuer.symbol}")
