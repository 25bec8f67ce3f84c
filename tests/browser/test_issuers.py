"""The issuers' pages in a real browser: filled in without JavaScript, previewed as typed, looked at on a phone."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from kheo.publishing.issuers.models import Issuer, Signer
from kheo.publishing.register.giving import give, void
from kheo.publishing.register.models import Number
from kheo.units.models import Unit
from tests.asked import Asked
from tests.browser.conftest import Opened
from tests.browser.looking import findings, sideways
from tests.browser.test_walk import sign_in
from tests.publishing.issuers.organs import party

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
MARCH = dt.date(2026, 3, 5)


@pytest.fixture
def issuer(asked: Asked) -> Issuer:
    """A steering committee without a seal, two signers (one no longer), a book with a gap and a number taken back."""
    unit = Unit.objects.get(code="H")
    steering = "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở"
    one = party(unit, steering, symbol="BCĐ", has_seal=False, seal_of="Tỉnh uỷ Hoà Bình Hạ")
    one.signers.create(name="Lê Thị Mẫu", power="concurrent", post="Phó Bí thư", stands_for="Trưởng ban")
    one.signers.create(name="TS. Trần Mẫu", power="head", post="Trưởng ban", active=False)
    for subject in ("đôn đốc đăng ký mô hình “Dân vận khéo”", "in nhầm"):
        given = give(one, "Công văn", MARCH, subject=subject)
    void(given, "In nhầm mẫu", None)
    give(one, "Công văn", MARCH, number=7, subject="mời họp", reason="Văn bản giấy")
    give(one, "Kế hoạch", MARCH, subject="tổ chức hội nghị tổng kết")
    return one


def test_every_page_is_fit_for_a_phone_and_for_everybody(issuer: Issuer, opened: Opened) -> None:
    page = opened(viewport=PHONE, has_touch=True)
    sign_in(page, "lan")
    signer, number = issuer.signers.order_by("pk")[0], issuer.numbers.order_by("pk")[0]
    base = f"/issuers/{issuer.pk}/"
    addresses = [
        "/issuers/", "/issuers/+/", base, f"{base}names/", f"{base}signers/+/", f"{base}signers/{signer.pk}/",
        f"{base}register/", f"{base}register/+/", f"{base}register/{number.pk}/voiding/",
    ]  # fmt: skip

    wrong = {}
    for address in addresses:
        page.goto(address)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        wrong[address] = (findings(page), sideways(page))
    assert wrong == dict.fromkeys(addresses, ([], 0))


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_signer_is_written_and_a_number_entered(*, javascript: bool, issuer: Issuer, opened: Opened) -> None:
    page = opened(java_script_enabled=javascript, viewport=PHONE)
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, "lan")

    page.goto(f"/issuers/{issuer.pk}/signers/+/")
    page.get_by_label("Họ tên").fill("Đỗ Văn Mẫu")
    page.get_by_label("Quyền hạn ký").select_option("concurrent")
    page.get_by_label("Chức vụ của người ký").fill("Uỷ viên Ban Thường vụ")
    page.get_by_label("Ký thay, thay mặt").fill("Phó Trưởng ban")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("group", name="Phần ký như khi in")).to_contain_text("UỶ VIÊN BAN THƯỜNG VỤ")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đỗ Văn Mẫu: đã lưu.")).to_have_count(1)
    page.get_by_role("link", name="Sổ đăng ký văn bản đi").click()
    page.get_by_role("link", name="Ghi số 3 vào sổ").click()
    page.get_by_label("Lý do nhập tay").fill("Văn bản giấy")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_text("Đã ghi số 03 (công văn) vào sổ.")).to_have_count(1)

    assert Signer.objects.filter(name="Đỗ Văn Mẫu", active=True).count() == 1
    assert Number.objects.get(number=3).reason == "Văn bản giấy"
