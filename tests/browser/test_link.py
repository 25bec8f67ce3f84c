"""A clerk's phone: link, code, form, a connection that comes and goes, sending, the answer; a code by real SMTP."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from kheo.campaigns.doors.opening import set_door
from kheo.intake import pipeline
from kheo.intake.links.giving import give
from kheo.intake.links.models import Link, LinkDraft, Sent
from kheo.intake.links.tokens import token_of
from kheo.intake.models import Submission
from kheo.post.sending import send_due
from kheo.units.models import Contact, Unit
from tests.asked import Asked, ask
from tests.browser.looking import looked_at
from tests.cast import make_cast
from tests.post.mailboxes import ADDRESS, mailbox_at
from tests.post.smtp_server import MailServer
from tests.web.arrivals import publish
from tests.web.links_ground import CLERK, due_later

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
# What the browser says of a connection that is not there; all else it complains of fails the test.
_NO_CONNECTION = re.compile(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|status of 404")

Context = Callable[..., BrowserContext]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as found:
        yield found


@pytest.fixture
def link(transactional_db: None, server: MailServer) -> Link:
    cache.clear()
    asked = ask(make_cast())
    publish(asked)
    return make_link(asked, server)


def make_link(asked: Asked, server: MailServer) -> Link:
    asked.campaign.email = ADDRESS
    asked.campaign.save(update_fields=["email"])
    unit = Unit.objects.get(code="AB")
    mailbox_at(asked.campaign.root, server.port)
    due_later(asked)
    Contact.objects.create(unit=unit, email=CLERK)
    give([asked.duty(unit)], actor=None)
    return Link.objects.get()


@pytest.fixture
def context(chromium: Browser, live_server: LiveServer) -> Iterator[Context]:
    complaints: list[str] = []
    made: list[BrowserContext] = []

    def complain(text: str) -> None:
        if not _NO_CONNECTION.search(text):
            complaints.append(text)

    def open_context(**options: object) -> BrowserContext:
        found = chromium.new_context(base_url=live_server.url, locale="vi-VN", **options)  # type: ignore[arg-type]
        found.on("console", lambda said: complain(said.text) if said.type in {"error", "warning"} else None)
        found.on("weberror", lambda said: complain(str(said.error)))
        made.append(found)
        return found

    yield open_context
    for one in made:
        one.close()
    assert complaints == []


def come_in(page: Page, link: Link, server: MailServer) -> None:
    page.goto(f"/l/{token_of(link)}/")
    page.get_by_role("button", name="Gửi mã").click()
    expect(page.get_by_text("Đã gửi mã")).to_be_visible()
    send_due()
    figures = re.findall(r"\b\d{6}\b", server.to(CLERK)[-1].body)[0]
    page.get_by_label("Mã gồm 6 chữ số").fill(figures)
    page.get_by_role("button", name="Mở phiếu").click()
    # Its scripts with it: a line that breaks before they came has nothing to keep the words.
    expect(page.locator("#line-0")).to_be_visible()
    page.wait_for_load_state("load")


def fill(page: Page, number: int, title: str, subject: str, person: str = "") -> None:
    line = page.locator(f"#line-{number - 1}")
    line.get_by_label("Tên mô hình, điển hình").fill(title)
    line.get_by_label("Tập thể, cá nhân").select_option(label=subject)
    if person:
        line.get_by_label("Họ và tên cá nhân").fill(person)


def work_off() -> Submission:
    sent = Sent.objects.get()
    pipeline.work_off([sent.submission_id])
    return Submission.objects.get(pk=sent.submission_id)


def lose_answer(route: Route) -> None:
    """The server gets the request and does it; its answer never reaches the phone."""
    route.fetch()
    route.abort()


def write_until_the_line_breaks(phone: BrowserContext, link: Link, server: MailServer) -> None:
    """Three lines with a connection, one without; then the phone kills the tab."""
    page = phone.new_page()
    come_in(page, link, server)
    fill(page, 1, "Đường hoa nông thôn", "Tập thể")
    fill(page, 2, "Tiếng kẻng an ninh", "Tập thể")
    fill(page, 3, "Nuôi cá lồng", "Cá nhân", "Trần Văn Bình")
    expect(page.locator("#weighed")).to_contain_text("Còn thiếu 01 cá nhân")
    phone.set_offline(offline=True)
    fill(page, 4, "Trồng rừng", "Cá nhân", "Lê Thị Cúc")
    expect(page.locator("#saved")).to_contain_text("Mất kết nối")
    page.close(run_before_unload=False)


def test_a_form_written_on_a_phone_with_a_weak_line_arrives_once(
    link: Link, server: MailServer, context: Context
) -> None:
    phone = context(**PHONE)
    write_until_the_line_breaks(phone, link, server)
    kept = str(LinkDraft.objects.get().rows)
    phone.set_offline(offline=False)
    page = phone.new_page()
    page.goto(f"/l/{token_of(link)}/")
    expect(page.locator("#saved")).to_contain_text("Đã lấy lại phần chưa kịp lưu")
    expect(page.locator("#line-3").get_by_label("Tên mô hình, điển hình")).to_have_value("Trồng rừng")
    expect(page.locator("#weighed")).to_contain_text("Đủ 02 cá nhân")

    # The answer to the sending is lost: pressed again, it is the same sending.
    phone.route("**/sending/", lose_answer, times=1)
    page.get_by_role("button", name="Gửi chính thức").click()
    expect(page.locator("#saved")).to_contain_text("không bị gửi hai lần")
    page.get_by_role("button", name="Gửi chính thức").click()
    expect(page.get_by_role("heading", name="Mã nhận K-")).to_be_visible()
    submission = work_off()

    expect(page.get_by_text("Đã ghi nhận đầy đủ")).to_be_visible()
    assert ("Nuôi cá lồng" in kept, "Trồng rừng" in kept) == (True, False)
    assert (submission.state, Sent.objects.count(), Submission.objects.count()) == ("taken", 1, 1)


def test_a_connection_that_comes_back_saves_and_says_so(link: Link, server: MailServer, context: Context) -> None:
    phone = context(**PHONE)
    page = phone.new_page()
    come_in(page, link, server)
    phone.set_offline(offline=True)
    fill(page, 1, "Đường hoa", "Tập thể")
    expect(page.locator("#saved")).to_contain_text("Mất kết nối")

    phone.set_offline(offline=False)

    expect(page.locator("#saved")).to_contain_text("Đã lưu lúc", timeout=15_000)
    assert LinkDraft.objects.get().rows[0] == {"title": "Đường hoa", "subject": "collective"}


def test_lines_are_added_moved_and_removed_on_the_spot(link: Link, server: MailServer, context: Context) -> None:
    page = context(**PHONE).new_page()
    come_in(page, link, server)
    fill(page, 1, "một", "Tập thể")
    page.get_by_role("button", name="Thêm dòng").click()
    fill(page, 5, "năm", "Cá nhân", "Lê Thị Cúc")
    page.get_by_role("button", name="Đưa dòng 5 lên").click()
    page.get_by_role("button", name="Bỏ dòng 3").click()
    page.get_by_role("button", name="Lưu, chưa gửi").click()
    expect(page.locator("#saved")).to_contain_text("Đã lưu lúc")

    titles = [row.get("title", "") for row in LinkDraft.objects.get().rows]
    focused = page.evaluate("document.activeElement.closest('.draft-line')?.id ?? document.activeElement.textContent")

    assert titles == ["một", "", "năm", ""]
    assert focused == "Lưu, chưa gửi"


def test_the_whole_way_without_scripts(link: Link, server: MailServer, context: Context) -> None:
    page = context(java_script_enabled=False, **PHONE).new_page()
    come_in(page, link, server)
    fill(page, 1, "Đường hoa", "Tập thể")
    page.get_by_role("button", name="Thêm dòng").click()
    fill(page, 5, "Nuôi cá lồng", "Cá nhân", "Trần Văn Bình")
    page.get_by_role("button", name="Đưa dòng 5 lên").click()
    page.get_by_role("button", name="Bỏ dòng 3").click()
    expect(page.locator("#line-2").get_by_label("Tên mô hình, điển hình")).to_have_value("Nuôi cá lồng")
    expect(page.locator("#weighed")).to_contain_text("Còn thiếu 01 tập thể")

    page.get_by_role("button", name="Gửi chính thức").click()
    work_off()
    page.get_by_role("link", name="Xem lại kết quả").click()
    expect(page.get_by_text("còn thiếu 01 tập thể")).to_be_visible()
    page.get_by_role("button", name="Rút lại").click()

    expect(page.get_by_text("Đã rút lại. Phiếu còn nguyên")).to_be_visible()
    expect(page.locator("#line-0").get_by_label("Tên mô hình, điển hình")).to_have_value("Đường hoa")
    assert Submission.objects.get().state == "aside"


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_ways_in_are_for_everybody(
    screen: dict[str, object], link: Link, server: MailServer, context: Context
) -> None:
    page = context(**screen).new_page()
    door = set_door(link.obligation.call.campaign, opened=True, in_letter=False, actor=None)
    ways = [f"/g/{door.code}/", f"/g/{door.code}/?q=xa+an+binh", "/l/nothing/", f"/l/{token_of(link)}/"]

    assert {way: looked_at(page, way) for way in ways} == {way: [] for way in ways}


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_behind_a_link_is_for_everybody(
    screen: dict[str, object], link: Link, server: MailServer, context: Context
) -> None:
    page = context(**screen).new_page()
    at = f"/l/{token_of(link)}/"
    come_in(page, link, server)
    fill(page, 1, "Đường hoa", "Tập thể")
    fill(page, 2, "Nuôi cá lồng", "Cá nhân")
    expect(page.locator("#saved")).to_contain_text("Đã lưu lúc")
    wrong = {"form": looked_at(page, at)}
    page.get_by_role("button", name="Gửi chính thức").click()
    expect(page.get_by_role("heading", name="Mã nhận K-")).to_be_visible()
    work_off()
    wrong |= {name: looked_at(page, f"{at}{name}/") for name in ("sent", "print", "holder")}

    assert wrong == {"form": [], "sent": [], "print": [], "holder": []}
