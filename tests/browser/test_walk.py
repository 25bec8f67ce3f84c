"""The walk of an officer through the screens, in a real browser, with JavaScript and without."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from kheo.units.models import Unit
from tests.asked import Asked, sheet
from tests.browser.conftest import PASSWORD, Opened
from tests.web.arrivals import DOUBTFUL, FULL, arrive

pytestmark = pytest.mark.browser


def sign_in(page: Page, name: str) -> None:
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def open_doubtful(page: Page) -> None:
    """Desk → board → the units of the bloc that have not sent → those whose answer waits → its submission."""
    page.get_by_role("link", name="Bảng theo dõi").first.click()
    communes = page.get_by_role("row", name="Khối xã").first
    expect(communes.get_by_role("cell").nth(2)).to_have_text("1")
    communes.get_by_role("cell").nth(7).get_by_role("link").click()
    expect(page.get_by_role("row", name="Xã Bình Minh")).to_have_count(1)
    expect(page.get_by_role("row", name="Xã An Bình")).to_have_count(0)
    page.get_by_role("link", name="Chờ xem", exact=True).click()
    page.get_by_role("row", name="Xã An Bình").get_by_role("link", name="K-").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_officer_mends_an_answer_and_the_board_and_the_list_change(
    *, javascript: bool, asked: Asked, opened: Opened, tmp_path: Path
) -> None:
    arrive(asked, Unit.objects.get(code="AB"), DOUBTFUL)
    page = opened(java_script_enabled=javascript, accept_downloads=True)

    sign_in(page, "lan")
    open_doubtful(page)
    expect(page.get_by_text("Dòng này chưa ghi tên mô hình, điển hình").first).to_be_visible()
    page.get_by_role("textbox", name="Tên mô hình, điển hình, dòng 4").fill("Trồng rừng phòng hộ")
    page.locator("#row-4").get_by_role("button", name="Ghi ô đã sửa").first.click()
    expect(page.get_by_text("Đã sửa và kiểm tra lại.")).to_be_visible()
    expect(page.locator("h1 + p .badge-accepted, .head .badge-accepted")).to_have_text("Đạt")

    page.goto("/campaigns/huyen-2024/board/")
    expect(page.get_by_role("row", name="Khối xã").first.get_by_role("cell").nth(3)).to_have_text("1")
    page.goto("/campaigns/huyen-2024/entries/?subject=individual&sort=title")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải .xlsx").click()
    waiting.value.save_as(tmp_path / "list.xlsx")

    sheet = load_workbook(BytesIO((tmp_path / "list.xlsx").read_bytes())).worksheets[0]
    assert [row[4].value for row in sheet.iter_rows(min_row=2)] == ["Nuôi cá lồng", "Trồng rừng phòng hộ"]


def test_typing_a_search_swaps_the_list_and_the_address_follows(asked: Asked, opened: Opened) -> None:
    arrive(asked, Unit.objects.get(code="AB"), DOUBTFUL)
    page = opened()
    sign_in(page, "lan")
    page.goto("/entries/")

    page.get_by_label("Tìm (không cần dấu)").press_sequentially("duong hoa")

    expect(page.locator("#list tbody tr")).to_have_count(1)
    expect(page).to_have_url("/entries/?q=duong%20hoa")


def test_clerk_sends_a_form_from_a_phone(asked: Asked, opened: Opened, tmp_path: Path) -> None:

    (tmp_path / "đăng ký.xlsx").write_bytes(sheet("Xã An Bình", FULL))
    page = opened(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)

    sign_in(page, "minh")
    page.get_by_label("Biểu đã điền (Excel, Word, PDF, ảnh chụp…)").first.set_input_files(tmp_path / "đăng ký.xlsx")
    page.get_by_role("button", name="Gửi", exact=True).first.click()

    expect(page.get_by_text("Đã nhận 1 tệp. Mã nhận: K-")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
