"""Answers and reminders in a real browser: seen, let go after a second question, and readable on a phone."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kheo.campaigns.models import Obligation
from kheo.intake import pipeline
from kheo.intake.answers import answering
from kheo.intake.doors import by_letter
from kheo.post.models import Outgoing
from kheo.units.models import Contact, Unit
from tests.asked import IN_TIME, Asked, letter, sheet
from tests.browser.conftest import Opened
from tests.browser.test_walk import sign_in
from tests.post.mailboxes import ADDRESS, mailbox_at
from tests.web.arrivals import DOUBTFUL

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def answered(asked: Asked) -> Asked:
    """An Bình's doubtful form was answered; the answer waits. Bình Minh can be reminded."""
    mailbox_at(asked.campaign.root, 25, answering="hold")
    asked.campaign.email = ADDRESS
    asked.campaign.save(update_fields=["email"])
    for code in ("AB", "BM"):
        Contact.objects.create(unit=Unit.objects.get(code=code), email=f"{code.lower()}@example.vn")
    Obligation.objects.update(due_at=timezone.now() + dt.timedelta(days=7))
    raw = letter("ab@example.vn", ("đăng ký.xlsx", sheet("Xã An Bình", DOUBTFUL)))
    (came,) = by_letter([raw], campaign=asked.campaign, received_at=IN_TIME)
    pipeline.work_off([came.pk])
    answering.answer([came.pk])
    return asked


def fits(page: Page) -> bool:
    """No wider than the screen."""
    page.wait_for_load_state("load")
    return bool(page.locator("body").evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_an_answer_is_read_mended_and_let_go_on_a_phone(*, javascript: bool, answered: Asked, opened: Opened) -> None:
    page = opened(java_script_enabled=javascript, viewport=PHONE)
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, "lan")
    widths = []

    page.get_by_role("link", name="Thư đi").click()
    widths.append(fits(page))
    page.get_by_role("link", name="Re: Gửi đăng ký").click()
    widths.append(fits(page))
    page.get_by_text("Sửa lời thư").click()
    page.get_by_label("Tiêu đề").fill("Đề nghị xem lại biểu đăng ký")
    page.get_by_role("button", name="Ghi lời thư").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đề nghị xem lại biểu đăng ký")
    page.get_by_role("link", name="Thư đi").first.click()
    page.get_by_role("link", name="Gửi 1 thư đang giữ").click()
    widths.append(fits(page))
    page.get_by_role("button", name="Gửi 1 thư").click()
    expect(page.get_by_text("Đã xếp hàng gửi 1 thư.")).to_have_count(1)

    assert widths == [True] * 3
    assert list(Outgoing.objects.values_list("subject", "state")) == [("Đề nghị xem lại biểu đăng ký", "queued")]


def test_a_reminder_is_seen_and_sent_at_once(answered: Asked, opened: Opened) -> None:
    page = opened(viewport=PHONE)
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, "lan")
    widths = []

    page.goto("/campaigns/huyen-2024/")
    page.get_by_role("link", name="Nhắc đơn vị").click()
    widths.append(fits(page))
    page.get_by_role("link", name="Giữa kỳ").click()
    widths.append(fits(page))
    page.get_by_role("link", name="Xã Bình Minh").click()
    expect(page.get_by_role("heading", name="Thư cho Xã Bình Minh")).to_have_count(1)
    page.get_by_role("link", name="Gửi ngay 2 thư").click()
    widths.append(fits(page))
    page.get_by_role("button", name="Gửi 2 thư").click()
    expect(page.get_by_text("Đã xếp hàng gửi 2 thư.")).to_have_count(1)

    assert widths == [True] * 3
    assert Outgoing.objects.filter(kind="reminder").count() == 2
