"""Appraisal in a real browser: an appraiser scores ten, paper sheets are typed in, pages fit a phone."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from kheo.awards.appraisal import scoring
from kheo.awards.appraisal.models import Score
from kheo.units.models import Bloc, Unit
from tests.asked import Asked
from tests.awards.appraisal.panelists import Ground, all_alike, make_ground
from tests.browser.conftest import PASSWORD, Opened
from tests.browser.looking import findings, sideways
from tests.browser.test_walk import sign_in
from tests.cast import Cast

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
CRITERIA = 5


@pytest.fixture
def ground(asked: Asked) -> Ground:
    """Ten entries of the school before two appraisers who have accounts; one has scored three."""
    made = make_ground(_cast(), asked, entries=10, appraisers=2)
    for named in made.appraisers:
        named.user.set_password(PASSWORD)
        named.user.save()
    for number, one in enumerate(made.appraisals[:3]):
        scoring.give(
            one, all_alike(made.panel, 14 + number), appraiser=made.appraisers[1], actor=made.appraisers[1].user
        )
    return made


def _cast() -> Cast:
    """The cast that stands in the database already."""

    units = {code: Unit.objects.get(code=code) for code in ("H", "AB", "BM", "MN")}
    people = {name: User.objects.get(username=name) for name in ("lan", "minh", "thu", "chief", "stranger")}
    blocs = Bloc.objects.order_by("position")
    return Cast(units["H"], units["AB"], units["BM"], units["MN"], blocs[0], blocs[1], **people)


def score_with_keys(page: Page, points: int) -> None:
    """By keyboard alone: the first box has the focus, Tab goes on, Enter saves and goes to the next sheet."""
    for place in range(CRITERIA):
        if place:
            page.keyboard.press("Tab")
        page.keyboard.type(f"{points},5")
    page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_an_appraiser_scores_ten(*, javascript: bool, ground: Ground, opened: Opened) -> None:
    page = opened(java_script_enabled=javascript)
    sign_in(page, ground.appraisers[0].user.username)
    page.goto("/appraisal/")
    page.get_by_role("link", name=ground.panel.name).click()
    expect(page.get_by_text("0 / 10")).to_have_count(1)
    page.get_by_role("link", name="Chấm tiếp").click()
    # Blind till the own score is in.
    expect(page.get_by_text("Người chấm 2")).to_have_count(0)

    for number in range(10):
        expect(page.get_by_role("heading", level=1)).to_have_text(ground.appraisals[number].entry.title)
        score_with_keys(page, 10 + number % 9)
    expect(page.get_by_text("Bạn đã chấm xong mọi mô hình của tổ.")).to_have_count(1)
    expect(page.get_by_text("10 / 10")).to_have_count(1)
    page.get_by_role("link", name="Mô hình 1 Trường").click()
    expect(page.get_by_role("row", name="Người chấm 2")).to_have_count(1)

    totals = Score.objects.filter(appraiser=ground.appraisers[0], current=True).order_by("appraisal")
    assert [int(one.total * 2) for one in totals if one.total] == [5 * (2 * (10 + n % 9) + 1) for n in range(10)]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_an_officer_types_in_paper_sheets(*, javascript: bool, ground: Ground, opened: Opened) -> None:
    page = opened(java_script_enabled=javascript)
    sign_in(page, "lan")
    page.goto(f"/appraisal/panels/{ground.panel.pk}/paper/")
    page.get_by_label("Phiếu của").select_option(label="Người chấm 1")
    if not javascript:
        page.get_by_role("button", name="Chọn").click()
    page.get_by_role("row", name="Mô hình 1 Trường").get_by_role("textbox").first.focus()
    for _ in range(3 * CRITERIA):
        page.keyboard.type("15")
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Lưu", exact=True).click()

    expect(page.get_by_text("Đã lưu 3 phiếu của Người chấm 1.")).to_have_count(1)
    assert list(Score.objects.filter(appraiser=ground.appraisers[0]).values_list("total", flat=True)) == [75] * 3


def test_every_page_is_fit_for_a_phone_and_for_everybody(ground: Ground, opened: Opened) -> None:
    page = opened(viewport=PHONE, has_touch=True)
    sign_in(page, "lan")
    panel, entry, rubric = ground.panel.pk, ground.first.pk, ground.panel.rubric_id
    base = f"/appraisal/panels/{panel}/"
    addresses = [
        "/appraisal/", "/campaigns/huyen-2024/appraisal/", "/campaigns/huyen-2024/appraisal/panels/+/", base,
        *(f"{base}{name}/" for name in ("setting", "entries", "table", "results", "closure", "sheets")),
        f"{base}paper/?appraiser={ground.appraisers[0].pk}", f"/appraisal/entries/{entry}/",
        f"/appraisal/entries/{entry}/own/", "/appraisal/rubrics/", f"/appraisal/rubrics/{rubric}/",
        f"/appraisal/rubrics/{rubric}/version/",
    ]  # fmt: skip

    wrong = {}
    for address in addresses:
        page.goto(address)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        wrong[address] = (findings(page), sideways(page))
    assert wrong == dict.fromkeys(addresses, ([], 0))
