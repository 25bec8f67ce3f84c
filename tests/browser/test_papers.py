"""A paper's whole way in a real browser: written, looked at, issued, taken away to be signed, back, closed."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kheo.campaigns.models import Addressee, Section
from kheo.publishing.drafts.models import Draft
from kheo.publishing.issuers.finding import issuer_of
from kheo.publishing.models import Document
from kheo.publishing.register.models import Number
from tests.asked import Asked
from tests.browser.conftest import Opened
from tests.browser.looking import sideways
from tests.browser.test_walk import sign_in
from tests.publishing.signing.signed import Authority, signed

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def lettered(asked: Asked) -> Asked:
    """A letter with words and figures, whose issuer can give numbers."""
    campaign = asked.campaign
    campaign.parent_organ, campaign.signer_titles, campaign.signer_name = (
        "Huyện ủy Hòa Bình Hạ", ["TRƯỞNG BAN"], "Trần Văn Bình",
    )  # fmt: skip
    campaign.recipients = ["Như trên", "Lưu Ban Dân vận"]
    campaign.save()
    Addressee.objects.create(campaign=campaign, position=1, text="Đảng ủy các xã")
    words = (("opening", "Thực hiện kế hoạch."), ("status", "{status}"), ("item", "Gửi báo cáo."), ("closing", "Hết."))
    for position, (part, text) in enumerate(words, start=1):
        Section.objects.create(campaign=campaign, position=position, part=part, text=text)
    issuer = issuer_of(campaign)
    issuer.term_started_on = dt.date(2020, 8, 1)
    issuer.save()
    return asked


def begun(page: Page) -> None:
    """From the campaign's page to the editor of a new urging letter."""
    page.goto("/campaigns/huyen-2024/")
    page.get_by_role("link", name="Văn bản của đợt").click()
    page.get_by_role("link", name="Soạn văn bản mới").first.click()
    page.get_by_role("link", name="Công văn đôn đốc").click()
    page.get_by_label("Số liệu tính đến").fill("2024-01-31T17:00")
    page.get_by_label("Ngày văn bản").fill("2024-01-31")
    page.get_by_role("button", name="Dựng văn bản").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Công văn đôn đốc")


def reworded(page: Page) -> None:
    """A value typed over is refused, words are kept."""
    tied = page.locator("textarea", has_text="⟦").first
    generated = tied.input_value()
    tied.fill(generated.replace("⟦", "⟦9", 1))
    page.get_by_role("button", name="Lưu lời văn").click()
    expect(page.get_by_role("alert").first).to_contain_text("không có (hoặc không có thêm lần nữa)")
    page.locator("textarea", has_text="⟦").first.fill(f"Đến nay: {generated}")
    page.get_by_role("button", name="Lưu rồi xem trước").click()
    expect(page.locator(".leaf")).to_contain_text("Đến nay: ")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_letter_goes_its_whole_way(
    *, javascript: bool, size: dict[str, int], lettered: Asked, opened: Opened, tmp_path: Path
) -> None:
    page = opened(java_script_enabled=javascript, viewport=size, accept_downloads=True)
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, "lan")
    wide = []

    begun(page)
    wide.append(sideways(page))
    reworded(page)
    wide.append(sideways(page))
    page.get_by_role("link", name="Ban hành…").click()
    expect(page.get_by_text("01-CV/BDVHU")).to_have_count(1)
    wide.append(sideways(page))
    page.get_by_role("button", name="Cấp số và ban hành").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Công văn đôn đốc số 01")
    with page.expect_download() as got:
        page.get_by_role("link", name="Tải PDF").click()
    returned = tmp_path / "da-ky.pdf"
    returned.write_bytes(signed(Path(got.value.path()).read_bytes(), Authority().signer("Trần Văn Bình")))
    page.get_by_label("Tệp PDF đã ký số").set_input_files(returned)
    page.get_by_role("button", name="Nhận bản ký").click()
    expect(page.get_by_text("Đã nhận bản ký; văn bản đã đóng.")).to_have_count(1)
    expect(page.get_by_text("chữ ký đúng")).to_have_count(1)
    wide.append(sideways(page))

    assert wide == [0] * 4
    assert Draft.objects.get().state == Draft.State.CLOSED
    assert (Number.objects.get().number, Document.objects.filter(format="docx").count()) == (1, 1)
