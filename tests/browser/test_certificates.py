"""A design is placed with the mouse and the keyboard, certificates are given out and printed, on a phone as well."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kheo.publishing.certificates import runs
from kheo.publishing.certificates.designs import copied, samples
from kheo.publishing.certificates.models import Certificate, Design, PrintRun
from kheo.publishing.issuers.finding import issuer_of
from tests.asked import Asked
from tests.browser.conftest import Opened
from tests.browser.looking import findings, sideways
from tests.browser.test_walk import sign_in
from tests.publishing.certificates.reading import lines_of

pytestmark = pytest.mark.browser
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture
def design(asked: Asked) -> Design:
    return copied(samples()["giay-khen-dang"], issuer=issuer_of(asked.campaign), actor=None)


def left_of(design: Design, key: str) -> float:
    design.refresh_from_db()
    return next(float(place["left"]) for place in design.places if place["key"] == key)


def give(page: Page, asked: Asked) -> None:
    page.goto(f"/campaigns/{asked.campaign.slug}/certificates/new/")
    page.get_by_label("Số, ký hiệu quyết định").fill("12-QĐ/HU")
    page.get_by_label("Danh sách người nhận").fill("Lê Thị Hoa; Xã An Bình\nTrần Văn Sáu")
    page.get_by_role("button", name="Kiểm tra danh sách").click()
    page.get_by_role("button", name="Cấp 2 giấy").click()
    expect(page.get_by_text("Đã cấp 2 giấy.")).to_have_count(1)


def test_a_place_is_dragged_and_nudged_and_a_certificate_printed(
    asked: Asked, design: Design, opened: Opened, tmp_path: Path
) -> None:
    page = opened(viewport=DESK)
    sign_in(page, "lan")
    page.goto(f"/certificates/designs/{design.pk}/")
    box = page.locator(".stage-place[data-for='5']")
    wide = page.locator(".stage").bounding_box()
    assert wide is not None
    box.scroll_into_view_if_needed()
    at = box.bounding_box()
    assert at is not None

    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    page.mouse.down()
    page.mouse.move(at["x"] + at["width"] / 2 - 10 * wide["width"] / 297, at["y"] + at["height"] / 2, steps=4)
    page.mouse.up()
    with page.expect_response(lambda answer: answer.url.endswith("/trial/") and answer.status == 200):
        box.press("ArrowLeft")
    expect(page.locator(".stage img")).to_have_attribute("src", re.compile("^data:image/png"))
    page.get_by_role("button", name="Lưu mẫu", exact=True).click()
    expect(page.get_by_text("Đã lưu mẫu.")).to_have_count(1)
    give(page, asked)
    page.get_by_role("link", name="Lê Thị Hoa").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Tải PDF").click()
    coming.value.save_as(tmp_path / "giay.pdf")

    assert left_of(design, str(design.places[5]["key"])) == 19.5
    assert "Lê Thị Hoa" in lines_of((tmp_path / "giay.pdf").read_bytes())


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_list_is_given_out_and_printed_on_a_phone(
    *, javascript: bool, asked: Asked, design: Design, opened: Opened, tmp_path: Path
) -> None:
    page = opened(java_script_enabled=javascript, viewport=PHONE)
    sign_in(page, "lan")
    give(page, asked)
    page.get_by_text("In các giấy còn giá trị trong danh sách này").click()
    page.get_by_role("button", name="In vào một tệp PDF").click()
    expect(page.get_by_text("Đang in: 0/2")).to_have_count(1)

    runs.work_off([PrintRun.objects.get().pk])
    done = page.get_by_role("link", name="Tải PDF")
    expect(done).to_have_count(1, timeout=15_000)
    with page.expect_download() as coming:
        done.click()
    coming.value.save_as(tmp_path / "tat-ca.pdf")

    pdf = (tmp_path / "tat-ca.pdf").read_bytes()
    assert [name in lines_of(pdf, at) for at, name in enumerate(("Lê Thị Hoa", "Trần Văn Sáu"))] == [True, True]


def test_the_pages_are_for_everybody(asked: Asked, design: Design, opened: Opened) -> None:
    page = opened(viewport=PHONE)
    sign_in(page, "lan")
    give(page, asked)
    one = Certificate.objects.order_by("pk")[0]
    addresses = (
        "/certificates/?campaign=huyen-2024",
        f"/certificates/{one.pk}/",
        f"/campaigns/{asked.campaign.slug}/certificates/new/",
        "/certificates/designs/",
        f"/certificates/designs/{design.pk}/",
        "/certificates/printers/",
        f"/c/{one.code}/",
    )

    wrong = {}
    for address in addresses:
        page.goto(address)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        wrong[address] = (findings(page), sideways(page))

    assert wrong == dict.fromkeys(addresses, ([], 0))
