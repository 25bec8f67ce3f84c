"""The second half of a proposal's way in a real browser: the secretary runs the council, the leader publishes."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from kheo.awards.council.models import Meeting
from kheo.awards.decisions.deciding import describe, enlist, hold, prepare
from kheo.awards.decisions.models import Decision, Grant
from kheo.awards.proposals import stages
from kheo.awards.proposals.beginning import bring_in
from kheo.awards.proposals.models import Proposal
from kheo.units.models import Unit
from tests.asked import Asked
from tests.awards.grounds import award, go, register, report
from tests.browser.conftest import Opened
from tests.browser.looking import findings, sideways
from tests.browser.test_walk import sign_in

pytestmark = pytest.mark.browser
HERE = "/campaigns/huyen-2024/"


@pytest.fixture
def proposed(asked: Asked) -> Asked:
    unit = Unit.objects.get(code="AB")
    report(asked, register(asked, unit, "Đường hoa nông thôn", "Tiếng kẻng an ninh", people=("Phạm Thị Mẫu",)))
    bring_in(asked.campaign, actor=None)
    go(list(Proposal.objects.all()), stages.PROPOSED, given=award(asked.campaign))
    return asked


def run_the_council(page: Page) -> None:
    page.goto(f"{HERE}meetings/")
    page.get_by_label("Tên cuộc họp").fill("Họp Hội đồng xét khen năm 2024")
    page.get_by_role("button", name="Mở cuộc họp").click()
    page.get_by_label("Thêm thành viên").fill("Trần Thị Mẫu, Chủ tịch\nLê Văn Mẫu, Thư ký\nĐỗ Văn Mẫu, Ủy viên")
    page.get_by_role("button", name="Thêm thành viên").click()
    page.get_by_label("Đồng ý, Phạm Thị Mẫu", exact=True).fill("1")
    page.get_by_label("Không đồng ý, Phạm Thị Mẫu").fill("2")
    page.get_by_label("Kết quả, Phạm Thị Mẫu").select_option("returned")
    page.get_by_label("Lý do, Phạm Thị Mẫu").fill("Thành tích trong đơn vị")
    page.get_by_label("Dòng để trống").check()
    page.get_by_role("button", name="Ghi phiếu").click()
    expect(page.get_by_text("Đã ghi 3 dòng.")).to_have_count(1)
    page.get_by_role("button", name="Kết thúc cuộc họp").click()
    expect(page.get_by_text("Đã kết thúc cuộc họp")).to_have_count(1)


def prepare_and_hold(page: Page, name: str) -> None:
    page.goto(f"{HERE}decisions/")
    page.get_by_label("Danh hiệu, hình thức").select_option(label=f"Khen thưởng: {name}")
    page.get_by_role("button", name="Chuẩn bị").click()
    page.get_by_role("button", name="Thêm 2 trường hợp đủ điều kiện").click()
    page.get_by_text("Ghi số, ngày").click()
    page.get_by_label("Số, ký hiệu").fill("25-QĐ/UBND")
    page.get_by_label("Ngày quyết định").fill("2024-12-20")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("button", name="Giữ lại, chờ công bố").click()
    expect(page.get_by_text("Giữ lại, chờ công bố").first).to_be_visible()


def publish_what_is_held(page: Page) -> None:
    page.goto(f"{HERE}decisions/")
    page.get_by_role("button", name="Công bố cùng lúc").click()
    expect(page.get_by_role("heading", name="Công bố cùng lúc 1 quyết định?")).to_have_count(1)
    expect(page.get_by_text("02 tập thể")).to_have_count(1)
    page.get_by_role("button", name="Công bố 1 quyết định").click()
    expect(page.get_by_text("Đã công bố cùng lúc 1 quyết định.")).to_have_count(1)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_the_secretary_runs_the_council_and_the_leader_publishes(
    *, javascript: bool, proposed: Asked, opened: Opened
) -> None:
    secretary, leader = (opened(java_script_enabled=javascript) for _ in range(2))
    sign_in(secretary, "lan")
    sign_in(leader, "chief")

    run_the_council(secretary)
    prepare_and_hold(secretary, award(proposed.campaign).name)
    publish_what_is_held(leader)

    assert Grant.objects.given().count() == 2
    assert sorted(Proposal.objects.values_list("stage", flat=True)) == ["chosen", "chosen", "returned"]


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_fit_for_a_phone_and_for_everybody(width: int, proposed: Asked, opened: Opened) -> None:
    page = opened(viewport={"width": width, "height": 740})
    sign_in(page, "lan")
    page.goto(f"{HERE}meetings/")
    page.get_by_label("Tên cuộc họp").fill("Họp Hội đồng")
    page.get_by_role("button", name="Mở cuộc họp").click()
    page.get_by_label("Thêm thành viên").fill("Trần Thị Mẫu, Chủ tịch\nLê Văn Mẫu")
    page.get_by_role("button", name="Thêm thành viên").click()
    decision = prepare(proposed.campaign, award(proposed.campaign, "cong-nhan-huyen"), actor=None)
    enlist(decision, Proposal.objects.all(), actor=None)
    describe(decision, title="", number="9-QĐ/BCĐ", dated=dt.date(2024, 12, 1), actor=None)
    hold(decision, held=True, actor=None)
    meeting, one = Meeting.objects.get(), Proposal.objects.order_by("pk")[2]
    addresses = [
        "/awards/", "/awards/catalogue/", f"/awards/catalogue/{award(proposed.campaign).pk}/", "/awards/catalogue/+/",
        *(f"{HERE}{end}/" for end in ("awards", "awards/terms", "proposals", "proposals/+", "meetings", "decisions")),
        f"{HERE}proposals/{one.pk}/", f"{HERE}meetings/{meeting.pk}/", f"{HERE}decisions/{Decision.objects.get().pk}/",
    ]  # fmt: skip

    wrong = {}
    for address in addresses:
        page.goto(address)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        wrong[address] = (findings(page), sideways(page))
    assert wrong == dict.fromkeys(addresses, ([], 0))
